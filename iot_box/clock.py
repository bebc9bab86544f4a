"""The box's clocks: wall time for people and tokens, monotonic time for waits and ages."""

import time
from datetime import UTC, datetime


class Clock:
    """Given to everything that asks for the time, so that a test can give its own."""

    def time(self) -> float:
        return time.time()

    def monotonic(self) -> float:
        return time.monotonic()

    def iso(self) -> str:
        return iso(self.time())


def iso(seconds: float) -> str:
    """UTC, milliseconds, as browsers write it."""
    text = datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds")
    return text.replace("+00:00", "Z")
