"""Odoo as a process for a benchmark, what it costs, and how busy the machine is."""

import json
import os
from collections.abc import Iterable
from contextlib import contextmanager
from pathlib import Path

from devkit import databases, paths
from devkit.processes import Processes, free_port, http_get, wait_for

TICKS = os.sysconf("SC_CLK_TCK")
PAGE = os.sysconf("SC_PAGE_SIZE")


def emit(bench: str, case: str, goal: dict | None = None, **figures: object) -> None:
    """One line of JSON; `goal` holds the most that each of its figures may be."""
    line = {
        "bench": bench,
        "case": case,
        **{name: round(value, 3) if isinstance(value, float) else value for name, value in figures.items()},
    }
    if goal is not None:
        line |= {"goal": goal, "met": all(line[name] <= most for name, most in goal.items())}
    print(json.dumps({**line, "load_1m": round(os.getloadavg()[0], 2)}), flush=True)


@contextmanager
def odoo_on(database: str, *words: str):
    """(its address, its processes) while an Odoo runs on a database."""
    folder = paths.STATE / "bench" / database
    processes = Processes(folder)
    processes.stop_all()
    processes.log("odoo").unlink(missing_ok=True)
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = databases.command(
        database, "--http-interface=127.0.0.1", f"--http-port={port}", f"--db-filter=^{database}$", "--no-database-list", *words
    )
    try:
        processes.start("odoo", command, databases.environment())
        wait_for("odoo", lambda: http_get(f"{url}/web/health"), 120, processes.log("odoo"))
        yield url, processes
    finally:
        processes.stop_all()


def process_stat(pid: int) -> tuple[int, int, float] | None:
    """(parent, process group, CPU seconds) of a process, with those of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return int(fields[1]), int(fields[2]), sum(map(int, fields[11:15])) / TICKS


def cpu_s(groups: Iterable[int], database: str) -> float:
    """CPU seconds spent so far by process groups and by PostgreSQL for a database.

    Backends that have ended are counted with the server that started them.
    """
    total, wanted = 0.0, set(groups)
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit() or (found := process_stat(int(entry.name))) is None:
            continue
        _parent, group, spent = found
        if group in wanted or _is_backend(entry, database):
            total += spent
    return total


def _is_backend(entry: Path, database: str) -> bool:
    try:
        words = (entry / "cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return False
    return words.startswith("postgres:") and f" {database} " in words
