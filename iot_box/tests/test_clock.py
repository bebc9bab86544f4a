"""Which time passes are judged by, whatever is done to the system's clock."""

import pytest

from iot_box.auth import AuthError, verify
from iot_box.clock import Clock
from iot_box.tests.support import Signer

DAY_S = 86_400.0


class SetClock(Clock):
    offset_s = 0.0

    def time(self) -> float:
        return super().time() + self.offset_s


def test_head_offices_time_goes_on_when_the_clock_is_set() -> None:
    clock = SetClock()
    clock.told(clock.time())
    for clock.offset_s in (DAY_S, -DAY_S):
        assert clock.offices() == (pytest.approx(clock.time() - clock.offset_s, abs=1),)


def test_a_clock_that_was_wrong_at_the_start_is_put_right() -> None:
    clock = SetClock()
    clock.told(clock.time() + DAY_S)
    assert clock.office() == pytest.approx(clock.time() + DAY_S, abs=1)


def test_an_answer_that_was_held_up_turns_the_clock_back_no_further_than_it_proves() -> None:
    clock = SetClock()
    now = clock.time()
    clock.told(now)
    clock.told(now - 20, within_s=30)
    assert clock.office() == pytest.approx(now, abs=1), "it may have been on its way for these 20 s"
    clock.told(now - 20, within_s=5)
    assert clock.office() == pytest.approx(now - 15, abs=1)
    clock.told(now + 10, within_s=5)
    assert clock.office() == pytest.approx(now + 10, abs=1)


def test_a_clock_that_was_set_back_while_the_box_was_off_is_not_believed() -> None:
    """Passes that had expired by what head office said before are not good again."""
    clock = SetClock()
    now = clock.time()
    clock.not_before(now + DAY_S)
    assert clock.offices() == (pytest.approx(now + DAY_S, abs=1),) * 2
    clock.offset_s = 3 * DAY_S
    assert clock.offices()[1] == pytest.approx(now + 3 * DAY_S, abs=1), "set right since"
    clock.told(now)
    assert clock.offices() == (pytest.approx(now, abs=1),), "head office's newest word goes before its older one"


def test_without_head_office_a_pass_is_good_by_the_clock_of_the_start_or_by_the_one_set_since() -> None:
    clock, signer = SetClock(), Signer()
    keys = {signer.kid: signer.public()["public_key"]}
    now = int(clock.time())
    today = signer.token("box")
    tomorrow = signer.token("box", iat=now + DAY_S, nbf=now + DAY_S, exp=now + DAY_S + 60)
    assert verify(today, keys, "box", *clock.offices()).till
    with pytest.raises(AuthError):
        verify(tomorrow, keys, "box", *clock.offices())
    clock.offset_s = DAY_S
    assert verify(today, keys, "box", *clock.offices()).till and verify(tomorrow, keys, "box", *clock.offices()).till
