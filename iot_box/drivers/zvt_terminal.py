"""Card terminals that speak ZVT over TCP; payments.py calls perform, status and abort here."""

import codecs
from dataclasses import dataclass
from typing import Any

from ..terminals import Finding, Outcome, TerminalError, Transaction
from ..zvt.client import Settings, ZvtClient
from ..zvt.messages import CURRENCY_NUMBERS, Talk
from .base import ConfigError, Context, Driver, JobFailed, Kind, NotReady, option

Json = dict[str, Any]


@dataclass(frozen=True)
class ZvtConfig:
    host: str
    port: int = option(20007, minimum=1, maximum=65535)
    password: str = option("000000", secret=True)
    currency: str = option("EUR", choices=tuple(CURRENCY_NUMBERS))
    codepage: str = "cp437"
    timeout_s: float = option(150.0, minimum=1, maximum=600)
    # Longer than a terminal takes to begin with a card after it has acknowledged the amount.
    confirm_s: float = option(10.0, minimum=0.1, maximum=60)


class ZvtTerminal(Driver[ZvtConfig]):
    name = "zvt_terminal"
    kind = Kind.TERMINAL
    config_class = ZvtConfig
    check_every_s = 15.0

    def __init__(self, context: Context, config: ZvtConfig) -> None:
        super().__init__(context, config)
        if not (config.password.isdigit() and config.password.isascii() and len(config.password) == 6):
            raise ConfigError("password", "must be six digits")
        try:
            codecs.lookup(config.codepage)
        except LookupError:
            raise ConfigError("codepage", f"{config.codepage!r} is not known") from None
        self._client = ZvtClient(
            Settings(config.host, config.port, int(config.password), config.currency, config.codepage, config.timeout_s)
        )
        self._terminal_id = ""
        self._transactions = 0

    async def setup(self) -> None:
        await self._register()

    async def check(self) -> None:
        if not self._transactions:
            await self._register()

    async def _register(self) -> None:
        try:
            terminal_id = await self._client.register()
        except TerminalError as error:
            if error.code == "terminal_busy" and self._terminal_id:
                return  # it serves a customer, so it is there
            raise NotReady(error.code, error.message) from error
        if terminal_id != self._terminal_id:
            self._terminal_id = terminal_id
            self.ctx.changed()

    async def execute(self, job: Any) -> Json:
        """End of day: the terminal sends its transactions to the bank and forgets them."""
        if job.get("kind") != "end_of_day":
            raise JobFailed("invalid", "a ZVT terminal takes the job end_of_day")
        try:
            talk = await self._client.end_of_day()
        except TerminalError as error:
            raise NotReady(error.code, error.message) from error
        return _day(talk)

    def snapshot(self) -> Json:
        return {"terminal_id": self._terminal_id, "currency": self.config.currency, "in_transaction": self._transactions > 0}

    async def unload(self) -> None:
        """Nothing stays open between commands."""

    # What payments.py asks

    def identity(self) -> str:
        return f"zvt {self._terminal_id}"

    def currency(self) -> str:
        return self.config.currency

    def confirm_s(self) -> float:
        return self.config.confirm_s

    async def prepare(self, transaction: Transaction) -> dict[str, str]:
        return await self._client.prepare()

    async def perform(self, transaction: Transaction) -> Outcome:
        self._transactions += 1
        self.ctx.changed()
        try:
            return await self._client.perform(transaction)
        finally:
            self._transactions -= 1
            self.ctx.changed()

    async def status(self, transaction: Transaction) -> Finding:
        return await self._client.status(transaction)

    async def abort(self, transaction: Transaction) -> None:
        await self._client.abort(transaction)


def _day(talk: Talk) -> Json:
    if talk.completion is None:
        raise JobFailed("end_of_day_failed", f"the terminal refused the end of day: {talk.refused or talk.abort_code}")
    # ZVT tells the sum on its receipt only.
    return {"receipt": talk.lines.get(3) or talk.lines.get(2) or [], "totals": None}
