"""./dev bench NAME: the programs in tests/bench/NAME, each printing one JSON object a line."""

import os
import subprocess

from . import paths, system

BENCHES = paths.ROOT / "tests/bench"


def names() -> list[str]:
    """The benchmarks there are: a folder each."""
    return sorted(path.name for path in BENCHES.iterdir() if path.is_dir() and not path.name.startswith(("_", ".")))


def run(name: str, words: list[str]) -> int:
    """Run a benchmark's programs in turn: .mjs in Node, .py in the box's environment, which has a browser driver too."""
    code = 0
    for program in sorted(path for path in (BENCHES / name).iterdir() if path.suffix in (".py", ".mjs") and path.name != "__init__.py"):
        command = ["node"] if program.suffix == ".mjs" else [paths.VENV_BOX / "bin/python"]
        env = {**os.environ, "CHROMIUM": system.chromium() or "", "PYTHONPATH": str(paths.ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
        code |= subprocess.run([str(w) for w in (*command, program, *words)], cwd=paths.ROOT, env=env, check=False).returncode
    return code
