"""`python -m iot_box doctor --config FILE` looks for what is wrong and says how to mend it, in plain words."""

import asyncio
import json
import os
import socket
import sqlite3
import ssl
import tempfile
import urllib.error
import urllib.request
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import drivers
from .config import Config, DeviceConfig, SavedFile, overlay
from .drivers.base import Kind
from .drivers.usb_names import UsbUnknown, resolve
from .hotplug_udev import monitor
from .schema import ConfigError

TIMEOUT_S = 3.0


@dataclass(frozen=True)
class Finding:
    good: bool
    text: str
    remedy: str = ""

    def line(self) -> str:
        return f"{'ok ' if self.good else '!! '} {self.text}" + (f"\n    {self.remedy}" if self.remedy and not self.good else "")


def run(config: Config) -> int:
    """Print every finding; 1 when something is wrong."""
    checks: list[Callable[[Config], Iterable[Finding]]] = [_data_dir, _configuration, _tls, _listening, _odoo, _clock, _hotplug, _devices]
    bad = 0
    for check in checks:
        for finding in check(config):
            print(finding.line(), flush=True)
            bad += not finding.good
    print(f"\n{bad} to mend" if bad else "\nAll well.")
    return 1 if bad else 0


def _data_dir(config: Config) -> Iterator[Finding]:
    folder = Path(config.data_dir)
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with tempfile.NamedTemporaryFile(dir=folder):
            pass
    except OSError as error:
        yield Finding(False, f"data folder {folder} can't be written: {error.strerror}", "Make it, owned by the user that runs the box.")
        return
    free = os.statvfs(folder)
    megabytes = free.f_bavail * free.f_frsize // 1_000_000
    yield Finding(megabytes >= 100, f"data folder {folder}: {megabytes} MB free", "Print jobs and payments need room; free some.")
    store = folder / "box.sqlite"
    if store.exists():
        with sqlite3.connect(f"file:{store}?mode=ro", uri=True) as db:
            result = db.execute("PRAGMA quick_check").fetchone()[0]
        yield Finding(result == "ok", f"data file: {result}", "Stop the box, keep a copy of the file, and ask for help before deleting it.")


def _configuration(config: Config) -> Iterator[Finding]:
    config, problem = _effective(config)
    if problem:
        yield Finding(False, problem, "Release the devices again in Odoo.")
    yield Finding(bool(config.token_keys), f"{len(config.token_keys)} signing keys known", "Pair the box, or put token_keys in the file.")
    yield Finding(bool(config.origins), f"web origins: {', '.join(config.origins) or 'none'}", "Without them no till may use the box.")


def _effective(config: Config) -> tuple[Config, str | None]:
    """The configuration with what Odoo delivered, and what is wrong with that."""
    try:
        delivered = SavedFile(Path(config.data_dir) / "delivered.json").read()
        return (overlay(config, delivered) if delivered else config), None
    except (ConfigError, ValueError, OSError) as error:
        return config, f"what Odoo delivered can't be used: {error}"


def _tls(config: Config) -> Iterator[Finding]:
    if config.listen.tls is None:
        return
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(config.listen.tls.cert, config.listen.tls.key)
        yield Finding(True, "certificate and key fit")
    except (OSError, ssl.SSLError) as error:
        yield Finding(False, f"certificate or key can't be used: {error}", "Check the paths in listen.tls and who may read them.")


def _listening(config: Config) -> Iterator[Finding]:
    listen = config.listen
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((listen.host, listen.port))
        yield Finding(True, f"port {listen.port} is free; the box is not running")
    except OSError:
        scheme = "https" if listen.tls else "http"
        running = listen.port and _fetch(f"{scheme}://{'127.0.0.1' if listen.host == '0.0.0.0' else listen.host}:{listen.port}/healthz")
        yield Finding(
            bool(running), f"port {listen.port}: {running or 'taken by another program'}", "Stop that program or choose another port."
        )


