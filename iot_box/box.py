"""The box as a whole: holds its parts, applies configurations while running, and knows whether it is well."""

import asyncio
import logging
import os
import socket
import uuid
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from . import __version__
from .auth import AuthError, OpenSessions, Token, verify
from .clock import Clock
from .config import Config, DeviceConfig, Listen, SavedFile, overlay
from .drivers.base import Kind
from .events import Hub
from .hotplug import Hotplug
from .housekeeping import Housekeeping
from .http import ApiError
from .jobs import PrintQueue
from .leases import Leases
from .logs import Recent
from .odoo import OdooLink
from .schema import ConfigError
from .store import Store
from .updates import Updates
from .worker import Worker

if TYPE_CHECKING:
    from .payments import Payments

Json = dict[str, Any]
STALE_AFTER_S = 30.0
log = logging.getLogger("iot_box")


class Part(Protocol):
    """A service of the box that needs its store and devices, such as the print queue or the payments.

    It is made with the Box, started once the store is open and before any request comes in, and stopped
    before the store closes. It takes `box.store`, `box.hub.publish(event, device=…, till=…)`, `box.clock` and
    `box.worker(device_id, Kind.…)`; its routes are mounted by app.py from `routes(box)` of its API module.
    """

    async def start(self) -> None: ...

    async def stop(self) -> None: ...


class Box:
    def __init__(self, local: Config, clock: Clock | None = None, recent: Recent | None = None) -> None:
        self.local = local
        self.clock = clock or Clock()
        self.recent = recent or Recent()
        self.data_dir = Path(local.data_dir)
        self.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.delivered = SavedFile(self.data_dir / "delivered.json")
        self.config = self._first_config()
        self.id = self._identity()
        self.name = local.name or socket.gethostname()
        self.store = Store(self.data_dir / "box.sqlite")
        self.workers: dict[str, Worker] = {}
        self.hub = Hub(self.clock, self.store, self._tills_of)
        self.jobs = PrintQueue(self)
        self.odoo = OdooLink(self)
        self.updates = Updates(self)
        self.sessions: OpenSessions | None = None
        self.payments: Payments | None = None
        self.leases = Leases(self.clock)
        self.hotplug = Hotplug(self)
        self.parts: list[Part] = [self.jobs, self.hotplug]
        self.housekeeping = Housekeeping(self)
        self.address = _address(local.listen)
        self.started_at = self.clock.monotonic()
        self._loop_beat = self.started_at
        self._reconfiguring = asyncio.Lock()

    async def start(self) -> None:
        await self.store.open()
        await self.hub.start()
        for part in self.parts:
            await part.start()
        await self.housekeeping.start()
        for device in self.config.devices:
            self._start_worker(device)
        self.hotplug.watch()
        # Last, since it reports all the others and may bring them another configuration.
        await self.odoo.start()

    async def stop(self) -> None:
        await self.odoo.stop()
        await self.housekeeping.stop()
        await asyncio.gather(*(worker.stop() for worker in self.workers.values()))
        for part in reversed(self.parts):
            await part.stop()
        await self.hub.stop()
        await self.store.close()

    # Configuration

    async def deliver(self, delivered: Json) -> None:
        """Take over what Odoo delivered. Devices that did not change go on undisturbed."""
        config = overlay(self.local, delivered)
        async with self._reconfiguring:
            self.delivered.write(delivered)
            self.config = config
            wanted = {device.id: device for device in config.devices}
            gone = [w for w in self.workers.values() if wanted.get(w.id) != w.device]
            for worker in gone:
                del self.workers[worker.id]
            await asyncio.gather(*(worker.stop() for worker in gone))
            for device in config.devices:
                if device.id not in self.workers:
                    self._start_worker(device)
            self.hotplug.watch()
        log.info("configuration applied", extra={"revision": config.revision, "devices": len(config.devices)})

    async def forget_delivered(self) -> None:
        """Back to the local file, when Odoo has unpaired this box."""
        await self.deliver({})
        self.delivered.remove()

    async def restart_device(self, device: str) -> None:
        async with self._reconfiguring:
            worker = self.worker(device)
            await worker.stop()
            self._start_worker(worker.device)

    def token(self, text: str) -> Token:
        """Whose it is and what it opens, or AuthError."""
        token = verify(text, self.token_keys(), self.id, *self.clock.offices(), heard_at=self.clock.heard_at)
        if self.sessions is not None and self.sessions.refuses(token):
            raise AuthError("expired_token", "the till's session is over")
        return token

    def token_keys(self) -> dict[str, str]:
        return {key.kid: key.public_key for key in self.config.token_keys}

    # Devices

    def worker(self, device: str, kind: Kind | None = None) -> Worker:
        worker = self.workers.get(device)
        if worker is None or (kind is not None and worker.kind not in (kind, None)):
            raise ApiError(404, "unknown_device", f"this box has no {kind or 'device'} {device!r}")
        return worker

    def devices_info(self) -> list[Json]:
        return [worker.info() for worker in self.workers.values()]

    # Health

    def beat(self) -> None:
        """Called by a task on the loop; a loop that hangs lets this grow old."""
        self._loop_beat = self.clock.monotonic()

    def sick(self) -> list[str]:
        """What has stopped beating; empty while the box is well."""
        now = self.clock.monotonic()
        stale = [w.id for w in self.workers.values() if now - w.beat_at > STALE_AFTER_S]
        return (["loop"] if now - self._loop_beat > STALE_AFTER_S else []) + stale

    def info(self) -> Json:
        return {"id": self.id, "name": self.name, "version": __version__}

    # Inside

    def _first_config(self) -> Config:
        """A delivered configuration that no longer fits must not keep the store's box from starting."""
        try:
            delivered = self.delivered.read()
            return overlay(self.local, delivered) if delivered else self.local
        except (ConfigError, ValueError) as error:
            log.error("the delivered configuration can't be used: %s", error)
            return self.local

    def _identity(self) -> str:
        file = SavedFile(self.data_dir / "identity.json")
        saved = file.read()
        if saved is None:
            saved = {"box": str(uuid.uuid4())}
            file.write(saved)
        return str(saved["box"])

    def _tills_of(self, device: str) -> tuple[str, ...]:
        worker = self.workers.get(device)
        return worker.device.tills if worker else ()

    def _announce(self, worker: Worker) -> None:
        self.hub.publish({"type": "device", "device": worker.info()}, device=worker.id)
        self.odoo.sync_now()

    def _start_worker(self, device: DeviceConfig) -> None:
        worker = Worker(
            device,
            clock=self.clock,
            data_dir=self.data_dir,
            emit=self.hub.from_driver,
            announce=self._announce,
        )
        self.workers[device.id] = worker
        worker.start()


def address_of(listen: Listen, port: int) -> str:
    host = f"[{listen.host}]" if ":" in listen.host else listen.host
    return f"{'https' if listen.tls else 'http'}://{host}:{port}"


def _address(listen: Listen) -> str | None:
    """Where this box is found; None while the system has yet to choose a port."""
    return address_of(listen, listen.port) if listen.port else None


def notify_systemd(message: str) -> None:
    """Tell systemd our state, where it runs us."""
    target = os.environ.get("NOTIFY_SOCKET")
    if not target:
        return
    address = "\0" + target[1:] if target.startswith("@") else target
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.sendto(message.encode(), address)
