"""The system's packages that are needed, and installing those that miss (Debian and Ubuntu)."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from . import paths
from .steps import Failure, run, say

#: Ubuntu's chromium is a snap, which tests can't drive; this npm package carries the browser itself.
PACKAGED_CHROMIUM = "@sparticuz/chromium@147.0.0"
PACKAGED_CHROMIUM_FOLDER = paths.CACHE / "chromium"


@dataclass(frozen=True)
class Need:
    """A thing the machine must have: how to see that it is there, and the package that brings it."""

    name: str
    why: str
    packages: tuple[str, ...]

    def present(self) -> bool:
        """Whether the machine has it."""
        if self.name == "postgres":
            return postgres_bin() is not None
        if self.name == "chromium":
            return chromium() is not None
        if self.name == "python-venv":
            probe = "import ensurepip, venv"
            return subprocess.run(["python3", "-c", probe], capture_output=True, check=False).returncode == 0
        if self.name == "python-headers":
            probe = "import sysconfig, pathlib, sys; p = pathlib.Path(sysconfig.get_path('include')) / 'Python.h'; sys.exit(not p.exists())"
            return subprocess.run(["python3", "-c", probe], capture_output=True, check=False).returncode == 0
        if self.name == "node":
            return node_version() >= (18, 19)
        if self.name == "compose":
            return shutil.which("docker-compose") is not None or any(Path("/usr").glob("lib*/docker/cli-plugins/docker-compose"))
        if self.name == "fonts":
            return Path("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf").exists()
        if self.name == "libmagic":
            return any(Path(lib).glob("*/libmagic.so.1") for lib in ("/usr/lib", "/lib"))
        return shutil.which(self.name) is not None


def _is_ubuntu() -> bool:
    release = Path("/etc/os-release")
    return release.exists() and "\nID=ubuntu" in "\n" + release.read_text()


NEEDS = (
    Need("postgres", "the database", ("postgresql",)),
    Need("chromium", "browser tests", () if _is_ubuntu() else ("chromium",)),
    Need("node", "tests and linting of JavaScript (18.19 or newer)", ("nodejs", "npm")),
    Need("npm", "linters for JavaScript", ("npm",)),
    Need("python-venv", "virtual environments", ("python3-venv",)),
    Need("cc", "Python packages that compile", ("gcc", "libc6-dev")),
    Need("python-headers", "Python packages that compile", ("python3-dev",)),
    Need("compose", "checking docker-compose.yml (no engine is needed)", ("docker-compose-v2",) if _is_ubuntu() else ("docker-compose",)),
    Need("fonts", "readable pages and pictures", ("fonts-dejavu-core",)),
    Need("libmagic", "file types", ("libmagic1",)),
    Need("dpkg", "unpacking Odoo", ("dpkg",)),
    Need("git", "fetching Odoo where there is no package", ("git",)),
)


def postgres_bin() -> Path | None:
    """The folder of the newest PostgreSQL server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if found:
        return found[-1].parent
    initdb = shutil.which("initdb")
    return Path(initdb).resolve().parent if initdb else None


def chromium() -> str | None:
    """The system's Chromium or Chrome. A snap can't be driven from tests, so it does not count."""
    for name in ("chromium", "google-chrome", "google-chrome-stable", "chromium-browser"):
        path = shutil.which(name)
        if path and "snap" not in os.path.realpath(path) and not _is_snap_stub(path):
            return path
    packaged = PACKAGED_CHROMIUM_FOLDER / "chromium"
    return str(packaged) if packaged.exists() else None


def _install_packaged_chromium() -> None:
    say("  no chromium package that tests can drive on this system; taking one from npm (70 MB)")
    folder = PACKAGED_CHROMIUM_FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    run([*as_root(), "apt-get", "install", "-y", "--no-install-recommends", "libnss3", "libnspr4"], log="chromium-libraries")
    run(
        ["npm", "install", "--prefix", folder, "--no-audit", "--no-fund", PACKAGED_CHROMIUM],
        log="chromium-npm",
        what="Getting Chromium from npm",
    )
    script = "import c from '@sparticuz/chromium'; console.log(await c.executablePath())"
    unpacked = run(["node", "--input-type=module", "-e", script], cwd=folder, what="Unpacking Chromium").strip().splitlines()[-1]
    part = folder / "chromium.part"
    shutil.copy2(unpacked, part)
    part.rename(folder / "chromium")


def _is_snap_stub(path: str) -> bool:
    try:
        head = Path(path).read_bytes()[:4096]
    except OSError:
        return False
    return head.startswith(b"#!") and b"snap" in head


def node_version() -> tuple[int, ...]:
    """Node's version, (0,) when there is none."""
    node = shutil.which("node")
    if not node:
        return (0,)
    text = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    return tuple(int(part) for part in text.strip().lstrip("v").split(".") if part.isdigit()) or (0,)


def missing() -> list[Need]:
    """The needs that this machine does not meet."""
    return [need for need in NEEDS if not need.present()]


def as_root() -> list[str]:
    """The words before a command that must run as root."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        return ["sudo"]
    raise Failure(
        "Packages of the system are missing and you are neither root nor have sudo.",
        "Run as root: apt-get install " + " ".join(p for need in missing() for p in need.packages),
    )


def ensure() -> None:
    """Install what misses from the system's packages, after saying so."""
    wanted = missing()
    if not wanted:
        return
    for need in wanted:
        say(f"• missing: {need.name} ({need.why})")
    packages = sorted({package for need in wanted for package in need.packages})
    if packages:
        _install(packages)
    if not chromium() and shutil.which("npm"):
        _install_packaged_chromium()
    still = missing()
    if still:
        names = ", ".join(need.name for need in still)
        raise Failure(f"Still missing after installing: {names}.", _remedy(still))


def _install(packages: list[str]) -> None:
    command = " ".join(packages)
    if not shutil.which("apt-get"):
        raise Failure("This machine has no apt-get.", f"Install these by your system's means and run again: {command}")
    say(f"  installing from the system's packages: {command}")
    apt = [*as_root(), "env", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    run([*apt, "update"], log="apt-update", what="apt-get update", remedy="Check the machine's network and apt sources.")
    run(
        [*apt, "install", "-y", "--no-install-recommends", *packages],
        log="apt-install",
        what="apt-get install",
        remedy=f"Install by hand, then run again: apt-get install {command}",
    )


def _remedy(needs: list[Need]) -> str:
    if any(need.name == "chromium" for need in needs):
        return "Install Chromium or Chrome (not as a snap, which tests can't drive), so that `chromium` or `google-chrome` is in PATH."
    return "Install a newer version and put it in PATH: " + ", ".join(need.name for need in needs)
