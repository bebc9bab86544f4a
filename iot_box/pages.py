"""The box's own page for people in the shop: is it paired, is everything plugged in. No secrets, no scripts."""

import html
from typing import TYPE_CHECKING, Any

from aiohttp import web

from . import __version__
from .texts import TEXTS, language, problem_text

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
STYLE = """
:root { --ink:#17262b; --soft:#5a6b70; --back:#edf2f1; --card:#fff; --line:#d8e1df; --go:#1c7a5f; --wait:#a86a00; --bad:#b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink:#e7efed; --soft:#9db0b3; --back:#10191b; --card:#19262a; --line:#2b3b40;
  --go:#52c39f; --wait:#e3a94a; --bad:#ff8a80; } }
* { box-sizing:border-box; margin:0; }
body { background:var(--back); color:var(--ink); font:17px/1.5 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; padding:2rem 1rem; }
main { max-width:40rem; margin:0 auto; display:grid; gap:1rem; }
h1 { font-size:1.6rem; } h2 { font-size:1rem; color:var(--soft); font-weight:600; margin-bottom:.5rem; }
section { background:var(--card); border:1px solid var(--line); border-radius:.9rem; padding:1.1rem 1.3rem; }
.code { font:700 clamp(1.6rem, 9vw, 3.8rem)/1.2 ui-monospace, "DejaVu Sans Mono", monospace; letter-spacing:.08em; text-align:center;
  padding:.5rem 0; user-select:all; white-space:nowrap; }
ul { list-style:none; padding:0; } li { display:grid; grid-template-columns:1.1rem 1fr auto; gap:.2rem .6rem; padding:.55rem 0;
  border-top:1px solid var(--line); align-items:baseline; } li:first-child { border-top:0; }
.dot { width:.7rem; height:.7rem; border-radius:50%; background:var(--wait); align-self:center; }
.ready .dot { background:var(--go); } .error .dot, .disconnected .dot { background:var(--bad); }
.state { color:var(--soft); } .ready .state { color:var(--go); } .error .state, .disconnected .state { color:var(--bad); }
.why { grid-column:2 / -1; color:var(--soft); font-size:.92rem; } .bad { color:var(--bad); }
footer { color:var(--soft); font-size:.85rem; display:flex; flex-wrap:wrap; gap:.3rem 1rem; } small { color:var(--soft); }
"""
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "DENY",
}


def routes(box: "Box") -> list[web.RouteDef]:
    async def status(request: web.Request) -> web.Response:
        lang = language(request.query.get("lang"), request.headers.get("Accept-Language", ""))
        return web.Response(text=render(box, lang), content_type="text/html", headers=HEADERS)

    async def pairing(request: web.Request) -> web.Response:
        return web.json_response(box.odoo.pairing())

    return [web.get("/", status), web.get("/v1/pairing", pairing)]


def render(box: "Box", lang: str) -> str:
    text = TEXTS[lang]
    pairing = box.odoo.pairing()
    parts = [f"<header><h1>{html.escape(box.name)}</h1><small>{text['title']}</small></header>"]
    if pairing["code"]:
        parts.append(
            f'<section><h2>{text["pair_title"]}</h2><p class="code">{html.escape(pairing["code"])}</p><p>{text["pair_help"]}</p></section>'
        )
    parts += [_link(box, text), _devices(box, text, lang), _footer(box, text)]
    # Reloads itself, so that the page on a wall stays true without a script.
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8"><title>{html.escape(box.name)} – {text["title"]}</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="5">'
        f'<link rel="icon" href="data:,"><style>{STYLE}</style></head><body><main>{"".join(parts)}</main></body></html>'
    )


def _link(box: "Box", text: dict[str, str]) -> str:
    odoo = box.odoo
    lines = [f"<p>{text['link_' + odoo.state]}"]
    if odoo.state == "paired":
        if odoo.last_sync_at is None:
            lines.append(f" – {text['link_never']}")
        else:
            lines.append(f" – {text['link_last'].format(age=_age(box.clock.monotonic() - odoo.last_sync_at))}")
    lines.append("</p>")
    if odoo.error:
        failing = "link_failing" if odoo.state == "paired" else "link_failing_unpaired"
        lines.append(f'<p class="bad">{text[failing]}</p><small>{html.escape(odoo.error)}</small>')
    if odoo.config_error:
        lines.append(f'<p class="bad">{html.escape(text["config_error"].format(error=odoo.config_error))}</p>')
    return f"<section><h2>{text['link']}</h2>{''.join(lines)}</section>"


def _devices(box: "Box", text: dict[str, str], lang: str) -> str:
    rows = "".join(_device(info, text, lang) for info in box.devices_info())
    waiting = box.jobs.counts()["waiting"]
    note = f"<p>{text['waiting'].format(count=waiting)}</p>" if waiting else ""
    return f"<section><h2>{text['devices']}</h2>{f'<ul>{rows}</ul>' if rows else text['no_devices']}{note}</section>"


def _device(info: Json, text: dict[str, str], lang: str) -> str:
    error = info["error"]
    if not error and info["state"] == "ready" and info["snapshot"].get("paper") == "low":
        error = {"code": "paper_low", "message": ""}
    why = f'<span class="why">{html.escape(problem_text(error["code"], error["message"], lang))}</span>' if error else ""
    kind = text.get(info["kind"] or "", "")
    if kind.lower() == info["name"].lower():
        kind = ""
    return (
        f'<li class="{html.escape(info["state"])}"><span class="dot"></span><span>{html.escape(info["name"])} '
        f'<small>{kind}</small></span><span class="state">{text.get(info["state"], "")}</span>{why}</li>'
    )


def _footer(box: "Box", text: dict[str, str]) -> str:
    version, own = text["version"].format(version=__version__), text["box_id"].format(id=box.id)
    return f"<footer><span>{version}</span><span>{html.escape(own)}</span></footer>"


def _age(seconds: float) -> str:
    if seconds < 90:
        return f"{max(0, round(seconds))} s"
    return f"{round(seconds / 60)} min" if seconds < 5400 else f"{round(seconds / 3600)} h"
