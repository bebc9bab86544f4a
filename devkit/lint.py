"""./dev lint: ruff, pylint-odoo, mypy strict for the box, eslint, prettier, and rules of this project."""

import subprocess
from pathlib import Path

from . import paths
from .steps import say


def _check(title: str, command: list[str | Path]) -> bool:
    result = subprocess.run(
        [str(word) for word in command], cwd=paths.ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    say(f"  {'✓' if result.returncode == 0 else '✗'} {title}")
    if result.returncode:
        say(result.stdout)
    return result.returncode == 0


def _javascript() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "*.js", "*.mjs"],
        cwd=paths.ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return [name for name in listed.stdout.splitlines() if "/lib/" not in name and (paths.ROOT / name).exists()]


#: `_` as Odoo's own addons use it, models cut by subject, one README for the project, small tables read whole.
NOT_OURS = "prefer-env-translation,consider-merging-classes-inherited,missing-readme,no-search-all"


def run_all() -> bool:
    """Run every linter, also after one has failed."""
    say("\n══ lint")
    box = paths.VENV_BOX / "bin"
    scripts = _javascript()
    results = [
        _check("ruff check", [box / "ruff", "check", "--no-cache", "."]),
        _check("ruff format", [box / "ruff", "format", "--no-cache", "--check", "."]),
        _check("mypy --strict iot_box", [box / "mypy", "--cache-dir", paths.STATE / "mypy", "-p", "iot_box"]),
        _check(
            "pylint-odoo",
            [
                paths.VENV_ODOO / "bin/pylint",
                "--rcfile=.pylintrc",
                f"--disable={NOT_OURS}",
                *(f"addons/{name}" for name in paths.our_addons()),
            ],
        ),
        _check("eslint", [paths.NODE_BIN / "eslint", "--no-warn-ignored", *scripts]),
        _check("prettier", [paths.NODE_BIN / "prettier", "--check", "--log-level=warn", *scripts]),
    ]
    return all(results)
