"""`python -m iot_box --config FILE` runs the box."""

import argparse
import asyncio
import contextlib
import gc
import logging
import os
import signal
import ssl
import sys
from pathlib import Path

from aiohttp import web

from . import __version__, doctor, logs
from .app import create_app
from .box import Box, address_of, notify_systemd
from .config import Config, Listen, SavedFile, load_file
from .door import Site, raise_limits
from .odoo import KEY_FILE, PAIRING_FILE
from .schema import ConfigError

log = logging.getLogger("iot_box")
GRACE_S = 3.0


def main() -> int:
    parser = argparse.ArgumentParser(prog="iot_box", description="Devices of a store for web tills.")
    parser.add_argument("command", nargs="?", default="serve", choices=("serve", "doctor", "new-key"), help="serve is the default")
    parser.add_argument("--config", required=True, type=Path, help="JSON or TOML file")
    parser.add_argument("--log-level", default="INFO", choices=("DEBUG", "INFO", "WARNING", "ERROR"))
    parser.add_argument("--version", action="version", version=__version__)
    arguments = parser.parse_args()
    try:
        config = load_file(arguments.config)
    except ConfigError as error:
        print(f"iot_box: the configuration can't be used: {error}", file=sys.stderr)
        return 2
    if arguments.command == "doctor":
        return doctor.run(config)
    if arguments.command == "new-key":
        return forget_key(config)
    recent = logs.set_up(arguments.log_level)
    try:
        asyncio.run(serve(config, recent))
    except ConfigError as error:
        print(f"iot_box: the configuration can't be used: {error}", file=sys.stderr)
        return 2
    except OSError as error:
        print(f"iot_box: can't listen on {config.listen.host}:{config.listen.port}: {error}", file=sys.stderr)
        return 1
    return 0


def forget_key(config: Config) -> int:
    """For a box whose key may be known to others: at its next start it makes another and asks to be paired again."""
    data_dir = Path(config.data_dir)
    for name in (KEY_FILE, PAIRING_FILE):
        SavedFile(data_dir / name).remove()
    print("The key is forgotten. Restart the box, then pair it again in Odoo with the code on its page; its devices stay as they are.")
    return 0


async def serve(config: Config, recent: logs.Recent) -> None:
    """Run until told to stop."""
    os.umask(0o077)
    box = Box(config, recent=recent)
    runner = web.AppRunner(create_app(box), access_log=None, shutdown_timeout=GRACE_S)
    await runner.setup()
    raise_limits()
    site = Site(runner, config.listen.host, config.listen.port, _tls(config.listen))
    await box.start()
    try:
        await site.start()
        # What is there now stays for good: looking through it again and again for garbage would only hold up scans.
        gc.collect()
        gc.freeze()
        box.address = _address(runner, config.listen)
        log.info("listening", extra={"address": box.address, "box": box.id})
        notify_systemd("READY=1")
        await _until_stopped(box)
    finally:
        notify_systemd("STOPPING=1")
        # Tills first, then requests, then the parts they need.
        box.hub.say_bye()
        await runner.cleanup()
        await box.stop()


async def _until_stopped(box: Box) -> None:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopped.set)
    while not stopped.is_set():
        box.beat()
        sick = box.sick()
        if sick:
            log.critical("no heartbeat", extra={"stale": sick})
        else:
            notify_systemd("WATCHDOG=1")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(2):
                await stopped.wait()


def _tls(listen: Listen) -> ssl.SSLContext | None:
    if listen.tls is None:
        return None
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    try:
        context.load_cert_chain(listen.tls.cert, listen.tls.key)
    except OSError as error:
        raise ConfigError("listen.tls", f"certificate or key: {error}") from None
    return context


def _address(runner: web.AppRunner, listen: Listen) -> str:
    port = runner.addresses[0][1] if runner.addresses else listen.port
    return address_of(listen, port)


if __name__ == "__main__":
    sys.exit(main())
