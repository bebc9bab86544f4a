"""The box's program as head office keeps it: a Python wheel that says itself what it is."""

import io
import re
import zipfile
from email.parser import Parser

NAME = "retail-pos-box"
VERSION = re.compile(r"\d+(\.\d+){1,5}((a|b|rc|\.dev|\.post)\d+)?")
MOST_PARTS = 6
MOST_METADATA_BYTES = 200_000


def version_of(data: bytes) -> str:
    """The version of the box's program in a wheel; ValueError when it is something else."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as wheel:
            names = [name for name in wheel.namelist() if re.fullmatch(r"[^/]+\.dist-info/METADATA", name)]
            if len(names) != 1 or wheel.getinfo(names[0]).file_size > MOST_METADATA_BYTES:
                raise ValueError("no Python wheel")
            meta = Parser().parsestr(wheel.read(names[0]).decode())
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise ValueError("no Python wheel") from error
    if (meta["Name"] or "").replace("_", "-").lower() != NAME or not VERSION.fullmatch(meta["Version"] or ""):
        raise ValueError("another program")
    return meta["Version"]


def order(version: str) -> tuple:
    """By which versions are compared: 1.10 is newer than 1.9, and 1.2 newer than 1.2rc1."""
    numbers, pre, count = re.fullmatch(r"([\d.]+?)(?:(a|b|rc|\.dev|\.post)(\d+))?", version or "0").groups()
    parts = [int(part) for part in numbers.split(".")]
    rank = {".dev": 0, "a": 1, "b": 2, "rc": 3, None: 4, ".post": 5}[pre]
    return (*parts, *[0] * (MOST_PARTS - len(parts))), rank, int(count or 0)


def file_name(version: str) -> str:
    return f"retail_pos_box-{version}-py3-none-any.whl"
