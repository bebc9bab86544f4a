"""What simulated terminals of all protocols share: power, page, command line."""

import argparse
import asyncio
import contextlib
import signal
from pathlib import Path

from .terminal_control import serve_control
from .terminal_engine import Engine
from .terminal_journal import Journal
from .terminal_wire import Line, Socket


class Powered:
    """A terminal with a plug. Subclasses serve one line of a till."""

    def __init__(self, engine: Engine, poi_id: str, socket: Socket) -> None:
        self.engine, self.poi_id = engine, poi_id
        self.on = False
        self.socket = socket
        socket.serve = self.serve
        self._waking: asyncio.Task[None] | None = None

    async def serve(self, line: Line) -> None:
        raise NotImplementedError

    async def power_on(self) -> None:
        if not self.on:
            self.engine.boot()
            await self.socket.open()
            self.on = True

    def power_off(self, down_s: float | None = None) -> None:
        """Drops everybody in the middle of whatever it is; comes back by itself after `down_s`."""
        self.on = False
        self.engine.power_off()
        self.socket.cut()
        if down_s is not None:
            self._waking = asyncio.create_task(self._wake_after(down_s))

    async def _wake_after(self, down_s: float) -> None:
        await asyncio.sleep(down_s)
        await self.power_on()


def parser_for(program: str, port: int, http: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=f"python -m iot_box.simulators {program}")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=port, help="for the box; 0: any free port")
    parser.add_argument("--http", type=int, default=http, help="web page and control; 0: any")
    parser.add_argument("--journal", type=Path, required=True, help="file that outlives the program")
    parser.add_argument("--auto", choices=("off", "approve", "decline"), default="off")
    parser.add_argument("--delay-s", type=float, default=1.0, help="thinking time of --auto")
    parser.add_argument("--patience-s", type=float, default=110.0, help="wait for a customer")
    return parser


def engine_of(cls: type[Engine], options: argparse.Namespace) -> Engine:
    return cls(Journal(options.journal), options.auto, options.delay_s, options.patience_s)


async def run_until_stopped(terminal: Powered, page_port: int) -> None:
    await terminal.power_on()
    page_port = await serve_control(terminal, page_port)
    print(f"terminal {terminal.poi_id}: port {terminal.socket.port}, page port {page_port}", flush=True)
    stop = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    with contextlib.suppress(asyncio.CancelledError):
        await stop.wait()
    terminal.power_off()
