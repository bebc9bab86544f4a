"""The box's clocks: wall time for people, monotonic time for waits and ages, head office's time for its tokens."""

import time
from datetime import UTC, datetime


class Clock:
    """Given to everything that asks for the time, so that a test can give its own."""

    def __init__(self) -> None:
        self._ahead_s, self._was_told = self.time() - self.monotonic(), False

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def iso(self) -> str:
        return iso(self.time())

    def told(self, seconds: float) -> None:
        """Head office has said what time it is."""
        self._ahead_s, self._was_told = seconds - self.monotonic(), True

    def office(self) -> float:
        """Head office's time, as it last said it or as the system had it at the start, carried on by the clock that nobody sets."""
        return self.monotonic() + self._ahead_s

    def offices(self) -> tuple[float, ...]:
        """What that may be. A box that heard of no other time since its start also believes a clock that was set right meanwhile."""
        return (self.office(),) if self._was_told else (self.office(), self.time())


def iso(seconds: float) -> str:
    """UTC, milliseconds, as browsers write it."""
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
