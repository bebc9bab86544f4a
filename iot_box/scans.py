"""Scans on their way to a till: to one till only, repeated until that till has said it has them.

Decides only; the hub (events.py) sends. A scan belongs to the till that had the device when it was read,
so that two tills on one box don't take each other's scans. Where nobody was there, the next till to come
gets it, unless it is so old that it would land in another customer's basket.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
REPEAT_AFTER_S = 1.0
ORPHAN_LIVES_S = 60.0
SCAN_LIVES_S = 600.0
MOST_PER_DEVICE = 500


@dataclass
class Scan:
    seq: int
    event: Json
    device: str
    till: str | None
    read_at: float
    sent_at: float | None = None
    saved: bool = False

    @property
    def id(self) -> str:
        return str(self.event["id"])


class Outbox:
    """Scans that no till has acknowledged yet, oldest first. Times are monotonic seconds."""

    def __init__(self) -> None:
        self._scans: dict[int, Scan] = {}
        self._per_device: Counter[str] = Counter()

    def __len__(self) -> int:
        return len(self._scans)

    def add(self, scan: Scan) -> list[Scan]:
        """Keep a scan; returns those that had to go because a device floods."""
        self._scans[scan.seq] = scan
        self._per_device[scan.device] += 1
        if self._per_device[scan.device] <= MOST_PER_DEVICE:
            return []
        return [self._take(next(old for old in self._scans.values() if old.device == scan.device))]

    def ack(self, seq: int, till: str) -> Scan | None:
        """The scan that this till has taken over, or None when it is not that till's to take."""
        scan = self._scans.get(seq)
        if scan is None or scan.till != till:
            return None
        return self._take(scan)

    def claim(self, device: str, till: str, now: float) -> None:
        """A till took this device: it gets what was read while nobody was there."""
        for scan in self._scans.values():
            if scan.device == device and scan.till is None and now - scan.read_at <= ORPHAN_LIVES_S:
                scan.till = till

    def waiting_for(self, till: str) -> list[Scan]:
        return [scan for scan in self._scans.values() if scan.till == till]

    def due(self, now: float) -> list[Scan]:
        """Scans to send again, since their till has not answered."""
        return [
            scan
            for scan in self._scans.values()
            if scan.till is not None and (scan.sent_at is None or now - scan.sent_at >= REPEAT_AFTER_S)
        ]

    def unsaved(self, now: float, after_s: float) -> list[Scan]:
        return [scan for scan in self._scans.values() if not scan.saved and now - scan.read_at >= after_s]

    def expire(self, now: float) -> list[Scan]:
        """Take out and return the scans that are too old to be meant."""
        old = [scan for scan in self._scans.values() if now - scan.read_at > _life(scan)]
        return [self._take(scan) for scan in old]

    def _take(self, scan: Scan) -> Scan:
        self._per_device[scan.device] -= 1
        return self._scans.pop(scan.seq)


def _life(scan: Scan) -> float:
    return ORPHAN_LIVES_S if scan.till is None else SCAN_LIVES_S
