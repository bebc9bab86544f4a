"""Devices that one till has at a time."""

import pytest

from iot_box.clock import Clock
from iot_box.http import ApiError
from iot_box.leases import Leases


class Hands(Clock):
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def monotonic(self) -> float:
        return self.now

    def time(self) -> float:
        return self.now


def refused(leases: Leases, till: str, number: int | None = None) -> str:
    with pytest.raises(ApiError) as caught:
        leases.use("scale-1", till, 3, number)
    assert caught.value.status == 409
    return caught.value.code


def test_use_keeps_the_other_till_out_for_a_moment() -> None:
    clock = Hands()
    leases = Leases(clock)
    leases.use("scale-1", "a", 3)
    assert refused(leases, "b") == "busy_device"
    leases.use("scale-2", "b", 3)
    clock.now += 2
    leases.use("scale-1", "a", 3)
    clock.now += 2
    assert refused(leases, "b") == "busy_device"
    clock.now += 2
    leases.use("scale-1", "b", 3)
    assert refused(leases, "a") == "busy_device"


def test_a_till_gives_its_own_back_and_no_others() -> None:
    leases = Leases(Hands())
    leases.take("scale-1", "a", 60)
    leases.release("scale-1", "b")
    assert refused(leases, "b") == "busy_device"
    leases.release("scale-1", "a")
    leases.use("scale-1", "b", 3)


def test_a_request_that_comes_after_its_lease_is_refused() -> None:
    clock = Hands()
    leases = Leases(clock)
    first = leases.take("scale-1", "a", 10)
    assert leases.take("scale-1", "a", 20).number == first.number
    leases.use("scale-1", "a", 3, first.number)
    clock.now += 30
    assert refused(leases, "a", first.number) == "lease_lost"
    second = leases.take("scale-1", "a", 10)
    assert second.number > first.number
    assert refused(leases, "a", first.number) == "lease_lost"


def test_numbers_grow_over_a_restart() -> None:
    clock = Hands()
    before = Leases(clock).take("scale-1", "a", 1).number
    clock.now += 1
    assert Leases(clock).take("scale-1", "a", 1).number > before
