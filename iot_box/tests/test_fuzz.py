"""Ten thousand malformed requests: none hangs, none is a mistake of the box, every answer is as described, memory stays flat."""

import asyncio
import json
import time
import uuid
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import jsonschema
from yarl import URL

from iot_box import openapi
from iot_box.tests.card_shop import nexo_device, terminal_args
from iot_box.tests.fuzz import Maker, Request
from iot_box.tests.support import BoxProcess, free_port
from iot_box.tests.test_jobs import receipt

Json = dict[str, Any]
Start = Callable[..., Awaitable[Any]]
SPEC = openapi.document()
HW_CALLS = ("hello", "handshake", "status_json", "default_printer_action", "scanner", "scale_read")
REQUESTS = 10_000
AT_ONCE = 16
LIMIT_S = 10.0
# Turned off, without a device here, not known to this terminal's protocol, or a matter of luck with what is open.
NOT_SERVED = {"events", "displayPage", "displayFeed", "endOfDay", "cancelJob", "resolve", *(f"hw_{name}" for name in HW_CALLS)}
# What is no HTTP at all is refused by aiohttp's parser, in its own words, before the box sees it.
NO_HTTP = (400, "text/plain")


class Judge:
    """Holds every answer against the description."""

    def __init__(self) -> None:
        self.validators: dict[tuple[str, int], Any] = {}
        self.seen: Counter[tuple[str, int]] = Counter()

    def judge(self, request: Request, status: int, body: bytes, content_type: str) -> None:
        told = f"{request.method} {request.path} {request.headers} {request.body!r:.300} -> {status} {body[:300]!r}"
        assert status < 500 or status == 503, told
        if (status, content_type) == NO_HTTP:
            return
        if request.operation is None:
            assert status < 300 or b'"error"' in body or request.method == "HEAD", told
            return
        name = request.operation["operationId"]
        self.seen[name, status] += 1
        if str(status) not in request.operation["responses"]:
            # A path that is not this operation's after all.
            assert status in (404, 405), told
            return
        schema = self.schema(request.operation, status)
        if schema is not None:
            assert content_type == "application/json", told
            validator = self.validators.get((name, status))
            if validator is None:
                validator = jsonschema.Draft202012Validator({**schema, "components": SPEC["components"]})
                self.validators[name, status] = validator
            validator.validate(json.loads(body))

    def had_its_fill(self) -> None:
        """The requests got far enough to mean something: each operation worked at times, and each way to refuse was seen."""
        served = {name for name, status in self.seen if status < 300}
        never = {op["operationId"] for item in SPEC["paths"].values() for op in item.values()} - served - NOT_SERVED
        assert not never, f"only refused: {never}"
        assert {status for _name, status in self.seen} >= {200, 202, 400, 401, 403, 404, 409, 415, 422}

    @staticmethod
    def schema(operation: Json, status: int) -> Json | None:
        answer = operation["responses"][str(status)]
        if "$ref" in answer:
            answer = SPEC["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
        content = answer.get("content", {})
        return content["application/json"]["schema"] if "application/json" in content else None


def memory_mb(box: BoxProcess) -> float:
    assert box.process is not None
    text = Path(f"/proc/{box.process.process.pid}/status").read_text(encoding="ascii")
    return int(next(line for line in text.splitlines() if line.startswith("VmRSS")).split()[1]) / 1024


async def shop(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> BoxProcess:
    """A box with one device of each kind that takes requests."""
    paper, money = free_port(), free_port()
    await simulate("printer", "--port", str(paper))
    await simulate("terminal", *terminal_args(tmp_path / "t.sqlite", money, "--auto", "approve", "--delay-s", "0"))
    await simulate("scale", "--link", str(tmp_path / "scale"), "--protocol", "toledo8217")
    await simulate("display", "--link", str(tmp_path / "display"))
    line = {"port": str(tmp_path / "scale"), "bytesize": 8, "parity": "N"}
    devices = [
        {"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": paper}},
        {"id": "scale-1", "driver": "toledo8217", "config": line},
        {"id": "display-1", "driver": "pole_display", "config": {"port": str(tmp_path / "display")}},
        nexo_device(money),
    ]
    box: BoxProcess = await box_with(devices)
    await box.all_ready(session)
    return box


async def known_ids(box: BoxProcess, session: aiohttp.ClientSession) -> list[str]:
    """A finished print and a payment, so that what is asked about exists."""
    job, payment = str(uuid.uuid4()), str(uuid.uuid4())
    await box.call(session, "POST", "/v1/printers/printer-1/jobs", {"id": job, "document": receipt("x")})
    await box.call(
        session, "POST", "/v1/terminals/terminal-1/payments", {"id": payment, "kind": "payment", "amount": 100, "currency": "NOK"}
    )
    await box.call(session, "GET", f"/v1/jobs/{job}?wait_s=5")
    return [job, payment]


async def test_ten_thousand_malformed_requests(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    box = await shop(tmp_path, simulate, box_with, session)
    devices = ["printer-1", "scale-1", "terminal-1", "display-1"]
    good = {**box.headers(role="manager", devices=devices), "Content-Type": "application/json"}
    maker = Maker(SPEC, {"device": devices, "id": await known_ids(box, session)})
    judge, waiting, slowest = Judge(), iter(maker.requests(REQUESTS)), 0.0

    async def send(request: Request) -> tuple[int, bytes, str]:
        url = URL(box.url + request.path, encoded=True)
        async with asyncio.timeout(LIMIT_S):
            async with session.request(request.method, url, data=request.body, headers={**good, **request.headers}) as answer:
                return answer.status, await answer.read(), answer.content_type

    async def work() -> None:
        nonlocal slowest
        for request in waiting:
            started = time.monotonic()
            try:
                answer = await send(request)
            except aiohttp.ClientError:
                # A connection that the box closed after the last refusal; and what this client itself takes for no HTTP.
                try:
                    answer = await send(request)
                except aiohttp.ClientError as error:
                    assert request.headers or request.operation is None, f"{request} {error!r}"
                    continue
            slowest = max(slowest, time.monotonic() - started)
            judge.judge(request, *answer)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    before, waiting = memory_mb(box), iter(maker.requests(REQUESTS // 4))
    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    assert memory_mb(box) - before < 10, "memory grows with bad requests"
    async with session.get(box.url + "/healthz") as answer:
        assert (await answer.json())["status"] == "ok"
    assert slowest < LIMIT_S
    judge.had_its_fill()
