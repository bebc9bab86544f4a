"""The WebSocket that tills listen on. The token comes in the first message, since browsers can't set headers."""

import asyncio
import contextlib
import json
import logging
from typing import TYPE_CHECKING, Any

from aiohttp import WSCloseCode, WSMsgType, web

from .auth import LEEWAY_S, AuthError, Token, check_origin
from .events import Client

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
HELLO_TIMEOUT_S = 10.0
MAX_MESSAGE_BYTES = 32 * 1024
PING_S = 15.0
CLOSE_UNAUTHORIZED = 4401
CLOSE_FORBIDDEN = 4403
CLOSE_INVALID = 4400
log = logging.getLogger("iot_box.events")


class BadMessage(Exception):
    pass


async def serve(request: web.Request, box: "Box") -> web.WebSocketResponse:
    socket = web.WebSocketResponse(heartbeat=PING_S, max_msg_size=MAX_MESSAGE_BYTES, compress=False)
    await socket.prepare(request)
    try:
        async with asyncio.timeout(HELLO_TIMEOUT_S):
            hello = await _receive(socket)
        if hello is None:
            return socket
        token = _token(hello, request, box)
    except (AuthError, BadMessage, TimeoutError) as error:
        await _refuse(socket, error)
        return socket
    client = Client(token=token, focus_at=0.0)
    await _talk(socket, request, box, client, hello)
    return socket


async def _talk(socket: web.WebSocketResponse, request: web.Request, box: "Box", client: Client, hello: Json) -> None:
    writer = asyncio.create_task(_write(socket, client))
    try:
        _welcome(box, client, hello)
        while not socket.closed:
            left = _left_s(box, client.token)
            try:
                async with asyncio.timeout(min(max(left, 0), 3600)):
                    message = await _receive(socket)
            except TimeoutError:
                if _left_s(box, client.token) <= 0:
                    raise AuthError("expired_token", "the token has expired") from None
                continue
            if message is None or not client.open:
                break
            _handle(message, request, box, client)
    except (AuthError, BadMessage) as error:
        await _refuse(socket, error)
    finally:
        box.hub.leave(client)
        writer.cancel()
        await asyncio.gather(writer, return_exceptions=True)
        if not socket.closed:
            await socket.close(code=WSCloseCode.GOING_AWAY)


def _left_s(box: "Box", token: Token) -> float:
    """How long the token is good from now, by what is known of head office now."""
    return token.good_until(box.clock.heard_at) + LEEWAY_S - box.clock.office()


def _welcome(box: "Box", client: Client, hello: Json) -> None:
    resume = hello.get("resume")
    resume = resume if isinstance(resume, dict) else None
    resumed = box.hub.can_resume(resume)
    client.send(
        {
            "type": "welcome",
            "epoch": box.hub.epoch,
            # What was missed follows, so a till that drops out again here resumes from the same place.
            "seq": resume["seq"] if resume and resumed else box.hub.seq,
            "resumed": resumed,
            "devices": [worker.info() for worker in box.workers.values() if client.token.opens(worker.id)],
        }
    )
    box.hub.join(client, resume)


def _handle(message: Json, request: web.Request, box: "Box", client: Client) -> None:
    kind = message.get("type")
    if kind == "ack":
        seq = message.get("seq")
        if not isinstance(seq, int) or isinstance(seq, bool):
            raise BadMessage("ack needs a seq")
        box.hub.ack(client, seq)
    elif kind == "focus":
        box.hub.focus(client)
    elif kind == "hello":
        # A fresh token on the same connection, so that a long day needs no reconnect.
        token = _token(message, request, box)
        if token.till != client.token.till:
            raise BadMessage("another till needs a connection of its own")
        client.token = token
    elif kind == "ping":
        client.send({"type": "pong"})
    elif kind != "pong":
        raise BadMessage(f"unknown message type {str(kind)[:40]!r}")


async def _receive(socket: web.WebSocketResponse) -> Json | None:
    """The next message, or None when the till is gone."""
    message = await socket.receive()
    if message.type in (WSMsgType.CLOSE, WSMsgType.CLOSING, WSMsgType.CLOSED, WSMsgType.ERROR):
        return None
    if message.type is not WSMsgType.TEXT:
        raise BadMessage("messages are JSON texts")
    try:
        data = json.loads(message.data)
    except (ValueError, RecursionError):
        raise BadMessage("the message is not JSON") from None
    if not isinstance(data, dict):
        raise BadMessage("the message is not an object")
    return data


def _token(hello: Json, request: web.Request, box: "Box") -> Token:
    text = hello.get("token")
    if hello.get("type") != "hello" or not isinstance(text, str):
        raise AuthError("unauthorized", "the first message must be a hello with a token")
    token = box.token(text)
    check_origin(request.headers.get("Origin"), token, box.config.origins)
    return token


async def _write(socket: web.WebSocketResponse, client: Client) -> None:
    """Sends what is queued; the only place that writes, so that messages keep their order."""
    while True:
        try:
            async with asyncio.timeout(PING_S):
                message = await client.queue.get()
        except TimeoutError:
            message = {"type": "ping"}
        if message is None or not client.open:
            await socket.close(code=WSCloseCode.GOING_AWAY)
            return
        with contextlib.suppress(ConnectionError):
            await socket.send_str(json.dumps(message, ensure_ascii=False))


async def _refuse(socket: web.WebSocketResponse, error: Exception) -> None:
    code = error.code if isinstance(error, AuthError) else "invalid"
    text = str(error) or "no hello came in time"
    closing = CLOSE_INVALID
    if isinstance(error, AuthError):
        closing = CLOSE_FORBIDDEN if error.status == 403 else CLOSE_UNAUTHORIZED
    log.warning("till refused: %s", text, extra={"code": code})
    with contextlib.suppress(ConnectionError):
        await socket.send_str(json.dumps({"type": "error", "error": {"code": code, "message": text}}))
        await socket.close(code=closing, message=code.encode())
