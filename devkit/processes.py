"""Long-running processes of a stack: started in the background, waited for, remembered, stopped."""

import json
import os
import random
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping
from pathlib import Path

from .steps import Failure


def free_port(preferred: int | None = None) -> int:
    """A TCP port of 127.0.0.1 that nobody listens on; the preferred one where it is free.

    Others come from below the range that the kernel hands to outgoing connections: what starts later on
    them is not beaten to it by a browser.
    """
    tries = ([preferred] if preferred else []) + random.sample(range(20_000, 32_000), 50)
    for port in tries:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise Failure("No free TCP port.")


def taken(port: int) -> bool:
    """Whether some program listens on that port of this machine."""
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex(("127.0.0.1", port)) == 0


def http_get(url: str, timeout_s: float = 5) -> bytes | None:
    """The body of a page, None while there is no answer below 500."""
    try:
        with urllib.request.urlopen(url, timeout=timeout_s) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        return error.read() if error.code < 500 else None
    except OSError:
        return None


def wait_for(what: str, probe: Callable[[], object], timeout_s: float, log: Path | None = None, alive: Callable[[], bool] | None = None):
    """Poll until `probe` gives something true, and return that."""
    end = time.monotonic() + timeout_s
    while time.monotonic() < end:
        result = probe()
        if result:
            return result
        if alive and not alive():
            break
        time.sleep(0.2)
    tail = "\n".join("    " + line for line in log.read_text(errors="replace").splitlines()[-12:]) if log and log.exists() else ""
    raise Failure(f"{what} did not come up within {timeout_s:.0f} s.\n{tail}", log=log)


class Processes:
    """The processes of one stack, remembered in a folder so that another ./dev can stop them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.folder.mkdir(parents=True, exist_ok=True)
        self.file = folder / "processes.json"
        self.children: dict[str, subprocess.Popen[bytes]] = {}

    def _read(self) -> dict[str, dict[str, int]]:
        return json.loads(self.file.read_text()) if self.file.exists() else {}

    def _write(self, entries: dict[str, dict[str, int]]) -> None:
        part = self.file.with_suffix(".part")
        part.write_text(json.dumps(entries))
        part.replace(self.file)

    def log(self, name: str) -> Path:
        """Where a process's output goes."""
        return self.folder / f"{name}.log"

    def start(self, name: str, command: list[str | Path], env: Mapping[str, str] | None = None) -> subprocess.Popen[bytes]:
        """Start a process in a session of its own, so that it outlives ./dev."""
        with open(self.log(name), "ab") as log:
            child = subprocess.Popen(
                [str(word) for word in command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                env={**os.environ, **(env or {})},
                cwd=Path(__file__).resolve().parent.parent,
                start_new_session=True,
            )
        self.children[name] = child
        self._write({**self._read(), name: {"pid": child.pid, "born": _birth(child.pid) or 0}})
        return child

    def alive(self, name: str) -> bool:
        """Whether that process still runs (and its number was not given to another)."""
        if name in self.children and self.children[name].poll() is not None:
            return False
        entry = self._read().get(name)
        return bool(entry) and _birth(entry["pid"]) == entry["born"]

    def kill(self, name: str, number: int = signal.SIGKILL) -> None:
        """Send a signal to one process and its group; wait until it has gone."""
        entry = self._read().get(name)
        if entry and self.alive(name):
            os.killpg(entry["pid"], number)
            self._reap(name, entry, 20)
        self._write({key: value for key, value in self._read().items() if key != name})

    def _reap(self, name: str, entry: dict[str, int], timeout_s: float) -> None:
        end = time.monotonic() + timeout_s
        while time.monotonic() < end:
            if name in self.children:
                self.children[name].poll()
            if _birth(entry["pid"]) != entry["born"]:
                return
            time.sleep(0.05)
        os.killpg(entry["pid"], signal.SIGKILL)
        if name in self.children:
            self.children[name].wait()

    def stop_all(self) -> list[str]:
        """Stop every process, last started first. Returns their names."""
        names = [name for name in reversed(self._read()) if self.alive(name)]
        for name in names:
            self.kill(name, signal.SIGTERM)
        self.file.unlink(missing_ok=True)
        return names


def _birth(pid: int) -> int | None:
    """When a process was started, in the kernel's ticks; None when it has gone or is a zombie."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return None if fields[0] == "Z" else int(fields[19])
