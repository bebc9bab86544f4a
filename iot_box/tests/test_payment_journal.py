"""The journal on disk: what stands when, what is refused by the database itself, what is kept of a manager's word."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from iot_box import payment_rules as rules
from iot_box.clock import Clock
from iot_box.payment_journal import Journal
from iot_box.payment_rules import Asked, Refused
from iot_box.store import Store
from iot_box.terminals import Card, Outcome, Receipt

ASKED = Asked("p1", "terminal-1", "till", "payment", 1000, "NOK", "1")
APPROVAL = Outcome(
    "approved", 1000, card=Card("visa", "4761 **** 0119"), receipt=Receipt(("KJØP",), ("KJØP",)), terminal_ref={"id": "T1", "at": ""}
)


class SetClock(Clock):
    now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
async def journal(tmp_path: Path) -> AsyncIterator[Journal]:
    store = Store(tmp_path / "box.sqlite")
    await store.open()
    made = Journal(store, SetClock())
    await made.open()
    yield made
    await store.close()


async def test_a_row_stands_on_disk_before_anything_is_sent(journal: Journal, tmp_path: Path) -> None:
    payment, new = await journal.begin(ASKED, "nexo a b")
    with sqlite3.connect(tmp_path / "box.sqlite") as other:
        rows = other.execute("SELECT id, service_id, state, amount, terminal FROM payment").fetchall()
    assert new and rows == [("p1", payment.service_id, "sending", 1000, "nexo a b")]
    assert 1 <= len(payment.service_id) <= 10


async def test_one_open_row_a_terminal(journal: Journal) -> None:
    await journal.begin(ASKED, "t")
    for state in ("sending", "in_progress", "unknown"):
        await journal.change("p1", lambda row, state=state: replace(row, state=state), action="test")
        with pytest.raises(Refused) as refused:
            await journal.begin(replace(ASKED, id="p2"), "t")
        assert refused.value.code == "busy_terminal"
    await journal.begin(replace(ASKED, id="p3", device="terminal-2"), "t")
    await journal.change("p1", partial(rules.settle, outcome=APPROVAL), action="answer")
    assert (await journal.begin(replace(ASKED, id="p2"), "t"))[1]


async def test_the_database_refuses_a_second_open_row_by_itself(journal: Journal, tmp_path: Path) -> None:
    await journal.begin(ASKED, "t")
    with sqlite3.connect(tmp_path / "box.sqlite") as other, pytest.raises(sqlite3.IntegrityError):
        names = [row[1] for row in other.execute("PRAGMA table_info(payment)")]
        copied = ", ".join({"id": "'p2'", "service_id": "'OTHER'"}.get(name, name) for name in names)
        other.execute(f"INSERT INTO payment SELECT {copied} FROM payment WHERE id = 'p1'")


async def test_many_at_once_are_one(journal: Journal) -> None:
    asked = [replace(ASKED, id=f"p{number}") for number in range(8)]
    results = await asyncio.gather(*(journal.begin(one, "t") for one in asked), return_exceptions=True)
    assert sum(not isinstance(result, Exception) for result in results) == 1


async def test_service_ids_never_repeat_and_survive_a_lost_disk(journal: Journal, tmp_path: Path) -> None:
    used = set()
    for number in range(20):
        payment, _new = await journal.begin(replace(ASKED, id=f"p{number}"), "t")
        used.add(payment.service_id)
        await journal.change(payment.id, partial(rules.settle, outcome=APPROVAL), action="answer")
    SetClock.now -= 5000  # a clock set back must not bring numbers back
    try:
        payment, _new = await journal.begin(replace(ASKED, id="late"), "t")
    finally:
        SetClock.now += 5000
    used.add(payment.service_id)
    assert len(used) == 21
    fresh = Store(tmp_path / "new.sqlite")
    await fresh.open()
    clock = SetClock()
    clock.now = SetClock.now + 1
    replaced = Journal(fresh, clock)
    await replaced.open()
    payment, _new = await replaced.begin(replace(ASKED, id="first"), "t")
    await fresh.close()
    assert payment.service_id not in used


async def test_everything_comes_back_from_disk(journal: Journal) -> None:
    await journal.begin(ASKED, "t")
    saved = await journal.change("p1", partial(rules.settle, outcome=APPROVAL), action="answer")
    assert await journal.get("p1") == saved
    assert saved.card == APPROVAL.card and saved.receipt == APPROVAL.receipt


async def test_a_reversal_marks_its_payment_in_the_same_commit(journal: Journal) -> None:
    await journal.begin(ASKED, "t")
    await journal.change("p1", partial(rules.settle, outcome=APPROVAL), action="answer")
    reversal, _new = await journal.begin(replace(ASKED, id="r1", kind="reversal", original="p1"), "t")
    assert reversal.original_ref == {"id": "T1", "at": ""}
    await journal.change("r1", partial(rules.settle, outcome=Outcome("approved", 1000)), action="answer")
    original = await journal.get("p1")
    assert original is not None and (original.state, original.approved_amount) == ("reversed", 1000)


async def test_a_payment_of_a_terminal_since_replaced_is_not_given_back(journal: Journal) -> None:
    await journal.begin(ASKED, "old")
    await journal.change("p1", partial(rules.settle, outcome=APPROVAL), action="answer")
    with pytest.raises(Refused, match="replaced"):
        await journal.begin(replace(ASKED, id="r1", kind="reversal", original="p1"), "new")


async def test_a_managers_word_is_kept_with_name_and_reason(journal: Journal) -> None:
    await journal.begin(ASKED, "t")
    await journal.change("p1", partial(rules.unclear, code="timeout", message="x"), action="answer")
    decide = partial(rules.decide_by_hand, outcome="declined", by="Ola", reason="kunden gikk")
    await journal.change("p1", decide, action="resolve", who="Ola (till)", reason="kunden gikk")
    last = (await journal.audit("p1"))[-1]
    assert (last["action"], last["who"], last["state_before"], last["state_after"], last["reason"]) == (
        *("resolve", "Ola (till)", "unknown", "declined", "kunden gikk"),
    )


async def test_changes_are_reported_in_order(journal: Journal) -> None:
    await journal.begin(ASKED, "t")
    (first,) = await journal.changed_since(0)
    await journal.change("p1", partial(rules.settle, outcome=APPROVAL), action="answer")
    (second,) = await journal.changed_since(first.revision)
    assert second.state == "approved" and await journal.changed_since(second.revision) == []


async def test_a_closing_counts_by_order_and_not_by_the_time_of_day(journal: Journal) -> None:
    async def pay(name: str) -> None:
        await journal.begin(replace(ASKED, id=name), "t")
        await journal.change(name, partial(rules.settle, outcome=APPROVAL), action="answer")

    await pay("before")
    number, stretches = await journal.begin_closing("t", "Ola")
    assert [[payment.id for payment in moved] for _since, moved in stretches] == [["before"]]
    await journal.end_closing(number, {"own": []})
    SetClock.now -= 86_400
    try:
        await pay("after")
        _number, stretches = await journal.begin_closing("t", "Ola")
        assert [[payment.id for payment in moved] for _since, moved in stretches] == [["after"]]
        await pay("later")
        _number, stretches = await journal.begin_closing("t", "Ola")
    finally:
        SetClock.now += 86_400
    assert [[payment.id for payment in moved] for _since, moved in stretches] == [["after", "later"], ["later"]]
