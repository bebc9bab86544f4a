"""Barcodes and QR codes as modules (dark or light), for printers that get them as dots and for their widths."""

from functools import lru_cache

from PIL import Image

from .drivers.base import Misfit
from .gs1 import check_digit

MOST_CHARS = 255
LENGTHS = {"ean13": 13, "ean8": 8}
SYMBOLOGIES = ("ean13", "ean8", "code128")


class WrongCheckDigit(ValueError):
    """As many digits as there should be, but they contradict each other."""


def checked(symbology: str, data: str) -> str:
    """The data with its check digit; ValueError says what is wrong."""
    if symbology not in LENGTHS:
        if not 1 <= len(data) <= MOST_CHARS or not data.isascii() or not data.isprintable():
            raise ValueError(f"must be 1 to {MOST_CHARS} ASCII characters")
        return data
    length = LENGTHS[symbology]
    if not (data.isascii() and data.isdigit() and len(data) in (length - 1, length)):
        raise ValueError(f"must be {length - 1} or {length} digits")
    check = check_digit(data[: length - 1])
    if len(data) == length and int(data[-1]) != check:
        raise WrongCheckDigit(f"has the wrong check digit, it should be {check}")
    return data[: length - 1] + str(check)


@lru_cache(maxsize=256)
def bars(symbology: str, data: str) -> str:
    """A barcode's modules from the left, 1 is dark."""
    import barcode  # type: ignore[import-untyped]  # only pictures of codes need it

    made = barcode.get(symbology, data).build()
    return str(made[0])


def bars_image(symbology: str, data: str, module: int, height: int) -> Image.Image:
    row = bars(symbology, data)
    line = Image.new("L", (len(row), 1))
    line.putdata([0 if bit == "1" else 255 for bit in row])
    return line.resize((len(row) * module, height), Image.Resampling.NEAREST)


def qr_size(data: str) -> int:
    """How many modules wide the code is."""
    import qrcode  # type: ignore[import-untyped]  # only receipts with a code need it

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M)
    code.add_data(data.encode(), optimize=0)
    return 17 + 4 * int(code.best_fit())


def qr_image(data: str, module: int) -> Image.Image:
    import qrcode

    code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=1, border=0)
    code.add_data(data.encode(), optimize=0)
    code.make()
    matrix = code.get_matrix()
    image = Image.new("L", (len(matrix), len(matrix)))
    image.putdata([0 if dark else 255 for row in matrix for dark in row])
    return image.resize((image.width * module, image.height * module), Image.Resampling.NEAREST)


def module_dots(modules: int, room: int, where: str) -> int:
    """The whole dots that a module may be wide."""
    if modules > room:
        raise Misfit("invalid", f"the code is {modules} modules wide, there is room for {room} dots", where)
    return room // modules
