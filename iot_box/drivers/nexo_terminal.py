"""Card terminals that speak nexo Retailer as Adyen's local Terminal API does.

The payments themselves are kept by payments.py, which calls perform, status and abort here; the
worker sees a device that is ready while the terminal answers a diagnosis.
"""

from dataclasses import dataclass

from ..nexo.client import Endpoint, NexoClient
from ..nexo.crypto import SecurityKey
from ..nexo.messages import Address
from ..terminals import MINOR_DIGITS, Transaction
from .base import ConfigError, Context, Json, NotReady, option
from .terminal_device import Client, TerminalDriver


@dataclass(frozen=True)
class NexoConfig:
    host: str
    sale_id: str
    poi_id: str
    key_identifier: str
    passphrase: str = option(secret=True)
    key_version: int = option(1, minimum=0)
    port: int = option(8443, minimum=1, maximum=65535)
    tls: bool = False
    tls_ca_file: str | None = None
    # Longer than the 120 s after which a terminal itself gives up on the customer.
    timeout_s: float = option(150.0, minimum=1, maximum=600)
    currency: str = option("NOK", choices=tuple(MINOR_DIGITS))
    partial_approval: bool = True
    # Longer than a request can lie in buffers between box and terminal.
    confirm_s: float = option(5.0, minimum=0.1, maximum=60)


class NexoTerminal(TerminalDriver[NexoConfig]):
    name = "nexo_terminal"
    config_class = NexoConfig
    check_every_s = 10.0

    def __init__(self, context: Context, config: NexoConfig) -> None:
        super().__init__(context, config)
        for field in ("host", "sale_id", "poi_id", "key_identifier", "passphrase"):
            if not getattr(config, field).strip():
                raise ConfigError(field, "must not be empty")
        if not config.passphrase.isascii():
            # Makers' libraries disagree on how other letters become bytes.
            raise ConfigError("passphrase", "must be letters, digits and signs of ASCII")
        self._client = NexoClient(
            Endpoint(config.host, config.port, config.tls, config.tls_ca_file),
            Address(config.sale_id, config.poi_id),
            SecurityKey(config.key_identifier, config.key_version, config.passphrase),
            timeout_s=config.timeout_s,
            allow_partial=config.partial_approval,
        )
        self._health: Json = {}

    @property
    def client(self) -> Client:
        return self._client

    async def setup(self) -> None:
        try:
            self._client.open()
        except OSError as error:
            raise ConfigError("tls_ca_file", f"cannot be used: {error}") from error
        await super().setup()

    async def diagnose(self) -> None:
        health = await self._client.diagnose()
        if health["busy"]:
            return  # it serves a customer, so it is there
        if not health["ok"]:
            raise NotReady("terminal_out_of_order", "the terminal's diagnosis failed")
        if health != self._health:
            self._health = health
            self.ctx.changed()

    async def end_of_day(self) -> Json:
        """The terminal closes its period and tells what was moved in it."""
        return {"receipt": [], "totals": await self._client.reconcile(self.config.currency)}

    def snapshot(self) -> Json:
        return {"poi_id": self.config.poi_id, **super().snapshot(), **self._health}

    async def unload(self) -> None:
        await self._client.close()

    def identity(self) -> str:
        return f"nexo {self.config.sale_id} {self.config.poi_id}"

    async def prepare(self, transaction: Transaction) -> None:
        return None  # a ServiceID finds its own payment
