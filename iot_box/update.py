"""`python -m iot_box.update --config FILE` puts a fetched version in the running one's place, and back if it does not do.

Two virtual environments lie side by side (a and b) and a link, `current`, names the one that runs. The new version goes
into the other, the link is turned, the box restarted and watched: it must answer as the new version, be well, and stay so
for a while. Otherwise the link is turned back. A power cut in between is picked up where it was. Runs as its own unit, with
the rights that the box itself does not have.
"""

import argparse
import hashlib
import http.client
import re
import shlex
import shutil
import ssl
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .auth import AuthError, UpdateOrder, verify_update
from .config import Config, SavedFile, load_file, overlay
from .schema import ConfigError
from .updates import folder_in, read_request, request_in, result_in

SLOTS = ("a", "b")
RUNNING = re.compile(r'^iot_box_info\{[^}]*version="([^"]+)"', re.MULTILINE)
LOOK_EVERY_S = 0.5


class Failed(Exception):
    """The new version can't be used; the text says why."""


@dataclass(frozen=True)
class Place:
    """Where the two environments are, and how the service is restarted."""

    root: Path
    restart: str
    wait_s: float
    calm_s: float

    @property
    def link(self) -> Path:
        return self.root / "current"

    def slot(self) -> str:
        name = self.link.readlink().name
        if name not in SLOTS:
            raise Failed(f"{self.link} leads to {name!r}, not to a or b")
        return name

    def turn(self, slot: str) -> None:
        """The link is either the old or the new one, whatever happens meanwhile."""
        new = self.root / "current.new"
        new.unlink(missing_ok=True)
        new.symlink_to(slot)
        new.replace(self.link)

    def restart_service(self) -> None:
        """With Type=notify systemd answers only once the box is ready, or that it came to nothing."""
        run = subprocess.run(shlex.split(self.restart), capture_output=True, text=True, timeout=120)
        if run.returncode:
            raise Failed(f"it does not come up: {run.stderr.strip()[:200]}")


def main() -> int:
    parser = argparse.ArgumentParser(prog="iot_box.update", description="Puts a fetched version of the box in place, or back.")
    parser.add_argument("--config", required=True, type=Path, help="the box's configuration file")
    parser.add_argument("--root", type=Path, default=Path("/opt/retail-pos-box"), help="folder of the environments a and b")
    parser.add_argument("--restart", default="systemctl restart retail-pos-box.service", help="command that restarts the box")
    parser.add_argument("--wait-s", type=float, default=90, help="how long the new version may take to be well")
    parser.add_argument("--calm-s", type=float, default=20, help="how long it must stay well")
    arguments = parser.parse_args()
    config = load_file(arguments.config)
    request = read_request(Path(config.data_dir))
    if request is None:
        print("iot_box.update: nothing to do")
        return 0
    place = Place(arguments.root, arguments.restart, arguments.wait_s, arguments.calm_s)
    return 0 if Update(config, place).run(str(request.get("order") or ""), str(request.get("file") or "")) else 1


