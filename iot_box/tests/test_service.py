"""The box as systemd sees it: says when it is ready, shows that it is alive, stops when told to."""

import asyncio
import json
import os
import signal
import socket
import ssl
import sys
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.box import address_of
from iot_box.config import Listen
from iot_box.tests.card_shop import certificate
from iot_box.tests.support import ORIGIN, ROOT, Process, Signer, free_port, until_http


async def test_ready_watchdog_and_stop(tmp_path: Path) -> None:
    file, address = tmp_path / "box.json", str(tmp_path / "notify")
    file.write_text(json.dumps({"data_dir": str(tmp_path / "data"), "listen": {"port": free_port()}}), encoding="utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(address)
        channel.setblocking(False)
        loop = asyncio.get_running_loop()
        box = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "iot_box", "--config", str(file), cwd=ROOT, env={**os.environ, "NOTIFY_SOCKET": address}
        )
        async with asyncio.timeout(10):
            assert await loop.sock_recv(channel, 100) == b"READY=1"
            assert await loop.sock_recv(channel, 100) == b"WATCHDOG=1"
            box.send_signal(signal.SIGTERM)
            while await loop.sock_recv(channel, 100) != b"STOPPING=1":
                pass
            assert await box.wait() == 0


async def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        code, said = await refused(tmp_path, {"port": other.getsockname()[1]})
    assert code == 1 and "can't listen" in said


async def test_a_certificate_that_is_not_there_is_told(tmp_path: Path) -> None:
    code, said = await refused(tmp_path, {"port": free_port(), "tls": {"cert": "/nowhere/cert.pem", "key": "/nowhere/key.pem"}})
    assert code == 2 and "listen.tls: certificate or key" in said


async def refused(tmp_path: Path, listen: dict[str, Any]) -> tuple[int | None, str]:
    """How a box that can't start ends, and what it says."""
    file = tmp_path / "box.json"
    file.write_text(json.dumps({"data_dir": str(tmp_path / "data"), "listen": listen}), encoding="utf-8")
    box = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "iot_box", "--config", str(file), cwd=ROOT, stderr=asyncio.subprocess.PIPE
    )
    _out, err = await asyncio.wait_for(box.communicate(), 20)
    return box.returncode, err.decode()


async def test_over_tls_tills_and_events_are_served_and_plain_http_is_not(tmp_path: Path) -> None:
    """A store with a certificate of its own: pages on https reach the box without exceptions."""
    pem, port, signer = certificate(tmp_path), free_port(), Signer()
    listen = {"port": port, "tls": {"cert": str(pem), "key": str(pem)}}
    config = {"data_dir": str(tmp_path / "data"), "listen": listen, "origins": [ORIGIN], "token_keys": [signer.public()]}
    (tmp_path / "box.json").write_text(json.dumps(config), encoding="utf-8")
    box = Process(["-m", "iot_box", "--config", str(tmp_path / "box.json")], tmp_path / "box.log")
    trust = ssl.create_default_context(cafile=str(pem))
    trust.check_hostname = False
    url = f"https://127.0.0.1:{port}"
    try:
        async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(ssl=trust)) as session:
            await until_http(session, url + "/healthz", box)
            box_id = json.loads((tmp_path / "data/identity.json").read_text(encoding="utf-8"))["box"]
            token = signer.token(box_id)
            async with session.get(url + "/v1/info", headers={"Authorization": f"Bearer {token}", "Origin": ORIGIN}) as answer:
                assert answer.status == 200
            async with session.ws_connect(url + "/v1/events", headers={"Origin": ORIGIN}) as socket:
                await socket.send_json({"type": "hello", "token": token, "resume": None})
                assert (await socket.receive_json())["type"] == "welcome"
            with pytest.raises(aiohttp.ClientError):
                await session.get(f"http://127.0.0.1:{port}/healthz")
    finally:
        box.stop()


def test_an_ipv6_address_is_written_in_brackets() -> None:
    assert address_of(Listen(host="::"), 8910) == "http://[::]:8910"
    assert address_of(Listen(host="0.0.0.0"), 8910) == "http://0.0.0.0:8910"
