"""A receipt document as rows of characters, exactly as paper shows them: what HTML, PDF and mail are made of.

The document comes from a till, so its form is checked before anything is made of it.
"""

import html
import re
import unicodedata

MAX_ROWS = 2000
MAX_TEXT = 400
# As many as the widest paper has letters.
MAX_CELLS = 64
SIZES = {"normal": (1, 1), "wide": (2, 1), "tall": (1, 2), "double": (2, 2)}
LANGUAGE = re.compile(r"[A-Za-z0-9_@-]{2,16}")
ALIGNS = ("left", "center", "right")
FONT = "'DejaVu Sans Mono','Liberation Mono',Consolas,Menlo,'Courier New',monospace"


#: Norwegian cash register rules: a receipt that is sent says that it is electronic. By the titles that tills write.
ELECTRONIC = {
    "Sales receipt": "Electronic sales receipt",
    "Return receipt": "Electronic return receipt",
    "Exchange receipt": "Electronic exchange receipt",
    "Salgskvittering": "Elektronisk salgskvittering",
    "Returkvittering": "Elektronisk returkvittering",
    "Salgskvittering/Returkvittering": "Elektronisk salgskvittering/returkvittering",
}
#: (Norwegian, return) → the title of a receipt whose template shows none.
UNTITLED = {
    (False, False): "Sales receipt",
    (False, True): "Return receipt",
    (True, False): "Salgskvittering",
    (True, True): "Returkvittering",
}


class BadDocument(ValueError):
    """The document is not one that a till makes."""


def checked(document):
    """The document in the form that is stored: pictures left out, nothing but what rows may have."""
    if not isinstance(document, dict) or document.get("version") != 1:
        raise BadDocument("version")
    columns, rows = document.get("columns"), document.get("rows")
    if isinstance(columns, bool) or not isinstance(columns, int) or not 24 <= columns <= 64:
        raise BadDocument("columns")
    if not isinstance(rows, list) or len(rows) > MAX_ROWS:
        raise BadDocument("rows")
    return {
        "version": 1,
        "columns": columns,
        "lang": _language(document.get("lang")),
        "rows": [_row(row) for row in rows],
    }


def _language(code):
    """A receipt is worth more than its language: what is no code becomes English."""
    return code if isinstance(code, str) and LANGUAGE.fullmatch(code) else "en_US"


def _row(row):
    if not isinstance(row, dict):
        raise BadDocument(f"row {row!r:.60}")
    try:
        return {"type": row["type"], **_ROWS[row["type"]](row)}
    except (KeyError, TypeError, ValueError) as error:
        raise BadDocument(f"row {row!r:.60}") from error


def _text(value):
    if not isinstance(value, str) or len(value) > MAX_TEXT or any(unicodedata.category(letter) in ("Cc", "Cs") for letter in value):
        raise ValueError(value)
    return value


def _one_of(value, choices, default):
    value = default if value is None else value
    if value not in choices:
        raise ValueError(value)
    return value


def _look(row):
    return {
        "size": _one_of(row.get("size"), SIZES, "normal"),
        "bold": bool(row.get("bold")),
        "underline": bool(row.get("underline")),
    }


def _cell(cell):
    return {"text": _text(cell["text"]), "width": _number(cell["width"], 1, 64), "align": _one_of(cell.get("align"), ALIGNS, "left")}


def _bars(row):
    """What bars can be drawn of: the till writes anything else as text."""
    symbology, data = _one_of(row["symbology"], ("code128", "ean13"), None), _text(row["data"])
    if not data.isascii() or not data or (symbology == "ean13" and not (data.isdigit() and len(data) == 13)):
        raise ValueError(data)
    return {"symbology": symbology, "data": data}


def _number(value, low, high):
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise ValueError(value)
    return value


_ROWS = {
    "text": lambda row: {"text": _text(row["text"]), "align": _one_of(row.get("align"), ALIGNS, "left"), **_look(row)},
    "columns": lambda row: {"cells": [_cell(cell) for cell in row["cells"][:MAX_CELLS]], **_look(row)},
    "line": lambda row: {"char": _text(row["char"])[:1] or "-"},
    "space": lambda row: {"rows": _number(row["rows"], 1, 50)},
    "barcode": lambda row: {
        **_bars(row),
        "height_mm": _number(row["height_mm"], 1, 30),
        "text": bool(row.get("text")),
    },
    "qr": lambda row: {"data": _text(row["data"]), "size": _number(row["size"], 1, 16)},
    # The company's logo is put in where the receipt is shown: it would be most of what is stored.
    "image": lambda row: {"align": _one_of(row.get("align"), ALIGNS, "center"), "width_px": _number(row["width_px"], 1, 4096)},
    "cut": lambda row: {},
}


