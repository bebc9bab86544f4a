"""A private PostgreSQL cluster: its own data folder and socket, no TCP port, run by a user that is not root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from . import paths
from .processes import wait_for
from .steps import Failure, once, run
from .system import postgres_bin

ROLE = "odoo"  # Odoo refuses the name postgres
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{sockets}'
max_connections = 200
shared_buffers = 256MB
work_mem = 16MB
# a development cluster: what a power cut would cost is made again by ./dev
fsync = off
synchronous_commit = off
full_page_writes = off
"""


def _owner() -> str | None:
    """The user that runs the cluster when ./dev runs as root (PostgreSQL refuses root)."""
    return "postgres" if os.geteuid() == 0 else None


def _as_owner(command: list[str | Path]) -> list[str | Path]:
    owner = _owner()
    return ["runuser", "-u", owner, "--", *command] if owner else command


def data_folder() -> Path:
    """The cluster's folder: below the clone, or, when its user can't reach that, in its home."""
    here = paths.STATE / "postgres"
    owner = _owner()
    if owner and not _reachable(here, owner):
        return Path(pwd.getpwnam(owner).pw_dir) / f"retail-pos-{paths.CLONE_ID}"
    return here


def _reachable(folder: Path, owner: str) -> bool:
    folder.mkdir(parents=True, exist_ok=True)
    probe = subprocess.run(["runuser", "-u", owner, "--", "test", "-x", str(folder)], capture_output=True, check=False)
    return probe.returncode == 0


def _init(folder: Path) -> None:
    binaries = postgres_bin()
    if binaries is None:
        raise Failure("PostgreSQL's server is missing.", "apt-get install postgresql")
    _end_leftover()
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    owner = _owner()
    if owner:
        shutil.chown(folder, owner)
    run(
        _as_owner([binaries / "initdb", "-A", "trust", "-U", ROLE, "-E", "UTF8", "--locale=C.UTF-8", "-D", folder]),
        log="initdb",
        what="Making the PostgreSQL cluster",
        cwd=Path("/"),
    )
    with open(folder / "postgresql.conf", "a") as conf:
        conf.write(SETTINGS.format(sockets=paths.SOCKETS))


def _end_leftover() -> None:
    """End a server whose clone was deleted and cloned anew at the same place: its data folder goes, and it would answer in our place."""
    lock = paths.SOCKETS / ".s.PGSQL.5432.lock"
    if not lock.exists():
        return
    pid = lock.read_text().split("\n", 1)[0].strip()
    name = Path(f"/proc/{pid}/comm")
    if pid.isdigit() and name.exists() and name.read_text().startswith("postgres"):
        run(_as_owner(["kill", "-QUIT", pid]), what="Ending the server of an earlier clone", cwd=Path("/"))
        wait_for("the end of an earlier clone's server", lambda: not name.exists(), 30)
    for path in (lock, lock.with_suffix("")):
        path.unlink(missing_ok=True)


def ensure() -> None:
    """Make the cluster if it is not there and start it if it does not run."""
    folder = data_folder()
    once("postgres", str(folder), "a private PostgreSQL cluster", lambda: _init(folder), proof=folder / "PG_VERSION")
    if not running():
        paths.SOCKETS.mkdir(mode=0o755, exist_ok=True)
        if _owner():
            shutil.chown(paths.SOCKETS, _owner())
        paths.LOGS.mkdir(parents=True, exist_ok=True)
        binaries = postgres_bin() or Path()
        log = folder / "server.log"
        run(
            _as_owner([binaries / "pg_ctl", "-D", folder, "-l", log, "-w", "-t", "60", "start"]),
            what="Starting PostgreSQL",
            remedy=f"See {log}; ./dev stop and ./dev setup start it anew.",
            cwd=Path("/"),
        )


def running() -> bool:
    """Whether the cluster answers."""
    binaries = postgres_bin()
    return bool(binaries) and (subprocess.run([str(binaries / "pg_isready"), "-q", "-h", str(paths.SOCKETS)], check=False).returncode == 0)


def stop() -> None:
    """Stop the cluster."""
    if running():
        run(_as_owner([(postgres_bin() or Path()) / "pg_ctl", "-D", data_folder(), "-m", "fast", "-w", "stop"]), cwd=Path("/"))


def sql(statement: str, database: str = "postgres") -> str:
    """Run SQL and return its bare output."""
    binaries = postgres_bin() or Path()
    return run(
        [binaries / "psql", "-h", paths.SOCKETS, "-U", ROLE, "-d", database, "-v", "ON_ERROR_STOP=1", "-Atqc", statement],
        what="A database statement",
    ).strip()


def exists(database: str) -> bool:
    """Whether there is such a database."""
    return sql(f"SELECT 1 FROM pg_database WHERE datname = '{database}'") == "1"


def drop(database: str) -> None:
    """Drop a database and whoever is connected to it."""
    sql(f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE)')


def copy(source: str, target: str) -> None:
    """Make `target` a copy of `source`, in place of what it was."""
    drop(target)
    sql(f'CREATE DATABASE "{target}" TEMPLATE "{source}"')
