"""What the box tells the tills: numbered events, replayed to a till that was away for a moment.

State events (device, job, payment) go to every connected till whose token opens the device, and are kept
in memory for a resume. Scans go to one till and are kept until that till has acknowledged them (scans.py),
on disk too when that takes longer than a moment.
"""

import asyncio
import json
import logging
import sqlite3
import uuid
from collections import deque
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any

from .auth import Token
from .clock import Clock, iso
from .scans import Outbox, Scan
from .store import Store

Json = dict[str, Any]
RING_SIZE = 2000
QUEUE_SIZE = 3000
SAVE_AFTER_S = 0.25
TICK_S = 0.25
log = logging.getLogger("iot_box.events")

SCHEMA = [
    "CREATE TABLE scan (id TEXT PRIMARY KEY, device TEXT NOT NULL, till TEXT, read_at REAL NOT NULL, event TEXT NOT NULL)",
]


@dataclass(eq=False)
class Client:
    """One connected till page."""

    token: Token
    focus_at: float
    queue: "asyncio.Queue[Json | None]" = field(default_factory=lambda: asyncio.Queue(QUEUE_SIZE))
    open: bool = True

    def send(self, message: Json) -> bool:
        """Queue a message; a client too slow to take it is let go and resumes later."""
        if not self.open:
            return False
        try:
            self.queue.put_nowait(message)
        except asyncio.QueueFull:
            self.open = False
            log.warning("a till reads too slowly and was let go", extra={"till": self.token.till})
        return self.open

    def finish(self) -> None:
        """Close once all that is queued has been sent; at once where the queue is full."""
        try:
            self.queue.put_nowait(None)
        except asyncio.QueueFull:
            self.open = False


@dataclass(frozen=True)
class Kept:
    seq: int
    device: str | None
    till: str | None
    event: Json

    def is_for(self, token: Token) -> bool:
        return (self.device is None or token.opens(self.device)) and self.till in (None, token.till)