def _fetch(url: str) -> str:
    context = ssl._create_unverified_context() if url.startswith("https") else None
    try:
        with urllib.request.urlopen(url, timeout=TIMEOUT_S, context=context) as answer:
            return f"the box runs, status {json.load(answer).get('status')}"
    except (OSError, ValueError):
        return ""


def _odoo(config: Config) -> Iterator[Finding]:
    if config.odoo is None:
        yield Finding(True, "Odoo is not configured; the box uses its own file")
        return
    paired = (Path(config.data_dir) / "pairing.json").exists()
    try:
        with urllib.request.urlopen(config.odoo.url.rstrip("/") + "/web/health", timeout=TIMEOUT_S) as answer:
            yield Finding(answer.status == 200, f"Odoo answers at {config.odoo.url}")
    except (OSError, ValueError, urllib.error.URLError) as error:
        yield Finding(
            False, f"Odoo does not answer at {config.odoo.url}: {error}", "Check the address, the network and the firewall (outbound)."
        )
    yield Finding(paired, "paired" if paired else "not paired", "Open the box's page, read the code and type it in Odoo.")


def _clock(config: Config) -> Iterator[Finding]:
    """Tokens have times, so a clock that is years off refuses every till."""
    synchronized = Path("/run/systemd/timesync/synchronized").exists()
    if Path("/run/systemd/timesync").exists():
        yield Finding(
            synchronized, "clock " + ("set by the network" if synchronized else "not set by the network yet"), "timedatectl status"
        )


def _hotplug(config: Config) -> Iterator[Finding]:
    """Without udev the box watches the folders that nodes appear in, which does as well."""
    try:
        monitor()
        yield Finding(True, "udev tells which devices come and go")
    except OSError as error:
        yield Finding(True, f"devices that come and go are seen in their folders ({error})")


def _devices(config: Config) -> Iterator[Finding]:
    config, _problem = _effective(config)
    if not config.devices:
        yield Finding(False, "no devices", "Add them in Odoo, or in the file.")
    for device in config.devices:
        yield from _device(device)


def _device(device: DeviceConfig) -> Iterator[Finding]:
    try:
        cls = drivers.load(device.driver)
        settings = cls.parse_config(device.config)
    except (ConfigError, ImportError) as error:
        yield Finding(False, f"{device.id}: {error}", "Correct the device's settings.")
        return
    port, host = getattr(settings, "port", None), getattr(settings, "host", None)
    if isinstance(port, str):
        yield _node(device.id, port)
    elif isinstance(host, str) and isinstance(port, int):
        yield asyncio.run(_reachable(device.id, host, port, cls.kind))
    else:
        yield Finding(True, f"{device.id}: settings fit")


def _node(device: str, name: str) -> Finding:
    try:
        port = Path(resolve(name))
    except UsbUnknown as error:
        return Finding(False, f"{device}: {name}: {error}", "Plug it in; `lsusb` shows maker and model.")
    if not port.exists():
        return Finding(False, f"{device}: {port} is not there", "Plug it in; names under /dev/serial/by-id stay the same.")
    if not os.access(port, os.R_OK):
        return Finding(False, f"{device}: {port} may not be opened", "Add the box's user to the groups dialout, input and lp.")
    return Finding(True, f"{device}: {port} is there")


async def _reachable(device: str, host: str, port: int, kind: Kind) -> Finding:
    """Connects and says nothing: a probe must not print or pay."""
    try:
        async with asyncio.timeout(TIMEOUT_S):
            _reader, writer = await asyncio.open_connection(host, port)
        writer.close()
        return Finding(True, f"{device}: {kind} answers at {host}:{port}")
    except (OSError, TimeoutError) as error:
        reason = getattr(error, "strerror", None) or "no answer"
        return Finding(False, f"{device}: no {kind} at {host}:{port} ({reason})", "Is it on, on this network, and is the address right?")
