"""What the print queue (jobs.py) asks of any printer, whatever its wiring.

The calls tell apart what decides about printing again: NotReady is proof that nothing was sent,
Unconfirmed means that something was sent and may or may not be on paper.
"""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar

from .base import ConfigT, Driver, Kind, Problem

Stage = Callable[[str], Awaitable[None]]
"""Called with "sending" right before the first byte and "sent_unconfirmed" after the last; returns once
that is on disk."""


class Unconfirmed(Exception):
    """Bytes went out, but the printer did not say that it printed them."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, message)


class Printer(Driver[ConfigT]):
    kind: ClassVar[Kind] = Kind.PRINTER

    @abstractmethod
    def encode(self, document: Mapping[str, Any], *, copy: bool) -> bytes:
        """The bytes for a receipt document; JobFailed names the row that can't be printed."""

    @abstractmethod
    def fresh_sheet(self) -> bytes:
        """Bytes that cut off what an interrupted job may have left in the printer."""

    @abstractmethod
    async def send(self, data: bytes, stage: Stage) -> None:
        """Print and wait until the printer confirms; NotReady, Unconfirmed."""

    @abstractmethod
    async def kick(self, stage: Stage) -> None:
        """Open the drawer; NotReady, Unconfirmed."""

    @property
    @abstractmethod
    def columns(self) -> int:
        """Characters in a line of normal size."""
