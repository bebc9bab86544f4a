"""Encryption of local nexo messages: who holds the shared passphrase may speak to the terminal.

One passphrase gives three keys (PBKDF2-HMAC-SHA1). The whole message is encrypted with
AES-256-CBC under IV xor nonce and authenticated by an HMAC-SHA256 over its plaintext. Only the
message header travels readable, so an opened message is trusted for its inner header alone.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
import os
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

SALT = b"AdyenNexoV1Salt"
ROUNDS = 4000
BLOCK_BYTES = 16
CRYPTO_VERSION = 1

Json = dict[str, Any]


class NexoCryptoError(Exception):
    """The message cannot be trusted: wrong key, damaged or forged."""


@dataclass(frozen=True)
class SecurityKey:
    """The shared key as the merchant configured it on the terminal."""

    identifier: str
    version: int
    passphrase: str = field(repr=False)


@dataclass(frozen=True)
class DerivedKeys:
    hmac_key: bytes = field(repr=False)
    cipher_key: bytes = field(repr=False)
    iv: bytes = field(repr=False)


@lru_cache(maxsize=32)
def derive_keys(passphrase: str) -> DerivedKeys:
    """Cached, because the derivation is slow on purpose and the passphrase rarely changes."""
    material = hashlib.pbkdf2_hmac("sha1", passphrase.encode("ascii"), SALT, ROUNDS, 80)
    return DerivedKeys(material[:32], material[32:64], material[64:80])


def _cipher(keys: DerivedKeys, nonce: bytes) -> Cipher[modes.CBC]:
    iv = bytes(a ^ b for a, b in zip(keys.iv, nonce, strict=True))
    return Cipher(algorithms.AES(keys.cipher_key), modes.CBC(iv))


def seal(message: Json, key: SecurityKey) -> Json:
    """Encrypts `{"SaleToPOIRequest": {...}}`; the result has the same single outer name."""
    ((envelope, content),) = message.items()
    keys = derive_keys(key.passphrase)
    nonce = os.urandom(BLOCK_BYTES)
    plain = json.dumps(message, ensure_ascii=False, separators=(",", ":")).encode()
    padder = padding.PKCS7(BLOCK_BYTES * 8).padder()
    encryptor = _cipher(keys, nonce).encryptor()
    padded = padder.update(plain) + padder.finalize()
    blob = encryptor.update(padded) + encryptor.finalize()
    return {
        envelope: {
            "MessageHeader": content["MessageHeader"],
            "NexoBlob": base64.b64encode(blob).decode(),
            "SecurityTrailer": {
                "AdyenCryptoVersion": CRYPTO_VERSION,
                "KeyIdentifier": key.identifier,
                "KeyVersion": key.version,
                "Nonce": base64.b64encode(nonce).decode(),
                "Hmac": base64.b64encode(hmac.digest(keys.hmac_key, plain, "sha256")).decode(),
            },
        }
    }


def open_sealed(sealed: object, envelope: str, key: SecurityKey) -> Json:
    """Decrypts and verifies; amounts come out as Decimal. Raises NexoCryptoError."""
    try:
        if not isinstance(sealed, dict):
            raise NexoCryptoError("the answer is no JSON object")
        content = sealed[envelope]
        trailer = content["SecurityTrailer"]
        _check_key_named(trailer, key)
        nonce = base64.b64decode(trailer["Nonce"], validate=True)
        blob = base64.b64decode(content["NexoBlob"], validate=True)
        mac = base64.b64decode(trailer["Hmac"], validate=True)
    except (KeyError, TypeError, binascii.Error, ValueError) as error:
        raise NexoCryptoError(f"not a protected message: {type(error).__name__}") from error
    plain = _decrypt(blob, nonce, mac, derive_keys(key.passphrase))
    try:
        message = json.loads(plain, parse_float=Decimal)
        inner_header = message[envelope]["MessageHeader"]
    except (ValueError, KeyError, TypeError) as error:
        raise NexoCryptoError("the protected message is not nexo JSON") from error
    if inner_header != content.get("MessageHeader"):
        raise NexoCryptoError("the readable header differs from the protected one")
    return dict(message)


def _check_key_named(trailer: Json, key: SecurityKey) -> None:
    named = (trailer["KeyIdentifier"], trailer["KeyVersion"], trailer["AdyenCryptoVersion"])
    if named != (key.identifier, key.version, CRYPTO_VERSION):
        raise NexoCryptoError(f"protected with key {named[0]!r} version {named[1]!r}, not ours")


def _decrypt(blob: bytes, nonce: bytes, mac: bytes, keys: DerivedKeys) -> bytes:
    if len(nonce) != BLOCK_BYTES or not blob or len(blob) % BLOCK_BYTES:
        raise NexoCryptoError("damaged message: wrong lengths")
    decryptor = _cipher(keys, nonce).decryptor()
    padded = decryptor.update(blob) + decryptor.finalize()
    unpadder = padding.PKCS7(BLOCK_BYTES * 8).unpadder()
    try:
        plain = unpadder.update(padded) + unpadder.finalize()
    except ValueError as error:
        raise NexoCryptoError("wrong passphrase or damaged message") from error
    if not hmac.compare_digest(mac, hmac.digest(keys.hmac_key, plain, "sha256")):
        raise NexoCryptoError("the HMAC does not match")
    return plain