class Hub:
    def __init__(self, clock: Clock, store: Store, tills_of: Callable[[str], Collection[str]]) -> None:
        self.epoch = str(uuid.uuid4())
        self.seq = 0
        self.scans_read = 0
        self.scans_delivered = 0
        self.scans_dropped = 0
        self.clients: set[Client] = set()
        self._clock = clock
        self._store = store
        self._tills_of = tills_of
        self._ring: deque[Kept] = deque(maxlen=RING_SIZE)
        self._outbox = Outbox()
        self._some = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        await self._store.migrate("scans", SCHEMA)
        rows = await self._store.call(lambda db: db.execute("SELECT * FROM scan ORDER BY read_at").fetchall())
        mono, wall = self._clock.monotonic(), self._clock.time()
        for row in rows:
            age = max(0.0, wall - row["read_at"])
            event = {**json.loads(row["event"]), "seq": self._next()}
            self._outbox.add(Scan(event["seq"], event, row["device"], row["till"], mono - age, saved=True))
            self._some.set()
        self._task = asyncio.create_task(self._tend(), name="hub")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        await self._save(0.0)

    def say_bye(self) -> None:
        """The box stops: let the tills go, so that they reconnect when it is back."""
        for client in list(self.clients):
            client.send({"type": "bye"})
            client.finish()

    # What drivers and queues say

    def publish(self, event: Json, *, device: str | None = None, till: str | None = None) -> None:
        """Number an event and send it to the tills that it concerns."""
        seq = self._next()
        kept = Kept(seq, device, till, {**event, "seq": seq})
        self._ring.append(kept)
        for client in list(self.clients):
            if kept.is_for(client.token):
                client.send(kept.event)

    def from_driver(self, device: str, event: Json) -> None:
        """An event that a driver emitted; scans are delivered with care, the rest is state."""
        if event.get("type") == "scan":
            self._scan(device, event)
        elif event.get("type") == "scan_rejected":
            # For whoever holds the scanner: the till beside has nothing to scan again.
            holder = self._holder(device)
            self.publish({**event, "device": device}, device=device, till=holder.token.till if holder else None)
        else:
            self.publish({**event, "device": device}, device=device)

    def _scan(self, device: str, event: Json) -> None:
        holder = self._holder(device)
        seq = self._next()
        full = {
            "type": "scan",
            "seq": seq,
            "id": str(uuid.uuid4()),
            "device": device,
            "data": event["data"],
            "raw_aim": event.get("raw_aim"),
            "parsed": event.get("parsed"),
            "at": event.get("at") or iso(self._clock.time()),
        }
        scan = Scan(seq, full, device, holder.token.till if holder else None, self._clock.monotonic())
        self.scans_read += 1
        dropped = self._outbox.add(scan)
        self._some.set()
        self.scans_dropped += len(dropped)
        if dropped and self.scans_dropped % 100 == 1:
            log.error("scans dropped, the device floods", extra={"device": device, "dropped": self.scans_dropped})
        if holder is not None:
            self._send_scan(scan, holder)

    # What tills say

    def join(self, client: Client, resume: Json | None) -> bool:
        """Take a till in: greet it, then send what it missed. True when nothing can be missing."""
        self.clients.add(client)
        since = self._resume_point(resume)
        self.focus(client)
        if since is not None:
            for kept in self._ring:
                if kept.seq > since and kept.is_for(client.token):
                    client.send(kept.event)
        for scan in self._outbox.waiting_for(client.token.till):
            self._send_scan(scan, client)
        return since is not None

    def can_resume(self, resume: Json | None) -> bool:
        return self._resume_point(resume) is not None

    def leave(self, client: Client) -> None:
        client.open = False
        self.clients.discard(client)

    def focus(self, client: Client) -> None:
        """The till that was used last gets the scans of the devices it shares."""
        client.focus_at = self._clock.monotonic()
        for device in client.token.devices:
            if self._holder(device) is client:
                self._outbox.claim(device, client.token.till, client.focus_at)

    def ack(self, client: Client, seq: int) -> None:
        scan = self._outbox.ack(seq, client.token.till)
        if scan is None:
            return
        self.scans_delivered += 1
        if scan.saved:
            asyncio.get_running_loop().create_task(self._forget([scan.id]))

    # Inside

    def _next(self) -> int:
        self.seq += 1
        return self.seq

    def _resume_point(self, resume: Json | None) -> int | None:
        if not resume or resume.get("epoch") != self.epoch:
            return None
        since = resume.get("seq")
        if not isinstance(since, int) or isinstance(since, bool) or not 0 <= since <= self.seq:
            return None
        oldest = self._ring[0].seq if self._ring else self.seq + 1
        lost_some = len(self._ring) == RING_SIZE and since < oldest - 1
        return None if lost_some else since

    def _holder(self, device: str) -> Client | None:
        tills = self._tills_of(device)
        able = [c for c in self.clients if c.open and c.token.opens(device) and (not tills or c.token.till in tills)]
        return max(able, key=lambda c: c.focus_at, default=None)

    def _client_of(self, till: str, device: str) -> Client | None:
        able = [c for c in self.clients if c.open and c.token.till == till and c.token.opens(device)]
        return max(able, key=lambda c: c.focus_at, default=None)

    def _send_scan(self, scan: Scan, client: Client) -> None:
        if client.send(scan.event):
            scan.sent_at = self._clock.monotonic()

    async def _tend(self) -> None:
        """Look after the scans that no till has taken over yet; asleep while there are none."""
        while True:
            if not len(self._outbox):
                self._some.clear()
                await self._some.wait()
            await asyncio.sleep(TICK_S)
            now = self._clock.monotonic()
            for scan in self._outbox.due(now):
                client = self._client_of(scan.till or "", scan.device)
                if client is not None:
                    self._send_scan(scan, client)
            expired = self._outbox.expire(now)
            for scan in expired:
                log.warning("scan never fetched by a till", extra={"device": scan.device, "scan": scan.id})
            try:
                await self._forget([scan.id for scan in expired if scan.saved])
                await self._save(SAVE_AFTER_S)
            except sqlite3.Error:
                log.exception("scans can't be kept on disk")
                await asyncio.sleep(2)

    async def _save(self, after_s: float) -> None:
        scans = self._outbox.unsaved(self._clock.monotonic(), after_s)
        if not scans:
            return
        offset = self._clock.time() - self._clock.monotonic()
        rows = [(s.id, s.device, s.till, s.read_at + offset, json.dumps(s.event)) for s in scans]
        await self._store.write("INSERT OR REPLACE INTO scan VALUES (?, ?, ?, ?, ?)", rows)
        still = {scan.id for scan in self._outbox.unsaved(self._clock.monotonic(), 0)}
        for scan in scans:
            scan.saved = True
        # Acknowledged while the disk was busy: nobody else would remove the row.
        await self._forget([scan.id for scan in scans if scan.id not in still])

    async def _forget(self, ids: list[str]) -> None:
        if ids:
            await self._store.write("DELETE FROM scan WHERE id = ?", [(i,) for i in ids])
