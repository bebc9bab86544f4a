"""Pictures that printers keep: a shop's logo is sent once and then called by its name, two letters made from its dots.

The name is a hash, so the printer's own list tells which pictures it has, whoever stored them and whichever printer
stands there today. Only what is printed again and again is stored, and seldom, since such memory wears out.
"""

import hashlib
from collections import Counter
from dataclasses import dataclass

from PIL import Image

from . import raster

GS = b"\x1d"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
LEAST_BYTES = 400
MOST_BYTES = 48_000
WORTH_AFTER = 4
MOST_STORED_A_DAY = 4
DAY_S = 86_400.0
LIST_QUESTION = GS + b"(L\x04\x000@KC"
ACK_MORE = b"\x06"


@dataclass(frozen=True)
class Logo:
    key: str
    width: int
    height: int
    data: bytes

    @classmethod
    def of(cls, image: Image.Image) -> "Logo":
        _across, data = raster.bits(image)
        digest = int.from_bytes(hashlib.sha256(data + image.width.to_bytes(4, "big")).digest()[:8], "big")
        key = LETTERS[digest % len(LETTERS)] + LETTERS[digest // len(LETTERS) % len(LETTERS)]
        return cls(key, image.width, image.height, data)

    def print_stored(self) -> bytes:
        return GS + b"(L\x06\x000E" + self.key.encode() + b"\x01\x01"

    def store(self) -> bytes:
        """GS ( L function 67: keep this raster picture under its name."""
        size = self.width.to_bytes(2, "little") + self.height.to_bytes(2, "little")
        body = b"0C0" + self.key.encode() + b"\x01" + size + b"1" + self.data
        return GS + b"(L" + len(body).to_bytes(2, "little") + body


def keys_in(answer: bytes) -> set[str]:
    """The names in an answer to LIST_QUESTION: 37h, 72h, 40h or 41h, names, 00h."""
    names = answer[3:-1].decode("ascii", "replace")
    return {names[n : n + 2] for n in range(0, len(names) - 1, 2)}


class Shelf:
    """Which pictures the printer has, and which are worth giving to it."""

    def __init__(self) -> None:
        self.keys: set[str] | None = None
        """None: this printer keeps none, or has not said."""
        self._seen: Counter[str] = Counter()
        self._candidates: dict[str, Logo] = {}
        self._stored_at: list[float] = []
        self._refused: set[str] = set()

    def saw(self, logo: Logo) -> None:
        if self.keys is None or logo.key in self.keys or not LEAST_BYTES <= len(logo.data) <= MOST_BYTES:
            return
        self._seen[logo.key] += 1
        if self._seen[logo.key] >= WORTH_AFTER and logo.key not in self._refused:
            self._candidates[logo.key] = logo
        if len(self._seen) > 500:
            # Pictures that are never the same, such as raster text; the logo will be seen again.
            self._seen.clear()

    def next(self, now: float) -> Logo | None:
        self._stored_at = [at for at in self._stored_at if now - at < DAY_S]
        if not self._candidates or len(self._stored_at) >= MOST_STORED_A_DAY:
            return None
        return next(iter(self._candidates.values()))

    def stored(self, logo: Logo, now: float, keys: set[str]) -> None:
        """It was sent; `keys` is what the printer says that it has now."""
        self._candidates.pop(logo.key, None)
        self._stored_at.append(now)
        self.keys = keys
        if logo.key not in keys:
            self._refused.add(logo.key)