def width_of(text):
    return sum(
        0 if unicodedata.combining(letter) else 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        for letter in unicodedata.normalize("NFC", text)
    )


def pad(text, width, align="left"):
    missing = max(0, width - width_of(text))
    before = {"left": 0, "right": missing, "center": missing // 2}[align]
    return " " * before + text + " " * (missing - before)


def row_text(row, columns):
    """The characters of a text or columns row, as wide as the paper at the row's size."""
    width = columns // SIZES[row["size"]][0]
    if row["type"] == "text":
        return pad(row["text"], width, row["align"])
    return pad("".join(pad(cell["text"], cell["width"], cell["align"]) for cell in row["cells"]), width)


def electronic(document, is_return=False):
    """The document as it is sent: its title says that it is electronic, in the same letters as on paper."""
    columns = document["columns"]
    rows = list(document["rows"])
    places = [place for place, row in enumerate(rows) if row["type"] == "text" and row["text"].strip() in ELECTRONIC]
    if places:
        title = rows[places[0]]
        rows[places[0] : places[0] + 1] = _wrapped({**title, "text": ELECTRONIC[title["text"].strip()]}, columns)
    else:
        text = ELECTRONIC[UNTITLED[document["lang"][:2] in ("nb", "nn", "no"), is_return]]
        rows[:0] = _wrapped({"type": "text", "text": text, "align": "center", "size": "normal", "bold": True, "underline": False}, columns)
    return {**document, "rows": rows}


def _wrapped(row, columns):
    """A text row as rows that fit the paper, broken between words."""
    width = columns // SIZES[row["size"]][0]
    lines = []
    for word in row["text"].split():
        if lines and width_of(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return [{**row, "text": line} for line in lines]


def to_text(document):
    """The receipt as plain text, for mail programs that show no HTML."""
    rows = []
    for row in document["rows"]:
        if row["type"] in ("text", "columns"):
            rows.append(row_text(row, document["columns"]).rstrip())
        elif row["type"] == "line":
            rows.append(row["char"] * document["columns"])
        elif row["type"] == "space":
            rows += [""] * int(row["rows"])
        elif row["type"] in ("barcode", "qr"):
            rows.append(f"[{row['data']}]")
    return "\n".join(rows)


def to_html(document, barcode=None, logo=None):
    """HTML for mail: styles stand inside, since mail programs drop style sheets; everything is escaped.

    `barcode(symbology, data)` and `logo` give addresses of pictures (data: or cid:).
    """
    body = "".join(_row_html(row, document["columns"], barcode, logo) for row in document["rows"])
    return (
        f'<div style="display:inline-block;width:{document["columns"]}ch;padding:12px;background:#fff;color:#000;'
        f'font-family:{FONT};font-size:13px;line-height:1.35">{body}</div>'
    )


def _row_html(row, columns, barcode, logo):
    if row["type"] in ("text", "columns"):
        return _letters_html(row, columns)
    if row["type"] == "line":
        return _div(html.escape(row["char"] * columns), "white-space:pre;overflow:hidden")
    if row["type"] == "space":
        return _div("&nbsp;", f"height:{row['rows'] * 1.35:.2f}em")
    if row["type"] == "image":
        source = html.escape(logo or "")
        return _div(f'<img src="{source}" alt="" style="width:60%"/>', f"text-align:{row['align']}") if logo else ""
    if row["type"] in ("barcode", "qr"):
        source = barcode and barcode(row.get("symbology", "qr"), row["data"])
        picture = f'<img src="{html.escape(source)}" alt="" style="max-width:90%"/><br/>' if source else ""
        return _div(picture + html.escape(row["data"]), "text-align:center;margin:6px 0")
    return ""


def _letters_html(row, columns):
    style = ["white-space:pre"]
    if row["bold"]:
        style.append("font-weight:bold")
    if row["underline"]:
        style.append("text-decoration:underline")
    # Mail programs know no stretched letters: what is wide is double, what is tall only larger than its row.
    if row["size"] in ("wide", "double"):
        style.append("font-size:200%;line-height:1.25")
    return _div(html.escape(row_text(row, columns)) or "&nbsp;", ";".join(style))


def _div(content, style):
    return f'<div style="{style}">{content}</div>'
