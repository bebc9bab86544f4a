"""What drivers of card terminals have in common, whatever the protocol: their client does the talking, payments.py calls
perform, status and abort here, and while a customer is served nobody disturbs the terminal with a check."""

from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, ClassVar, Protocol, TypeVar

from ..terminals import Finding, Outcome, TerminalError, Transaction
from .base import Context, Driver, JobFailed, Json, Kind, NotReady


class TerminalConfig(Protocol):
    @property
    def currency(self) -> str: ...

    @property
    def confirm_s(self) -> float: ...


class Client(Protocol):
    """A protocol's client."""

    async def perform(self, transaction: Transaction) -> Outcome: ...

    async def status(self, transaction: Transaction) -> Finding: ...

    async def abort(self, transaction: Transaction) -> None: ...


TerminalConfigT = TypeVar("TerminalConfigT", bound=TerminalConfig)


class TerminalDriver(Driver[TerminalConfigT]):
    kind: ClassVar[Kind] = Kind.TERMINAL

    def __init__(self, context: Context, config: TerminalConfigT) -> None:
        super().__init__(context, config)
        self._transactions = 0

    @property
    @abstractmethod
    def client(self) -> Client:
        """Talks with the terminal."""

    @abstractmethod
    async def diagnose(self) -> None:
        """Ask the terminal whether it is well; NotReady or TerminalError."""

    @abstractmethod
    async def end_of_day(self) -> Json:
        """Close the terminal's day; TerminalError."""

    async def setup(self) -> None:
        await self._diagnose()

    async def check(self) -> None:
        # A terminal serves one request at a time; its customer comes first.
        if not self._transactions:
            await self._diagnose()

    async def execute(self, job: Mapping[str, Any]) -> Json:
        """End of day is the only job."""
        if job.get("kind") != "end_of_day":
            raise JobFailed("invalid", f"{self.name} takes the job end_of_day")
        try:
            return await self.end_of_day()
        except TerminalError as error:
            if error.code == "end_of_day_failed":
                raise JobFailed(error.code, error.message) from error
            raise NotReady(error.code, error.message) from error

    def snapshot(self) -> Json:
        return {"currency": self.config.currency, "in_transaction": self._transactions > 0}

    async def _diagnose(self) -> None:
        try:
            await self.diagnose()
        except TerminalError as error:
            raise NotReady(error.code, error.message) from error

    # What payments.py asks (terminals.Terminal)

    def currency(self) -> str:
        return self.config.currency

    def confirm_s(self) -> float:
        return self.config.confirm_s

    async def perform(self, transaction: Transaction) -> Outcome:
        self._transactions += 1
        self.ctx.changed()
        try:
            return await self.client.perform(transaction)
        finally:
            self._transactions -= 1
            self.ctx.changed()

    async def status(self, transaction: Transaction) -> Finding:
        return await self.client.status(transaction)

    async def abort(self, transaction: Transaction) -> None:
        await self.client.abort(transaction)
