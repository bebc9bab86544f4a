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
