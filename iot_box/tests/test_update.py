"""New versions with real environments and processes: a good one stays, one that does not come up or dies goes back."""

import asyncio
import base64
import hashlib
import json
import os
import signal
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from iot_box.tests.fake_odoo import FakeOdoo
from iot_box.tests.support import ROOT, Signer, free_port
from iot_box.update import Failed, Place

Json = dict[str, Any]
# A service manager in a few lines: keeps the program of `current` running, starts it anew on SIGHUP.
KEEPER = """
import signal, subprocess, sys, time
child = None
def again(*_):
    child.terminate()
def stop(*_):
    child.kill()
    sys.exit(0)
signal.signal(signal.SIGHUP, again)
signal.signal(signal.SIGTERM, stop)
while True:
    child = subprocess.Popen([sys.argv[1] + "/current/bin/python", "-m", "iot_box", "--config", sys.argv[2]], cwd=sys.argv[1])
    child.wait()
    time.sleep(0.1)
"""


def wheel(folder: Path, version: str, sick: str = "") -> bytes:
    """This program as another version; `sick` is put where the box comes up."""
    file = folder / f"retail_pos_box-{version}-py3-none-any.whl"
    info, record = f"retail_pos_box-{version}.dist-info", []
    contents = {}
    for path in sorted((ROOT / "iot_box").rglob("*")):
        name = path.relative_to(ROOT).as_posix()
        if path.is_file() and path.suffix in (".py", ".json", ".html") and not name.startswith("iot_box/tests"):
            contents[name] = path.read_bytes()
    contents["iot_box/__init__.py"] = f'__version__ = "{version}"\n'.encode()
    if sick:
        at = b"    box = Box(config, recent=recent)\n"
        assert at in contents["iot_box/__main__.py"]
        contents["iot_box/__main__.py"] = contents["iot_box/__main__.py"].replace(at, at + f"    {sick}\n".encode())
    contents[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: retail-pos-box\nVersion: {version}\n".encode()
    contents[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    for name, data in contents.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
        record.append(f"{name},sha256={digest},{len(data)}")
    contents[f"{info}/RECORD"] = "\n".join([*record, f"{info}/RECORD,,"]).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)
    return file.read_bytes()


class Site:
    """A store's computer: an environment with version 1.0.0, its service, and an Odoo that has newer ones."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.root = folder, folder / "opt"
        self.signer = Signer()
        self.odoo = FakeOdoo(self.signer)
        self.port = free_port()
        self.file = folder / "box.json"
        self.programs: dict[str, bytes] = {}
        self.keeper: subprocess.Popen[bytes] | None = None
        self.updater: asyncio.subprocess.Process | None = None
        self.env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def install(self) -> None:
        """As the installer does, but with this environment's libraries in place of downloaded ones."""
        self.root.mkdir()
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", self.root / "a"], check=True)
        library = next((self.root / "a/lib").glob("python*")) / "site-packages"
        (library / "libraries.pth").write_text(sysconfig.get_paths()["purelib"] + "\n", encoding="utf-8")
        (self.root / "current").symlink_to("a")
        (self.folder / "first").mkdir()
        wheel(self.folder / "first", "0.9.0")
        pip = [self.root / "a/bin/python", "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--ignore-installed"]
        subprocess.run([*pip, *(self.folder / "first").glob("*.whl")], check=True, env=self.env, cwd=self.root)
        config = {"data_dir": str(self.folder / "data"), "listen": {"port": self.port}, "odoo": self.odoo.link()}
        self.file.write_text(json.dumps(config), encoding="utf-8")

    def start(self) -> None:
        with (self.folder / "box.log").open("ab") as log:
            command = [sys.executable, "-c", KEEPER, str(self.root), str(self.file)]
            self.keeper = subprocess.Popen(command, env=self.env, stdout=log, stderr=log)

    def stop(self) -> None:
        if self.keeper is not None:
            self.keeper.send_signal(signal.SIGTERM)
            self.keeper.wait(10)

    async def program(self, request: web.Request) -> web.Response:
        return web.Response(body=self.programs[request.match_info["digest"]])

    def order(self, version: str, data: bytes) -> str:
        digest = hashlib.sha256(data).hexdigest()
        self.programs[digest] = data
        box = json.loads((self.folder / "data/identity.json").read_text(encoding="utf-8"))["box"]
        return self.signer.token(box, sub="update", version=version, sha256=digest)

    async def fetched(self, order: str, number: str) -> Json:
        """Head office sends the command; what the box says of it."""
        self.odoo.commands = [{"id": number, "type": "update", "order": order}]
        report = await self.odoo.until(lambda: [r for r in self.odoo.reports if number in r["acks"]], 20)
        return dict(report[0]["results"][number])

    async def update(self, wait_s: float = 15) -> int:
        assert self.keeper is not None
        restart = f"{sys.executable} -c 'import os, signal; os.kill({self.keeper.pid}, signal.SIGHUP)'"
        words = ["--config", self.file, "--root", self.root, "--restart", restart, "--wait-s", wait_s, "--calm-s", "1.5"]
        self.updater = await asyncio.create_subprocess_exec(
            self.root / "current/bin/python", "-m", "iot_box.update", *map(str, words), env=self.env, cwd=self.root
        )
        return await self.updater.wait()

    async def running(self, session: aiohttp.ClientSession, version: str) -> None:
        end = time.monotonic() + 15
        while True:
            try:
                async with session.get(f"http://127.0.0.1:{self.port}/metrics") as answer:
                    if f'version="{version}"' in await answer.text():
                        return
            except aiohttp.ClientError:
                pass
            assert time.monotonic() < end, (self.folder / "box.log").read_text(encoding="utf-8")[-3000:]
            await asyncio.sleep(0.1)

    async def reported(self, state: str, version: str) -> Json:
        def found() -> Any:
            return [
                r for r in self.odoo.reports[-3:] if (r.get("update") or {}).get("state") == state and r["update"]["version"] == version
            ]

        return dict((await self.odoo.until(found))[0]["update"])


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path)
    made.install()
    yield made
    made.stop()


