"""Test helpers: a signing Odoo, the box and its simulators as real processes, a till that listens."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import aiohttp
import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from iot_box.auth import b64url_encode

ROOT = Path(__file__).resolve().parents[2]
ORIGIN = "http://127.0.0.1:8069"
TILL = "11111111-1111-4111-8111-111111111111"
OTHER_TILL = "22222222-2222-4222-8222-222222222222"
Json = dict[str, Any]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Signer:
    """Signs tokens as Odoo does."""

    def __init__(self, kid: str = "k1") -> None:
        self.kid = kid
        self.key = Ed25519PrivateKey.generate()

    def public(self) -> Json:
        return {"kid": self.kid, "public_key": b64url_encode(self.key.public_key().public_bytes_raw())}

    def token(self, box: str, *, header: Json | None = None, key: Any = None, **claims: Any) -> str:
        now = int(time.time())
        payload = {
            "iss": "db", "aud": box, "sub": TILL, "origin": ORIGIN, "sid": "7", "user": "Kari Nordmann",
            "devices": ["scanner-1", "printer-1", "terminal-1"], "role": "cashier",
            "iat": now, "nbf": now, "exp": now + 3600, "jti": str(uuid.uuid4()), **claims,
        }  # fmt: skip
        payload = {k: v for k, v in payload.items() if v is not None}
        return jwt.encode(payload, key or self.key, algorithm="EdDSA", headers={"kid": self.kid, **(header or {})})


class Process:
    """A program under test; its output goes to a file that a failure can show."""

    def __init__(self, args: list[str], log: Path) -> None:
        self.log = log
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [sys.executable, *args], cwd=ROOT, stdout=out, stderr=out, env={**os.environ, "PYTHONUNBUFFERED": "1"}
            )

    def stop(self) -> None:
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(8)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()


class Simulator(Process):
    def __init__(self, name: str, port: int, folder: Path, *args: str) -> None:
        self.url = f"http://127.0.0.1:{port}"
        super().__init__(["-m", "iot_box.simulators", name, "--http", str(port), *args], folder / f"{name}-{port}.log")

    async def up(self, session: aiohttp.ClientSession) -> "Simulator":
        await until_http(session, f"{self.url}/state", self)
        return self

    async def post(self, session: aiohttp.ClientSession, path: str, **body: Any) -> Json:
        async with session.post(f"{self.url}{path}", json=body) as answer:
            assert answer.status < 300, await answer.text()
            return dict(await answer.json())

    async def get(self, session: aiohttp.ClientSession, path: str) -> Any:
        async with session.get(f"{self.url}{path}") as answer:
            assert answer.status == 200, await answer.text()
            return await answer.json()


class BoxProcess:
    """The box as a shop runs it: its own process with a configuration file."""

    def __init__(self, folder: Path, signer: Signer, devices: list[Json], **config: Any) -> None:
        self.signer = signer
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.id = ""
        self.config_file = folder / "box.json"
        self.config = {
            "data_dir": str(folder / "data"),
            "listen": {"host": "127.0.0.1", "port": self.port},
            "origins": [ORIGIN],
            "token_keys": [signer.public()],
            "devices": devices,
            **config,
        }
        self.process: Process | None = None
        self.program: tuple[str, ...] = ("-m", "iot_box")

    async def start(self, session: aiohttp.ClientSession) -> "BoxProcess":
        self.launch()
        return await self.up(session)

    def launch(self) -> None:
        self.config_file.write_text(json.dumps(self.config), encoding="utf-8")
        self.process = Process([*self.program, "--config", str(self.config_file)], self.folder / "box.log")

    async def up(self, session: aiohttp.ClientSession) -> "BoxProcess":
        assert self.process is not None
        await until_http(session, f"{self.url}/healthz", self.process)
        self.id = json.loads((self.folder / "data" / "identity.json").read_text(encoding="utf-8"))["box"]
        return self

    def stop(self) -> None:
        if self.process is not None:
            self.process.stop()

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()

    def headers(self, **claims: Any) -> dict[str, str]:
        token = self.signer.token(self.id, **claims)
        return {"Authorization": f"Bearer {token}", "Origin": claims.get("origin") or ORIGIN}

    async def call(
        self, session: aiohttp.ClientSession, method: str, path: str, body: Json | None = None, **claims: Any
    ) -> tuple[int, Json]:
        async with session.request(method, self.url + path, json=body, headers=self.headers(**claims)) as answer:
            return answer.status, await answer.json()

    async def device(self, session: aiohttp.ClientSession, device: str) -> Json:
        _status, info = await self.call(session, "GET", "/v1/info")
        return next(d for d in info["devices"] if d["id"] == device)

    async def device_until(self, session: aiohttp.ClientSession, device: str, check: Callable[[Json], bool], timeout_s: float = 8) -> Json:
        end = time.monotonic() + timeout_s
        while True:
            found = await self.device(session, device)
            if check(found):
                return found
            assert time.monotonic() < end, f"still {found}"
            await asyncio.sleep(0.05)

    async def ready(self, session: aiohttp.ClientSession, *devices: str) -> None:
        for device in devices:
            await self.device_until(session, device, lambda d: d["state"] == "ready")

    async def ready_for(self, session: aiohttp.ClientSession, device: str, **claims: Any) -> None:
        """As a till with a pass of its own kind sees it."""
        end, found = time.monotonic() + 8, None
        while found != "ready":
            status, info = await self.call(session, "GET", "/v1/info", **claims)
            assert status == 200 and time.monotonic() < end, info
            found = next(d for d in info["devices"] if d["id"] == device)["state"]
            await asyncio.sleep(0.05)

    async def all_ready(self, session: aiohttp.ClientSession, timeout_s: float = 40) -> None:
        """Whatever devices there are, whoever may see them."""
        end = time.monotonic() + timeout_s
        while True:
            async with session.get(self.url + "/healthz") as answer:
                devices = (await answer.json())["devices"]
            if devices and all(state == "ready" for state in devices.values()):
                return
            assert time.monotonic() < end, devices
            await asyncio.sleep(0.05)


class Till:
    """A till's end of the event stream."""

    def __init__(self, box: BoxProcess, session: aiohttp.ClientSession, till: str = TILL, **claims: Any) -> None:
        self.box, self.session, self.claims = box, session, {"sub": till, **claims}
        self.welcome: Json = {}
        self.socket: aiohttp.ClientWebSocketResponse | None = None

    async def connect(self, resume: Json | None = None, origin: str = ORIGIN) -> Json:
        self.socket = await self.session.ws_connect(self.box.url + "/v1/events", headers={"Origin": origin})
        token = self.box.signer.token(self.box.id, **self.claims)
        await self.send({"type": "hello", "token": token, "resume": resume})
        self.welcome = await self.next()
        return self.welcome

    async def send(self, message: Json) -> None:
        assert self.socket is not None
        await self.socket.send_json(message)

    async def next(self, timeout_s: float = 5) -> Json:
        assert self.socket is not None
        async with asyncio.timeout(timeout_s):
            return dict(await self.socket.receive_json())

    async def until(self, kind: str, timeout_s: float = 5) -> Json:
        async with asyncio.timeout(timeout_s):
            while True:
                message = await self.next(timeout_s)
                if message["type"] == kind:
                    return message

    async def scan(self, timeout_s: float = 5, ack: bool = True) -> Json:
        message = await self.until("scan", timeout_s)
        if ack:
            await self.send({"type": "ack", "seq": message["seq"]})
        return message

    async def silent(self, kind: str = "scan", for_s: float = 0.4) -> bool:
        """True when no such message comes for a while."""
        try:
            await self.until(kind, for_s)
        except TimeoutError:
            return True
        return False

    async def close(self) -> None:
        assert self.socket is not None
        await self.socket.close()


async def until_http(session: aiohttp.ClientSession, url: str, process: Process, timeout_s: float = 15) -> None:
    end = time.monotonic() + timeout_s
    while True:
        try:
            async with session.get(url) as answer:
                if answer.status == 200:
                    return
        except aiohttp.ClientError:
            pass
        assert process.process.poll() is None, process.log.read_text(encoding="utf-8")
        assert time.monotonic() < end, process.log.read_text(encoding="utf-8")
        await asyncio.sleep(0.03)
