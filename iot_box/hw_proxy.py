"""Odoo's own way to talk to a box, so that a stock POS prints, scans and weighs with this one.

It knows no tokens, so it is off unless the configuration turns it on, it takes only the allowed web origins,
and it reaches one printer, one scanner and one scale.
"""

import asyncio
import base64
import binascii
import io
import uuid
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web
from PIL import Image

from .auth import Token
from .drivers.base import JobFailed, Kind, NotReady
from .events import Client
from .http import ApiError, json_body

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
# Shorter than the patience of a proxy in between; the POS asks again at once.
SCAN_WAIT_S = 8.0
PRINT_WAIT_S = 12.0
TILL = "hw_proxy"
Call = Callable[[Json], Awaitable[Any]]


class HwProxy:
    def __init__(self, box: "Box") -> None:
        self._box = box
        self._calls: dict[str, Call] = {
            "handshake": self._handshake,
            "status_json": self._status,
            "default_printer_action": self._print,
            "scanner": self._scan,
            "scale_read": self._weigh,
        }

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/hw_proxy/hello", self._hello), *(web.post(f"/hw_proxy/{name}", self._answer) for name in self._calls)]

    async def _hello(self, request: web.Request) -> web.Response:
        self._allowed(request)
        return web.Response(text="ping")

    async def _answer(self, request: web.Request) -> web.Response:
        """One JSON-RPC call, the form that Odoo's browser code speaks."""
        self._allowed(request)
        body = await json_body(request)
        params = body.get("params")
        answer: Json = {"jsonrpc": "2.0", "id": body.get("id")}
        try:
            answer["result"] = await self._calls[request.path.rpartition("/")[2]](params if isinstance(params, dict) else {})
        except (ApiError, NotReady, JobFailed) as error:
            answer["error"] = {"code": 200, "message": str(error), "data": {"name": type(error).__name__, "message": str(error)}}
        return web.json_response(answer)

    def _allowed(self, request: web.Request) -> None:
        if not self._box.config.hw_proxy.enabled:
            raise ApiError(404, "not_found", "this box does not serve Odoo's own POS")
        if request.headers.get("Origin") not in self._box.config.origins:
            raise ApiError(403, "wrong_origin", "this web address may not use the box")

    async def _handshake(self, params: Json) -> bool:
        return True

    async def _status(self, params: Json) -> Json:
        names = self._box.config.hw_proxy
        found = {"printer": names.printer, "scanner": names.scanner, "scale": names.scale}
        return {kind: self._state(device) for kind, device in found.items() if device}

    def _state(self, device: str) -> Json:
        worker = self._box.workers.get(device)
        info = worker.info() if worker else {"state": "disconnected", "error": None}
        error = info["error"]
        status = {"ready": "connected", "starting": "connecting", "disconnected": "disconnected"}.get(info["state"], "error")
        return {"status": status, "messages": error["message"] if error else ""}

    async def _print(self, params: Json) -> bool:
        """True only when the printer has confirmed. What could not be printed is taken back, since the
        cashier is asked to try again and it would come out twice."""
        printer = self._box.config.hw_proxy.printer
        data = params.get("data")
        if printer is None or not isinstance(data, dict):
            return False
        queue = self._box.jobs
        if data.get("action") == "cashbox":
            job, _new = await queue.add(str(uuid.uuid4()), printer, None, "drawer", {})
        elif data.get("action") == "print_receipt":
            document = picture_document(str(data.get("receipt", "")), queue.printer(printer).columns)
            job, _new = await queue.add(str(uuid.uuid4()), printer, None, "receipt", document)
        else:
            raise JobFailed("invalid", f"unknown action {str(data.get('action'))[:40]!r}")
        await queue.wait(job, PRINT_WAIT_S)
        if job.state == "queued":
            try:
                await queue.cancel(job)
            except ApiError:
                # It began in this very moment.
                await queue.wait(job, PRINT_WAIT_S)
        return job.state == "done"

    async def _scan(self, params: Json) -> str | None:
        """The next scan, or nothing after a while; then the POS asks again."""
        scanner = self._box.config.hw_proxy.scanner
        if scanner is None:
            await asyncio.sleep(SCAN_WAIT_S)
            return None
        token = Token(TILL, "", "", "cashier", frozenset({scanner}), float("inf"), "", "")
        client = Client(token=token, focus_at=0.0)
        self._box.hub.join(client, None)
        try:
            async with asyncio.timeout(SCAN_WAIT_S):
                while (message := await client.queue.get()) is not None:
                    if message["type"] == "scan":
                        self._box.hub.ack(client, message["seq"])
                        return str(message["data"])
        except TimeoutError:
            pass
        finally:
            self._box.hub.leave(client)
        return None

    async def _weigh(self, params: Json) -> Json | None:
        """The weight in kilograms; an error is an error and never zero."""
        scale = self._box.config.hw_proxy.scale
        if scale is None:
            return None
        reading = await self._box.worker(scale, Kind.SCALE).execute({"action": "read"})
        return {"weight": reading["weight_g"] / 1000}


def picture_document(receipt: str, columns: int) -> Json:
    """Odoo's receipt, a JPEG in base64, as a document that holds one picture."""
    try:
        image = Image.open(io.BytesIO(base64.b64decode(receipt, validate=True)), formats=("JPEG", "PNG"))
        width = columns * 12
        small = image.convert("L").resize((width, max(1, round(image.height * width / image.width))))
    except (binascii.Error, ValueError, OSError, Image.DecompressionBombError):
        raise JobFailed("invalid", "the receipt is not a picture in base64") from None
    out = io.BytesIO()
    small.point(lambda v: 255 if v > 150 else 0).convert("1").save(out, "PNG")
    rows = [{"type": "image", "data": base64.b64encode(out.getvalue()).decode(), "width_px": width}, {"type": "cut"}]
    return {"version": 1, "columns": columns, "rows": rows}
