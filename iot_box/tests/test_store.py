"""What is kept is kept, whoever else writes in the same moment."""

import asyncio
import shutil
import sqlite3
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from iot_box import store as module
from iot_box.store import Store

TABLE = ["CREATE TABLE thing (name TEXT PRIMARY KEY, size BLOB)"]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    made = Store(tmp_path / "box.sqlite")
    await made.open()
    await made.migrate("things", TABLE)
    yield made
    await made.close()


def keep(store: Store, name: str, size: bytes = b"") -> "asyncio.Future[None]":
    return asyncio.ensure_future(store.write("INSERT INTO thing VALUES (?, ?)", [(name, size)]))


async def names(store: Store) -> list[str]:
    rows = await store.call(lambda db: db.execute("SELECT name FROM thing ORDER BY name").fetchall())
    return [row["name"] for row in rows]


async def test_calls_that_come_together_share_a_sync(store: Store) -> None:
    said: list[str] = []
    await store.call(lambda db: db.set_trace_callback(said.append))
    await asyncio.gather(*(keep(store, f"{n:02d}") for n in range(20)))
    assert said.count("COMMIT") <= 3
    assert await names(store) == [f"{n:02d}" for n in range(20)]


async def test_one_that_fails_takes_only_its_own_back(store: Store) -> None:
    def half(db: sqlite3.Connection) -> None:
        db.execute("INSERT INTO thing VALUES ('half', '')")
        raise ValueError("thought better of it")

    ends = await asyncio.gather(
        keep(store, "a"), keep(store, "b"), keep(store, "a"), store.call(half), keep(store, "c"), return_exceptions=True
    )
    assert [type(end) for end in ends] == [type(None), type(None), sqlite3.IntegrityError, ValueError, type(None)]
    assert await names(store) == ["a", "b", "c"]


async def test_a_full_disk_refuses_what_does_not_fit_and_keeps_the_rest(store: Store) -> None:
    pages = await store.call(lambda db: int(db.execute("PRAGMA page_count").fetchone()[0]))
    await store.call(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 1}").fetchall())
    ends = await asyncio.gather(keep(store, "a"), keep(store, "huge", b"x" * 100_000), keep(store, "b"), return_exceptions=True)
    assert [type(end) for end in ends] == [type(None), sqlite3.OperationalError, type(None)]
    await store.call(lambda db: db.execute(f"PRAGMA max_page_count = {pages + 100}").fetchall())
    await keep(store, "huge", b"x" * 100_000)
    assert await names(store) == ["a", "b", "huge"]


async def test_the_log_of_changes_is_emptied_at_rest(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REST_S", 0.05)
    log = tmp_path / "box.sqlite-wal"
    for n in range(10):
        await keep(store, f"{n}", b"x" * 50_000)
    assert log.stat().st_size > module.LONG_LOG_BYTES
    async with asyncio.timeout(5):
        while log.stat().st_size:
            await asyncio.sleep(0.02)
    assert len(await names(store)) == 10


async def test_the_log_of_changes_leaves_room_on_a_small_disk(tmp_path: Path, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def left(_folder: Path) -> SimpleNamespace:
        return SimpleNamespace(free=1_000_000 - sum(file.stat().st_size for file in tmp_path.iterdir()))

    monkeypatch.setattr(shutil, "disk_usage", left)
    for n in range(50):
        await keep(store, "one", b"x" * 10_000)
        await store.call(lambda db: db.execute("DELETE FROM thing"))
        assert left(tmp_path).free > 500_000, n


async def test_closing_waits_for_what_was_asked(tmp_path: Path) -> None:
    first = Store(tmp_path / "other.sqlite")
    await first.open()
    await first.migrate("things", TABLE)
    writes = [keep(first, str(n)) for n in range(5)]
    await asyncio.sleep(0)
    await first.close()
    await asyncio.gather(*writes)
    again = Store(tmp_path / "other.sqlite")
    await again.open()
    assert len(await names(again)) == 5
    await again.close()
