"""The counter: one page that shows scanner, paper and card terminal beside a way into the till.

Odoo does not let itself be framed by other pages, so the till opens in a window of its own, side by side
with this one. The devices' own pages are framed here; each works alone as well.
"""

import argparse
import html
from collections.abc import Sequence

from aiohttp import web

from . import ui

STYLE = """<style>
html, body { height:100%; } body { margin:0; } main { max-width:none; height:100%; padding:.8rem; display:grid; gap:.8rem;
  grid-template-rows:auto 1fr; }
header { display:flex; flex-wrap:wrap; gap:.6rem; align-items:center; } header h1 { margin:0 .6rem 0 0; font-size:1.2rem; }
a.button { padding:.5rem .9rem; border-radius:.5rem; background:var(--go); color:#fff; text-decoration:none; }
a.plain { color:var(--soft); } .devices { display:grid; gap:.8rem; min-height:0; grid-template-columns:minmax(24rem, 1fr) minmax(22rem, 30rem);
  grid-template-rows:minmax(13rem, 2fr) minmax(28rem, 3fr); grid-auto-rows:minmax(15rem, 1fr); overflow:auto; } .devices figure { margin:0; display:flex; flex-direction:column; min-height:0; }
figcaption { font-weight:600; color:var(--soft); padding:0 .2rem .25rem; } figcaption a { color:inherit; }
iframe { flex:1; width:100%; border:1px solid var(--line); border-radius:.7rem; background:#fff; } .tall { grid-row:1 / 3; grid-column:2; }
@media (max-width:50rem) { main { height:auto; } .devices { grid-template-columns:1fr; grid-template-rows:none; grid-auto-rows:30rem; }
  .tall { grid-row:auto; grid-column:auto; } }
</style>"""

SCRIPT = """
document.getElementById("beside").onclick = (ev) => {
  ev.preventDefault();
  const half = Math.floor(screen.availWidth / 2);
  window.open(ev.currentTarget.href, "till", `left=0,top=0,width=${half},height=${screen.availHeight}`);
  window.moveTo(half, 0); window.resizeTo(half, screen.availHeight);
};
"""


def body(till: str, box: str | None, devices: dict[str, str], lang: str) -> str:
    safe = html.escape(till, quote=True)
    box_link = f'<a class="plain" href="{html.escape(box, quote=True)}" target="box">[[Box]]</a>' if box else ""
    frames = "".join(_frame(name, ui.say(name, lang), url) for name, url in devices.items())
    return f"""{STYLE}<header><h1>[[The counter]]</h1><a class="button" id="beside" href="{safe}">[[Till beside this page]]</a>
<a class="plain" href="{safe}" target="till">[[Till in a tab]]</a>{box_link}</header><div class="devices">{frames}</div>"""


def _frame(name: str, title: str, url: str) -> str:
    safe, shown = html.escape(url, quote=True), html.escape(title, quote=True)
    tall = ' class="tall"' if name == "Paper" else ""
    return f'<figure{tall}><figcaption><a href="{safe}" target="_blank">{shown}</a></figcaption><iframe src="{safe}" title="{shown}"></iframe></figure>'


def _named(text: str) -> tuple[str, str]:
    name, _, url = text.partition("=")
    if not name or not url.startswith("http"):
        raise argparse.ArgumentTypeError("NAME=URL, such as Scale=http://127.0.0.1:8923")
    return name, url


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="page")
    parser.add_argument("--http", type=int, default=0, help="port of the page")
    parser.add_argument("--till", required=True, help="address of the till")
    parser.add_argument("--box", help="address of the box's own page")
    parser.add_argument("--scanner", help="address of the scanner simulator's page")
    parser.add_argument("--printer", help="address of the printer simulator's page")
    parser.add_argument("--terminal", help="address of the terminal simulator's page")
    parser.add_argument("--device", type=_named, action="append", default=[], metavar="NAME=URL", help="any other simulator's page")
    arguments = parser.parse_args(argv)
    named = {"Scanner": arguments.scanner, "Paper": arguments.printer, "Card terminal": arguments.terminal}
    devices = {name: url for name, url in named.items() if url} | dict(arguments.device)

    async def index(request: web.Request) -> web.Response:
        return ui.page(request, "The counter", body(arguments.till, arguments.box, devices, ui.reader(request)), SCRIPT)

    async def state(request: web.Request) -> web.Response:
        return web.json_response({"till": arguments.till, "box": arguments.box, "devices": devices})

    async def ready() -> str:
        return "counter"

    return ui.run([web.get("/", index), web.get("/state", state)], arguments.http, ready)
