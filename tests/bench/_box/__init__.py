"""What the benchmarks of the box share: a shop of real processes and pseudo terminals, and figures in the common form."""

import asyncio
import json
import os
import pty
import sys
import tempfile
import time
import tty
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp

from devkit import paths
from iot_box.tests.fake_odoo import FakeOdoo
from iot_box.tests.support import TILL, BoxProcess, Signer

Json = dict[str, Any]
TILLS = [TILL, *(f"{n}{n}{n}{n}{n}{n}{n}{n}-2222-4222-8222-222222222222" for n in range(3, 7))]


def emit(bench: str, case: str, **figures: Any) -> None:
    """One line of result."""
    rounded = {name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()}
    print(json.dumps({"bench": bench, "case": case, **rounded, "load_1m": round(os.getloadavg()[0], 2)}, ensure_ascii=False), flush=True)


def spread(times_ms: list[float]) -> Json:
    """The usual figures of many times."""
    ordered = sorted(times_ms)

    def at(share: float) -> float:
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]

    return {"n": len(ordered), "p50_ms": at(0.5), "p99_ms": at(0.99), "max_ms": ordered[-1]}


class Port:
    """A serial device that is this program: the box opens `path`, we hold the other end."""

    def __init__(self, folder: Path, name: str) -> None:
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.path = folder / name
        self.path.symlink_to(os.ttyname(slave))
        self._slave = slave  # kept open, so that the line does not hang up before the box has opened it

    def write(self, data: bytes) -> float:
        """Send, and say when the last byte was on the line."""
        os.write(self.master, data)
        return time.time()

    def answer(self, reply: Callable[[bytes], Awaitable[None]]) -> None:
        """Call `reply` with what the box sends."""

        def readable() -> None:
            data = os.read(self.master, 1024)
            asyncio.get_running_loop().create_task(reply(data))

        asyncio.get_running_loop().add_reader(self.master, readable)

    def close(self) -> None:
        asyncio.get_running_loop().remove_reader(self.master)
        os.close(self.master)
        os.close(self._slave)


class PaperlessPrinter:
    """Answers like a printer that is well, and notes when the first byte of a receipt came in and how many there were."""

    def __init__(self) -> None:
        self.first_at: float | None = None
        self.bytes = 0
        self.port = 0
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()

    def reset(self) -> None:
        self.first_at, self.bytes = None, 0

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            now = time.time()
            # Questions come alone, since the box waits for each answer before it goes on.
            if len(data) == 3 and data[:2] == b"\x10\x04":
                writer.write(b"\x12")
                continue
            self.first_at = self.first_at or now
            self.bytes += len(data)
            if data.endswith((b"\x1dr1", b"\x1dr\x01", b"\x1dr2", b"\x1dr\x02")):
                writer.write(b"\x00")


@asynccontextmanager
async def shop(
    devices: list[Json], odoo: str | None = None, every_s: float = 0.2, **config: Any
) -> AsyncIterator[tuple[BoxProcess, aiohttp.ClientSession]]:
    """A box as a process, its data on a disk; `odoo` is "up", "slow" (200 ms) or "gone", and asked every `every_s`."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=paths.STATE) as name:
        folder, signer, fake = Path(name), Signer(), None
        if odoo:
            fake = FakeOdoo(signer)
            fake.devices, fake.origins = devices, config.pop("origins", fake.origins)
            await fake.start()
            config |= {"odoo": fake.link(sync_interval_s=every_s), "token_keys": []}
        box = BoxProcess(folder, signer, [] if odoo else devices, **config)
        async with aiohttp.ClientSession() as session:
            await box.start(session)
            try:
                if fake is not None:
                    await fake.accept()
                    fake.delay_s = 0.2 if odoo == "slow" else 0.0
                    if odoo == "gone":
                        await fake.stop()
                yield box, session
            finally:
                box.stop()
                if fake is not None:
                    await fake.stop()


async def ready(box: BoxProcess, session: aiohttp.ClientSession, *devices: str) -> None:
    """Until these devices serve."""
    end = time.monotonic() + 15
    while True:
        async with session.get(box.url + "/healthz") as answer:
            states = (await answer.json())["devices"]
        if all(states.get(device) == "ready" for device in devices):
            return
        if time.monotonic() > end:
            sys.exit(f"not ready: {states}")
        await asyncio.sleep(0.05)


def usage(pid: int) -> tuple[float, float]:
    """Processor seconds so far and megabytes held now."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE") / 1e6
