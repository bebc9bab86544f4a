"""Pairing codes as people read and type them, the limits on asking and guessing, and what box and head office prove.

The code itself never crosses the line: a box sends its first two letters, which tell boxes apart, and a proof that it knows the
rest. Head office stretches what a person typed to the same secret, checks the proof, and proves in turn that its keys are its own.
"""

import hashlib
import hmac
import json
import re

from .ed25519 import b64url_encode

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, 1/I
LENGTH = 10
START = 2
CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")
CODE_START = re.compile(f"[{ALPHABET}]{{{START}}}")
PROOF = re.compile(r"[A-Za-z0-9_-]{43}")
UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")

# A box shows a code for 15 minutes and repeats it every 5 s: one not heard of for a minute is gone.
CODE_LIFE_S = 15 * 60
SILENT_AFTER_S = 60
# Guessing: 50 bits against five tries in ten minutes.
TRIES = 5
TRIES_WINDOW_S = 10 * 60
# Asking: a store has a few boxes behind one address, and a repeat within two seconds is no box.
BOXES_PER_ADDRESS = 20
BOXES_WAITING = 500
REPEAT_S = 2


def clean_code(typed: str) -> str | None:
    """`k7qm4-tpd3a ` → `K7QM4TPD3A`; None when it can't be a code."""
    code = re.sub(r"[\s-]", "", typed or "").upper()
    return code if CODE.fullmatch(code) else None


def clean_uuid(text) -> str | None:
    value = text.lower() if isinstance(text, str) else ""
    return value if UUID.fullmatch(value) else None


def clean(pattern, text) -> str | None:
    return text if isinstance(text, str) and pattern.fullmatch(text) else None


def stretched(code: str, box_uuid: str, public_key: str) -> bytes:
    """The secret of this code for this box with this key; takes 16 MB and some hundredths of a second."""
    salt = f"retail pos pairing\n{box_uuid}\n{public_key}".encode()
    return hashlib.scrypt(code.encode(), salt=salt, n=2**14, r=8, p=1, dklen=32)


def box_proof(secret: bytes, box_uuid: str, public_key: str) -> str:
    return _proof(secret, "BOX", box_uuid, public_key)


def office_proof(secret: bytes, box_uuid: str, public_key: str, keys) -> str:
    """Of the keys with which we sign, as we send them."""
    return _proof(secret, "OFFICE", box_uuid, public_key, json.dumps(keys, sort_keys=True, separators=(",", ":")))


def _proof(secret: bytes, *said: str) -> str:
    return b64url_encode(hmac.new(secret, "\n".join(said).encode(), hashlib.sha256).digest())
