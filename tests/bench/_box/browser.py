"""A real Chromium page with the till's own connection code, on the web address that the box allows."""

import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web
from playwright.async_api import Browser, Page, async_playwright

from devkit import paths
from iot_box.tests.support import BoxProcess

CORE = paths.ADDONS / "retail_pos_devices/static/src/core"
PAGE = """<!doctype html><meta charset="utf-8"><title>till</title><script type="module">
import { BoxClient } from "/core/box_client.js";
const now = () => performance.timeOrigin + performance.now();
window.got = [];
window.plain = [];
new WebSocket(location.origin.replace("http", "ws") + "/plain").onmessage = ({ data }) => window.plain.push([data, now()]);
window.listen = (url, token) => new Promise((done) => {
    const timers = { set: (fn, ms) => setTimeout(fn, ms), clear: (handle) => clearTimeout(handle) };
    const client = new BoxClient({ url, WebSocket, timers, onNeedToken() {}, onState: ({ phase }) => phase === "online" && done(),
        onEvent(event) {
            if (event.type === "scan") {
                window.got.push([event.data, now()]);
                client.ack(event.seq);
            }
        } });
    client.start(token);
});
window.isReady = true;
</script>"""


class Web:
    """Serves the till's code, and sends words to the pages without any box: what the machine takes for that alone."""

    def __init__(self) -> None:
        self.origin = ""
        self.sockets: list[web.WebSocketResponse] = []

    async def plain(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse(compress=False)
        await socket.prepare(request)
        self.sockets.append(socket)
        async for _message in socket:
            pass
        return socket

    async def say(self, word: str) -> float:
        """To the page opened first."""
        await self.sockets[0].send_str(word)
        return time.time()


@asynccontextmanager
async def pages() -> AsyncIterator[tuple[Browser, Web]]:
    """A browser, and the web server of its pages."""
    server = Web()

    async def page(_request: web.Request) -> web.Response:
        return web.Response(text=PAGE, content_type="text/html")

    app = web.Application()
    app.add_routes([web.get("/", page), web.get("/plain", server.plain), web.static("/core", CORE)])
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    server.origin = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=os.environ["CHROMIUM"], args=["--no-sandbox", "--disable-gpu"])
        try:
            yield browser, server
        finally:
            await browser.close()
            await runner.cleanup()


async def listening(browser: Browser, origin: str, box: BoxProcess, till: str, devices: list[str]) -> Page:
    """A till's page that is connected to the box."""
    page = await browser.new_page()
    await page.goto(origin)
    await page.wait_for_function("window.isReady")
    token = box.signer.token(box.id, sub=till, origin=origin, devices=devices)
    await page.evaluate("([url, token]) => window.listen(url, token)", [box.url, token])
    return page
