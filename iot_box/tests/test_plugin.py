"""A driver in a package of its own, found by its entry point. It is the one of docs/drivers.md, word for word, so that page is true;
and a driver that breaks the one rule, never to block, has the box restarted."""

import asyncio
import os
import socket
import textwrap
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.tests.support import ROOT, BoxProcess, Signer
from iot_box.tests.test_display_document import SALE

Start = Callable[..., Awaitable[Any]]
ENTRIES = "[iot_box.drivers]\nsign = my_package.sign:Sign\nblocking = my_package.blocking:Blocking\nbroken = my_package.broken:Broken\n"
BLOCKING = '''
"""Sleeps on the event loop."""

import time

from my_package.sign import Sign


class Blocking(Sign):
    name = "blocking"

    async def execute(self, job):
        time.sleep(3600)
'''


def from_the_page() -> str:
    """The first block of code of the page, without its indent."""
    page = (ROOT / "docs" / "drivers.md").read_text(encoding="utf-8")
    return textwrap.dedent(page.split("## The file\n")[1].split("\nThe dataclass is")[0])


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As pip leaves it beside the box."""
    site = tmp_path / "site"
    for name, text in {
        "my_package/__init__.py": "",
        "my_package/sign.py": from_the_page(),
        "my_package/blocking.py": BLOCKING,
        "my_package/broken.py": "raise RuntimeError('not today')\n",
        "my_package-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: my-package\nVersion: 1.0\n",
        "my_package-1.0.dist-info/entry_points.txt": ENTRIES,
    }.items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(site))


@pytest.mark.usefixtures("package")
async def test_the_driver_of_the_page_works(box_with: Start, session: aiohttp.ClientSession) -> None:
    sign, port = os.openpty()
    config = {"port": os.ttyname(port), "colour": "red"}
    wrong = {"id": "sign-2", "driver": "sign", "config": {**config, "colour": "blue"}}
    broken = {"id": "sign-3", "driver": "broken", "config": config}
    box: BoxProcess = await box_with([broken, {"id": "sign-1", "driver": "sign", "config": config}, wrong])
    claims = {"devices": ["sign-1", "sign-2", "sign-3"]}
    await box.ready_for(session, "sign-1", **claims)
    errors = {device["id"]: device["error"] for device in (await box.call(session, "GET", "/v1/info", **claims))[1]["devices"]}
    assert errors["sign-2"]["code"] == "invalid_config" and "colour" in errors["sign-2"]["message"]
    assert (errors["sign-3"]["code"], errors["sign-3"]["message"]) == ("driver_failed", "RuntimeError: not today")

    english = {**SALE, "total_text": "To pay"}
    status, answer = await box.call(session, "POST", "/v1/displays/sign-1/sale", {"document": english}, **claims)
    assert status == 200, answer
    assert os.read(sign, 100) == b"RTo pay        149,90\r"
    status, answer = await box.call(session, "POST", "/v1/displays/sign-1/sale", {"document": SALE}, **claims)
    assert (status, answer["error"]["code"]) == (409, "not_encodable")
    os.close(sign)
    os.close(port)


@pytest.mark.usefixtures("package")
async def test_a_driver_that_blocks_the_box_starves_the_watchdog(
    tmp_path: Path, signer: Signer, monkeypatch: pytest.MonkeyPatch, session: aiohttp.ClientSession
) -> None:
    sign, port = os.openpty()
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as systemd:
        systemd.bind(str(tmp_path / "notify"))
        systemd.setblocking(False)
        monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
        box = BoxProcess(tmp_path, signer, [{"id": "sign-1", "driver": "blocking", "config": {"port": os.ttyname(port)}}])
        await box.start(session)
        await box.ready_for(session, "sign-1", devices=["sign-1"])
        heard = asyncio.get_running_loop().sock_recv
        asking = asyncio.create_task(box.call(session, "POST", "/v1/displays/sign-1/text", {"lines": ["a", "b"]}, devices=["sign-1"]))
        await asyncio.sleep(1)
        with pytest.raises(BlockingIOError):
            while True:
                systemd.recv(100)
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(5):
                await heard(systemd, 100)
        # What systemd does then.
        box.kill()
        await asyncio.gather(asking, return_exceptions=True)
    os.close(sign)
    os.close(port)
