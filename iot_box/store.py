"""What must survive a power cut: one SQLite file in WAL mode that syncs every commit to disk.

All access runs in one thread of its own, so a slow disk never stops the event loop, and every call is
one transaction: it is on disk when it returns, or it did not happen. Calls that come while the disk is busy
share its next sync, since several tills print at once and a sync takes longer than all their writing.
"""

import asyncio
import logging
import shutil
import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
log = logging.getLogger("iot_box.store")
REST_S = 1.0
"""So long after the last call the log of changes is written into the file and emptied, if it has grown."""
LONG_LOG_BYTES = 128 * 1024
ROOM_IN_LOGS = 4
"""On a disk without room for so many of it, it is emptied at once: once it has filled the rest, not even that can be done."""
Call = Callable[[sqlite3.Connection], T]
Answer = tuple[Any, BaseException | None]


class Store:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._db: sqlite3.Connection | None = None
        self._waiting: list[tuple[Call[Any], asyncio.Future[Any]]] = []
        self._busy: asyncio.Future[list[Answer]] | None = None
        self._resting: asyncio.TimerHandle | None = None

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
        future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
        self._waiting.append((work, future))
        if self._busy is None:
            self._work_off()
        # Shielded: a caller that goes away must not leave it unknown whether a commit happened
        # while later callers already run.
        return await asyncio.shield(future)

    async def write(self, sql: str, rows: Iterable[Sequence[object]]) -> None:
        """The same statement for each row, in one transaction."""
        rows = list(rows)

        def work(db: sqlite3.Connection) -> None:
            db.executemany(sql, rows)

        await self.call(work)

    async def close(self) -> None:
        while self._busy is not None:
            await asyncio.wait({self._busy})
        if self._resting is not None:
            self._resting.cancel()
        await self._in_thread(self._close)
        self._thread.shutdown(wait=True)

    def _work_off(self) -> None:
        """Hand all that waits to the thread at once."""
        if self._resting is not None:
            self._resting.cancel()
            self._resting = None
        batch, self._waiting = self._waiting, []
        works = [work for work, _future in batch]
        self._busy = asyncio.get_running_loop().run_in_executor(self._thread, self._do, works)
        self._busy.add_done_callback(lambda done: self._answer([future for _work, future in batch], done))

    def _do(self, works: Sequence[Call[Any]]) -> list[Answer]:
        answers = _together(self._connection(), works)
        if (size := self._log_bytes()) and self._free_bytes() < ROOM_IN_LOGS * size:
            self._empty_log()
        return answers

    def _answer(self, futures: "list[asyncio.Future[Any]]", done: "asyncio.Future[list[Answer]]") -> None:
        self._busy = None
        if self._waiting:
            self._work_off()
        else:
            self._resting = asyncio.get_running_loop().call_later(REST_S, self._rest)
        error = done.exception()
        answers: list[Answer] = [(None, error)] * len(futures) if error else done.result()
        for future, (result, failure) in zip(futures, answers, strict=True):
            if future.cancelled():
                continue
            if failure is None:
                future.set_result(result)
            else:
                future.set_exception(failure)

    def _rest(self) -> None:
        self._resting = None
        asyncio.get_running_loop().run_in_executor(self._thread, self._tidy_up)

    def _tidy_up(self) -> None:
        if self._log_bytes() > LONG_LOG_BYTES:
            self._empty_log()

    def _log_bytes(self) -> int:
        try:
            return self._path.with_name(self._path.name + "-wal").stat().st_size
        except OSError:
            return 0

    def _free_bytes(self) -> float:
        try:
            return shutil.disk_usage(self._path.parent).free
        except OSError as error:
            # What was asked for is done, whatever the disk says of itself.
            log.warning("the disk does not tell its room: %s", error)
            return float("inf")

    def _empty_log(self) -> None:
        try:
            self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            log.warning("the log of changes can't be emptied: %s", error)

    async def _in_thread(self, work: Callable[[], T]) -> T:
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._thread, work))

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


def _together(db: sqlite3.Connection, works: Sequence[Call[Any]]) -> list[Answer]:
    """Each call's result or error. One that fails takes nothing back but its own."""
    if len(works) > 1:
        try:
            return _transaction(db, lambda db: [_guarded(db, work) for work in works])
        except sqlite3.Error:
            # Such as a full disk, which ends the whole transaction: nothing of it happened. Each for itself may still fit.
            log.warning("%s calls could not share a sync; each is tried alone", len(works))
    return [_alone(db, work) for work in works]


def _guarded(db: sqlite3.Connection, work: Call[Any]) -> Answer:
    db.execute("SAVEPOINT one")
    try:
        result = work(db)
    except BaseException as error:
        if not db.in_transaction:
            raise sqlite3.OperationalError("the transaction has ended") from error
        db.execute("ROLLBACK TO one")
        db.execute("RELEASE one")
        return None, error
    db.execute("RELEASE one")
    return result, None


def _alone(db: sqlite3.Connection, work: Call[Any]) -> Answer:
    try:
        return _transaction(db, work), None
    except BaseException as error:
        return None, error


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
