"""The print queue over HTTP."""

from typing import TYPE_CHECKING

from aiohttp import web

from .drivers.base import Kind
from .http import ApiError, get_bool, get_uuid, invalid, json_body, only_fields, token_of, wait_seconds
from .job_rows import Job

if TYPE_CHECKING:
    from .box import Box

KINDS = ("receipt", "label")


def routes(box: "Box") -> list[web.RouteDef]:
    queue = box.jobs

    def device_of(request: web.Request, *kinds: Kind) -> str:
        device = request.match_info["device"]
        if not token_of(request).opens(device):
            raise ApiError(404, "unknown_device", f"this till has no printer {device!r}")
        if box.worker(device).kind not in (*kinds, None):
            raise ApiError(404, "unknown_device", f"{device!r} is no {kinds[0]}")
        return device

    async def job_of(request: web.Request) -> Job:
        job = await queue.find(get_uuid(request.match_info))
        if job is None or not token_of(request).opens(job.device):
            raise ApiError(404, "unknown_job", "this box has no such job")
        return job

    def answer(job: Job, new: bool) -> web.Response:
        return web.json_response(job.view(), status=202 if new else 200)

    async def print_job(request: web.Request) -> web.Response:
        device, body = device_of(request, Kind.PRINTER), await json_body(request)
        only_fields(body, "id", "kind", "document", "open_drawer", "copy")
        kind = body.get("kind", "receipt")
        if kind not in KINDS:
            raise invalid("kind", f"must be one of {', '.join(KINDS)}")
        if not isinstance(body.get("document"), dict):
            raise invalid("document", "must be an object")
        drawer, copy = get_bool(body, "open_drawer", False), get_bool(body, "copy", False)
        till = token_of(request).till
        return answer(*await queue.add(get_uuid(body), device, till, kind, body["document"], copy=copy, open_drawer=drawer))

    async def open_drawer(request: web.Request) -> web.Response:
        device, body = device_of(request, Kind.PRINTER, Kind.DRAWER), await json_body(request)
        only_fields(body, "id")
        return answer(*await queue.add(get_uuid(body), device, token_of(request).till, "drawer", {}))

    async def show(request: web.Request) -> web.Response:
        seconds = wait_seconds(request)
        job = await queue.wait(await job_of(request), seconds)
        return web.json_response(job.view())

    async def reprint(request: web.Request) -> web.Response:
        old, body = await job_of(request), await json_body(request)
        only_fields(body, "id")
        return answer(*await queue.reprint(old, get_uuid(body), token_of(request).till))

    async def cancel(request: web.Request) -> web.Response:
        return web.json_response((await queue.cancel(await job_of(request))).view())

    return [
        web.post("/v1/printers/{device}/jobs", print_job),
        web.post("/v1/printers/{device}/drawer", open_drawer),
        web.get("/v1/jobs/{id}", show),
        web.post("/v1/jobs/{id}/reprint", reprint),
        web.post("/v1/jobs/{id}/cancel", cancel),
    ]
