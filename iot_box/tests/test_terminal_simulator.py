"""The simulated terminal itself: strict, one transaction at a time, honest after kill -9."""

import asyncio
import json
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.nexo import messages
from iot_box.nexo.client import Endpoint, NexoClient
from iot_box.nexo.crypto import SecurityKey, open_sealed, seal
from iot_box.nexo.messages import Address
from iot_box.simulators import terminal_schema as schema
from iot_box.terminals import NeverSeen, NotSent, Outcome, Transaction, Unclear

from .card_shop import PASSPHRASE, POI, certificate, terminal_args
from .support import Simulator, free_port

Json = dict[str, Any]
KEY = SecurityKey("demo-key", 1, PASSPHRASE)
ADDRESS = Address("till-1", POI)


def transaction(number: int, amount: int = 1000) -> Transaction:
    return Transaction(f"uuid-{number}", f"SRV{number}", "payment", amount, "NOK", "ref")


class Bench:
    def __init__(self, folder: Path, session: aiohttp.ClientSession, simulate: Any) -> None:
        self.session, self.simulate, self.port = session, simulate, free_port()
        self.journal = folder / "journal.sqlite"
        endpoint = Endpoint("127.0.0.1", self.port, tls=False)
        self.client = NexoClient(endpoint, ADDRESS, KEY, timeout_s=10, allow_partial=False)
        self.terminal: Simulator

    async def on(self, auto: str = "approve") -> None:
        args = terminal_args(self.journal, self.port, "--auto", auto, "--delay-s", "0")
        self.terminal = await self.simulate("terminal", *args)

    async def raw(self, body: bytes) -> Json:
        async with self.session.post(f"http://127.0.0.1:{self.port}/nexo", data=body) as answer:
            return json.loads(await answer.read())  # type: ignore[no-any-return]

    async def ask(self, message: Json) -> Json:
        sealed = await self.raw(json.dumps(seal(message, KEY)).encode())
        return open_sealed(sealed, "SaleToPOIResponse", KEY)["SaleToPOIResponse"]  # type: ignore[no-any-return]


@pytest.fixture
async def bench(tmp_path: Path, session: aiohttp.ClientSession, simulate: Any) -> Any:
    made = Bench(tmp_path, session, simulate)
    made.client.open()
    yield made
    await made.client.close()


async def test_it_remembers_across_kill_9(bench: Bench) -> None:
    await bench.on()
    outcome = await bench.client.perform(transaction(1))
    bench.terminal.kill()
    await bench.on()
    assert await bench.client.status(transaction(1)) == outcome
    assert isinstance(await bench.client.status(transaction(2)), NeverSeen)


async def test_what_was_not_authorised_when_it_died_is_over(bench: Bench, session: aiohttp.ClientSession) -> None:
    await bench.on()
    await bench.terminal.post(session, "/pause", at="presented", category="Payment")
    paying = asyncio.create_task(bench.client.perform(transaction(1)))
    while not (await bench.terminal.get(session, "/state"))["paused_at"]:
        await asyncio.sleep(0.02)
    bench.terminal.kill()
    with pytest.raises(Unclear):
        await paying
    await bench.on()
    found = await bench.client.status(transaction(1))
    assert isinstance(found, Outcome) and (found.state, found.approved_amount) == ("cancelled", 0)


async def test_a_service_id_pays_once(bench: Bench) -> None:
    await bench.on()
    assert (await bench.client.perform(transaction(1))).state == "approved"
    assert (await bench.client.perform(transaction(1))).error_code == "not_allowed"


async def test_what_it_cannot_trust_it_rejects(bench: Bench) -> None:
    await bench.on()
    good = seal(messages.diagnosis_request(ADDRESS), KEY)
    other_key = seal(messages.diagnosis_request(ADDRESS), SecurityKey("demo-key", 1, "other"))
    other_poi = seal(messages.diagnosis_request(Address("till-1", "another")), KEY)
    assert "SaleToPOIResponse" in await bench.raw(json.dumps(good).encode())
    for message in (other_key, other_poi, messages.diagnosis_request(ADDRESS), [], {"SaleToPOIRequest": {}}):
        answer = await bench.raw(json.dumps(message).encode())
        assert answer["SaleToPOIRequest"]["EventNotification"]["EventToNotify"] == "Reject"
    assert "SaleToPOIRequest" in await bench.raw(b"\xff not json")


async def test_over_tls_only_the_makers_certificate_is_trusted(bench: Bench, tmp_path: Path) -> None:
    pem = certificate(tmp_path)
    args = terminal_args(bench.journal, bench.port, "--tls-cert", str(pem), "--auto", "approve", "--delay-s", "0")
    await bench.simulate("terminal", *args)
    (tmp_path / "other").mkdir()
    for ca_file, trusted in ((pem, True), (certificate(tmp_path / "other"), False)):
        client = NexoClient(Endpoint("127.0.0.1", bench.port, True, str(ca_file)), ADDRESS, KEY, timeout_s=10, allow_partial=False)
        client.open()
        try:
            if trusted:
                assert (await client.perform(transaction(1))).state == "approved"
            else:
                with pytest.raises(NotSent):
                    await client.perform(transaction(2))
        finally:
            await client.close()


async def test_it_knows_every_field_it_accepts(bench: Bench) -> None:
    await bench.on()
    message = messages.status_request(ADDRESS, transaction(1))
    message["SaleToPOIRequest"]["TransactionStatusRequest"]["Surprise"] = 1
    answer = (await bench.ask(message))["TransactionStatusResponse"]["Response"]
    assert answer["ErrorCondition"] == "MessageFormat" and "Surprise" in answer["AdditionalResponse"]


@pytest.mark.parametrize(
    "change",
    [
        {"ServiceID": "more-than-ten"},
        {"ServiceID": ""},
        {"ProtocolVersion": "2.0"},
        {"MessageClass": "Event"},
        {"MessageType": "Response"},
        {"Extra": "1"},
        {"SaleID": 7},
    ],
)
def test_a_header_must_be_exact(change: Json) -> None:
    content = messages.diagnosis_request(ADDRESS)["SaleToPOIRequest"]
    assert schema.check_header(content, POI) == "Diagnosis"
    with pytest.raises(schema.SchemaError):
        schema.check_header({**content, "MessageHeader": {**content["MessageHeader"], **change}}, POI)


async def test_its_page_and_its_buttons(bench: Bench, session: aiohttp.ClientSession) -> None:
    await bench.on(auto="off")
    async with session.get(bench.terminal.url) as page:
        assert "Simulated card terminal" in await page.text()
    assert (await bench.terminal.get(session, "/state"))["screen"] == "ready"
    await bench.terminal.post(session, "/press", button="lose_power")
    assert (await bench.terminal.get(session, "/state"))["screen"] == "off"
    for path, body in (("/press", {"button": "x"}), ("/faults", {"kind": "x"}), ("/pause", {"at": "x"})):
        async with session.post(bench.terminal.url + path, json=body) as answer:
            assert answer.status == 400
    async with session.post(bench.terminal.url + "/press", data={"button": "approve"}) as form:
        assert form.status == 415, "a form on some web page must not press buttons"
