"""Customer displays over HTTP."""

from typing import TYPE_CHECKING

from aiohttp import web

from .drivers.base import Kind
from .http import ApiError, invalid, json_body, only_fields, token_of

if TYPE_CHECKING:
    from .box import Box


def routes(box: "Box") -> list[web.RouteDef]:
    async def show(request: web.Request) -> web.Response:
        device = request.match_info["device"]
        if not token_of(request).opens(device):
            raise ApiError(404, "unknown_device", f"this till has no display {device!r}")
        worker = box.worker(device, Kind.DISPLAY)
        body = await json_body(request)
        only_fields(body, "lines")
        lines = body.get("lines")
        if not isinstance(lines, list) or len(lines) != 2 or not all(isinstance(line, str) for line in lines):
            raise invalid("lines", "must be two texts")
        return web.json_response({"device": worker.id, **await worker.execute({"lines": lines})})

    return [web.post("/v1/displays/{device}/text", show)]
