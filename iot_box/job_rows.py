"""Print jobs as they stand on disk, and what a restart makes of them."""

import asyncio
import hashlib
import json
import sqlite3
from dataclasses import dataclass, field
from typing import Any

from .clock import iso
from .drivers.base import Problem

Json = dict[str, Any]
FINAL = frozenset({"done", "failed", "unknown", "expired"})
UNDER_WAY = "state IN ('sending', 'sent_unconfirmed')"
RESTARTED = Problem("restarted", "the box stopped while printing")
CONTENT_KEPT_S = 3 * 86400.0
ROW_KEPT_S = 30 * 86400.0

SCHEMA = [
    """CREATE TABLE job (
        number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, device TEXT NOT NULL, till TEXT, kind TEXT NOT NULL,
        content TEXT, digest TEXT NOT NULL, copy INTEGER NOT NULL, original TEXT, state TEXT NOT NULL,
        error_code TEXT, error_message TEXT, created_at REAL NOT NULL, updated_at REAL NOT NULL, expires_at REAL NOT NULL)""",
    "CREATE INDEX job_state ON job (state)",
]
COLUMNS = (
    "id",
    "device",
    "till",
    "kind",
    "content",
    "digest",
    "copy",
    "original",
    "state",
    "error_code",
    "error_message",
    "created_at",
    "updated_at",
    "expires_at",
)


@dataclass(eq=False)
class Job:
    id: str
    device: str
    till: str | None
    kind: str
    content: Json | None
    digest: str
    copy: bool
    original: str | None
    state: str
    error: Problem | None
    created_at: float
    updated_at: float
    expires_at: float
    deadline: float = float("inf")
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    changing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def view(self) -> Json:
        return {
            "id": self.id,
            "device": self.device,
            "kind": self.kind,
            "state": self.state,
            "error": self.error.as_json() if self.error else None,
            "copy": self.copy,
            "original": self.original,
            "created_at": iso(self.created_at),
            "updated_at": iso(self.updated_at),
        }

    def row(self) -> tuple[Any, ...]:
        content = json.dumps(self.content, ensure_ascii=False) if self.content is not None else None
        error = (self.error.code, self.error.message) if self.error else (None, None)
        return (self.id, self.device, self.till, self.kind, content, self.digest, self.copy, self.original, self.state, *error,
                self.created_at, self.updated_at, self.expires_at)  # fmt: skip


INSERT = f"INSERT INTO job ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"


def digest_of(*parts: Any) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()


def under_way(db: sqlite3.Connection) -> list[sqlite3.Row]:
    return db.execute(f"SELECT * FROM job WHERE {UNDER_WAY} ORDER BY number").fetchall()


def recover(db: sqlite3.Connection, now: float) -> set[str]:
    """After a restart: what was under way may be on paper. Gives the printers concerned."""
    devices = {row["device"] for row in under_way(db) if row["kind"] != "drawer"}
    db.execute(
        f"UPDATE job SET state = 'unknown', error_code = ?, error_message = ?, updated_at = ? WHERE {UNDER_WAY}",
        (RESTARTED.code, RESTARTED.message, now),
    )
    return devices


def tidy(db: sqlite3.Connection, now: float) -> None:
    """What is long over: first what was printed, later that it was."""
    final = "state IN ('" + "', '".join(sorted(FINAL)) + "')"
    db.execute(f"UPDATE job SET content = NULL WHERE created_at < ? AND content IS NOT NULL AND {final}", (now - CONTENT_KEPT_S,))
    db.execute(f"DELETE FROM job WHERE created_at < ? AND {final}", (now - ROW_KEPT_S,))


def job_from(row: sqlite3.Row) -> Job:
    error = Problem(row["error_code"], row["error_message"]) if row["error_code"] else None
    content = json.loads(row["content"]) if row["content"] is not None else None
    return Job(
        row["id"], row["device"], row["till"], row["kind"], content, row["digest"], bool(row["copy"]), row["original"],
        row["state"], error, row["created_at"], row["updated_at"], row["expires_at"],
    )  # fmt: skip
