"""The cells of tables as people have them: CSV, XLSX, cells pasted from a spreadsheet; pure. Files come from outside and are not trusted."""

import csv
import io
import re
import zipfile
import zlib

MAX_LINES = 100_000
#: What a spreadsheet may unpack to; a file of a few kilobytes can say that it holds gigabytes.
MAX_UNPACKED = 150_000_000
#: A broken part shows as whatever the parsers trip over; their errors of XML are of SyntaxError.
BROKEN = (zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, TypeError, ValueError, AttributeError, OSError, EOFError, RuntimeError)
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


class UnreadableFile(ValueError):
    """The file is neither text nor a spreadsheet."""


class TooLong(UnreadableFile):
    """There is more in the file than anybody means to import at once."""


def read_file(data):
    """Cells of a CSV or XLSX file: [[…]]."""
    if data[:4] == b"PK\x03\x04":
        return _read_xlsx(data)
    # Spreadsheets call it "Unicode text".
    for encoding in ("utf-16",) if data[:2] in UTF16_MARKS else ("utf-8-sig", "cp1252"):
        try:
            return read_text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise UnreadableFile


def read_text(text):
    """Cells of pasted or CSV text; the separator is the one that the first line has most of."""
    # The database keeps no NUL.
    text = text.replace("\0", "")
    first = next((line for line in io.StringIO(text, newline=None) if line.strip()), "")
    separator = max("\t;,|", key=lambda one: (first.count(one), one == "\t"))
    if separator == "," and first.count(",") == 1 and re.search(r"\d,\d", first) and " " in first.strip():
        separator = " "
    try:
        return _bounded(csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True))
    except csv.Error as error:
        raise UnreadableFile from error


def _read_xlsx(data):
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MAX_UNPACKED:
                raise TooLong
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        return _bounded(list(row) for row in book.worksheets[0].iter_rows(values_only=True))
    except TooLong:
        raise
    except BROKEN as error:
        raise UnreadableFile from error


def _bounded(lines):
    """All lines, empty ones too, for their numbers; a sheet may have a million empty ones."""
    found, filled = [], 0
    for line in lines:
        filled += any(cell not in (None, "") for cell in line)
        if filled > MAX_LINES:
            raise TooLong
        found.append(line)
    return found
