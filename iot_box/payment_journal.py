"""The payment journal on disk. Every change is one commit, and the row stands before a byte is sent.

The database itself refuses a second open row for a terminal and a ServiceID used twice.
"""

import dataclasses
import json
import sqlite3
from collections.abc import Callable
from typing import Any

from .clock import Clock
from .payment_rules import OPEN_STATES, Asked, Payment, Refused, check_original, same_request
from .store import Store
from .terminals import Card, Receipt

Json = dict[str, Any]
Stretch = tuple[float | None, list[Payment]]
"""Since when, and what was paid."""
BASE36 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
RECEIPT_KEPT_S = 90 * 86400.0
"""Goods come back with their receipt for longer than this; the payment itself is known for that."""
PAYMENT_KEPT_S = 400 * 86400.0
REPORTED_AT_ONCE = 100
OPEN = "('" + "', '".join(OPEN_STATES) + "')"

SCHEMA = [
    """CREATE TABLE payment (
        id TEXT PRIMARY KEY, device TEXT NOT NULL, till TEXT NOT NULL, kind TEXT NOT NULL,
        amount INTEGER NOT NULL CHECK (amount > 0), currency TEXT NOT NULL, reference TEXT NOT NULL,
        original TEXT REFERENCES payment (id), terminal TEXT NOT NULL, service_id TEXT NOT NULL UNIQUE,
        state TEXT NOT NULL, created_at REAL NOT NULL, updated_at REAL NOT NULL, revision INTEGER NOT NULL,
        approved_amount INTEGER NOT NULL, error_code TEXT, error_message TEXT, message TEXT, card TEXT,
        receipt TEXT, original_ref TEXT, terminal_ref TEXT, psp_reference TEXT, never_seen_at REAL,
        doubtful INTEGER NOT NULL, abort_at REAL, resolved_by TEXT, resolved_reason TEXT)""",
    f"CREATE UNIQUE INDEX payment_one_open ON payment (device) WHERE state IN {OPEN}",
    "CREATE INDEX payment_revision ON payment (revision)",
    "CREATE INDEX payment_original ON payment (original)",
    """CREATE TABLE payment_audit (
        number INTEGER PRIMARY KEY, at REAL NOT NULL, payment TEXT NOT NULL, action TEXT NOT NULL,
        who TEXT NOT NULL, state_before TEXT NOT NULL, state_after TEXT NOT NULL, reason TEXT)""",
    "CREATE TABLE payment_counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL)",
    "ALTER TABLE payment ADD COLUMN before TEXT",
    "CREATE TABLE payment_closing (number INTEGER PRIMARY KEY, terminal TEXT NOT NULL, at REAL NOT NULL, who TEXT NOT NULL, report TEXT NOT NULL)",
    # The last payment before it, since the time of day may be set back; an empty report: nobody heard how it ended.
    "ALTER TABLE payment_closing ADD COLUMN last_row INTEGER",
]
NAMES = [field.name for field in dataclasses.fields(Payment)]
COLUMNS = ", ".join(NAMES)


