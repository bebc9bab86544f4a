"""What the simulated terminal (and the bank behind it) remembers, on disk before it answers."""

import json
import sqlite3
import time
from pathlib import Path
from typing import Any

Json = dict[str, Any]

TABLES = """
CREATE TABLE IF NOT EXISTS txn (
    number INTEGER PRIMARY KEY,
    sale_id TEXT NOT NULL, service_id TEXT NOT NULL, category TEXT NOT NULL, kind TEXT NOT NULL,
    sale_transaction TEXT, reference TEXT, amount INTEGER NOT NULL, currency TEXT NOT NULL,
    original TEXT, poi_transaction TEXT NOT NULL UNIQUE, started_at REAL NOT NULL,
    state TEXT NOT NULL DEFAULT 'started', condition TEXT, captured INTEGER NOT NULL DEFAULT 0,
    response TEXT,
    UNIQUE (sale_id, service_id)
);
CREATE TABLE IF NOT EXISTS message (
    number INTEGER PRIMARY KEY, at REAL NOT NULL, category TEXT NOT NULL,
    sale_id TEXT NOT NULL, service_id TEXT NOT NULL, about TEXT
);
CREATE TABLE IF NOT EXISTS closing (number INTEGER PRIMARY KEY, last_txn INTEGER NOT NULL);
"""


class Journal:
    """`captured` is money moved from the customer (payments) or back (negative), in minor units."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.execute("PRAGMA synchronous=FULL")
        self._db.executescript(TABLES)

    def log(self, category: str, sale_id: str, service_id: str, about: str | None) -> None:
        self._db.execute(
            "INSERT INTO message (at, category, sale_id, service_id, about) VALUES (?, ?, ?, ?, ?)",
            (time.time(), category, sale_id, service_id, about),
        )

    def find(self, sale_id: str, service_id: str) -> Json | None:
        return self._one("SELECT * FROM txn WHERE sale_id = ? AND service_id = ?", sale_id, service_id)

    def last(self) -> Json | None:
        return self._one("SELECT * FROM txn ORDER BY number DESC LIMIT 1")

    def by_poi_transaction(self, name: str) -> Json | None:
        return self._one("SELECT * FROM txn WHERE poi_transaction = ?", name)

    def by_number(self, number: int) -> Json | None:
        return self._one("SELECT * FROM txn WHERE number = ?", number)

    def left_of(self, name: str) -> int:
        """What of a captured transaction has not been given back."""
        row = self._db.execute("SELECT sum(captured) FROM txn WHERE poi_transaction = ? OR original = ?", (name, name)).fetchone()
        return int(row[0] or 0)

    def start(self, **values: Any) -> Json:
        """On disk before the customer is asked for a card."""
        self._db.execute("BEGIN IMMEDIATE")
        number = self._db.execute("SELECT coalesce(max(number), 0) + 1 FROM txn").fetchone()[0]
        name = f"SIM{number:09d}{int(time.time())}.{number:016X}"
        columns = {**values, "number": number, "poi_transaction": name, "started_at": time.time()}
        marks = ", ".join("?" * len(columns))
        self._db.execute(
            f"INSERT INTO txn ({', '.join(columns)}) VALUES ({marks})",
            tuple(columns.values()),
        )
        self._db.execute("COMMIT")
        found = self._one("SELECT * FROM txn WHERE number = ?", number)
        assert found is not None
        return found

    def finish(self, number: int, captured: int, condition: str | None, response: Json) -> None:
        """Authorisation and answer in one commit: the answer can always be asked for again."""
        self._db.execute(
            "UPDATE txn SET state = 'done', captured = ?, condition = ?, response = ? WHERE number = ?",
            (captured, condition, json.dumps(response), number),
        )

    def unfinished(self) -> list[Json]:
        return self._all("SELECT * FROM txn WHERE state = 'started'")

    def finished(self) -> list[Json]:
        return self._all("SELECT * FROM txn WHERE state = 'done' ORDER BY number")

    def close_period(self) -> list[Json]:
        """What moved since the last reconciliation; the next one begins after it."""
        last = self._db.execute("SELECT coalesce(max(last_txn), 0) FROM closing").fetchone()[0]
        rows = self._all(f"SELECT * FROM txn WHERE state = 'done' AND captured != 0 AND number > {last} ORDER BY number")
        self._db.execute("INSERT INTO closing (last_txn) SELECT coalesce(max(number), 0) FROM txn")
        return rows

    def as_json(self) -> Json:
        rows = self._all("SELECT * FROM txn ORDER BY number")
        return {
            "captured": sum(row["captured"] for row in rows),
            "transactions": [{k: v for k, v in row.items() if k != "response"} for row in rows],
            "messages": self._all("SELECT * FROM message ORDER BY number"),
        }

    def _one(self, query: str, *values: Any) -> Json | None:
        row = self._db.execute(query, values).fetchone()
        return dict(row) if row else None

    def _all(self, query: str) -> list[Json]:
        return [dict(row) for row in self._db.execute(query)]