async def test_good_versions_stay_and_bad_ones_go_back(site: Site, session: aiohttp.ClientSession, tmp_path: Path) -> None:
    await site.odoo.start(web.get("/retail_pos/box/program/{digest}", site.program))
    site.start()
    await site.running(session, "0.9.0")
    await site.odoo.accept()

    good = wheel(tmp_path, "19.0.1.1.0")
    assert (await site.fetched(site.order("19.0.1.1.0", good), "1"))["ok"]
    assert await site.update() == 0
    await site.running(session, "19.0.1.1.0")
    assert (site.root / "current").readlink().name == "b"
    await site.reported("done", "19.0.1.1.0")

    dead = wheel(tmp_path, "1.2.0", sick="raise RuntimeError('a mistake in this version')")
    assert (await site.fetched(site.order("1.2.0", dead), "2"))["ok"]
    assert await site.update(wait_s=3) == 1
    await site.running(session, "19.0.1.1.0")
    assert (site.root / "current").readlink().name == "b"
    assert "come up" in (await site.reported("rolled_back", "1.2.0"))["text"]

    dies = wheel(tmp_path, "1.3.0", sick="asyncio.get_running_loop().call_later(1, os._exit, 1)")
    assert (await site.fetched(site.order("1.3.0", dies), "3"))["ok"]
    assert await site.update(wait_s=3) == 1
    await site.running(session, "19.0.1.1.0")
    await site.reported("rolled_back", "1.3.0")

    # Neither what nobody signed, nor what is not what was signed.
    stranger = Signer()
    forged = stranger.token(json.loads((tmp_path / "data/identity.json").read_text())["box"], sub="update", version="9.9", sha256="0" * 64)
    assert not (await site.fetched(forged, "4"))["ok"]
    order = site.order("1.4.0", b"one program")
    site.programs[hashlib.sha256(b"one program").hexdigest()] = b"another"
    assert "not what head office signed" in (await site.fetched(order, "5"))["text"]
    assert await site.update() == 0, "there is nothing to do"
    await site.odoo.stop()


async def test_a_power_cut_during_the_trial_is_picked_up(site: Site, session: aiohttp.ClientSession, tmp_path: Path) -> None:
    """The updater is killed between the turned link and its verdict; at the next start it gives it."""
    await site.odoo.start(web.get("/retail_pos/box/program/{digest}", site.program))
    site.start()
    await site.running(session, "0.9.0")
    await site.odoo.accept()
    dead = wheel(tmp_path, "1.2.0", sick="raise RuntimeError('a mistake in this version')")
    assert (await site.fetched(site.order("1.2.0", dead), "1"))["ok"]
    first = asyncio.create_task(site.update())
    result = tmp_path / "data/updates/result.json"
    await site.odoo.until(lambda: result.exists() and json.loads(result.read_text())["state"] == "trying", 30)
    await asyncio.sleep(0.5)
    assert site.updater is not None
    site.updater.kill()
    assert await first == -signal.SIGKILL
    assert (site.root / "current").readlink().name == "b"
    assert await site.update(wait_s=3) == 1
    assert (site.root / "current").readlink().name == "a"
    await site.running(session, "0.9.0")
    await site.odoo.stop()


def test_what_systemd_says_of_a_version_that_never_was_ready_is_told(tmp_path: Path) -> None:
    place = Place(tmp_path, "sh -c 'echo Job for the service failed. >&2; exit 1'", 1, 1)
    with pytest.raises(Failed, match="does not come up: Job for the service failed"):
        place.restart_service()
