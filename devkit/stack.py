"""The main job as processes: Odoo, the box, and simulated devices: scanner, printers, card terminal, customer display.

`./dev demo` runs one, each end-to-end test another; they share nothing but the machine.
"""

import json
import os
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import databases, paths
from .processes import Processes, free_port, http_get, taken, wait_for
from .rpc import Session
from .steps import Failure

#: Ports a person can remember; taken ones give way to free ones.
PREFERRED = {
    "odoo": 8069,
    "box": 8910,
    "counter": 8920,
    "scanner_http": 8921,
    "printer_http": 8922,
    "terminal_http": 8923,
    "labelprinter_http": 8924,
    "esl": 8925,
    "display_http": 8926,
    "printer": 9100,
    "labelprinter": 9101,
    "terminal": 8443,
}
#: simulator → its web page's port first, then the port of the device
SIMULATOR_PORTS = {
    "scanner": ("scanner_http",),
    "printer": ("printer_http", "printer"),
    "terminal": ("terminal_http", "terminal"),
    "labelprinter": ("labelprinter_http", "labelprinter"),
    "display": ("display_http",),
    "esl": ("esl",),
    "page": ("counter",),
}
TERMINAL = {
    "poi_id": "V400m-324688179",
    "sale_id": "Till1",
    "key_identifier": "demo-key",
    "passphrase": "a passphrase for simulated cards",
    "key_version": 1,
}
ESL_SECRET = "a secret for simulated labels"
WEB_START_TIMEOUT_S = 120
#: The demo chain's goods, as buttons at the simulated scanner.
GOODS = paths.ADDONS / "retail_pos_demo/data/goods.csv"


@dataclass(frozen=True)
class Account:
    """A log-in of the demo chain."""

    title: str
    login: str
    password: str


@dataclass(frozen=True)
class Chain:
    """The demo chain's people by role, and its first till {id, name}."""

    people: dict[str, Account]
    till: dict[str, Any]


def load_accounts() -> Chain:
    """The log-ins that the chain's loader left."""
    found = json.loads(databases.accounts_file().read_text())
    till = found.pop("till")
    return Chain({role: Account(entry["title"], entry["login"], entry["password"]) for role, entry in found.items()}, till)


