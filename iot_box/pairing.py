"""Pairing's proofs: box and head office show each other that they know the code, which never crosses the line.

A person reads the code on the box and types it at head office. Both stretch it to one secret; the box proves with it that its
key is its own, head office that its keys are. Who listens or answers in between knows neither: to guess a code that lives for
a quarter of an hour he would have to stretch some 10^11 of them.
"""

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from typing import Any

from .auth import b64url_encode

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
LENGTH = 10
# Told openly, so that head office need not try the code on every box that waits.
START = 2


@dataclass(frozen=True)
class Code:
    """What is shown, and what is said of it."""

    text: str
    secret: bytes

    @property
    def shown(self) -> str:
        return f"{self.text[: LENGTH // 2]}-{self.text[LENGTH // 2 :]}"


def new_code(box: str, public_key: str) -> Code:
    """Takes 16 MB and some tenths of a second on a small computer: not on the event loop."""
    text = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return Code(text, stretched(text, box, public_key))


def stretched(code: str, box: str, public_key: str) -> bytes:
    """The secret of this code for this box with this key."""
    salt = f"retail pos pairing\n{box}\n{public_key}".encode()
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def box_proof(secret: bytes, box: str, public_key: str) -> str:
    return _proof(secret, "BOX", box, public_key)


def office_proof(secret: bytes, box: str, public_key: str, keys: Any) -> str:
    """Of the keys with which head office signs, as it sends them."""
    return _proof(secret, "OFFICE", box, public_key, json.dumps(keys, sort_keys=True, separators=(",", ":")))


def is_proof(given: Any, wanted: str) -> bool:
    return isinstance(given, str) and hmac.compare_digest(given.encode(), wanted.encode())


def _proof(secret: bytes, *said: str) -> str:
    return b64url_encode(hmac.new(secret, "\n".join(said).encode(), hashlib.sha256).digest())
