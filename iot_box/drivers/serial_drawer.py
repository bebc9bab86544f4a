"""Cash drawers of their own on a serial or USB-serial port, opened by bytes or by a pulse on a line of the port.

Whether it is open is read from a modem line, where the drawer's cable has a switch on it.
"""

import asyncio
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import serial

from .base import ConfigError, Context, Json, NotReady, option
from .device_node import DeviceNode, Line, open_serial
from .printer import Drawer, Stage, Unconfirmed

PULSE_S = 0.2
WRITE_TIMEOUT_S = 2.0
SWITCHES = ("none", "cts", "dsr", "cd", "ri")


@dataclass(frozen=True)
class DrawerConfig(Line):
    how: str = option("bytes", choices=("bytes", "dtr", "rts"))
    # ESC p 0, which most openers understand; others ask for 07 or any byte at all.
    open_bytes: str = "1B70001919"
    switch: str = option("none", choices=SWITCHES)
    switch_open: str = option("high", choices=("high", "low"))


class SerialDrawer(Drawer[DrawerConfig]):
    name = "serial_drawer"
    config_class = DrawerConfig
    check_every_s = 0.5

    def __init__(self, context: Context, config: DrawerConfig) -> None:
        super().__init__(context, config)
        self._bytes = bytes.fromhex(config.open_bytes)
        self._node = DeviceNode(config.port, "cash drawer", lambda _path: self._open())
        self._serial: serial.Serial | None = None
        self._state = "unknown"
        self._kicks = 0

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> DrawerConfig:
        config: DrawerConfig = super().parse_config(raw)
        if not re.fullmatch(r"([0-9A-Fa-f]{2} ?){1,32}", config.open_bytes):
            raise ConfigError("open_bytes", "must be 1 to 32 bytes in hexadecimal, such as 1B70001919")
        return config

    def path(self) -> str | None:
        return self.config.port

    async def setup(self) -> None:
        await self._node.open(lambda _data: None)
        await self.check()

    async def run(self) -> None:
        await self._node.left()

    async def check(self) -> None:
        self._node.check()
        state = self._read_switch()
        if state != self._state:
            self._state = state
            self.ctx.changed()

    def snapshot(self) -> Json:
        return {"drawer": self._state, "kicks": self._kicks}

    async def unload(self) -> None:
        self._serial = None
        self._node.close()

    async def kick(self, stage: Stage) -> None:
        await self.check()
        await stage("sending")
        try:
            async with asyncio.timeout(WRITE_TIMEOUT_S):
                await self._pulse()
        except (OSError, NotReady, TimeoutError):
            raise Unconfirmed("disconnected", "the drawer's port broke while it was opened") from None
        self._kicks += 1
        await stage("sent_unconfirmed")

    async def _pulse(self) -> None:
        if self.config.how == "bytes":
            await self._node.write(self._bytes)
            return
        assert self._serial is not None
        setattr(self._serial, self.config.how, True)
        try:
            await asyncio.sleep(PULSE_S)
        finally:
            setattr(self._serial, self.config.how, False)

    def _open(self) -> serial.Serial:
        self._serial = open_serial(self.config)
        if self.config.how != "bytes":
            # The system raises both lines when it opens a port; the drawer must not open for that more than it has.
            setattr(self._serial, self.config.how, False)
        return self._serial

    def _read_switch(self) -> str:
        if self.config.switch == "none" or self._serial is None:
            return "unknown"
        try:
            high = bool(getattr(self._serial, self.config.switch))
        except OSError:
            raise NotReady("disconnected", "the drawer's port does not tell the state of its lines") from None
        return "open" if high == (self.config.switch_open == "high") else "closed"
