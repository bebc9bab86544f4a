"""Two virtual environments with locked versions: Odoo with its tests, and the box with its linters."""

import shutil
import sys
from pathlib import Path

from . import paths
from .steps import digest, once, run

ODOO_REQUIREMENTS = paths.ROOT / "devkit/requirements-odoo.txt"
BOX_REQUIREMENTS = (paths.ROOT / "iot_box/requirements.txt", paths.ROOT / "devkit/requirements-box-dev.txt")


def _make(venv: Path, requirements: tuple[Path, ...]) -> None:
    remedy = "Check the network; a package that does not compile needs gcc and python3-dev."
    if not (venv / "bin/pip").exists() or not _same_python(venv):
        shutil.rmtree(venv, ignore_errors=True)
        run([sys.executable, "-m", "venv", venv], what="Making a virtual environment", remedy="apt-get install python3-venv")
    files = [word for path in requirements for word in ("-r", path)]
    run(
        [venv / "bin/pip", "install", "--disable-pip-version-check", *files],
        log=f"pip-{venv.name}",
        what=f"Installing Python packages into {venv.name}",
        remedy=remedy,
        env={"PIP_CACHE_DIR": str(paths.CACHE / "pip")},
    )


def _same_python(venv: Path) -> bool:
    config = venv / "pyvenv.cfg"
    return config.exists() and f"{sys.version_info[0]}.{sys.version_info[1]}." in config.read_text()


def ensure() -> None:
    """Make or bring up to date both environments."""
    for venv, requirements in ((paths.VENV_ODOO, (ODOO_REQUIREMENTS,)), (paths.VENV_BOX, BOX_REQUIREMENTS)):
        once(
            venv.name,
            digest(sys.version, *requirements),
            f"Python packages for {'Odoo' if venv is paths.VENV_ODOO else 'the box'}",
            lambda venv=venv, requirements=requirements: _make(venv, requirements),
            proof=venv / "bin/python",
        )


def ensure_node() -> None:
    """Install the locked npm packages (linters and test peers)."""
    lock = paths.ROOT / "package-lock.json"
    once(
        "node",
        digest(lock),
        "npm packages",
        lambda: _npm_ci(),
        proof=paths.ROOT / "node_modules",
    )


def _npm_ci() -> None:
    run(
        ["npm", "ci", "--no-audit", "--no-fund", "--cache", paths.CACHE / "npm"],
        log="npm-ci",
        what="npm ci",
        remedy="Check the network and npm's settings.",
    )
