"""Bodies that come too slowly, as a real server sees them."""

import asyncio
import json

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from iot_box import http


async def test_a_body_that_does_not_come_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "BODY_S", 0.1)

    async def take(request: web.Request) -> web.Response:
        try:
            return web.json_response(await http.json_body(request))
        except http.ApiError as error:
            return error.response()

    app = web.Application()
    app.router.add_post("/", take)
    async with TestServer(app) as server:
        reader, writer = await asyncio.open_connection(server.host, server.port)
        writer.write(b"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{")
        answer = await asyncio.wait_for(reader.readuntil(b"}}"), 5)
        assert answer.startswith(b"HTTP/1.1 408 "), answer
        assert json.loads(answer.split(b"\r\n\r\n")[1])["error"]["code"] == "too_slow"
        writer.close()
