"""What the print queue (jobs.py) asks of any printer, whatever its wiring.

The calls tell apart what decides about printing again: NotReady is proof that nothing was sent,
Unconfirmed means that something was sent and may or may not be on paper.
"""

from abc import abstractmethod
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, ClassVar

from .base import ConfigT, Driver, Kind, Misfit, Problem

Stage = Callable[[str], Awaitable[None]]
"""Called with "sending" right before the first byte and "sent_unconfirmed" after the last; returns once
that is on disk."""


class Unconfirmed(Exception):
    """Bytes went out, but the printer did not say that it printed them."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, message)


class Drawer(Driver[ConfigT]):
    """What opens a cash drawer: one of its own, or the printer whose cable it hangs on."""

    kind: ClassVar[Kind] = Kind.DRAWER

    @abstractmethod
    async def kick(self, stage: Stage) -> None:
        """Open the drawer; NotReady, Unconfirmed."""


class Printer(Drawer[ConfigT]):
    kind: ClassVar[Kind] = Kind.PRINTER

    def encode_job(self, kind: str, document: Mapping[str, Any], *, copy: bool) -> bytes:
        """The bytes for a job of the queue; JobFailed names what can't be printed."""
        return self.encode_label(document) if kind == "label" else self.encode(document, copy=copy)

    @abstractmethod
    def encode(self, document: Mapping[str, Any], *, copy: bool) -> bytes:
        """The bytes for a receipt document; JobFailed names the row that can't be printed."""

    def encode_label(self, document: Mapping[str, Any]) -> bytes:
        """The bytes for a label document."""
        raise Misfit("not_supported", f"{self.name} prints no labels", "kind")

    @abstractmethod
    def fresh_sheet(self) -> bytes:
        """Bytes that cut off what an interrupted job may have left in the printer."""

    @abstractmethod
    async def send(self, data: bytes, stage: Stage) -> None:
        """Print and wait until the printer confirms; NotReady, Unconfirmed."""

    @property
    @abstractmethod
    def columns(self) -> int:
        """Characters in a line of normal size."""
