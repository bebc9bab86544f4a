"""The HTTP side of the box: the guards that every request passes, and the general routes."""

import asyncio
import json
import logging
import sqlite3

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from . import displays_api, events_ws, jobs_api, leases_api, metrics, openapi, pages, payments_api, scales_api, web_display_page
from .auth import AuthError, bearer, check_origin, host_allowed
from .box import Box
from .drivers.base import JobFailed, Misfit, NotReady
from .http import MAX_BODY_BYTES, ApiError
from .hw_proxy import HwProxy

PUBLIC_V1 = ("/v1/pairing", "/v1/events")
log = logging.getLogger("iot_box.http")


def create_app(box: Box) -> web.Application:
    app = web.Application(middlewares=[_guard(box)], client_max_size=MAX_BODY_BYTES)
    app.add_routes(_routes(box))
    app.add_routes(pages.routes(box))
    app.add_routes(jobs_api.routes(box))
    app.add_routes(scales_api.routes(box))
    app.add_routes(displays_api.routes(box))
    app.add_routes(web_display_page.routes(box))
    app.add_routes(leases_api.routes(box))
    app.add_routes(HwProxy(box).routes())
    app.add_routes(payments_api.routes(box))
    return app


def _routes(box: Box) -> list[web.RouteDef]:
    async def healthz(request: web.Request) -> web.Response:
        sick = box.sick()
        devices = {info["id"]: info["state"] for info in box.devices_info()}
        body = {"status": "sick" if sick else "ok", "stale": sick, "devices": devices, "hotplug": box.hotplug.by}
        return web.json_response(body, status=503 if sick else 200)

    async def info(request: web.Request) -> web.Response:
        token = request["token"]
        devices = [worker.info() for worker in box.workers.values() if token.opens(worker.id)]
        return web.json_response({"box": box.info(), "time": box.clock.iso(), "devices": devices})

    async def events(request: web.Request) -> web.StreamResponse:
        if not web.WebSocketResponse().can_prepare(request):
            # Whoever looks at it with a browser or another client of plain HTTP learns how to listen.
            return web.json_response(openapi.HOW_TO_LISTEN)
        return await events_ws.serve(request, box)

    async def figures(request: web.Request) -> web.Response:
        return web.Response(text=metrics.render(box), headers={"Content-Type": "text/plain; version=0.0.4; charset=utf-8"})

    async def description(request: web.Request) -> web.Response:
        return web.json_response(openapi.document())

    return [
        web.get("/openapi.json", description),
        web.get("/metrics", figures),
        web.get("/healthz", healthz),
        web.get("/v1/info", info),
        web.get("/v1/events", events),
    ]


def _guard(box: Box) -> Middleware:
    """Host, origin and token checks for every request, and errors as JSON."""

    @web.middleware
    async def guard(request: web.Request, handler: Handler) -> web.StreamResponse:
        headers: dict[str, str] = {}
        try:
            _check_host(request, box)
            headers = _cors(request, box)
            if request.method == "OPTIONS" and "Origin" in request.headers:
                response: web.StreamResponse = web.Response(status=204)
            else:
                _check_token(request, box)
                response = await handler(request)
        except (ApiError, AuthError) as error:
            response = _refusal(error)
        except NotReady as error:
            response = ApiError(503, error.problem.code, error.problem.message).response()
        except JobFailed as error:
            status = 409 if isinstance(error, Misfit) else 422
            response = ApiError(status, error.problem.code, error.problem.message, error.field).response()
        except web.HTTPException as error:
            response = _http_error(error)
        except sqlite3.Error as error:
            log.exception("the store failed", extra={"path": request.path})
            response = ApiError(507, "storage", f"the box can't use its disk: {error}").response()
        except (ConnectionError, asyncio.CancelledError):
            raise
        except Exception:
            log.exception("request failed", extra={"method": request.method, "path": request.path})
            response = ApiError(500, "internal", "the box made a mistake; its log says which").response()
        if not response.prepared:
            response.headers.update(headers)
            response.headers.setdefault("X-Content-Type-Options", "nosniff")
            response.headers.setdefault("Cache-Control", "no-store")
            # In place of the names and versions of what it is built with.
            response.headers.setdefault("Server", "iot_box")
        return response

    return guard


def _check_host(request: web.Request, box: Box) -> None:
    socket = request.transport.get_extra_info("sockname") if request.transport else None
    own = str(socket[0]) if isinstance(socket, tuple) else None
    if not host_allowed(request.headers.get("Host", ""), box.config.hosts, own):
        raise ApiError(403, "wrong_host", "this box is not known by that name")


def _cors(request: web.Request, box: Box) -> dict[str, str]:
    """The headers that let exactly one web origin in, or none without an Origin."""
    origin = request.headers.get("Origin")
    if origin is None:
        return {}
    if request.path.startswith("/display/") and origin == f"{request.scheme}://{request.headers.get('Host', '')}":
        return {}  # the box's own page
    if origin not in box.config.origins or len(request.headers.getall("Origin")) > 1:
        raise ApiError(403, "wrong_origin", "this web address may not use the box")
    return {
        "Access-Control-Allow-Origin": origin,
        "Vary": "Origin",
        "Access-Control-Allow-Methods": "GET, POST, DELETE, OPTIONS",
        "Access-Control-Allow-Headers": "Authorization, Content-Type",
        "Access-Control-Max-Age": "600",
        # Browsers ask for these before a public page may reach a device on the local network.
        "Access-Control-Allow-Private-Network": "true",
        "Access-Control-Allow-Local-Network": "true",
    }


def _check_token(request: web.Request, box: Box) -> None:
    if not request.path.startswith("/v1/") or request.path in PUBLIC_V1:
        return
    if isinstance(request.match_info.http_exception, web.HTTPMethodNotAllowed):
        # Which ways there are is no secret, and a pass would not open others.
        raise request.match_info.http_exception
    token = box.token(bearer(request.headers.get("Authorization")))
    check_origin(request.headers.get("Origin"), token, box.config.origins)
    request["token"] = token


def _refusal(error: ApiError | AuthError) -> web.Response:
    if isinstance(error, AuthError):
        error = ApiError(error.status, error.code, error.message)
    headers = {"WWW-Authenticate": "Bearer"} if error.status == 401 else None
    return error.response(headers)


def _http_error(error: web.HTTPException) -> web.StreamResponse:
    """aiohttp's own refusals (no such path, wrong method, too large) in our form."""
    if error.status < 400:
        return error
    codes = {404: "not_found", 405: "wrong_method", 413: "too_large"}
    body = json.dumps({"error": {"code": codes.get(error.status, "invalid"), "message": error.reason, "field": None}})
    allow = {"Allow": error.headers["Allow"]} if "Allow" in error.headers else {}
    return web.Response(text=body, status=error.status, content_type="application/json", headers=allow)
