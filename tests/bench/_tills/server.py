"""Odoo as in production: worker processes and one evented process for the websockets. Its CPU is counted."""

import os
import time
from pathlib import Path

from devkit import databases, paths
from devkit.processes import Processes, free_port, http_get, wait_for
from tests.bench._shared.server import cpu_s, process_stat


class Server:
    """One Odoo of several processes on a database."""

    def __init__(self, database: str, workers: int = 2, evented_connections: int = 48) -> None:
        self.database = database
        self.workers = workers
        self.evented_connections = evented_connections
        self.processes = Processes(paths.STATE / f"bench-{database}")
        self.http_port, self.websocket_port = free_port(), free_port()
        self.url = f"http://127.0.0.1:{self.http_port}"
        self.websocket_url = f"http://127.0.0.1:{self.websocket_port}/websocket?version=19.0-2"

    def start(self) -> float:
        """Start and wait until both ports answer. Returns how long that took (s)."""
        began = time.monotonic()
        command = databases.command(
            self.database,
            "--http-interface=127.0.0.1",
            f"--http-port={self.http_port}",
            f"--gevent-port={self.websocket_port}",
            f"--workers={self.workers}",
            f"--db_maxconn_gevent={self.evented_connections}",
            "--max-cron-threads=0",
            f"--db-filter=^{self.database}$",
            "--no-database-list",
            "--log-level=warn",
        )
        self.processes.start("odoo", command, databases.environment())
        for name, port in (("odoo", self.http_port), ("websockets", self.websocket_port)):
            url = f"http://127.0.0.1:{port}/web/health"
            wait_for(name, lambda url=url: http_get(url) is not None, 120, self.processes.log("odoo"), lambda: self.processes.alive("odoo"))
        return time.monotonic() - began

    def stop(self) -> None:
        """Stop all of it."""
        self.processes.stop_all()

    def kill(self) -> None:
        """Kill all of it at once, as a power cut does."""
        self.processes.kill("odoo")

    def cpu_s(self) -> dict[str, float]:
        """CPU seconds so far: of Odoo's workers, of the evented process, and of the database's backends."""
        used = {"workers": 0.0, "evented": 0.0, "database": cpu_s([], self.database)}
        leader = self.processes.children["odoo"].pid
        for pid in (int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()):
            found = process_stat(pid)
            if found and found[1] == leader:
                used["evented" if b"gevent" in _words(pid) else "workers"] += found[2]
        return used


def own_cpu_s() -> float:
    """CPU seconds of this process."""
    return sum(os.times()[:2])


def _words(pid: int) -> list[bytes]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
    except OSError:
        return []
