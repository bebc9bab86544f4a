"""The signature over a box's request to Odoo: what is signed, and when a signed request is too old.

A box signs method, path, time, nonce and the body's hash with the key that was pinned when it was paired.
Odoo accepts it within a window of time and each nonce once.
"""

import re
from dataclasses import dataclass
from hashlib import sha256

from . import ed25519

WINDOW_S = 300
NONCE = re.compile(r"[A-Za-z0-9_-]{8,64}")
TIME = re.compile(r"\d{9,12}")


class Refused(Exception):
    """The request is not what it claims to be. `code` is stable; the box logs it."""

    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Envelope:
    """What the headers say."""

    box: str
    time: str
    nonce: str
    signature: str


def envelope(headers) -> Envelope:
    """The signature's parts from the request's headers, or Refused."""
    found = Envelope(
        box=headers.get("X-Retail-Box", ""),
        time=headers.get("X-Retail-Time", ""),
        nonce=headers.get("X-Retail-Nonce", ""),
        signature=headers.get("X-Retail-Signature", ""),
    )
    if not (found.box and found.signature and NONCE.fullmatch(found.nonce) and TIME.fullmatch(found.time)):
        raise Refused("unauthorized", "the request is not signed")
    return found


def message(method: str, path: str, time: str, nonce: str, body: bytes) -> bytes:
    return "\n".join([method, path, time, nonce, sha256(body).hexdigest()]).encode()


def check(found: Envelope, method: str, path: str, body: bytes, public_key: str, now_s: float) -> None:
    """Raise Refused unless this very request was signed with that key, just now.

    The signature comes first: only the box itself learns that its clock is wrong.
    """
    signed = message(method, path, found.time, found.nonce, body)
    if not ed25519.verify(public_key, signed, found.signature):
        raise Refused("unauthorized", "the signature does not fit this request")
    if abs(now_s - int(found.time)) > WINDOW_S:
        raise Refused("clock_wrong", "the box and the server disagree about the time")
