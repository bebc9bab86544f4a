"""What a box that is never restarted keeps, and what it clears out; a calendar that jumps clears out nothing."""

import sqlite3
import uuid
from collections.abc import AsyncIterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from iot_box import payment_rules as rules
from iot_box.app import create_app
from iot_box.box import Box
from iot_box.clock import Clock
from iot_box.config import Config, DeviceConfig
from iot_box.payments import Payments
from iot_box.tests.support import free_port
from iot_box.tests.test_jobs import receipt
from iot_box.tests.test_payment_journal import APPROVAL, ASKED

DAY_S = 86_400.0


class SetClock(Clock):
    """A box that is on for long: both clocks go on; or one whose calendar is set."""

    later_s = 0.0
    set_s = 0.0

    def time(self) -> float:
        return super().time() + self.later_s + self.set_s

    def _running(self) -> float:
        return super()._running() + self.later_s


@pytest.fixture
async def box(tmp_path: Path) -> AsyncIterator[Box]:
    device = DeviceConfig("printer-1", "escpos_tcp", config={"host": "127.0.0.1", "port": free_port()})
    made = Box(Config(data_dir=str(tmp_path), devices=(device,)), clock=SetClock())
    create_app(made)
    await made.start()
    yield made
    await made.stop()


def count(box: Box, table: str, where: str = "1") -> int:
    with sqlite3.connect(box.data_dir / "box.sqlite") as db:
        return int(db.execute(f"SELECT count(*) FROM {table} WHERE {where}").fetchone()[0])


async def later(box: Box, days: float) -> None:
    assert isinstance(box.clock, SetClock)
    box.clock.later_s = days * DAY_S
    await box.housekeeping.tidy()


async def paid(payments: Payments, payment_id: str, original: str | None = None) -> None:
    kind = "refund" if original else "payment"
    await payments.journal.begin(replace(ASKED, id=payment_id, original=original, kind=kind), "t")
    await payments.journal.change(payment_id, partial(rules.settle, outcome=APPROVAL), action="answer")


async def test_prints_and_payments_go_when_nobody_can_ask_for_them_any_more(box: Box) -> None:
    assert box.payments is not None
    for number in range(3):
        job, _new = await box.jobs.add(str(uuid.uuid4()), "printer-1", None, "receipt", receipt(f"bong {number}"))
        if number:
            await box.jobs.cancel(job)
    await paid(box.payments, "p1")
    await paid(box.payments, "p2")
    await box.payments.journal.begin(replace(ASKED, id="open", device="terminal-2"), "t2")
    await later(box, 2)
    assert count(box, "job", "content IS NOT NULL") == 3 and count(box, "payment", "receipt IS NOT NULL") == 2
    await later(box, 31)
    assert count(box, "job") == 1, "one still waits for its printer"
    await later(box, 91)
    assert (count(box, "payment"), count(box, "payment", "receipt IS NOT NULL")) == (3, 0)
    await paid(box.payments, "r1", original="p2")
    await later(box, 401)
    with sqlite3.connect(box.data_dir / "box.sqlite") as db:
        left = {row[0] for row in db.execute("SELECT id FROM payment")}
    assert left == {"open", "p2", "r1"}, "what is open, and what a younger one gave back"
    assert count(box, "payment_audit", "payment = 'p1'") == 0 and count(box, "payment_audit", "payment = 'p2'") > 0


async def test_a_calendar_that_jumped_ahead_clears_out_nothing(box: Box) -> None:
    assert box.payments is not None and isinstance(box.clock, SetClock)
    await paid(box.payments, "p1")
    await paid(box.payments, "p2")
    box.clock.set_s = 5000 * DAY_S
    await box.housekeeping.tidy()
    assert count(box, "payment", "receipt IS NOT NULL") == 2
