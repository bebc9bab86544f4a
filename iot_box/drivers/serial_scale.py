"""Scales on a serial port: Toledo 8217, MT-SICS, CAS and Dialog 06, one driver for each family.

Asks again without pause until the scale has come to rest, so that a reading takes what the protocol takes and
no more.
"""

import asyncio
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from .base import ConfigError, Context, Driver, JobFailed, Json, Kind, option
from .device_node import Line
from .scale_protocols import Ask, Cas, Dialog06, Moving, MtSics, Protocol, Reading, ScaleError, Toledo8217
from .serial_port import Exchange, SerialPort

ASK_AGAIN_S = 0.03
LONGEST_WAIT_S = 15.0


@dataclass(frozen=True)
class ScaleConfig(Line):
    pass


@dataclass(frozen=True)
class ToledoConfig(Line):
    bytesize: int = option(7, choices=(7, 8))
    parity: str = option("E", choices=("N", "E", "O"))


@dataclass(frozen=True)
class Dialog06Config(Line):
    bytesize: int = option(7, choices=(7, 8))
    parity: str = option("O", choices=("N", "E", "O"))
    checksum_generator: str | None = option(None, secret=True)


class SerialScale(Driver[Any]):
    kind = Kind.SCALE
    config_class: ClassVar[type[Any]] = ScaleConfig
    check_every_s = 2.0

    def __init__(self, context: Context, config: Line) -> None:
        super().__init__(context, config)
        self._port = SerialPort(config, "scale")
        self._protocol = self.protocol()
        self._last: Json | None = None

    def protocol(self) -> Protocol:
        raise NotImplementedError

    def path(self) -> str | None:
        port: str = self.config.port
        return port

    async def setup(self) -> None:
        await self._port.open()
        await self._converse(self._protocol.hello())

    async def check(self) -> None:
        """Ask rather than only look at the port, so that a scale that is switched off is known before a sale."""
        self._port.check()
        await self._converse(self._protocol.hello())

    async def unload(self) -> None:
        self._port.close()

    def snapshot(self) -> Json:
        return {"last": self._last}

    async def execute(self, job: Mapping[str, Any]) -> Json:
        """{"action": "read", "stable", "wait_s", "unit_price", "tare_g", "text"}, or tare, or zero."""
        try:
            match job.get("action"):
                case "read":
                    return await self._read(job)
                case "tare":
                    await self._settle(self._protocol.tare)
                case "zero":
                    await self._settle(self._protocol.zero)
                case other:
                    raise JobFailed("invalid", f"a scale can't {other!r}")
        except ScaleError as error:
            raise JobFailed(error.code, str(error)) from None
        return {}

    async def _read(self, job: Mapping[str, Any]) -> Json:
        ask = Ask(job.get("unit_price"), int(job.get("tare_g", 0)), str(job.get("text", "")))
        clock = self.ctx.clock
        end = clock.monotonic() + min(float(job.get("wait_s", 3.0)), LONGEST_WAIT_S)
        while True:
            try:
                reading = await self._converse(self._protocol.read(ask))
                if reading.stable or not job.get("stable", True):
                    return self._answer(reading, ask)
            except Moving:
                pass
            if clock.monotonic() > end:
                raise ScaleError("scale_motion", "the scale does not come to rest")
            await asyncio.sleep(ASK_AGAIN_S)

    async def _settle(self, command: Any) -> None:
        try:
            await self._converse(command())
        except Moving:
            raise ScaleError("scale_motion", "the scale is not at rest") from None

    async def _converse(self, talk: Generator[Exchange, bytes, Any]) -> Any:
        """Carry a conversation over the port."""
        try:
            ask = next(talk)
            while True:
                ask = talk.send(await self._port.exchange(ask))
        except StopIteration as end:
            return end.value

    def _answer(self, reading: Reading, ask: Ask) -> Json:
        self._last = {
            "weight": str((reading.weight_g / 1000).quantize(Decimal("0.001"))),
            "unit": "kg",
            "weight_g": float(reading.weight_g),
            "stable": reading.stable,
            "net": reading.net,
            "tare_g": ask.tare_g,
            "unit_price": reading.unit_price,
            "price": reading.price,
            "at": self.ctx.clock.iso(),
        }
        return self._last


class Toledo8217Scale(SerialScale):
    name = "toledo8217"
    config_class = ToledoConfig

    def protocol(self) -> Protocol:
        return Toledo8217()


class MtSicsScale(SerialScale):
    name = "mt_sics"

    def protocol(self) -> Protocol:
        return MtSics()


class CasScale(SerialScale):
    name = "cas"

    def protocol(self) -> Protocol:
        return Cas()


class Dialog06Scale(SerialScale):
    name = "dialog06"
    config_class = Dialog06Config

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> Dialog06Config:
        config: Dialog06Config = super().parse_config(raw)
        try:
            value = int(config.checksum_generator, 16) if config.checksum_generator is not None else 0x10001
        except ValueError:
            value = 0
        if not 0x10000 <= value <= 0x1FFFF:
            raise ConfigError("checksum_generator", "must be 17 bits in hexadecimal, such as 1xxxx")
        return config

    def protocol(self) -> Protocol:
        secret = self.config.checksum_generator
        return Dialog06(int(secret, 16) if secret else None)

    async def _settle(self, command: Any) -> None:
        raise ScaleError("not_supported", "this scale is tared and set to zero by its own keys")
