"""Whose a scan is, and for how long."""

from iot_box.scans import MOST_PER_DEVICE, ORPHAN_LIVES_S, REPEAT_AFTER_S, SCAN_LIVES_S, Outbox, Scan


def scan(seq: int, till: str | None = "a", at: float = 0.0, device: str = "s") -> Scan:
    return Scan(seq, {"id": f"id{seq}"}, device, till, at)


def test_only_the_owner_takes_a_scan_over() -> None:
    box = Outbox()
    box.add(scan(1))
    assert box.ack(1, "b") is None
    assert len(box) == 1
    assert box.ack(1, "a") is not None
    assert len(box) == 0


def test_an_unanswered_scan_is_due_again() -> None:
    box = Outbox()
    first = scan(1)
    box.add(first)
    assert box.due(0.0) == [first]
    first.sent_at = 0.0
    assert box.due(REPEAT_AFTER_S - 0.1) == []
    assert box.due(REPEAT_AFTER_S) == [first]


def test_a_scan_that_nobody_awaited_goes_to_the_next_till_while_it_is_fresh() -> None:
    box = Outbox()
    fresh, stale = scan(2, None, at=50.0), scan(1, None, at=-10.0)
    for each in (stale, fresh):
        box.add(each)
    box.claim("s", "b", now=51.0 + 0)
    assert fresh.till == "b"
    assert stale.till is None
    assert box.expire(51.0) == [stale]
    assert ORPHAN_LIVES_S < SCAN_LIVES_S


def test_a_flood_costs_the_oldest_of_that_device_only() -> None:
    box = Outbox()
    box.add(scan(0, device="other"))
    lost = [old.seq for n in range(1, MOST_PER_DEVICE + 3) for old in box.add(scan(n))]
    assert lost == [1, 2]
    assert box.ack(0, "a") is not None
