"""A stand-in for Odoo: pins a box's key when told to, checks every signature, may be slow or away."""

import asyncio
import hashlib
import json
import time
from collections.abc import Callable
from typing import Any

import aiohttp
from aiohttp import web
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from iot_box import pairing
from iot_box.auth import b64url_decode, b64url_encode
from iot_box.signed_answer import message
from iot_box.tests.support import ORIGIN, Signer, free_port

Json = dict[str, Any]


class FakeOdoo:
    """Pins a key when told to, then takes only what that key signed."""

    def __init__(self, signer: Signer) -> None:
        self.signer = signer
        self.asked: Json | None = None
        self.pinned: str | None = None
        self.typed = ""
        self.checks_proofs = True
        self.revision: str | None = None
        self.origins = [ORIGIN]
        self.devices: list[Json] = []
        self.commands: list[Json] = []
        self.sessions: list[str] | None = None
        self.reports: list[Json] = []
        self.databases: list[str | None] = []
        self.nonces: set[str] = set()
        self.unpaired = False
        self.status = 200
        self.delay_s = 0.0
        self.ahead_s = 0.0
        self.answer_signer: Signer | None = signer
        self.port = free_port()
        self._runner: web.AppRunner | None = None

    async def start(self, *routes: web.RouteDef) -> None:
        """Listen; again on the same port after `stop`."""
        app = web.Application()
        app.add_routes([web.post("/retail_pos/box/pair", self.pair), web.post("/retail_pos/box/sync", self.sync), *routes])
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", self.port).start()

    async def stop(self) -> None:
        """As when the line to head office is cut."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    def link(self, **more: Any) -> Json:
        """The `odoo` part of a box's configuration."""
        return {"url": f"http://127.0.0.1:{self.port}", "database": "demo", "sync_interval_s": 0.2, **more}

    def config(self) -> Json:
        return {"revision": self.revision, "origins": self.origins, "hosts": ["127.0.0.1"], "token_keys": [self.signer.public()],
                "devices": self.devices, "something_newer": True}  # fmt: skip

    async def pair(self, request: web.Request) -> web.Response:
        self.asked = await request.json()
        self.databases.append(request.headers.get("X-Odoo-Database"))
        box, key, keys = self.asked["box"], self.asked["public_key"], [self.signer.public()]
        if self.unpaired or self.pinned != key:
            return web.json_response({"state": "pending"})
        secret = pairing.stretched(self.typed, box, key)
        assert not self.checks_proofs or self.asked["proof"] == pairing.box_proof(secret, box, key)
        return web.json_response({"state": "paired", "odoo_keys": keys, "proof": pairing.office_proof(secret, box, key, keys)})

    async def sync(self, request: web.Request) -> web.Response:
        body = await request.read()
        await asyncio.sleep(self.delay_s)
        if self.status != 200:
            return web.json_response({"error": {"code": "unauthorized", "message": "no"}}, status=self.status)
        head = request.headers
        signed = f"POST\n/retail_pos/box/sync\n{head['X-Retail-Time']}\n{head['X-Retail-Nonce']}\n{hashlib.sha256(body).hexdigest()}"
        try:
            key = Ed25519PublicKey.from_public_bytes(b64url_decode(self.pinned or ""))
            key.verify(b64url_decode(head["X-Retail-Signature"]), signed.encode())
        except (InvalidSignature, ValueError):
            return web.json_response({"error": {"code": "unauthorized", "message": "signature"}}, status=401)
        if abs(int(head["X-Retail-Time"]) - self.time()) > 60:
            return self._answer(request, {"error": {"code": "clock_wrong", "message": "clock"}}, 401)
        assert head["X-Retail-Nonce"] not in self.nonces
        self.nonces.add(head["X-Retail-Nonce"])
        if self.unpaired:
            return self._answer(request, {"state": "unpaired"})
        report = json.loads(body)
        self.reports.append(report)
        self.commands = [c for c in self.commands if c["id"] not in report["acks"]]
        config = None if report["config_revision"] == self.revision else self.config()
        more = {"commands": self.commands, "sessions": self.sessions}
        return self._answer(request, {"config": config, "token_keys": [self.signer.public()], **more})

    def time(self) -> float:
        return time.time() + self.ahead_s

    def _answer(self, request: web.Request, answer: Json, status: int = 200) -> web.Response:
        """Signed as head office does."""
        body, headers, signer = json.dumps(answer).encode(), {"Date": "Thu, 01 Jan 1970 00:00:00 GMT"}, self.answer_signer
        if signer is not None:
            now = f"{self.time():.3f}"
            signature = signer.key.sign(message(status, request.path, request.headers["X-Retail-Nonce"], now, body))
            headers |= {"X-Retail-Key": signer.kid, "X-Retail-Time": now, "X-Retail-Signature": b64url_encode(signature)}
        return web.Response(body=body, status=status, content_type="application/json", headers=headers)

    async def until(self, check: Callable[[], Any], timeout_s: float = 10) -> Any:
        end = time.monotonic() + timeout_s
        while not (found := check()):
            assert time.monotonic() < end, f"last report {self.reports[-1:]}"
            await asyncio.sleep(0.05)
        return found

    async def type_code(self) -> None:
        """Somebody reads the code on the page of the box that asks, and types it."""
        asked = await self.until(lambda: self.asked)
        async with aiohttp.ClientSession() as session, session.get(asked["address"] + "/v1/pairing") as answer:
            self.typed = (await answer.json())["code"].replace("-", "")
        self.pinned = asked["public_key"]

    async def accept(self, revision: str = "r1") -> None:
        """As `type_code`, until the box works with what it is given."""
        await self.type_code()
        self.revision = revision
        await self.until(lambda: [report for report in self.reports if report["config_revision"] == revision])
