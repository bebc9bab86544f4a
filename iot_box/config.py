"""The box's configuration: a local file, with what Odoo delivered laid over it.

The local file says where the box listens, keeps its data and finds Odoo. Origins, host names, token keys
and devices may come from Odoo as well; then they replace the file's, and they are kept on disk so that
the box starts without Odoo.
"""

import json
import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .schema import ConfigError, option, parse

DELIVERED = ("origins", "hosts", "token_keys", "devices", "hw_proxy")
DEVICE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


@dataclass(frozen=True)
class Tls:
    cert: str
    key: str


@dataclass(frozen=True)
class Listen:
    host: str = "127.0.0.1"
    port: int = option(8910, minimum=0, maximum=65535)
    tls: Tls | None = None


@dataclass(frozen=True)
class OdooConfig:
    url: str
    database: str | None = None
    sync_interval_s: float = option(10.0, minimum=0.2, maximum=3600)


@dataclass(frozen=True)
class TokenKey:
    kid: str
    public_key: str


@dataclass(frozen=True)
class HwProxy:
    """Serves Odoo's own POS without tokens; off unless somebody turns it on."""

    enabled: bool = False
    printer: str | None = None
    scanner: str | None = None
    scale: str | None = None


@dataclass(frozen=True)
class DeviceConfig:
    id: str
    driver: str
    name: str = ""
    tills: tuple[str, ...] = ()
    config: dict[str, Any] = option({})


@dataclass(frozen=True)
class Config:
    data_dir: str
    listen: Listen = Listen()
    name: str = ""
    odoo: OdooConfig | None = None
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ("127.0.0.1", "localhost")
    token_keys: tuple[TokenKey, ...] = ()
    devices: tuple[DeviceConfig, ...] = ()
    hw_proxy: HwProxy = HwProxy()
    revision: str | None = None


def load_file(path: Path) -> Config:
    """The local file, JSON or TOML by its ending; every mistake is named."""
    try:
        text = path.read_text(encoding="utf-8")
        raw = tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except OSError as error:
        raise ConfigError(str(path), f"can't be read: {error.strerror}") from None
    except ValueError as error:
        raise ConfigError(str(path), f"is not valid: {error}") from None
    config = parse(Config, raw)
    _check_devices(config.devices)
    if not config.data_dir:
        raise ConfigError("data_dir", "must not be empty")
    return config


def overlay(local: Config, delivered: Mapping[str, Any]) -> Config:
    """The local configuration with Odoo's laid over it.

    Parts that this version does not know are left out, so that a newer Odoo can serve an older box.
    """
    raw = {name: delivered[name] for name in DELIVERED if delivered.get(name) is not None}
    known = parse(Delivered, raw)
    _check_devices(known.devices)
    revision = delivered.get("revision")
    changes = {name: getattr(known, name) for name in raw}
    return replace(local, **changes, revision=str(revision) if revision is not None else None)


@dataclass(frozen=True)
class Delivered:
    origins: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    token_keys: tuple[TokenKey, ...] = ()
    devices: tuple[DeviceConfig, ...] = ()
    hw_proxy: HwProxy = HwProxy()


def _check_devices(devices: tuple[DeviceConfig, ...]) -> None:
    """Ids are used in addresses and file names. What is inside `config` is the driver's to judge."""
    seen: set[str] = set()
    for number, device in enumerate(devices):
        where = f"devices[{number}].id"
        if not DEVICE_ID.fullmatch(device.id):
            raise ConfigError(where, "must be letters, digits, '.', '_' or '-', at most 64")
        if device.id in seen:
            raise ConfigError(where, f"{device.id!r} is used twice")
        seen.add(device.id)


class SavedFile:
    """A small JSON file that is either the old or the new one after a power cut, readable by the box alone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> dict[str, Any] | None:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        if not isinstance(data, dict):
            raise ConfigError(str(self.path), "is damaged: not an object")
        return data

    def write(self, data: Mapping[str, Any]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        temporary = self.path.with_suffix(".new")
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)
