"""Where things lie. All that ./dev makes is under STATE (one ignored folder of the clone) or CACHE (downloads)."""

import hashlib
import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATE = ROOT / ".dev"
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "retail-pos-central"
ADDONS = ROOT / "addons"
LOGS = STATE / "logs"
NODE_BIN = ROOT / "node_modules" / ".bin"

#: Tells clones apart where a name must be short or global (socket folders).
CLONE_ID = hashlib.sha256(str(ROOT).encode()).hexdigest()[:10]
#: A Unix socket's path may have 107 characters, so it can't lie in a deep clone.
SOCKETS = Path(tempfile.gettempdir()) / f"retail-pos-{os.getuid()}-{CLONE_ID}"

VENV_ODOO = STATE / "venv-odoo"
VENV_BOX = STATE / "venv-box"


def our_addons() -> list[str]:
    """Technical names of this project's addons, sorted."""
    return sorted(path.parent.name for path in ADDONS.glob("*/__manifest__.py"))
