"""What every device driver is: a kind, a config schema and five calls made by its worker.

The worker (worker.py) calls `setup`, then keeps `run` going, and after any failure calls `unload`,
waits with growing pauses and starts over. A driver never retries on its own and never hides a failure:
it raises NotReady when the device is away, and lets anything unexpected fly.
"""

import asyncio
import logging
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, ClassVar, Generic, TypeVar

from ..clock import Clock
from ..schema import ConfigError, option, parse

__all__ = ["ConfigError", "Context", "Driver", "JobFailed", "Kind", "NotReady", "Problem", "option", "parse"]

ConfigT = TypeVar("ConfigT")
Json = dict[str, Any]


class Kind(StrEnum):
    SCANNER = "scanner"
    PRINTER = "printer"
    TERMINAL = "terminal"
    SCALE = "scale"
    DISPLAY = "display"
    DRAWER = "drawer"


@dataclass(frozen=True)
class Problem:
    """Why a device can't serve now: a code that the till translates and a text for the log."""

    code: str
    message: str

    def as_json(self) -> Json:
        return {"code": self.code, "message": self.message}


class NotReady(Exception):
    """The device is away or not usable now; the worker tries again later."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(code, message)


class JobFailed(Exception):
    """A job that this device refuses for good; doing it again would not help."""

    def __init__(self, code: str, message: str, field: str | None = None) -> None:
        super().__init__(message)
        self.problem = Problem(code, message)
        self.field = field


class Misfit(JobFailed):
    """A job that is well-formed but does not go on this device, such as a line that is wider than its paper."""


@dataclass(frozen=True)
class Context:
    """What a driver may use of the box."""

    device: str
    name: str
    data_dir: Path
    clock: Clock
    log: "logging.LoggerAdapter[logging.Logger]"
    emit: Callable[[Json], None]
    """Send an event to the tills of this device, such as {"type": "scan", "data": "…"}."""
    changed: Callable[[], None]
    """Say that snapshot() or problem() changed; the tills get the device's new state."""


class Driver(ABC, Generic[ConfigT]):
    """Base class. `config_class` is a dataclass; see docs/drivers.md for a driver in a page."""

    name: ClassVar[str]
    kind: ClassVar[Kind]
    config_class: ClassVar[type[Any]]
    check_every_s: ClassVar[float] = 5.0
    setup_timeout_s: ClassVar[float] = 20.0

    def __init__(self, context: Context, config: ConfigT) -> None:
        self.ctx = context
        self.config = config

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> Any:
        """The checked configuration; ConfigError names the field that is wrong."""
        return parse(cls.config_class, raw)

    def path(self) -> str | None:
        """The device node, where there is one: when it appears the worker tries at once."""
        return None

    @abstractmethod
    async def setup(self) -> None:
        """Open the device, or raise NotReady."""

    async def run(self) -> None:
        """Stay for as long as the device is there; raise NotReady when it leaves."""
        await asyncio.Event().wait()

    async def check(self) -> None:
        """Called every `check_every_s` between jobs; raise NotReady if the device has left."""
        return

    async def execute(self, job: Mapping[str, Any]) -> Json:
        """Do one job and say what came of it. Jobs of one device come one at a time."""
        raise JobFailed("invalid", f"{self.name} takes no jobs")

    def problem(self) -> Problem | None:
        """Why an open device can't serve, such as paper_out; None when all is well."""
        return None

    def snapshot(self) -> Json:
        """State for people and tills; no secrets."""
        return {}

    @abstractmethod
    async def unload(self) -> None:
        """Close the device. Must be safe after a failed setup and when called twice."""
