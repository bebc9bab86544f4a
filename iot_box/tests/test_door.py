"""A program that opens connections and says nothing: the box serves the others, and is itself again when that one goes."""

import asyncio
import contextlib
import resource
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from iot_box import door
from iot_box.door import MOST_FROM_ONE, Door
from iot_box.tests.support import BoxProcess, Till

Start = Callable[..., Awaitable[Any]]
WILD = "127.0.0.66"
"""Another computer in the store's network; on Linux all of 127/8 is this one."""


async def test_whoever_holds_all_connections_keeps_nobody_else_out(box_with: Start, session: aiohttp.ClientSession) -> None:
    box: BoxProcess = await box_with([])
    till = Till(box, session)
    await till.connect()
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    held: list[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []
    try:
        for _ in range(1500):
            with contextlib.suppress(OSError):
                held.append(await asyncio.open_connection("127.0.0.1", box.port, local_addr=(WILD, 0)))
        await asyncio.sleep(0.5)
        assert sum(not (reader.at_eof() or reader.exception()) for reader, _writer in held) == MOST_FROM_ONE
        assert (await box.call(session, "GET", "/v1/info"))[0] == 200
        another = Till(box, session)
        await another.connect()
        assert another.welcome["type"] == "welcome"
        await another.close()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        for _reader, writer in held:
            writer.close()
    await asyncio.sleep(0.2)
    reader, writer = await asyncio.open_connection("127.0.0.1", box.port, local_addr=(WILD, 0))
    writer.write(f"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{box.port}\r\n\r\n".encode())
    assert (await asyncio.wait_for(reader.readline(), 3)).split()[1] == b"200", "once they are closed there is room again"
    writer.close()
    await till.close()


class Connection(asyncio.Transport):
    def __init__(self) -> None:
        super().__init__({"peername": (WILD, 1)})
        self.aborted = False

    def abort(self) -> None:
        self.aborted = True


async def test_one_that_says_nothing_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door, "SILENT_S", 0.05)
    visitors: Counter[str] = Counter()
    silent, stammering, speaking = Connection(), Connection(), Connection()
    doors = [Door(asyncio.Protocol(), visitors) for _ in range(3)]
    for each, connection in zip(doors, (silent, stammering, speaking), strict=True):
        each.connection_made(connection)
    for piece in (b"GET / HTTP/1.1\r\n", b"Host: a\r", b"\n\r", b"\n"):
        doors[2].data_received(piece)
    for _ in range(10):
        doors[1].data_received(b"G")
        await asyncio.sleep(0.01)
    assert (silent.aborted, stammering.aborted, speaking.aborted) == (True, True, False)
    for each in doors:
        each.connection_lost(None)
    assert not visitors


async def test_no_more_than_so_many_from_one_address() -> None:
    visitors: Counter[str] = Counter({WILD: MOST_FROM_ONE})
    late, connection = Door(asyncio.Protocol(), visitors), Connection()
    late.connection_made(connection)
    late.data_received(b"GET")
    late.connection_lost(None)
    assert connection.aborted and visitors[WILD] == MOST_FROM_ONE
