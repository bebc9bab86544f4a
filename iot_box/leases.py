"""Who has a device that only one till can use at a time: a scale, a customer display, a card terminal.

A till that uses such a device has it for a moment longer, so that another till can't weigh between its questions or
write over its customer's sum. A lease ends by itself, so a till that dies keeps nobody waiting; its number only grows,
so a request that was held up on the way and comes after its lease is refused. Pure.
"""

from dataclasses import dataclass

from .clock import Clock
from .http import ApiError

MOST_TTL_S = 300


@dataclass(frozen=True)
class Lease:
    number: int
    till: str
    until: float


class Leases:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._held: dict[str, Lease] = {}
        # Begins above every number that an earlier start of the box gave out.
        self._last = int(clock.time() * 1000)

    def holder(self, device: str) -> Lease | None:
        lease = self._held.get(device)
        return lease if lease is not None and lease.until > self._clock.monotonic() else None

    def take(self, device: str, till: str, ttl_s: float) -> Lease:
        """The till's lease, new or made longer; 409 while another till has the device."""
        mine = self.allowed(device, till)
        until = self._clock.monotonic() + ttl_s
        if mine is None:
            self._last += 1
            lease = Lease(self._last, till, until)
        else:
            lease = Lease(mine.number, till, max(mine.until, until))
        self._held[device] = lease
        return lease

    def use(self, device: str, till: str, ttl_s: float, number: int | None = None) -> None:
        """Before each use. With a number the till insists that it still has the lease that it was given."""
        mine = self.allowed(device, till)
        if number is not None and (mine is None or mine.number != number):
            raise ApiError(409, "lease_lost", f"the lease {number} of {device!r} is over", "lease")
        self.take(device, till, ttl_s)

    def release(self, device: str, till: str) -> None:
        lease = self.holder(device)
        if lease is not None and lease.till == till:
            del self._held[device]

    def left_s(self, lease: Lease) -> float:
        return max(0.0, lease.until - self._clock.monotonic())

    def allowed(self, device: str, till: str) -> Lease | None:
        """The till's own lease, if it has one; 409 while another till has the device."""
        lease = self.holder(device)
        if lease is not None and lease.till != till:
            raise ApiError(409, "busy_device", f"another till uses {device!r} for up to {self.left_s(lease):.0f} s more")
        return lease