def _text(value: Any) -> Any:
    if isinstance(value, Card | Receipt):
        value = vars(value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else value


def _payment(row: sqlite3.Row) -> Payment:
    values = dict(row)
    for name in ("card", "receipt", "original_ref", "terminal_ref", "before"):
        values[name] = json.loads(values[name]) if values[name] else None
    if values["card"]:
        values["card"] = Card(**values["card"])
    if values["receipt"]:
        values["receipt"] = Receipt(*(tuple(values["receipt"][copy]) for copy in ("customer", "merchant")))
    return Payment(**{**values, "doubtful": bool(values["doubtful"])})


def _select(db: sqlite3.Connection, where: str, *values: Any) -> list[Payment]:
    rows = db.execute(f"SELECT {COLUMNS} FROM payment WHERE {where}", values)
    return [_payment(row) for row in rows]


def _moved(db: sqlite3.Connection, terminal: str, at: float | None, last_row: int | None) -> list[Payment]:
    """What this very terminal has taken or given back since."""
    if last_row is None:
        return _select(db, "terminal = ? AND created_at > ? AND approved_amount > 0", terminal, at or 0)
    return _select(db, "terminal = ? AND rowid > ? AND approved_amount > 0", terminal, last_row)


def _next(db: sqlite3.Connection, name: str, at_least: int) -> int:
    """A counter that never gives a number twice."""
    row = db.execute("SELECT value FROM payment_counter WHERE name = ?", (name,)).fetchone()
    value = max(row["value"] + 1 if row else 0, at_least)
    db.execute("INSERT OR REPLACE INTO payment_counter VALUES (?, ?)", (name, value))
    return value


def _service_id(db: sqlite3.Connection, now: float) -> str:
    """Eight characters. Never behind the clock, so that it does not start over when the disk is lost."""
    number, text = _next(db, "service_id", int(now * 1000)), ""
    while number:
        number, digit = divmod(number, 36)
        text = BASE36[digit] + text
    return text


def _save(db: sqlite3.Connection, payment: Payment, now: float) -> Payment:
    saved = dataclasses.replace(payment, updated_at=now, revision=_next(db, "revision", 1))
    changes = ", ".join(f"{name} = ?" for name in NAMES)
    values = [_text(getattr(saved, name)) for name in NAMES]
    db.execute(f"UPDATE payment SET {changes} WHERE id = ?", [*values, saved.id])
    return saved


def tidy(db: sqlite3.Connection, now: float) -> None:
    """What is long over: first the terminal's slips, later the payment, where nothing younger points at it."""
    db.execute(
        f"UPDATE payment SET receipt = NULL WHERE updated_at < ? AND receipt IS NOT NULL AND state NOT IN {OPEN}", (now - RECEIPT_KEPT_S,)
    )
    old = now - PAYMENT_KEPT_S
    db.execute(
        # The newest stays whatever its age: closings count on from its number.
        f"DELETE FROM payment WHERE updated_at < ? AND state NOT IN {OPEN} AND rowid < (SELECT max(rowid) FROM payment)"
        " AND NOT EXISTS (SELECT 1 FROM payment younger WHERE younger.original = payment.id)",
        (old,),
    )
    db.execute("DELETE FROM payment_audit WHERE at < ? AND NOT EXISTS (SELECT 1 FROM payment WHERE id = payment_audit.payment)", (old,))
    newest = "SELECT max(number) FROM payment_closing GROUP BY terminal"
    db.execute(f"DELETE FROM payment_closing WHERE at < ? AND number NOT IN ({newest})", (old,))


class Journal:
    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    async def open(self) -> None:
        await self._store.migrate("payments", SCHEMA)

    async def begin(self, asked: Asked, terminal: str) -> tuple[Payment, bool]:
        """Writes the row that must stand before anything is sent; False if it stood already."""
        return await self._store.call(lambda db: self._begin(db, asked, terminal))

    def _begin(self, db: sqlite3.Connection, asked: Asked, terminal: str) -> tuple[Payment, bool]:
        for known in _select(db, "id = ?", asked.id):
            if not same_request(known, asked):
                raise Refused("conflict", "this id was used for another payment")
            return known, False
        for busy in _select(db, f"device = ? AND state IN {OPEN}", asked.device):
            raise Refused("busy_terminal", f"payment {busy.id} on this terminal is {busy.state}")
        original_ref = None
        if asked.original is not None:
            found = _select(db, "id = ?", asked.original)
            returned = db.execute("SELECT coalesce(sum(approved_amount), 0) FROM payment WHERE original = ?", (asked.original,)).fetchone()[
                0
            ]
            original_ref = check_original(asked, found[0] if found else None, returned)
            if found[0].terminal != terminal:
                raise Refused("conflict", "the terminal was replaced since the payment")
        now = self._clock.time()
        payment = Payment(
            **vars(asked),
            terminal=terminal,
            service_id=_service_id(db, now),
            state="sending",
            created_at=now,
            updated_at=now,
            revision=_next(db, "revision", 1),
            original_ref=original_ref,
        )
        marks = ", ".join("?" * len(NAMES))
        values = [_text(getattr(payment, name)) for name in NAMES]
        db.execute(f"INSERT INTO payment ({COLUMNS}) VALUES ({marks})", values)
        return payment, True

    async def change(
        self, payment_id: str, decide: Callable[[Payment], Payment], *, action: str, who: str = "box", reason: str | None = None
    ) -> Payment:
        """Applies a rule to the row as it stands on disk. A final row stays as it is."""

        def work(db: sqlite3.Connection) -> Payment:
            (before,) = _select(db, "id = ?", payment_id)
            after = decide(before)
            if after == before:
                return before
            saved = _save(db, after, self._clock.time())
            if saved.state == "approved" and saved.kind == "reversal":
                for original in _select(db, "id = ?", saved.original):
                    _save(db, dataclasses.replace(original, state="reversed"), self._clock.time())
            self._audit(db, before, saved, action, who, reason)
            return saved

        return await self._store.call(work)

    def _audit(self, db: sqlite3.Connection, before: Payment, after: Payment, action: str, who: str, reason: str | None) -> None:
        if before.state != after.state or who != "box":
            values = (self._clock.time(), after.id, action, who, before.state, after.state, reason)
            db.execute(
                "INSERT INTO payment_audit (at, payment, action, who, state_before, state_after, reason) VALUES (?, ?, ?, ?, ?, ?, ?)",
                values,
            )

    async def get(self, payment_id: str) -> Payment | None:
        found = await self._find("id = ?", payment_id)
        return found[0] if found else None

    async def open_rows(self) -> list[Payment]:
        return await self._find(f"state IN {OPEN}")

    async def pending(self, device: str) -> list[Payment]:
        return await self._find(f"device = ? AND state IN {OPEN}", device)

    async def doubtful(self, device: str) -> list[Payment]:
        return await self._find("device = ? AND doubtful", device)

    async def changed_since(self, revision: int, limit: int = REPORTED_AT_ONCE) -> list[Payment]:
        """For reports to Odoo, oldest change first; the last row's revision is where to go on."""
        return await self._find("revision > ? ORDER BY revision LIMIT ?", revision, limit)

    async def begin_closing(self, terminal: str, who: str) -> tuple[int, list[Stretch]]:
        """Before the terminal is told to close its day. Gives the closing's number, and what the terminal's day may hold: all
        since its last closing, or, where a closing was asked for and nobody heard how it ended, only what came after that.
        """

        def work(db: sqlite3.Connection) -> tuple[int, list[Stretch]]:
            rows = db.execute("SELECT * FROM payment_closing WHERE terminal = ? ORDER BY number DESC", (terminal,)).fetchall()
            whole = next((n for n, row in enumerate(rows) if row["report"]), len(rows))
            starts = [(row["at"], row["last_row"]) for row in rows[: whole + 1]]
            if whole == len(rows):
                starts.append((None, 0))
            last = db.execute("SELECT coalesce(max(rowid), 0) FROM payment").fetchone()[0]
            made = db.execute(
                "INSERT INTO payment_closing (terminal, at, who, report, last_row) VALUES (?, ?, ?, '', ?)",
                (terminal, self._clock.time(), who, last),
            )
            return int(made.lastrowid or 0), [(at, _moved(db, terminal, at, row)) for at, row in reversed(starts)]

        return await self._store.call(work)

    async def end_closing(self, number: int, report: Json | None) -> None:
        """With the terminal's word, or None where it said that its day goes on."""
        if report is None:
            await self._store.write("DELETE FROM payment_closing WHERE number = ?", [(number,)])
        else:
            text = json.dumps(report, ensure_ascii=False)
            await self._store.write("UPDATE payment_closing SET report = ? WHERE number = ?", [(text, number)])

    async def audit(self, payment_id: str) -> list[Json]:
        def work(db: sqlite3.Connection) -> list[Json]:
            rows = db.execute("SELECT * FROM payment_audit WHERE payment = ? ORDER BY number", (payment_id,))
            return [dict(row) for row in rows]

        return await self._store.call(work)

    async def _find(self, where: str, *values: Any) -> list[Payment]:
        return await self._store.call(lambda db: _select(db, where, *values))
