"""./dev bench: programs under tests/bench that print one JSON object a line."""

import os
import subprocess
from pathlib import Path

from . import databases, paths, system

BENCHES = paths.ROOT / "tests/bench"
#: bench → its program, run in turn; .mjs in Node, .py in Odoo's environment.
PROGRAMS: dict[str, tuple[str, ...]] = {
    "campaigns": ("campaigns_node.mjs",),
}


def names() -> list[str]:
    """The benchmarks there are."""
    return sorted(PROGRAMS)


def run(name: str, words: list[str]) -> int:
    """Run a benchmark; its JSON lines go to standard output."""
    code = 0
    for program in PROGRAMS[name]:
        command: list[str | Path] = ["node"] if program.endswith(".mjs") else [paths.VENV_ODOO / "bin/python"]
        env = {**os.environ, **databases.environment(), "CHROMIUM": system.chromium() or ""}
        env["PYTHONPATH"] = f"{paths.ROOT}:{env['PYTHONPATH']}"
        code |= subprocess.run([str(w) for w in (*command, BENCHES / program, *words)], cwd=paths.ROOT, env=env, check=False).returncode
    return code