class Stack:
    """One running main job in a folder of its own."""

    def __init__(self, folder: Path, database: str, fixed_ports: bool = False) -> None:
        self.folder = folder
        self.database = database
        self.processes = Processes(folder)
        self.ports = self._ports(fixed_ports)
        self.url = f"http://127.0.0.1:{self.ports['odoo']}"
        self.box_url = f"http://127.0.0.1:{self.ports['box']}"
        self.counter_url = f"http://127.0.0.1:{self.ports['counter']}/"

    def _ports(self, fixed: bool) -> dict[str, int]:
        """Ports survive a restart, since the chain's database names the devices' addresses."""
        file = self.folder / "ports.json"
        known = json.loads(file.read_text()) if file.exists() else {}
        if known.keys() >= PREFERRED.keys():
            return known
        ports = {name: known.get(name) or free_port(preferred if fixed else None) for name, preferred in PREFERRED.items()}
        file.write_text(json.dumps(ports))
        return ports

    def _claim(self, *names: str) -> None:
        """Refuse to start where another program would answer in our place."""
        for name in names:
            # A process that was just killed may hold its port until the last of its threads is gone.
            end = time.monotonic() + 5
            while (in_use := taken(self.ports[name])) and time.monotonic() < end:
                time.sleep(0.1)
            if in_use:
                raise Failure(
                    f"Port {self.ports[name]}, meant for {name.removesuffix('_http')}, is in use by another program.",
                    "Stop that program, or let ./dev demo --fresh choose other ports (it starts the demo anew).",
                )

    def http(self, name: str) -> str:
        """The address of a simulator's page and faults."""
        return f"http://127.0.0.1:{self.ports[name]}"

    @property
    def scanner_link(self) -> Path:
        """The serial port of the simulated scanner."""
        return self.folder / "scanner-1"

    @property
    def display_link(self) -> Path:
        """The serial port of the simulated customer display."""
        return self.folder / "display-1"

    def start_odoo(self) -> None:
        """Start Odoo and wait until it answers."""
        if self.processes.alive("odoo"):
            return
        self._claim("odoo")
        command = databases.command(
            self.database,
            "--http-interface=127.0.0.1",
            f"--http-port={self.ports['odoo']}",
            "--max-cron-threads=1",
            "--db-filter=^" + self.database + "$",
            "--no-database-list",
        )
        self.processes.start("odoo", command, databases.environment())
        self._wait("odoo", f"{self.url}/web/health", WEB_START_TIMEOUT_S)

    def start_simulators(self) -> None:
        """Start the simulated devices and the page that shows them."""
        p = self.ports
        simulators = {
            "scanner": ["--link", self.scanner_link, "--http", p["scanner_http"], "--goods", GOODS],
            "printer": ["--port", p["printer"], "--http", p["printer_http"]],
            "terminal": self._terminal_words(),
            "labelprinter": ["--port", p["labelprinter"], "--http", p["labelprinter_http"]],
            "display": ["--link", self.display_link, "--http", p["display_http"]],
            "esl": ["--secret", ESL_SECRET, "--http", p["esl"]],
            "page": [
                *("--http", p["counter"], "--till", self.url, "--box", self.box_url),
                *("--scanner", self.http("scanner_http"), "--printer", self.http("printer_http"), "--terminal", self.http("terminal_http")),
                *("--device", f"Customer display={self.http('display_http')}", "--device", f"Labels={self.http('labelprinter_http')}"),
                *("--device", f"Electronic labels={self.http('esl')}"),
            ],
        }
        for name, words in simulators.items():
            if not self.processes.alive(name):
                self._claim(*SIMULATOR_PORTS[name])
                self.processes.start(name, [*self._python(), "-m", "iot_box.simulators", name, *words], self._env())
        for name, (port, *_others) in SIMULATOR_PORTS.items():
            self._wait(name, self.http(port) + "/", 30)

    def _terminal_words(self) -> list[object]:
        words: list[object] = ["--port", self.ports["terminal"], "--http", self.ports["terminal_http"]]
        words += ["--journal", self.folder / "terminal.sqlite"]
        for key in ("poi_id", "key_identifier", "passphrase", "key_version"):
            words += ["--" + key.replace("_", "-"), TERMINAL[key]]
        return words

    def start_box(self) -> None:
        """Start the box."""
        if self.processes.alive("box"):
            return
        self._claim("box")
        config = self.folder / "box.json"
        config.write_text(
            json.dumps(
                {
                    "listen": {"host": "127.0.0.1", "port": self.ports["box"]},
                    "data_dir": str(self.folder / "box"),
                    "odoo": {"url": self.url, "database": self.database, "sync_interval_s": 2},
                    "devices": [],
                },
                indent=2,
            )
        )
        self.start_another_box(self.processes, config)
        self._wait("box", f"{self.box_url}/healthz", 30)

    def start_another_box(self, processes: Processes, config: Path) -> None:
        """Start a box with that configuration among those processes."""
        processes.start("box", [*self._python(), "-m", "iot_box", "--config", config], self._env())

    def box_pairing(self) -> dict[str, str]:
        """What the box says of its pairing: state, code, box."""
        body = http_get(f"{self.box_url}/v1/pairing")
        return json.loads(body) if body else {}

    def pair(self, manager: Account) -> None:
        """Pair the box as a person does: read the code on its page, type it in Odoo, name its devices."""
        if self.box_pairing().get("state") != "paired":
            pairing = wait_for("the box's pairing code", lambda: (p := self.box_pairing()).get("code") and p, 30)
            session = Session(self.url, self.database, manager.login, manager.password)
            wait_for(
                "the box's request at Odoo", lambda: session.execute("retail.demo", "pair_box", pairing["code"], self.device_ports()), 30
            )
        wait_for("the box's pairing", lambda: self.box_pairing().get("state") == "paired", 30, self.processes.log("box"))
        wait_for("the box's devices", self.devices_ready, 60, self.processes.log("box"))

    def device_ports(self) -> dict[str, object]:
        """Where the simulated devices are, for Odoo's record of them."""
        return {
            "box_url": self.box_url,
            "origin": self.url,
            "scanner": {"port": str(self.scanner_link)},
            "printer": {"host": "127.0.0.1", "port": self.ports["printer"]},
            "terminal": {"host": "127.0.0.1", "port": self.ports["terminal"], **TERMINAL},
            "labelprinter": {"host": "127.0.0.1", "port": self.ports["labelprinter"]},
            "display": {"port": str(self.display_link)},
            "esl": {"url": self.http("esl"), "secret": ESL_SECRET},
        }

    def devices_ready(self) -> bool:
        """Whether the box has its devices and all of them answer."""
        body = http_get(f"{self.box_url}/healthz")
        devices = json.loads(body).get("devices", {}) if body else {}
        return bool(devices) and all(state == "ready" for state in devices.values())

    def start(self, manager: Account) -> None:
        """Start everything and pair the box."""
        self.start_odoo()
        self.start_simulators()
        self.start_box()
        self.pair(manager)

    def stop(self) -> list[str]:
        """Stop every process."""
        return self.processes.stop_all()

    def kill(self, name: str) -> None:
        """Kill a process as a power cut does."""
        self.processes.kill(name, signal.SIGKILL)

    def _python(self) -> list[Path]:
        return [paths.VENV_BOX / "bin/python"]

    def _env(self) -> dict[str, str]:
        return {
            "PYTHONPATH": str(paths.ROOT),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONUNBUFFERED": "1",
            "LANG": os.environ.get("LANG", "C.UTF-8"),
        }

    def _wait(self, name: str, url: str, timeout_s: float) -> None:
        try:
            wait_for(name, lambda: http_get(url) is not None, timeout_s, self.processes.log(name), lambda: self.processes.alive(name))
        except Failure as failure:
            failure.remedy = "See the log; ./dev stop, then start again. Is another program using the port?"
            raise
