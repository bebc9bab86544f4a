"""Ed25519 keys and signatures as the boxes use them: raw keys in unpadded base64url."""

import base64
import binascii
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

KEY_BYTES = 32
SIGNATURE_BYTES = 64


def b64url_encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def b64url_decode(text: str) -> bytes:
    """The bytes, or ValueError. Strict: other alphabets and stray characters are refused."""
    if not isinstance(text, str):
        raise ValueError("not a text")
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not base64url") from None
    # Spare bits at the end would let two texts name one key.
    if b64url_encode(data) != text.rstrip("="):
        raise ValueError("not canonical base64url")
    return data


def new_key_pair() -> tuple[str, str]:
    """(private, public), both raw in base64url."""
    private = Ed25519PrivateKey.generate()
    return (
        b64url_encode(private.private_bytes_raw()),
        b64url_encode(private.public_key().public_bytes_raw()),
    )


def check_public_key(text: str) -> str:
    """The key in its one canonical form, or ValueError."""
    data = b64url_decode(text)
    if len(data) != KEY_BYTES:
        raise ValueError("an Ed25519 public key has 32 bytes")
    Ed25519PublicKey.from_public_bytes(data)
    return b64url_encode(data)


def sign(private_key: str, message: bytes) -> str:
    key = Ed25519PrivateKey.from_private_bytes(b64url_decode(private_key))
    return b64url_encode(key.sign(message))


def verify(public_key: str, message: bytes, signature: str) -> bool:
    try:
        raw = b64url_decode(signature)
        if len(raw) != SIGNATURE_BYTES:
            return False
        Ed25519PublicKey.from_public_bytes(b64url_decode(public_key)).verify(raw, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def fingerprint(public_key: str) -> str:
    """Short form of a key for people to compare."""
    digest = sha256(b64url_decode(public_key)).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))
