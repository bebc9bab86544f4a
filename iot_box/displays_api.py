"""Customer displays over HTTP."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from .display_document import MOST_CHARS, parse
from .drivers.base import Kind
from .http import ApiError, get_int, invalid, json_body, only_fields, token_of
from .lines import is_line

if TYPE_CHECKING:
    from .box import Box


# A till that shows something keeps the display so long; each new line makes it longer.
LEASE_S = 20.0
MOST_LEASE = 2**53


def routes(box: "Box") -> list[web.RouteDef]:
    async def show(request: web.Request, what: str, check: Callable[[Any], Any]) -> web.Response:
        device = request.match_info["device"]
        if not token_of(request).opens(device):
            raise ApiError(404, "unknown_device", f"this till has no display {device!r}")
        worker = box.worker(device, Kind.DISPLAY)
        body = await json_body(request)
        only_fields(body, what, "lease")
        number = get_int(body, "lease", 1, MOST_LEASE) if "lease" in body else None
        job = {what: check(body.get(what))}
        box.leases.use(device, token_of(request).till, LEASE_S, number)
        return web.json_response({"device": worker.id, **await worker.execute(job)})

    async def text(request: web.Request) -> web.Response:
        return await show(request, "lines", _two_lines)

    async def sale(request: web.Request) -> web.Response:
        return await show(request, "document", _document)

    return [web.post("/v1/displays/{device}/text", text), web.post("/v1/displays/{device}/sale", sale)]


def _document(document: Any) -> Any:
    parse(document)
    return document


def _two_lines(lines: Any) -> list[str]:
    if not isinstance(lines, list) or len(lines) != 2 or not all(isinstance(line, str) and is_line(line) for line in lines):
        raise invalid("lines", "must be two lines of text")
    if any(len(line) > MOST_CHARS for line in lines):
        raise invalid("lines", f"must be at most {MOST_CHARS} characters each")
    return lines
