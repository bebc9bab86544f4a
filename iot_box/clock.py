"""The box's clocks: wall time for people, monotonic time for waits and ages, head office's time for its tokens."""

import time
from datetime import UTC, datetime


class Clock:
    """Given to everything that asks for the time, so that a test can give its own."""

    def __init__(self) -> None:
        self._ahead_s, self._was_told = self.time() - self._running(), False
        self.heard_at: float | None = None
        """When head office was last heard of, by its own time; None where that is not known."""
        self._at_least_s: float | None = None

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def iso(self) -> str:
        return iso(self.time())

    def told(self, seconds: float, within_s: float = 0.0) -> None:
        """Head office has signed that it was then, at most `within_s` ago: an answer that somebody held up proves no more
        than that, so a clock that agrees with it stays as it is."""
        office = min(max(self.office(), seconds), seconds + within_s)
        self._ahead_s, self._was_told, self.heard_at = office - self._running(), True, office

    def not_before(self, seconds: float) -> None:
        """Head office said so before this start: a computer without a clock that runs on, or one that was set back, is later than that."""
        self._at_least_s, self.heard_at = seconds - self._running(), seconds
        self._ahead_s = max(self._ahead_s, self._at_least_s)

    def office(self) -> float:
        """Head office's time, as it last said it or as the system had it at the start, carried on by the clock that nobody sets."""
        return self._running() + self._ahead_s

    def offices(self) -> tuple[float, ...]:
        """What that may be. A box that heard of no other time since its start also believes a clock that was set right meanwhile."""
        if self._was_told:
            return (self.office(),)
        earliest = self.time() if self._at_least_s is None else self._running() + self._at_least_s
        return (self.office(), max(self.time(), earliest))

    @property
    def was_told(self) -> bool:
        return self._was_told

    def _running(self) -> float:
        """Goes on while the computer sleeps, as the time of day does."""
        return time.clock_gettime(time.CLOCK_BOOTTIME)


def iso(seconds: float) -> str:
    """UTC, milliseconds, as browsers write it."""
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
