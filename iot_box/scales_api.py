"""Scales over HTTP. An error is an answer with a code; there is no weight of zero in place of one."""

from typing import TYPE_CHECKING

from aiohttp import web

from .drivers.base import JobFailed, Kind
from .http import ApiError, get_bool, get_int, get_line, invalid, json_body, only_fields, token_of
from .worker import Worker

if TYPE_CHECKING:
    from .box import Box

# Longer than a till pauses between its questions, so that no other weighs or tares between them.
LEASE_S = 3.0
MOST_PRICE = 999_999
MOST_TARE_G = 9_999


def routes(box: "Box") -> list[web.RouteDef]:
    def scale_of(request: web.Request) -> Worker:
        device = request.match_info["device"]
        if not token_of(request).opens(device):
            raise ApiError(404, "unknown_device", f"this till has no scale {device!r}")
        return box.worker(device, Kind.SCALE)

    async def do(request: web.Request, job: dict[str, object]) -> web.Response:
        worker = scale_of(request)
        box.leases.use(worker.id, token_of(request).till, LEASE_S)
        try:
            return web.json_response({"device": worker.id, **await worker.execute(job)})
        except JobFailed as error:
            # Not the request is wrong but the state of the scale.
            status = 422 if error.problem.code == "invalid" else 409
            raise ApiError(status, error.problem.code, error.problem.message, error.field) from None

    async def read(request: web.Request) -> web.Response:
        scale_of(request)
        body = await json_body(request)
        only_fields(body, "stable", "wait_s", "unit_price", "tare_g", "text")
        wait_s = body.get("wait_s", 3)
        if not isinstance(wait_s, (int, float)) or isinstance(wait_s, bool) or not 0 <= wait_s <= 15:
            raise invalid("wait_s", "must be a number of seconds from 0 to 15")
        job = {
            "action": "read",
            "stable": get_bool(body, "stable", True),
            "wait_s": wait_s,
            "unit_price": get_int(body, "unit_price", 1, MOST_PRICE) if body.get("unit_price") is not None else None,
            "tare_g": get_int(body, "tare_g", 0, MOST_TARE_G) if "tare_g" in body else 0,
            "text": get_line(body, "text", limit=40),
        }
        return await do(request, job)

    async def tare(request: web.Request) -> web.Response:
        return await do(request, {"action": "tare"})

    async def zero(request: web.Request) -> web.Response:
        return await do(request, {"action": "zero"})

    return [
        web.post("/v1/scales/{device}/read", read),
        web.post("/v1/scales/{device}/tare", tare),
        web.post("/v1/scales/{device}/zero", zero),
    ]
