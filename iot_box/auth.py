"""Who may ask: tokens signed by Odoo and verified offline, exact origins, known host names.

A token is a compact JWS with algorithm EdDSA and nothing else. It names the box, the till, the one web
origin it works from and the devices it opens.
"""

import base64
import binascii
import contextlib
import ipaddress
import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LEEWAY_S = 60
MAX_TOKEN_CHARS = 8192
REQUIRED = ["iss", "aud", "sub", "origin", "devices", "role", "iat", "nbf", "exp", "jti"]
ROLES = ("cashier", "manager")
UPDATE_SUBJECT = "update"
VERSION = re.compile(r"\d+(\.\d+){1,5}((a|b|rc|\.dev|\.post)\d+)?")
SHA256 = re.compile(r"[0-9a-f]{64}")


class AuthError(Exception):
    def __init__(self, code: str, message: str, status: int = 401) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status


@dataclass(frozen=True)
class Token:
    till: str
    origin: str
    user: str
    role: str
    devices: frozenset[str]
    expires_at: float
    token_id: str
    session: str
    issued_at: float = 0.0
    offline_until: float = 0.0
    """How long it may outlive `expires_at` while head office can't be reached to renew it."""

    def good_until(self, heard_at: float | None) -> float:
        """A till that sells on without head office keeps its devices; once head office is back, it renews."""
        alone = heard_at is None or heard_at <= self.expires_at
        return max(self.expires_at, self.offline_until) if alone else self.expires_at

    def opens(self, device: str) -> bool:
        return device in self.devices


@dataclass(frozen=True)
class OpenSessions:
    """The tills' sessions that were open when head office said so; a pass of any older one is no good any more."""

    at: float
    ids: frozenset[str]

    def refuses(self, token: Token) -> bool:
        return bool(token.session) and token.session not in self.ids and token.issued_at < self.at - LEEWAY_S


@dataclass(frozen=True)
class UpdateOrder:
    version: str
    sha256: str


def b64url_decode(text: str) -> bytes:
    try:
        return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise ValueError("not base64url") from None


def b64url_encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def verify(text: str, keys: dict[str, str], box_id: str, now: float, *or_now: float, heard_at: float | None = None) -> Token:
    """The token's rights, or AuthError. `keys` maps a key id to a raw Ed25519 key in base64url; `heard_at` is when the box
    last heard of head office, None where it does not know."""
    claims = _signed(text, tuple(keys.items()), box_id)
    for other in or_now:
        with contextlib.suppress(AuthError):
            return _token(claims, other, heard_at)
    return _token(claims, now, heard_at)


@lru_cache(maxsize=128)
def _signed(text: str, keys: tuple[tuple[str, str], ...], box_id: str) -> dict[str, Any]:
    """A till sends the same token all day: its signature needs to be checked but once. Refusals are not kept."""
    return _claims(text, dict(keys), box_id, REQUIRED)


def verify_update(text: str, keys: dict[str, str], box_id: str, now: float) -> UpdateOrder:
    """Head office's word on which program this box shall run, or AuthError. No till's token is one, nor the other way round."""
    claims = _claims(text, keys, box_id, ["aud", "sub", "exp", "version", "sha256"])
    if claims["sub"] != UPDATE_SUBJECT:
        raise AuthError("unauthorized", "this is no order to update")
    if not isinstance(claims["exp"], (int, float)) or now > claims["exp"] + LEEWAY_S:
        raise AuthError("expired_token", "the order to update has expired")
    version, digest = claims["version"], claims["sha256"]
    if not (isinstance(version, str) and VERSION.fullmatch(version) and isinstance(digest, str) and SHA256.fullmatch(digest)):
        raise AuthError("unauthorized", "the order to update names no version or no digest")
    return UpdateOrder(version, digest)


def _claims(text: str, keys: dict[str, str], box_id: str, required: list[str]) -> dict[str, Any]:
    """What Odoo signed for this box. Times are the caller's to judge."""
    if len(text) > MAX_TOKEN_CHARS:
        raise AuthError("unauthorized", "the token is too long")
    try:
        kid = jwt.get_unverified_header(text).get("kid")
        key = keys.get(kid) if isinstance(kid, str) else None
        if key is None:
            raise AuthError("unauthorized", "the token was signed with a key that this box does not know")
        # The library reads the system's clock; times are checked against the box's own.
        options = {"require": required, "verify_exp": False, "verify_nbf": False, "verify_iat": False}
        public = Ed25519PublicKey.from_public_bytes(b64url_decode(key))
        claims: dict[str, Any] = jwt.decode(text, public, algorithms=["EdDSA"], audience=box_id, options=options)  # type: ignore[arg-type]
    except jwt.InvalidAudienceError:
        raise AuthError("unauthorized", "the token is for another box") from None
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise AuthError("unauthorized", f"the token is not valid: {error}") from None
    return claims


def _token(claims: dict[str, Any], now: float, heard_at: float | None) -> Token:
    times = [claims["iat"], claims["nbf"], claims["exp"], claims.get("offline_exp", 0)]
    if not all(isinstance(t, (int, float)) and not isinstance(t, bool) for t in times):
        raise AuthError("unauthorized", "the token's times are not numbers")
    if now < claims["nbf"] - LEEWAY_S:
        raise AuthError("unauthorized", "the token is not valid yet; check the clocks")
    devices = claims["devices"]
    if not isinstance(devices, list) or not all(isinstance(d, str) for d in devices):
        raise AuthError("unauthorized", "the token's devices are not a list of names")
    texts = {name: claims[name] for name in ("sub", "origin", "role", "jti")}
    if not all(isinstance(v, str) and v for v in texts.values()) or claims["role"] not in ROLES:
        raise AuthError("unauthorized", "the token's till, origin, role or id is not valid")
    token = Token(
        till=claims["sub"],
        origin=claims["origin"],
        user=str(claims.get("user", "")),
        role=claims["role"],
        devices=frozenset(devices),
        expires_at=float(claims["exp"]),
        token_id=claims["jti"],
        session=str(claims.get("sid", "")),
        issued_at=float(claims["iat"]),
        offline_until=float(claims.get("offline_exp", 0)),
    )
    if now > token.good_until(heard_at) + LEEWAY_S:
        raise AuthError("expired_token", "the token has expired")
    return token


def bearer(header: str | None) -> str:
    scheme, _, text = (header or "").partition(" ")
    if scheme.lower() != "bearer" or not text.strip():
        raise AuthError("unauthorized", "a bearer token is needed")
    return text.strip()


def check_origin(origin: str | None, token: Token, origins: Collection[str]) -> None:
    """The request must come from the very page that the token was made for."""
    if origin is None or origin not in origins or origin != token.origin:
        raise AuthError("wrong_origin", "this token does not work from this web address", 403)


def host_allowed(host: str, hosts: Collection[str], own_address: str | None) -> bool:
    """Whether a Host header names this box; stops web pages that point their own name at it.

    The address that the connection came in on is always fine: a literal address can't be re-pointed.
    """
    name = _host_name(host)
    if name in {h.lower() for h in hosts}:
        return True
    try:
        return own_address is not None and ipaddress.ip_address(name) == ipaddress.ip_address(own_address)
    except ValueError:
        return False


def _host_name(host: str) -> str:
    host = host.strip().lower()
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].rstrip(".")
