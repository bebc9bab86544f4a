"""Whose answers the box believes: signed by a key it knows, for this very request, as they were sent."""

import pytest

from iot_box.auth import b64url_encode
from iot_box.signed_answer import NotSigned, message, told_time
from iot_box.tests.support import Signer

PATH, NONCE, TIME, BODY = "/retail_pos/box/sync", "nonce-1", "1795341600.250", b'{"state": "paired"}'
SIGNER = Signer()
KEYS = {SIGNER.kid: SIGNER.public()["public_key"]}


def headers(signer: Signer = SIGNER, status: int = 200, path: str = PATH, nonce: str = NONCE, body: bytes = BODY) -> dict[str, str]:
    signature = signer.key.sign(message(status, path, nonce, TIME, body))
    return {"X-Retail-Key": signer.kid, "X-Retail-Time": TIME, "X-Retail-Signature": b64url_encode(signature)}


def test_what_is_signed_tells_the_time() -> None:
    assert told_time(headers(), 200, PATH, NONCE, BODY, KEYS) == 1795341600.25
    assert told_time(headers(status=401), 401, PATH, NONCE, BODY, KEYS) == 1795341600.25


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {**headers(), "X-Retail-Time": "1795000000.000"},
        {**headers(), "X-Retail-Signature": "AAAA"},
        {**headers(), "X-Retail-Signature": "not base64url!"},
        {**headers(), "X-Retail-Key": "k2"},
        headers(Signer()),
        headers(nonce="nonce-0"),
        headers(status=401),
        headers(path="/other"),
        headers(body=b'{"state": "unpaired"}'),
    ],
    ids=["nothing", "time", "signature", "letters", "key", "another's", "older answer", "status", "path", "body"],
)
def test_whatever_differs_is_not_believed(wrong: dict[str, str]) -> None:
    with pytest.raises(NotSigned):
        told_time(wrong, 200, PATH, NONCE, BODY, KEYS)
