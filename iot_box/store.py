"""What must survive a power cut: one SQLite file in WAL mode that syncs every commit to disk.

All access runs in one thread of its own, so a slow disk never stops the event loop, and every call is
one transaction: it is on disk when it returns, or it did not happen.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
log = logging.getLogger("iot_box.store")
Call = Callable[[sqlite3.Connection], T]


class Store:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._db: sqlite3.Connection | None = None

    async def open(self) -> None:
        await self._in_thread(self._open)

    async def migrate(self, part: str, steps: Sequence[str]) -> None:
        """Bring the tables of one part up to date.

        `steps` are only ever added at the end, and each only adds (a table, a column that may be empty): a version
        that is rolled back to goes on with what a newer one has left.
        """
        await self.call(lambda db: _migrate(db, part, steps))

    async def call(self, work: Call[T]) -> T:
        """Run `work` in a transaction that is on disk when this returns."""
        return await self._in_thread(lambda: _transaction(self._connection(), work))

    async def write(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """The same statement for each row, in one transaction."""
        rows = list(rows)

        def work(db: sqlite3.Connection) -> None:
            db.executemany(sql, rows)

        await self.call(work)

    async def close(self) -> None:
        await self._in_thread(self._close)
        self._thread.shutdown(wait=True)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        # Shielded: a caller that goes away must not leave it unknown whether a commit happened
        # while later callers already run.
        future = asyncio.get_running_loop().run_in_executor(self._thread, work)
        return await asyncio.shield(future)

    def _open(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        self._path.touch(mode=0o600)
        db = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=10)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("CREATE TABLE IF NOT EXISTS part_version (part TEXT PRIMARY KEY, version INTEGER NOT NULL)")
        self._db = db

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _connection(self) -> sqlite3.Connection:
        if self._db is None:
            raise RuntimeError("the store is not open")
        return self._db


def _transaction(db: sqlite3.Connection, work: Call[T]) -> T:
    db.execute("BEGIN IMMEDIATE")
    try:
        result = work(db)
        db.execute("COMMIT")
    except BaseException:
        if db.in_transaction:
            db.execute("ROLLBACK")
        raise
    return result


def _migrate(db: sqlite3.Connection, part: str, steps: Sequence[str]) -> None:
    row = db.execute("SELECT version FROM part_version WHERE part = ?", (part,)).fetchone()
    done = row["version"] if row else 0
    if done >= len(steps):
        if done > len(steps):
            log.warning("the data of %s come from a newer version of this program", part)
        return
    for step in steps[done:]:
        db.execute(step)
    db.execute(
        "INSERT INTO part_version VALUES (?, ?) ON CONFLICT (part) DO UPDATE SET version = excluded.version",
        (part, len(steps)),
    )
