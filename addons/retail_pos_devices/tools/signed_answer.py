"""The signature over Odoo's answer to a box: this very request is answered, at this time, by this database.

On a line without TLS anybody could answer in Odoo's place, with keys of his own or a time at which old passes are good
again. A box believes only what a key signed that it knows.
"""

from hashlib import sha256

from . import ed25519


def message(status: int, path: str, nonce: str, time: str, body: bytes) -> bytes:
    """What is signed; `nonce` is the request's, so that no other answer fits it."""
    return "\n".join(["ANSWER", str(status), path, nonce, time, sha256(body).hexdigest()]).encode()


def headers(status: int, path: str, nonce: str, now_s: float, body: bytes, kid: str, private_key: str) -> dict:
    time = f"{now_s:.3f}"
    return {
        "X-Retail-Key": kid,
        "X-Retail-Time": time,
        "X-Retail-Signature": ed25519.sign(private_key, message(status, path, nonce, time, body)),
    }
