"""A connection over TCP to a device that talks when it likes, with the same calls as a device node."""

import asyncio
import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from .base import NotReady

CONNECT_TIMEOUT_S = 4.0
# A printer answers with a few bytes. One that sends without end is broken, and is not listened to: the worker's growing
# pauses keep it from taking the box from the others.
MOST_BYTES_PER_S = 40_000


@dataclass(frozen=True)
class TcpPlace:
    """Where a device in the network is; its driver's configuration begins with this and adds the port."""

    host: str


class Link(Protocol):
    """The way to a device: TCP (TcpLink) or a node (DeviceNode)."""

    async def open(self, received: Callable[[bytes], None]) -> None: ...

    async def write(self, data: bytes) -> None: ...

    async def left(self) -> None: ...

    def check(self) -> None: ...

    def close(self) -> None: ...


class TcpLink:
    def __init__(self, host: str, port: int, what: str, code: str) -> None:
        self._host, self._port, self._what, self._code = host, port, what, code
        self._writer: asyncio.StreamWriter | None = None
        self._listener: asyncio.Task[None] | None = None
        self._floods = False

    async def open(self, received: Callable[[bytes], None]) -> None:
        try:
            async with asyncio.timeout(CONNECT_TIMEOUT_S):
                reader, self._writer = await asyncio.open_connection(self._host, self._port)
        except (OSError, TimeoutError) as error:
            reason = getattr(error, "strerror", None) or "no answer"
            raise NotReady(self._code, f"no {self._what} at {self._host}:{self._port}: {reason}") from None
        self._floods = False
        self._listener = asyncio.create_task(self._listen(reader, received), name=f"listen {self._host}:{self._port}")

    async def write(self, data: bytes) -> None:
        if self._writer is None or self._listener is None or self._listener.done():
            raise ConnectionResetError
        self._writer.write(data)
        await self._writer.drain()

    async def left(self) -> None:
        """Returns never; raises NotReady when the other end closes."""
        assert self._listener is not None
        await asyncio.shield(self._listener)
        raise self._gone()

    def check(self) -> None:
        if self._listener is None or self._listener.done():
            raise self._gone()

    def close(self) -> None:
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.cancel()
        writer, self._writer = self._writer, None
        if writer is not None:
            writer.close()

    def _gone(self) -> NotReady:
        return NotReady(self._code, f"the {self._what} {'sends without end' if self._floods else 'closed the connection'}")

    async def _listen(self, reader: asyncio.StreamReader, received: Callable[[bytes], None]) -> None:
        clock = asyncio.get_running_loop().time
        since, size = clock(), 0
        with contextlib.suppress(OSError):
            while not self._floods and (data := await reader.read(4096)):
                received(data)
                if clock() - since >= 1:
                    since, size = clock(), 0
                size += len(data)
                self._floods = size > MOST_BYTES_PER_S
