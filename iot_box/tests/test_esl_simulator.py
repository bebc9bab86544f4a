"""The simulated gateway of electronic labels: strict about who calls, honest about what its labels show."""

import asyncio
import hashlib
import hmac
import json
import time
from typing import Any

import aiohttp
import pytest

Json = dict[str, Any]
SECRET = "a secret of the test"


class Caller:
    """Speaks as Odoo does; `secret` and `late_s` make it wrong."""

    def __init__(self, session: aiohttp.ClientSession, base: str) -> None:
        self.session, self.base = session, base

    async def call(self, method: str, path: str, body: Json | None = None, secret: str = SECRET, late_s: int = 0) -> tuple[int, Any]:
        raw = json.dumps(body).encode() if body is not None else b""
        moment = str(int(time.time()) - late_s)
        text = f"{moment}\n{method}\n{path}\n{hashlib.sha256(raw).hexdigest()}"
        signature = hmac.new(secret.encode(), text.encode(), hashlib.sha256).hexdigest()
        headers = {"X-Retail-Time": moment, "X-Retail-Signature": signature}
        async with self.session.request(method, self.base + path, data=raw, headers=headers) as answer:
            return answer.status, await answer.json() if answer.status == 200 else await answer.text()

    async def push(self, *codes: str) -> Any:
        labels = [{"label": code, "revision": "r1", "fields": {}, "document": {"elements": []}} for code in codes]
        return (await self.call("PUT", "/v1/labels", {"batch": "b", "labels": labels}))[1]

    async def acks(self, after: str = "") -> Any:
        for _turn in range(100):
            _status, answer = await self.call("GET", f"/v1/acks?after={after}")
            if answer["acks"]:
                return answer
            await asyncio.sleep(0.02)
        return answer

    async def fault(self, **faults: Any) -> None:
        async with self.session.post(self.base + "/faults", json=faults) as answer:
            assert answer.status == 200


@pytest.fixture
async def caller(session: aiohttp.ClientSession, simulate: Any) -> Caller:
    gateway = await simulate("esl", "--secret", SECRET, "--answer-after-s", "0.01")
    return Caller(session, gateway.url)


async def test_a_label_acknowledges_what_it_shows(caller: Caller) -> None:
    assert (await caller.push("A1"))["results"] == [{"label": "A1", "status": "accepted"}]
    answer = await caller.acks()
    assert [(ack["label"], ack["revision"], ack["state"]) for ack in answer["acks"]] == [("A1", "r1", "shown")]
    status, again = await caller.call("GET", f"/v1/acks?after={answer['cursor']}")
    assert (status, again["acks"]) == (200, [])


async def test_strangers_and_old_requests_are_refused(caller: Caller) -> None:
    assert (await caller.call("GET", "/v1/acks?after=", secret="another secret"))[0] == 401
    assert (await caller.call("GET", "/v1/acks?after=", late_s=600))[0] == 401
    async with caller.session.get(caller.base + "/v1/acks") as answer:
        assert answer.status == 401


async def test_faults(caller: Caller) -> None:
    await caller.fault(unknown=["A1"], refuse=["A2"], fail=["A3"])
    found = {row["label"]: row["status"] for row in (await caller.push("A1", "A2", "A3"))["results"]}
    assert found == {"A1": "unknown_label", "A2": "rejected", "A3": "accepted"}
    assert (await caller.acks())["acks"][0]["state"] == "failed"
    await caller.fault(down=True)
    assert (await caller.call("GET", "/v1/acks?after="))[0] == 503
    async with caller.session.post(caller.base + "/faults", json={"fire": True}) as answer:
        assert answer.status == 400
