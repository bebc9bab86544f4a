"""The encryption against a message of the maker's own library, against the simulator, against forgers."""

import base64
import copy
import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from iot_box.nexo.crypto import NexoCryptoError, SecurityKey, open_sealed, seal
from iot_box.simulators.terminal_wire import Protection

KEY = SecurityKey("demo-key", 1, "correct horse battery")
HEADER = {
    "ProtocolVersion": "3.0",
    "MessageClass": "Service",
    "MessageCategory": "Payment",
    "MessageType": "Request",
    "SaleID": "till-1",
    "ServiceID": "LT9X0001",
    "POIID": "P400Plus-123456789",
}
MESSAGE = {"SaleToPOIRequest": {"MessageHeader": HEADER, "PaymentRequest": {"SaleData": {"OperatorID": "Kåre Ødegård"}}}}
# MESSAGE as encrypted by @adyen/api-library 32.1.0 with KEY.
BLOB = (
    "bcsDouljD4/v9r8UZUasALkyHVEtD+gouTcoEMUnCkLCCtlyU/jLM0Dma1V5dp5LJxvXXb9AgEANunoVeV8BxwdM2MbKB62CzQltsZfJlRwwiYkt1x9Sq7UZ"
    "nGA3+oQHmxiUk8RBWZ5WwtNMvThNOG8vgjfgtFUwlGtWcAanG+IwdRXaCUFA6+MNtLF+1S9Ps8VtEYGlJVOLUMZfEit2K8v5dnWhyR/1vtfRmMNcAdKw8hrL"
    "vcOIO9zGyeT89k88UfJO4CMURZNwBCQechRKm7fWaAvMRWr+mEjN0SkF9K1Kz3oypntDk2pw5SQwPaFTNXwKgOjIezZup0blybxLQmLhWY+oWRl4y7pi1HZa"
    "D3egzUD0wkC1OCplmtlVDSUk"
)
LIBRARY = {
    "SaleToPOIRequest": {
        "MessageHeader": HEADER,
        "NexoBlob": BLOB,
        "SecurityTrailer": {
            "AdyenCryptoVersion": 1,
            "Hmac": "7X1b9fcq/nL9ukTEIuQWDLS3FID33ou+VfhQKmxdIQA=",
            "KeyIdentifier": "demo-key",
            "KeyVersion": 1,
            "Nonce": "bZCg3jOcrYtVTniVMfKgkQ==",
        },
    }
}


def test_reads_what_the_makers_library_wrote() -> None:
    assert open_sealed(LIBRARY, "SaleToPOIRequest", KEY) == MESSAGE


def test_the_simulator_reads_what_the_box_wrote_and_the_other_way() -> None:
    protection = Protection("demo-key", 1, "correct horse battery")
    assert protection.reveal(json.dumps(seal(MESSAGE, KEY)).encode()) == MESSAGE["SaleToPOIRequest"]
    response = {"MessageHeader": {**HEADER, "MessageType": "Response"}, "PaymentResponse": {"Betrag": 10.99}}
    opened = open_sealed(json.loads(protection.protect(response)), "SaleToPOIResponse", KEY)
    assert opened["SaleToPOIResponse"]["PaymentResponse"] == {"Betrag": Decimal("10.99")}


def test_two_messages_never_look_alike() -> None:
    assert seal(MESSAGE, KEY) != seal(MESSAGE, KEY)


def _flip(text: str) -> str:
    raw = bytearray(base64.b64decode(text))
    raw[0] ^= 1
    return base64.b64encode(raw).decode()


def _trailer(content: dict[str, Any], **changes: Any) -> None:
    content["SecurityTrailer"].update(changes)


FORGERIES: dict[str, Callable[[dict[str, Any]], Any]] = {
    "body changed": lambda c: c.update(NexoBlob=_flip(c["NexoBlob"])),
    "body cut": lambda c: c.update(NexoBlob=base64.b64encode(base64.b64decode(c["NexoBlob"])[:-16]).decode()),
    "body empty": lambda c: c.update(NexoBlob=""),
    "body no base64": lambda c: c.update(NexoBlob="æøå"),
    "body missing": lambda c: c.pop("NexoBlob"),
    "hmac changed": lambda c: _trailer(c, Hmac=_flip(c["SecurityTrailer"]["Hmac"])),
    "nonce changed": lambda c: _trailer(c, Nonce=_flip(c["SecurityTrailer"]["Nonce"])),
    "nonce short": lambda c: _trailer(c, Nonce="AAAA"),
    "header changed": lambda c: c.update(MessageHeader={**HEADER, "ServiceID": "LT9X0002"}),
    "other key version": lambda c: _trailer(c, KeyVersion=2),
    "other key": lambda c: _trailer(c, KeyIdentifier="another"),
    "trailer missing": lambda c: c.pop("SecurityTrailer"),
}


@pytest.mark.parametrize("forgery", FORGERIES)
def test_a_forged_message_is_refused(forgery: str) -> None:
    message = copy.deepcopy(LIBRARY)
    FORGERIES[forgery](message["SaleToPOIRequest"])
    with pytest.raises(NexoCryptoError):
        open_sealed(message, "SaleToPOIRequest", KEY)


def test_a_wrong_passphrase_is_refused() -> None:
    with pytest.raises(NexoCryptoError):
        open_sealed(LIBRARY, "SaleToPOIRequest", SecurityKey("demo-key", 1, "wrong"))


@pytest.mark.parametrize("junk", [None, [], "", {}, {"SaleToPOIRequest": None}, {"SaleToPOIRequest": {"SecurityTrailer": 1}}])
def test_junk_is_refused(junk: object) -> None:
    with pytest.raises(NexoCryptoError):
        open_sealed(junk, "SaleToPOIRequest", KEY)


def test_the_passphrase_is_never_shown() -> None:
    assert "horse" not in repr(KEY)
