"""Head office's signature on its answers: this very request is answered, at that time, by one who holds a key that the box knows.

Nothing in an answer is believed without it: on a line without TLS anybody could hand the box keys of his own, or set
its clock back until passes that have expired are good again.
"""

import hashlib
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from .auth import b64url_decode


class NotSigned(Exception):
    """Nobody that the box knows has said this."""


def message(status: int, path: str, nonce: str, time: str, body: bytes) -> bytes:
    """What is signed; the nonce is the request's, so that no older answer fits."""
    return "\n".join(["ANSWER", str(status), path, nonce, time, hashlib.sha256(body).hexdigest()]).encode()


def told_time(headers: Mapping[str, str], status: int, path: str, nonce: str, body: bytes, keys: Mapping[str, str]) -> float:
    """Head office's time when it answered, or NotSigned. `keys` maps a key id to a raw Ed25519 key in base64url."""
    key, time, signature = (headers.get(f"X-Retail-{name}", "") for name in ("Key", "Time", "Signature"))
    if not signature:
        raise NotSigned("the answer is not signed; is this Odoo older than the box?")
    if key not in keys:
        raise NotSigned("the answer is signed with a key that this box does not know; pair it anew if Odoo was set up again")
    try:
        public = Ed25519PublicKey.from_public_bytes(b64url_decode(keys[key]))
        public.verify(b64url_decode(signature), message(status, path, nonce, time, body))
        return float(time)
    except (InvalidSignature, ValueError):
        raise NotSigned("the answer's signature does not fit") from None
