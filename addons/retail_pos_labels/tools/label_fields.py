"""The words on a label: an answer about a price, written as people read it; pure.

An amount is written with a decimal comma in Norwegian and its neighbours, with a point in English.
"""

COMMA = ("nb", "nn", "no", "da", "sv", "de", "fi", "fr", "nl")
NAMES = ("name", "content", "price", "before", "unit_price", "offer", "valid", "code", "barcode", "store", "printed")


def money(minor, lang, digits=2):
    """123450 → "1 234,50" in Norwegian, "1,234.50" in English."""
    comma = lang[:2] in COMMA
    whole, rest = divmod(abs(minor), 10**digits)
    grouped = f"{whole:,}".replace(",", "\u00a0" if comma else ",")
    text = f"{grouped}{',' if comma else '.'}{rest:0{digits}d}" if digits else grouped
    return f"-{text}" if minor < 0 else text


def number(value, lang):
    """400.0 → "400", 0.75 → "0,75"."""
    text = f"{value:.4f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if lang[:2] in COMMA else text


def symbology(data):
    """How a code is printed: EAN-13 when it is one, else Code 128; None when it can't be."""
    if len(data) == 13 and data.isascii() and data.isdigit():
        check = -sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(data[:12])) % 10
        if check == int(data[12]):
            return "ean13"
    return "code128" if data and all(32 <= ord(letter) < 127 for letter in data) else None
