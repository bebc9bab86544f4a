"""What all scanners have in common: bytes from a device node become scans, read out and delivered, or a reason why not."""

import asyncio
from abc import abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar

from .. import gs1, in_store_codes
from .base import Context, Driver, Json, Kind, Problem, option
from .device_node import DeviceNode
from .scan_frames import Read, Rejected, Splitter, decode

# More than any scanner can mean, even one that empties its memory: a broken device. It is left alone for a
# moment, so that it can't take the box from the others.
MOST_SCANS_PER_S = 300
MOST_BYTES_PER_S = 40_000
REST_S = 1.0


@dataclass(frozen=True)
class ScanSettings:
    """A scanner's configuration begins with these."""

    port: str
    idle_ms: int = option(50, minimum=5, maximum=5000)
    aim: bool = False
    in_store: tuple[in_store_codes.Rule, ...] = in_store_codes.USUAL


ScannerConfigT = TypeVar("ScannerConfigT", bound=ScanSettings)


class Scanner(Driver[ScannerConfigT]):
    kind: ClassVar[Kind] = Kind.SCANNER
    # One that is pulled out says so itself; this finds another one in its place.
    check_every_s = 2.0
    bytes_per_sign: ClassVar[int] = 1
    """How many bytes the device sends for one character, so that a flood is known from a long code."""

    def __init__(self, context: Context, config: ScannerConfigT) -> None:
        super().__init__(context, config)
        self._node = self.node()
        self._splitter = self.splitter()
        self._quiet: asyncio.TimerHandle | None = None
        self._scans = 0
        self._unreadable = 0
        self._last_at: str | None = None
        self._second = (0.0, 0, 0)
        self._resting = False

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> Any:
        config = super().parse_config(raw)
        in_store_codes.check_rules(config.in_store)
        return config

    @abstractmethod
    def node(self) -> DeviceNode:
        """Where the bytes come from."""

    @abstractmethod
    def splitter(self) -> Splitter:
        """How one scan is told from the next."""

    @abstractmethod
    def take(self, data: bytes) -> None:
        """Bytes from the device; calls `found` and `reject`."""

    def opened(self) -> None:
        """The node was opened."""
        return

    def path(self) -> str | None:
        return self.config.port

    async def setup(self) -> None:
        self._splitter = self.splitter()
        await self._node.open(self._received)
        self.opened()

    async def run(self) -> None:
        await self._node.left()

    async def check(self) -> None:
        self._node.check()

    def problem(self) -> Problem | None:
        return Problem("flooding", "the scanner sends without end; unplug it") if self._resting else None

    def snapshot(self) -> Json:
        return {"scans": self._scans, "unreadable": self._unreadable, "last_scan_at": self._last_at}

    async def unload(self) -> None:
        if self._quiet is not None:
            self._quiet.cancel()
        self._quiet, self._resting = None, False
        self._node.close()

    # For the drivers

    def feed(self, data: bytes) -> None:
        """Characters as they come; a suffix or a pause makes a scan of them."""
        overflows = self._splitter.overflows
        for scan in self._splitter.feed(data):
            self.found(decode(scan, self.config.aim))
        if self._splitter.overflows > overflows:
            self.reject("too_long")
        self._restart_quiet()

    def found(self, read: Read | Rejected) -> None:
        if isinstance(read, Rejected):
            self.reject(read.reason)
            return
        self._scans += 1
        self._last_at = self.ctx.clock.iso()
        meaning = gs1.read(read.data, read.raw_aim) or in_store_codes.read(read.data, self.config.in_store)
        self.ctx.emit({"type": "scan", "data": read.data, "raw_aim": read.raw_aim, "parsed": meaning, "at": self._last_at})

    def reject(self, reason: str) -> None:
        """The cashier heard a beep and nothing follows: the till must say so."""
        self._unreadable += 1
        self.ctx.log.warning("scan rejected: %s", reason)
        self.ctx.emit({"type": "scan_rejected", "reason": reason, "at": self.ctx.clock.iso()})
        self.ctx.changed()

    def lost(self, reason: str) -> None:
        """Some of the device's bytes never came; what there is of this scan can't be trusted."""
        self._splitter.skip()
        self.reject(reason)
        self._restart_quiet()

    # Inside

    def _received(self, data: bytes) -> None:
        before = self._scans + self._unreadable
        self.take(data)
        if self._floods(self._scans + self._unreadable - before, len(data)):
            self._resting = True
            self._node.rest(REST_S, self._end_rest)
            self.ctx.log.error("the scanner floods and is left alone for a moment")
            self.reject("flooding")

    def _floods(self, scans: int, size: int) -> bool:
        now = self.ctx.clock.monotonic()
        since, many, much = self._second
        if now - since >= 1.0:
            since, many, much = now, 0, 0
        self._second = (since, many + scans, much + size)
        return many + scans > MOST_SCANS_PER_S or much + size > MOST_BYTES_PER_S * self.bytes_per_sign

    def _end_rest(self) -> None:
        self._resting = False
        self._node.discard_input()
        self._splitter.flush()
        self.opened()
        self.ctx.changed()

    def _restart_quiet(self) -> None:
        if self._quiet is not None:
            self._quiet.cancel()
            self._quiet = None
        if self._splitter.pending:
            self._quiet = asyncio.get_running_loop().call_later(self._splitter.quiet_s, self._on_quiet)

    def _on_quiet(self) -> None:
        self._quiet = None
        for scan in self._splitter.flush():
            self.found(decode(scan, self.config.aim))
