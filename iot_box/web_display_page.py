"""The customer display as a page for a tablet: `/display/{device}?key=…`, fed over a WebSocket."""

import asyncio
import contextlib
import hmac
import secrets
from importlib import resources
from typing import TYPE_CHECKING

from aiohttp import WSCloseCode, web

from .drivers.base import Kind
from .drivers.web_display import WebDisplay
from .http import ApiError
from .texts import TEXTS, language

if TYPE_CHECKING:
    from .box import Box

PING_S = 20.0


def routes(box: "Box") -> list[web.RouteDef]:
    template = resources.files("iot_box").joinpath("web_display.html").read_text(encoding="utf-8")

    def display_of(request: web.Request) -> WebDisplay:
        """Without the right key nobody learns which displays there are."""
        worker = box.workers.get(request.match_info["device"])
        driver = worker.driver if worker is not None and worker.kind is Kind.DISPLAY else None
        key = request.query.get("key", "")
        if not isinstance(driver, WebDisplay) or not hmac.compare_digest(key.encode("utf-8", "replace"), driver.config.key.encode()):
            raise ApiError(404, "unknown_device", "there is no such display, or the key in the address is wrong")
        return driver

    async def page(request: web.Request) -> web.Response:
        display_of(request)
        nonce = secrets.token_urlsafe(16)
        host = request.headers.get("Host", "")
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self' ws://{host} wss://{host}; "
            "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
        )
        headers = {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}
        lang = language(None, request.headers.get("Accept-Language", ""))
        text = template.replace("{{nonce}}", nonce).replace("{{lang}}", lang).replace("{{title}}", TEXTS[lang]["display_title"])
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def feed(request: web.Request) -> web.StreamResponse:
        display = display_of(request)
        if not web.WebSocketResponse().can_prepare(request):
            return web.json_response({"protocol": "websocket", "first_message": None})
        socket = web.WebSocketResponse(heartbeat=PING_S, max_msg_size=1024, compress=False)
        await socket.prepare(request)
        with display.page() as news:
            writer = asyncio.create_task(_write(socket, news))
            try:
                async for _message in socket:
                    pass  # a display only shows
            finally:
                writer.cancel()
                await asyncio.gather(writer, return_exceptions=True)
        if not socket.closed:
            await socket.close(code=WSCloseCode.GOING_AWAY)
        return socket

    return [web.get("/display/{device}", page), web.get("/display/{device}/events", feed)]


async def _write(socket: web.WebSocketResponse, news: "asyncio.Queue[dict[str, object]]") -> None:
    with contextlib.suppress(ConnectionError):
        while True:
            await socket.send_json(await news.get())
