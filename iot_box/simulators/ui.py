"""Small web pages for simulators: served on 127.0.0.1 only, plain and self-contained.

A text for people stands as [[English]] in a page or its script, and is served in the language of whoever opens it (`words`).
"""

import asyncio
import contextlib
import html
import json
import re
import signal
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from aiohttp import web

from ..texts import language
from .words import NORWEGIAN

MARKED = re.compile(r"\[\[([^\[\]]+)\]\]")
Json = dict[str, Any]

STYLE = """
:root { color-scheme: light; --ink:#1d2a2f; --soft:#5d6d73; --line:#d5dde0; --back:#eef2f3; --go:#1f6f5c; --bad:#b3261e; }
* { box-sizing: border-box; } body { margin:0; font:15px/1.45 system-ui, "DejaVu Sans", sans-serif; color:var(--ink);
  background:var(--back); } main { max-width:46rem; margin:0 auto; padding:1rem; } h1 { font-size:1.05rem; margin:0 0 .6rem; }
h2 { font-size:.9rem; margin:1rem 0 .4rem; color:var(--soft); } button, input, select { font:inherit; padding:.4rem .7rem;
  border:1px solid var(--line); border-radius:.45rem; background:#fff; color:var(--ink); } button { cursor:pointer; }
button:hover { border-color:var(--go); } button:focus-visible, input:focus-visible { outline:3px solid #7fc3b1; }
button.go { background:var(--go); border-color:var(--go); color:#fff; } button.on { background:var(--bad);
  border-color:var(--bad); color:#fff; } .row { display:flex; flex-wrap:wrap; gap:.4rem; align-items:center; }
.card { background:#fff; border:1px solid var(--line); border-radius:.7rem; padding:.8rem; margin-bottom:.8rem; }
.soft { color:var(--soft); font-size:.85rem; } .grow { flex:1; min-width:8rem; }
"""

SCRIPT = """
async function post(path, body) {
  const answer = await fetch(path, {method:"POST", headers:{"Content-Type":"application/json"},
                                    body:JSON.stringify(body || {})});
  if (!answer.ok) { alert(await answer.text()); }
  if (window.refresh) { await refresh(); }
}
"""


def reader(request: web.Request) -> str:
    return language(request.query.get("lang"), request.headers.get("Accept-Language", ""))


def say(text: str, lang: str) -> str:
    return NORWEGIAN.get(text, text) if lang == "nb" else text


def said(page: str, lang: str) -> str:
    """The page with its marked texts in that language."""
    return MARKED.sub(lambda found: say(found[1], lang), page)


def page(request: web.Request, title: str, body: str, script: str = "") -> web.Response:
    lang = reader(request)
    text = (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{html.escape(say(title, lang))}</title>'
        f'<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">'
        f"<style>{STYLE}</style></head><body><main>{body}</main><script>{SCRIPT}{script}</script></body></html>"
    )
    return web.Response(text=said(text, lang), content_type="text/html", headers={"Cache-Control": "no-store"})


async def body_of(request: web.Request) -> Json:
    """The JSON body. The content type is insisted on, since other web pages can't send it unasked."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(text="send application/json")
    try:
        body = json.loads(await request.text() or "{}")
    except ValueError as error:
        raise web.HTTPBadRequest(text=f"not JSON: {error}") from None
    if not isinstance(body, dict):
        raise web.HTTPBadRequest(text="send a JSON object")
    return body


def run(routes: Iterable[web.RouteDef], port: int, ready: Callable[[], Awaitable[str]]) -> int:
    """Serve until stopped; `ready` starts the device and says what to print."""

    async def serve() -> None:
        app = web.Application()
        app.add_routes(list(routes))
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", port).start()
        text = await ready()
        print(f"{text}; page on http://127.0.0.1:{runner.addresses[0][1]}/", flush=True)
        stopped = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, stopped.set)
        await stopped.wait()
        await runner.cleanup()

    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve())
    return 0
