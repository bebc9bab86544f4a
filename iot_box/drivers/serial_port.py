"""A serial line for devices that answer when asked: one question, one answer, a time limit."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from .base import NotReady
from .device_node import DeviceNode, Line, open_serial

MOST_ANSWER_BYTES = 4096


@dataclass(frozen=True)
class Exchange:
    """Bytes to send, and when the answer is whole; `ends` is None where no answer comes."""

    send: bytes
    ends: Callable[[bytes], bool] | None
    timeout_s: float = 1.0


class SerialPort:
    def __init__(self, line: Line, what: str) -> None:
        self._what = what
        self._node = DeviceNode(line.port, what, lambda _path: open_serial(line))
        self._buffer = bytearray()
        self._news = asyncio.Event()

    async def open(self) -> None:
        await self._node.open(self._received)

    def close(self) -> None:
        self._node.close()

    def check(self) -> None:
        self._node.check()

    async def left(self) -> None:
        await self._node.left()

    async def exchange(self, ask: Exchange) -> bytes:
        """Ask and wait for the whole answer; what came unasked before is thrown away."""
        self.check()
        self._buffer.clear()
        try:
            async with asyncio.timeout(ask.timeout_s):
                await self._node.write(ask.send)
                while ask.ends is not None and not ask.ends(bytes(self._buffer)):
                    self._news.clear()
                    await self._more()
        except TimeoutError:
            raise NotReady("timeout", f"the {self._what} does not answer") from None
        except OSError:
            raise NotReady("disconnected", f"the {self._what} was unplugged") from None
        return bytes(self._buffer)

    async def _more(self) -> None:
        """Until something came, or the device left."""
        waits = [asyncio.ensure_future(self._news.wait()), asyncio.ensure_future(self._node.left())]
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in waits:
                task.cancel()

    def _received(self, data: bytes) -> None:
        self._buffer += data
        del self._buffer[:-MOST_ANSWER_BYTES]
        self._news.set()