class Update:
    def __init__(self, config: Config, place: Place) -> None:
        self._config, self._place = config, place
        self._data_dir = Path(config.data_dir)
        self._result = result_in(self._data_dir)

    def run(self, order: str, file: str) -> bool:
        """Whether the new version runs. The request goes away only once its end is written down."""
        version = "?"
        try:
            begun = self._result.read() or {}
            if begun.get("state") == "trying":
                # The power went while the new version was on trial.
                version, before = str(begun["version"]), str(begun["before"])
            else:
                wanted = self._checked(order, file)
                version, before = wanted.version, self._place.slot()
                self._install(wanted, file, before)
                self._note("trying", version, "", before=before)
            self._try(version, before)
        except (Failed, AuthError, ConfigError, OSError, subprocess.SubprocessError) as error:
            if (self._result.read() or {}).get("state") != "rolled_back":
                self._note("failed", version, str(error))
            print(f"iot_box.update: {version}: {error}", file=sys.stderr)
            return False
        finally:
            request_in(self._data_dir).remove()
        self._note("done", version, "")
        print(f"iot_box.update: {version} runs")
        return True

    def _checked(self, order: str, file: str) -> UpdateOrder:
        """The box fetched it, but only head office's signature says that it may be installed."""
        identity = SavedFile(self._data_dir / "identity.json").read() or {}
        delivered = SavedFile(self._data_dir / "delivered.json").read()
        config = overlay(self._config, delivered) if delivered else self._config
        keys = {key.kid: key.public_key for key in config.token_keys}
        wanted = verify_update(order, keys, str(identity.get("box")), time.time())
        if hashlib.sha256(self._program(file).read_bytes()).hexdigest() != wanted.sha256:
            raise Failed("the fetched program is not the one that was ordered")
        return wanted

    def _program(self, file: str) -> Path:
        if "/" in file or not file.endswith(".whl"):
            raise Failed("the request names no program")
        return folder_in(self._data_dir) / file

    def _install(self, wanted: UpdateOrder, file: str, before: str) -> None:
        """A copy of what runs, brought to the new version: what did not change needs no network."""
        other = self._place.root / next(slot for slot in SLOTS if slot != before)
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(self._place.root / before, other, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
        python, program = str(other / "bin/python"), str(self._program(file))
        pip = [python, "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
        # The program itself in any case; then what it needs and has not got.
        for command in ([*pip, "--force-reinstall", "--no-deps", program], [*pip, program]):
            run = subprocess.run(command, capture_output=True, text=True, timeout=900, cwd=self._place.root)
            if run.returncode:
                raise Failed(f"it can't be installed: {run.stderr.strip()[-300:]}")
        said = subprocess.run([python, "-m", "iot_box", "--version"], capture_output=True, text=True, timeout=60, cwd=self._place.root)
        if said.stdout.strip() != wanted.version:
            raise Failed(f"it says that it is {said.stdout.strip()!r}, not {wanted.version}: {said.stderr.strip()[-300:]}")

    def _try(self, version: str, before: str) -> None:
        other = next(slot for slot in SLOTS if slot != before)
        try:
            self._place.turn(other)
            self._place.restart_service()
            self._watch(version)
        except (Failed, OSError, subprocess.SubprocessError) as error:
            self._place.turn(before)
            self._place.restart_service()
            self._note("rolled_back", version, str(error))
            raise

    def _watch(self, version: str) -> None:
        """Well as the new version within `wait_s`, and for `calm_s` without a break."""
        end, well_since = time.monotonic() + self._place.wait_s, None
        while True:
            now, problem = time.monotonic(), self._problem(version)
            if problem is None:
                well_since = well_since or now
                if now - well_since >= self._place.calm_s:
                    return
            else:
                well_since = None
                if now > end:
                    raise Failed(problem)
            time.sleep(LOOK_EVERY_S)

    def _problem(self, version: str) -> str | None:
        try:
            self._get("/healthz")
            found = RUNNING.search(self._get("/metrics"))
        except (OSError, http.client.HTTPException) as error:
            return f"it does not come up: {error}"
        running = found.group(1) if found else "?"
        return None if running == version else f"version {running} answers"

    def _get(self, path: str) -> str:
        listen = self._config.listen
        host = "127.0.0.1" if listen.host in ("0.0.0.0", "::") else listen.host
        # Only asks this very machine whether it lives; its certificate names it as the tills know it.
        context = ssl._create_unverified_context() if listen.tls else None
        url = f"{'https' if listen.tls else 'http'}://{host}:{listen.port}{path}"
        with urllib.request.urlopen(url, timeout=3, context=context) as answer:
            return str(answer.read().decode())

    def _note(self, state: str, version: str, text: str, **more: str) -> None:
        self._result.write({"state": state, "version": version, "text": text, "at": datetime.now(UTC).isoformat(), **more})
        # The box reads it, and it has other rights than the updater.
        self._result.path.chmod(0o644)


if __name__ == "__main__":
    sys.exit(main())
