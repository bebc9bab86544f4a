"""Steps of set-up: shown, timed, done once. A failed step says what failed and what to do."""

import fcntl
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import contextmanager
from pathlib import Path

from . import paths


class Failure(Exception):
    """A step that can't be done. `remedy` tells the user what to do about it."""

    def __init__(self, what: str, remedy: str = "", log: Path | None = None) -> None:
        super().__init__(what)
        self.remedy = remedy
        self.log = log


def say(text: str) -> None:
    """One line of progress."""
    print(text, flush=True)


def digest(*parts: object) -> str:
    """A short hash of texts and of the contents of files."""
    sha = hashlib.sha256()
    for part in parts:
        sha.update(part.read_bytes() if isinstance(part, Path) else str(part).encode())
        sha.update(b"\0")
    return sha.hexdigest()[:16]


def tree_digest(folders: Iterable[Path]) -> str:
    """A hash of all files below some folders, so that a database is migrated only when code changed."""
    sha = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and "__pycache__" not in path.parts:
                sha.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes())
    return sha.hexdigest()[:16]


def once(name: str, key: str, title: str, action: Callable[[], None], proof: Path | None = None) -> None:
    """Do `action` unless it was done with the same `key` and its `proof` still stands.

    The stamp is written last, so an interrupted step is done again.
    """
    stamp = paths.STATE / "stamps" / name
    if stamp.exists() and stamp.read_text() == key and (proof is None or proof.exists()):
        return
    say(f"• {title} …")
    began = time.monotonic()
    stamp.unlink(missing_ok=True)
    action()
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(key)
    say(f"  done in {time.monotonic() - began:.0f} s")


def run(
    command: list[str | Path],
    *,
    log: str | None = None,
    what: str = "",
    remedy: str = "",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    stdin: str | None = None,
) -> str:
    """Run a command to its end and return what it printed; a failure shows the last lines and the log."""
    words = [str(word) for word in command]
    result = subprocess.run(
        words,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        env={**os.environ, **(env or {})},
        cwd=cwd or paths.ROOT,
        input=stdin,
        stdin=subprocess.DEVNULL if stdin is None else None,
        check=False,
    )
    log_path = None
    if log:
        log_path = paths.LOGS / f"{log}.log"
        log_path.parent.mkdir(parents=True, exist_ok=True)
        log_path.write_text(result.stdout)
    if result.returncode:
        tail = "\n".join("    " + line for line in result.stdout.splitlines()[-15:])
        raise Failure(f"{what or ' '.join(words[:4])} failed (exit {result.returncode}).\n{tail}", remedy, log_path)
    return result.stdout


@contextmanager
def only_one(name: str):
    """Hold a lock of this clone, so that two ./dev at once don't set up the same thing."""
    paths.STATE.mkdir(parents=True, exist_ok=True)
    with open(paths.STATE / f"{name}.lock", "w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  another ./dev is setting up here; waiting for it …")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def report(failure: Failure) -> None:
    """Tell the user what failed and what to do."""
    print(f"\n✗ {failure}", file=sys.stderr)
    if failure.log:
        print(f"  Whole log: {failure.log.relative_to(paths.ROOT)}", file=sys.stderr)
    if failure.remedy:
        print(f"  What to do: {failure.remedy}", file=sys.stderr)
