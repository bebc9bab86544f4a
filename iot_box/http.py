"""Shared by all HTTP handlers: errors with codes the till translates, checked bodies, the request's rights."""

import asyncio
import json
import re
import uuid
from collections.abc import Mapping
from typing import Any

from aiohttp import web

from .auth import Token
from .lines import is_line

Json = dict[str, Any]
MAX_BODY_BYTES = 2 * 1024 * 1024
MAX_WAIT_S = 60.0
BODY_S = 20.0


class ApiError(Exception):
    def __init__(self, status: int, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.field = field

    def response(self, headers: Mapping[str, str] | None = None) -> web.Response:
        body = {"error": {"code": self.code, "message": self.message, "field": self.field}}
        return web.json_response(body, status=self.status, headers=headers)


def invalid(field: str | None, message: str) -> ApiError:
    return ApiError(422, "invalid", message, field)


def token_of(request: web.Request) -> Token:
    """Who asks; the middleware has verified it."""
    token: Token = request["token"]
    return token


async def json_body(request: web.Request) -> Json:
    """The body as a JSON object. NaN and Infinity are not JSON, so they are refused."""
    if request.content_type != "application/json":
        raise ApiError(415, "invalid", "the body must be application/json")
    try:
        async with asyncio.timeout(BODY_S):
            raw = await request.read()
        body = json.loads(raw, parse_constant=_no_constant, parse_float=_number)
    except TimeoutError:
        raise ApiError(408, "too_slow", f"the body must be here within {BODY_S:g} s") from None
    except web.HTTPRequestEntityTooLarge:
        raise ApiError(413, "too_large", f"the body must be at most {MAX_BODY_BYTES} bytes") from None
    except (ValueError, RecursionError, web.RequestPayloadError) as error:
        raise ApiError(400, "invalid", f"the body is not JSON: {error}") from None
    if not isinstance(body, dict):
        raise ApiError(400, "invalid", "the body must be a JSON object")
    return body


def _number(text: str) -> float:
    """JSON knows no difference between 41 and 41.0, so neither do the checks for whole numbers."""
    value = float(text)
    return int(value) if value.is_integer() else value


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not allowed")


def get_uuid(body: Mapping[str, Any], field: str = "id") -> str:
    """A client-made UUID in its usual form; it is the key that makes a request safe to repeat."""
    value = body.get(field)
    if not isinstance(value, str) or not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", value):
        raise invalid(field, "must be a UUID")
    return str(uuid.UUID(value))


def get_str(body: Mapping[str, Any], field: str, *, limit: int) -> str:
    value = body.get(field)
    if not isinstance(value, str) or not value.strip():
        raise invalid(field, "must be a text")
    if len(value) > limit:
        raise invalid(field, f"must be at most {limit} characters")
    return value


def get_line(body: Mapping[str, Any], field: str, *, limit: int) -> str:
    """One line of text, or nothing."""
    value = body.get(field)
    if value is None:
        return ""
    if not isinstance(value, str) or len(value) > limit or not is_line(value):
        raise invalid(field, f"must be one line of at most {limit} characters")
    return value.strip()


def get_bool(body: Mapping[str, Any], field: str, default: bool) -> bool:
    value = body.get(field, default)
    if not isinstance(value, bool):
        raise invalid(field, "must be true or false")
    return value


def get_int(body: Mapping[str, Any], field: str, minimum: int, maximum: int) -> int:
    value = body.get(field)
    if not isinstance(value, int) or isinstance(value, bool) or not minimum <= value <= maximum:
        raise invalid(field, f"must be a whole number from {minimum} to {maximum}")
    return value


def only_fields(body: Mapping[str, Any], *allowed: str) -> None:
    unknown = sorted(set(body) - set(allowed))
    if unknown:
        raise invalid(unknown[0], f"is unknown; known are {', '.join(allowed)}")


def wait_seconds(request: web.Request) -> float:
    """How long a long poll may wait, from `?wait_s=`."""
    text = request.query.get("wait_s", "0")
    if not re.fullmatch(r"\d{1,3}(\.\d{1,3})?", text):
        raise invalid("wait_s", "must be a number of seconds")
    return min(float(text), MAX_WAIT_S)
