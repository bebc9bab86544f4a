"""Card terminals that speak ZVT over TCP; payments.py calls perform, status and abort here."""

import codecs
from dataclasses import dataclass

from ..terminals import TerminalError, Transaction
from ..zvt.client import Settings, ZvtClient
from ..zvt.messages import CURRENCY_NUMBERS, Talk, read_day
from .base import ConfigError, Context, JobFailed, Json, option
from .terminal_device import Client, TerminalDriver


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


class ZvtTerminal(TerminalDriver[ZvtConfig]):
    name = "zvt_terminal"
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

    @property
    def client(self) -> Client:
        return self._client

    async def diagnose(self) -> None:
        try:
            terminal_id = await self._client.register()
        except TerminalError as error:
            if error.code == "terminal_busy" and self._terminal_id:
                return  # it serves a customer, so it is there
            raise
        if terminal_id != self._terminal_id:
            self._terminal_id = terminal_id
            self.ctx.changed()

    async def end_of_day(self) -> Json:
        """The terminal sends its transactions to the bank and forgets them."""
        return _day(await self._client.end_of_day())

    def snapshot(self) -> Json:
        return {"terminal_id": self._terminal_id, **super().snapshot()}

    async def unload(self) -> None:
        """Nothing stays open between commands."""

    def identity(self) -> str:
        return f"zvt {self._terminal_id}"

    async def prepare(self, transaction: Transaction) -> dict[str, str]:
        return await self._client.prepare()


def _day(talk: Talk) -> Json:
    if talk.completion is None:
        raise JobFailed("end_of_day_failed", f"the terminal refused the end of day: {talk.refused or talk.abort_code}")
    return {"receipt": talk.lines.get(3) or talk.lines.get(2) or [], "totals": read_day(talk)}
