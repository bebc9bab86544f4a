"""Tokens that open a box to one till: JWT with algorithm EdDSA, verified by the box without Odoo."""

import json

from . import ed25519


def _part(value: dict) -> str:
    text = json.dumps(value, separators=(",", ":"), ensure_ascii=False, sort_keys=True)
    return ed25519.b64url_encode(text.encode())


def make_token(claims: dict, kid: str, private_key: str) -> str:
    header = {"alg": "EdDSA", "kid": kid, "typ": "JWT"}
    signing_input = f"{_part(header)}.{_part(claims)}"
    return f"{signing_input}.{ed25519.sign(private_key, signing_input.encode())}"


def read_token(text: str, public_keys: dict) -> dict:
    """The claims of a token signed with one of `public_keys` (by kid), or ValueError. Times are not judged."""
    header_part, claims_part, signature = text.split(".")
    header = json.loads(ed25519.b64url_decode(header_part))
    key = public_keys.get(header.get("kid"))
    if header.get("alg") != "EdDSA" or key is None:
        raise ValueError("signed with an unknown key")
    if not ed25519.verify(key, f"{header_part}.{claims_part}".encode(), signature):
        raise ValueError("the signature does not fit")
    return json.loads(ed25519.b64url_decode(claims_part))
