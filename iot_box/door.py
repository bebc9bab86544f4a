"""Who comes in at the box's port: nobody may hold so many connections that no other finds one free.

A program that runs wild in the store's network, or a port scanner, opens connections and says nothing on them. Each costs the
box a file, and without files it serves no till and opens no device.
"""

import asyncio
import contextlib
import resource
import ssl
from collections import Counter
from typing import cast

from aiohttp import web

MOST_FROM_ONE = 200
"""A browser takes up to seven a page; a till that forgot to close some dozens still gets in."""
SILENT_S = 20.0
"""From opening a connection to the end of its first request's headers; byte after byte is no way to keep it."""
HEADERS_END = b"\r\n\r\n"


class Door(asyncio.Protocol):
    """Stands before one connection's protocol and hands on what comes, if there is room for it."""

    def __init__(self, inner: asyncio.Protocol, visitors: Counter[str]) -> None:
        self._inner, self._visitors = inner, visitors
        self._who: str | None = None
        self._silence: asyncio.TimerHandle | None = None
        self._tail = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        peer = transport.get_extra_info("peername")
        who = str(peer[0]) if peer else ""
        connection = cast(asyncio.Transport, transport)
        if self._visitors[who] >= MOST_FROM_ONE:
            connection.abort()
            return
        self._who = who
        self._visitors[who] += 1
        self._silence = asyncio.get_running_loop().call_later(SILENT_S, connection.abort)
        self._inner.connection_made(transport)

    def data_received(self, data: bytes) -> None:
        if self._silence is not None:
            seen = self._tail + data
            self._tail = seen[1 - len(HEADERS_END) :]
            if HEADERS_END in seen:
                self._silence.cancel()
                self._silence = None
        if self._who is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._who is not None else None

    def connection_lost(self, error: Exception | None) -> None:
        if self._silence is not None:
            self._silence.cancel()
        if self._who is None:
            return
        self._visitors[self._who] -= 1
        if not self._visitors[self._who]:
            del self._visitors[self._who]
        self._inner.connection_lost(error)

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()


class Site(web.BaseSite):
    """The place where tills reach the box, with a door before it."""

    def __init__(self, runner: web.AppRunner, host: str, port: int, tls: ssl.SSLContext | None) -> None:
        super().__init__(runner, ssl_context=tls)
        self._host, self._port = host, port
        self._visitors: Counter[str] = Counter()

    @property
    def name(self) -> str:
        return f"{'https' if self._ssl_context else 'http'}://{self._host}:{self._port}"

    async def start(self) -> None:
        await super().start()
        server = self._runner.server
        assert server is not None
        self._server = await asyncio.get_running_loop().create_server(
            lambda: Door(server(), self._visitors), self._host, self._port, ssl=self._ssl_context, backlog=self._backlog
        )


def raise_limits() -> None:
    """As many open files as the system allows; what a program begins with is meant for shells."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65_536) if hard > soft else soft, hard))
