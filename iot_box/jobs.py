"""The print queue: every job is on disk before it is promised, and none is printed twice by itself.

queued -> sending -> sent_unconfirmed -> done, or failed, unknown, expired. "sending" is on disk before the
first byte leaves, so after a power cut a job in that state may be on paper: it becomes "unknown" and a person
decides. A job goes back to the queue only when it is sure that nothing was sent.
"""

import asyncio
import logging
import sqlite3
import uuid
from typing import TYPE_CHECKING, Any

from .drivers.base import JobFailed, Kind, NotReady, Problem
from .drivers.printer import Drawer, Printer, Unconfirmed
from .http import ApiError
from .job_rows import FINAL, INSERT, RESTARTED, SCHEMA, Job, digest_of, job_from, recover, under_way

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
DRAWER_LIVES_S = 5.0
RECEIPT_LIVES_S = 8 * 3600.0
LOOK_AGAIN_S = 1.0
MOST_WAITING = 200
log = logging.getLogger("iot_box.jobs")


class Withdrawn(Exception):
    """The job was cancelled before its first byte."""


class PrintQueue:
    def __init__(self, box: "Box") -> None:
        self._box = box
        self._active: dict[str, Job] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._recovering: list[asyncio.Task[None]] = []
        self._news: dict[str, asyncio.Event] = {}
        self._interrupted: set[str] = set()
        self.finished: dict[str, int] = dict.fromkeys(sorted(FINAL), 0)

    async def start(self) -> None:
        await self._box.store.migrate("jobs", SCHEMA)
        now = self._box.clock.time()
        try:
            self._interrupted = await self._box.store.call(lambda db: recover(db, now))
        except sqlite3.Error:
            log.exception("what was under way can't be written down yet; the box starts without")
            await self._recover_later()
        rows = await self._box.store.call(lambda db: db.execute("SELECT * FROM job WHERE state = 'queued' ORDER BY number").fetchall())
        for row in rows:
            self._take(job_from(row))

    async def _recover_later(self) -> None:
        """The disk is full: scans, weights and displays need none of it, and the jobs follow once there is room."""
        for row in await self._box.store.call(under_way):
            job = job_from(row)
            self._active[job.id] = job
            self._interrupted |= {job.device} if job.kind != "drawer" else set()
            self._recovering.append(asyncio.create_task(self._settle(job, "unknown", RESTARTED), name=f"recover {job.id}"))

    async def stop(self) -> None:
        tasks = [*self._tasks.values(), *self._recovering]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # What the till asks

    async def add(self, job_id: str, device: str, till: str | None, kind: str, content: Json, *, copy: bool = False,
                  original: str | None = None, open_drawer: bool = False) -> tuple[Job, bool]:  # fmt: skip
        """The job and whether it is new. The same id with the same content is the same job."""
        digest = digest_of(device, kind, content, copy, open_drawer, original)
        known = await self.find(job_id)
        if known is not None:
            return _same(known, digest), False
        if kind == "drawer":
            self.drawer(device)
        else:
            self.printer(device).encode_job(kind, content, copy=copy)
        if sum(job.device == device for job in self._active.values()) >= MOST_WAITING:
            raise ApiError(429, "queue_full", f"{MOST_WAITING} jobs already wait for this printer")
        now = self._box.clock.time()
        life = DRAWER_LIVES_S if kind == "drawer" else RECEIPT_LIVES_S
        job = Job(job_id, device, till, kind, content, digest, copy, original, "queued", None, now, now, now + life)
        jobs = [job]
        if open_drawer:
            # A job of its own, so that the drawer opens at once or not at all, even if the paper comes later.
            kick_id = str(uuid.uuid5(uuid.UUID(job_id), "drawer"))
            kick_digest = digest_of(device, "drawer", {}, False, False, None)
            jobs.insert(
                0, Job(kick_id, device, till, "drawer", {}, kick_digest, False, None, "queued", None, now, now, now + DRAWER_LIVES_S)
            )
        try:
            await self._box.store.write(INSERT, [each.row() for each in jobs])
        except sqlite3.IntegrityError:
            # The same request came twice at once; the other one was first.
            known = await self.find(job_id)
            if known is None:
                raise
            return _same(known, digest), False
        for each in jobs:
            self._take(each)
            self._publish(each)
        return job, True

    async def find(self, job_id: str) -> Job | None:
        if job_id in self._active:
            return self._active[job_id]
        row = await self._box.store.call(lambda db: db.execute("SELECT * FROM job WHERE id = ?", (job_id,)).fetchone())
        # It may have been taken up while the disk was read.
        return self._active.get(job_id) or (job_from(row) if row else None)

    async def wait(self, job: Job, seconds: float) -> Job:
        """Return once the job is final, or is held up with a reason, or time is over."""
        end = self._box.clock.monotonic() + seconds
        seen = job.error
        while job.state not in FINAL and (left := end - self._box.clock.monotonic()) > 0:
            job.changed.clear()
            # A reason that was there before is told again after a moment, so that clients don't spin.
            pause = min(left, LOOK_AGAIN_S) if seen else left
            try:
                async with asyncio.timeout(pause):
                    await job.changed.wait()
            except TimeoutError:
                break
            if job.state == "queued" and job.error not in (None, seen):
                break
            seen = None if job.error is None else seen
        return job

    async def cancel(self, job: Job) -> Job:
        """Take a waiting job out; one that is at the printer can't be called back."""
        if not await self._set(job, "failed", Problem("cancelled", "cancelled by the till"), only_from="queued"):
            raise ApiError(409, "conflict", f"the job is {job.state} and can't be cancelled")
        self._ring(job.device)
        return job

    async def reprint(self, old: Job, new_id: str, till: str) -> tuple[Job, bool]:
        if old.kind == "drawer":
            raise ApiError(409, "conflict", "a drawer can't be printed again")
        if old.state not in FINAL:
            raise ApiError(409, "conflict", f"the job is still {old.state}")
        if old.content is None:
            raise ApiError(410, "gone", "the receipt is no longer kept on the box")
        return await self.add(new_id, old.device, till, old.kind, old.content, copy=True, original=old.original or old.id)

    def printer(self, device: str) -> Printer[Any]:
        driver = self._box.worker(device, Kind.PRINTER).driver
        if not isinstance(driver, Printer):
            raise ApiError(503, "device_not_ready", "the printer's configuration can't be used")
        return driver

    def drawer(self, device: str) -> Drawer[Any]:
        """A cash drawer of its own, or the printer that has it on its cable."""
        worker = self._box.worker(device)
        if worker.kind not in (Kind.PRINTER, Kind.DRAWER, None):
            raise ApiError(404, "unknown_device", f"{device!r} has no drawer")
        if not isinstance(worker.driver, Drawer):
            raise ApiError(503, "device_not_ready", "the drawer's configuration can't be used")
        return worker.driver

    def counts(self) -> dict[str, int]:
        waiting = [job.state for job in self._active.values()]
        return {"waiting": len(waiting), "held": sum(job.error is not None for job in self._active.values()), **self.finished}

    # Inside

    def _take(self, job: Job) -> None:
        # From here on by the clock that can't be set.
        clock = self._box.clock
        job.deadline = clock.monotonic() + max(0.0, job.expires_at - clock.time())
        self._active[job.id] = job
        self._news.setdefault(job.device, asyncio.Event())
        task = self._tasks.get(job.device)
        if task is None or task.done():
            self._tasks[job.device] = asyncio.create_task(self._serve(job.device), name=f"print {job.device}")
        self._ring(job.device)

    def _ring(self, device: str) -> None:
        self._news[device].set()

    async def _serve(self, device: str) -> None:
        """Work on one printer's jobs, one after the other, drawers first. Nothing may end this loop."""
        news = self._news[device]
        while True:
            news.clear()
            job: Job | None = None
            held: Problem | None = None
            try:
                await self._expire(device)
                job = self._next(device)
                held = await self._try(job) if job else None
            except sqlite3.Error as error:
                log.exception("the print queue can't be kept on disk", extra={"device": device})
                held = Problem("storage", f"the box can't write to its disk: {error}")
                if job is not None:
                    job.error = held
                    job.changed.set()
            except Exception:
                log.exception("printing failed", extra={"device": device})
                if job is not None and job.state not in FINAL:
                    state = "failed" if job.state == "queued" else "unknown"
                    await self._settle(job, state, Problem("internal", "the box made a mistake; its log says which"))
            if job is not None and held is not None:
                await self._pause(news, job)
            elif held is not None:
                await asyncio.sleep(LOOK_AGAIN_S)
            elif job is None:
                await news.wait()

    async def _pause(self, news: asyncio.Event, job: Job) -> None:
        left = max(0.02, min(LOOK_AGAIN_S, job.deadline - self._box.clock.monotonic()))
        worker = self._box.workers.get(job.device)
        waits: list[asyncio.Task[bool]] = [asyncio.create_task(news.wait())]
        if worker is not None and not worker.ready:
            worker.retry_now()
            waits.append(asyncio.create_task(worker.wait_ready()))
        try:
            await asyncio.wait(waits, timeout=left, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for each in waits:
                each.cancel()

    def _next(self, device: str) -> Job | None:
        mine = [job for job in self._active.values() if job.device == device and job.state == "queued"]
        return next((job for job in mine if job.kind == "drawer"), mine[0] if mine else None)

    async def _try(self, job: Job) -> Problem | None:
        """Print one job; the reason when it has to wait."""

        async def stage(state: str) -> None:
            if state == "sending":
                if not await self._set(job, state, only_from="queued"):
                    raise Withdrawn
            else:
                await self._settle(job, state)

        try:
            worker = self._box.worker(job.device)
            if job.kind == "drawer":
                drawer = self.drawer(job.device)
                async with worker.turn():
                    await drawer.kick(stage)
            else:
                printer = self.printer(job.device)
                data = self._data(job, printer)
                async with worker.turn():
                    await printer.send(data, stage)
                self._interrupted.discard(job.device)
            await self._settle(job, "done")
        except ApiError as error:
            return await self._hold(job, Problem(error.code, error.message))
        except NotReady as error:
            return await self._hold(job, error.problem)
        except JobFailed as error:
            await self._settle(job, "failed", error.problem)
        except Unconfirmed as error:
            self._interrupted.add(job.device)
            await self._settle(job, "unknown", error.problem)
        except Withdrawn:
            log.info("job cancelled at the last moment", extra={"job": job.id})
        return None

    def _data(self, job: Job, printer: Printer[Any]) -> bytes:
        data = printer.encode_job(job.kind, job.content or {}, copy=job.copy)
        # Half a receipt may hang out of the printer; the next customer's must not begin on it.
        return printer.fresh_sheet() + data if job.device in self._interrupted else data

    async def _hold(self, job: Job, problem: Problem) -> Problem:
        """Nothing was sent: the job stays in the queue and the till is told why, once."""
        if job.state == "sending":
            await self._settle(job, "unknown", problem)
        elif job.error is None or job.error.code != problem.code:
            await self._set(job, "queued", problem, only_from="queued")
        return problem

    async def _expire(self, device: str) -> None:
        now = self._box.clock.monotonic()
        for job in [j for j in self._active.values() if j.device == device and j.state == "queued" and j.deadline <= now]:
            await self._set(job, "expired", job.error or Problem("expired", "the printer was not ready in time"), only_from="queued")

    async def _set(self, job: Job, state: str, error: Problem | None = None, only_from: str | None = None) -> bool:
        """Change the state, on disk first: what is told to a till must be true after a power cut.

        False when the job has left `only_from` meanwhile, such as by a till that cancels it.
        """
        async with job.changing:
            if only_from is not None and job.state != only_from:
                return False
            await self._write(job, state, error)
        job.changed.set()
        self._publish(job)
        return True

    async def _settle(self, job: Job, state: str, error: Problem | None = None) -> None:
        """Record what has happened already, as soon as the disk takes it; this printer waits until then."""
        while True:
            try:
                await self._set(job, state, error)
                return
            except sqlite3.Error:
                log.exception("waiting for room on the disk", extra={"job": job.id})
                await asyncio.sleep(LOOK_AGAIN_S)

    async def _write(self, job: Job, state: str, error: Problem | None) -> None:
        now = self._box.clock.time()
        values = (state, error.code if error else None, error.message if error else None, now, job.id)
        update = "UPDATE job SET state = ?, error_code = ?, error_message = ?, updated_at = ? WHERE id = ?"
        await self._box.store.write(update, [values])
        job.state, job.error, job.updated_at = state, error, now
        if state in FINAL:
            self._active.pop(job.id, None)
            self.finished[state] += 1
            log.info("job %s", state, extra={"job": job.id, "device": job.device, "code": error.code if error else None})

    def _publish(self, job: Job) -> None:
        self._box.hub.publish({"type": "job", "job": job.view()}, device=job.device)


def _same(known: Job, digest: str) -> Job:
    if known.digest != digest:
        raise ApiError(409, "conflict", "this id was used for another job", "id")
    return known
