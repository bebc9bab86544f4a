"""Leases over HTTP: a till takes a device that it shares for a while, or gives it back."""

from typing import TYPE_CHECKING

from aiohttp import web

from .drivers.base import Kind
from .http import ApiError, get_int, json_body, only_fields, token_of
from .leases import MOST_TTL_S

if TYPE_CHECKING:
    from .box import Box

EXCLUSIVE = (Kind.SCALE, Kind.DISPLAY, Kind.TERMINAL)


def routes(box: "Box") -> list[web.RouteDef]:
    def device_of(request: web.Request) -> str:
        device = request.match_info["device"]
        if not token_of(request).opens(device):
            raise ApiError(404, "unknown_device", f"this till has no device {device!r}")
        if box.worker(device).kind not in EXCLUSIVE:
            raise ApiError(404, "unknown_device", f"{device!r} needs no lease")
        return device

    async def take(request: web.Request) -> web.Response:
        device, till = device_of(request), token_of(request).till
        body = await json_body(request)
        only_fields(body, "ttl_s")
        lease = box.leases.take(device, till, get_int(body, "ttl_s", 1, MOST_TTL_S))
        return web.json_response({"device": device, "lease": lease.number, "left_s": round(box.leases.left_s(lease), 1)})

    async def release(request: web.Request) -> web.Response:
        device = device_of(request)
        box.leases.release(device, token_of(request).till)
        return web.json_response({"device": device})

    return [web.post("/v1/devices/{device}/lease", take), web.delete("/v1/devices/{device}/lease", release)]
