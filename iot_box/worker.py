"""One worker for each physical port: opens the device, watches over it, and starts over when it leaves.

The worker beats while it is alive, whatever its device does; the watchdog (box.py) is fed only while
every worker beats. Pauses between attempts grow, so a dead device costs the others nothing.
"""

import asyncio
import contextlib
import logging
import random
from collections.abc import AsyncIterator, Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from . import drivers
from .clock import Clock
from .config import DeviceConfig
from .drivers.base import ConfigError, Context, Driver, Kind, NotReady, Problem

Json = dict[str, Any]
BEAT_EVERY_S = 2.0
FIRST_PAUSE_S = 0.25
LONGEST_PAUSE_S = 5.0
CALM_AFTER_S = 10.0
STOP_AGAIN_S = 0.5
log = logging.getLogger("iot_box.worker")


class Worker:
    def __init__(
        self,
        device: DeviceConfig,
        *,
        clock: Clock,
        data_dir: Path,
        emit: Callable[[str, Json], None],
        announce: Callable[["Worker"], None],
    ) -> None:
        self.device = device
        self.state = "starting"
        self.error: Problem | None = None
        self.driver: Driver[Any] | None = None
        self.kind: Kind | None = None
        self.beat_at = clock.monotonic()
        self.failures = 0
        self._clock = clock
        self._data_dir = data_dir
        self._emit = emit
        self._announce = announce
        self._again = asyncio.Event()
        self._stir = asyncio.Event()
        self._doubted = False
        self._ready = asyncio.Event()
        self._lock = asyncio.Lock()
        self._task: asyncio.Task[None] | None = None
        self._announced: Json = {}
        self._announcing: asyncio.TimerHandle | None = None

    @property
    def id(self) -> str:
        return self.device.id

    @property
    def ready(self) -> bool:
        return self.state == "ready"

    def start(self) -> None:
        self._build()
        self._task = asyncio.create_task(self._work(), name=f"worker {self.id}")

    async def stop(self) -> None:
        task, self._task = self._task, None
        while task is not None and not task.done():
            # Again, since a cancellation that comes while the worker waits for its device to close is swallowed there.
            task.cancel()
            await asyncio.wait({task}, timeout=STOP_AGAIN_S)
        if self._announcing is not None:
            self._announcing.cancel()
            self._announcing = None

    def retry_now(self) -> None:
        """End the pause before the next attempt; asked for during an attempt, have another right after it."""
        self._again.set()

    def look(self) -> None:
        """Check the device now rather than at the next round."""
        self._doubted = True
        self._stir.set()

    async def wait_ready(self, timeout_s: float | None = None) -> bool:
        try:
            async with asyncio.timeout(timeout_s):
                await self._ready.wait()
        except TimeoutError:
            return False
        return True

    async def execute(self, job: Mapping[str, Any]) -> Json:
        """Have the device do a job."""
        async with self.turn() as driver:
            return await driver.execute(job)

    @contextlib.asynccontextmanager
    async def turn(self) -> AsyncIterator[Driver[Any]]:
        """The device for one caller alone, in the order of asking; NotReady when it is away."""
        async with self._lock:
            if self.driver is None or not self.ready:
                problem = self.error or Problem("device_not_ready", "the device is starting")
                raise NotReady(problem.code, problem.message)
            try:
                yield self.driver
            except NotReady:
                # The device may have left.
                self.look()
                raise

    def info(self) -> Json:
        """The device as tills, Odoo and people see it."""
        state, error = self.state, self.error
        driver = self.driver
        if driver is not None and self.ready:
            error = driver.problem()
            state = "error" if error else "ready"
        return {
            "id": self.id,
            "name": self.device.name or self.id,
            "kind": str(self.kind) if self.kind else None,
            "driver": self.device.driver,
            "tills": list(self.device.tills),
            "state": state,
            "error": error.as_json() if error else None,
            "snapshot": driver.snapshot() if driver is not None else {},
        }

    def changed(self) -> None:
        """Tell the tills, a moment later so that a burst of changes is one message."""
        if self._announcing is None:
            self._announcing = asyncio.get_running_loop().call_later(0.05, self._announce_if_new)

    def _announce_if_new(self) -> None:
        self._announcing = None
        now = self.info()
        if now != self._announced:
            self._announced = now
            self._announce(self)

    def _set(self, state: str, error: Problem | None = None) -> None:
        self.state, self.error = state, error
        if state == "ready":
            self._ready.set()
        else:
            self._ready.clear()
        self.changed()

    def _build(self) -> None:
        """Make the driver; a configuration that can't work stays an error until it is changed."""
        try:
            cls = drivers.load(self.device.driver)
            self.kind = cls.kind
            logger = logging.getLogger(f"iot_box.driver.{self.device.driver}")
            context = Context(
                device=self.id,
                name=self.device.name or self.id,
                data_dir=self._data_dir / "devices" / self.id,
                clock=self._clock,
                log=logging.LoggerAdapter(logger, {"device": self.id}),
                emit=lambda event: self._emit(self.id, event),
                changed=self.changed,
            )
            self.driver = cls(context, cls.parse_config(self.device.config))
        except ConfigError as error:
            self._failed("error", Problem("invalid_config", str(error)))
        except ImportError as error:
            self._failed("error", Problem("missing_driver", f"the driver can't be loaded: {error}"))
        except Exception as error:
            # Drivers come from others too: one that fails while it is loaded must not keep the other devices from starting.
            log.exception("the driver can't be loaded", extra={"device": self.id})
            self._failed("error", Problem("driver_failed", f"{type(error).__name__}: {error}"))

    async def _work(self) -> None:
        while True:
            self._again.clear()
            if self.driver is None:
                await self._pause(BEAT_EVERY_S)
                continue
            started = self._clock.monotonic()
            try:
                await self._serve(self.driver)
            except NotReady as error:
                self._failed("disconnected", error.problem)
            except ConfigError as error:
                self._failed("error", Problem("invalid_config", str(error)))
            except Exception as error:
                log.exception("the driver failed", extra={"device": self.id})
                self._failed("error", Problem("driver_failed", f"{type(error).__name__}: {error}"))
            finally:
                await self._unload(self.driver)
            if self._clock.monotonic() - started > CALM_AFTER_S:
                self.failures = 1
            # Jitter, so that devices behind one dead switch don't come back in step.
            pause = min(FIRST_PAUSE_S * 2 ** min(self.failures - 1, 10), LONGEST_PAUSE_S)
            await self._pause(pause * random.uniform(0.8, 1.2))

    def _failed(self, state: str, problem: Problem) -> None:
        self.failures += 1
        if problem != self.error or state != self.state:
            log.warning("device not usable: %s", problem.message, extra={"device": self.id, "code": problem.code})
        self._set(state, problem)

    async def _serve(self, driver: Driver[Any]) -> None:
        await self._beating(driver.setup(), limit_s=driver.setup_timeout_s)
        self._set("ready")
        log.info("device ready", extra={"device": self.id})
        await self._beating(driver.run(), check=driver)
        raise NotReady("disconnected", "the driver stopped")

    async def _beating(self, work: Coroutine[Any, Any, None], limit_s: float | None = None, check: Driver[Any] | None = None) -> None:
        """Wait for `work` while showing that this worker is alive, and look after the device meanwhile."""
        task = asyncio.create_task(work)
        task.add_done_callback(lambda _task: self._stir.set())
        started = checked = self._clock.monotonic()
        try:
            while not task.done():
                self._stir.clear()
                self.beat_at = now = self._clock.monotonic()
                if limit_s is not None and now - started > limit_s:
                    raise NotReady("timeout", f"the device did not open within {limit_s:g} s")
                due = check is not None and (self._doubted or now - checked >= check.check_every_s)
                if check is not None and due and not self._lock.locked():
                    checked, self._doubted = now, False
                    async with self._lock, asyncio.timeout(check.setup_timeout_s):
                        await check.check()
                await self._round(check)
            task.result()
        except TimeoutError:
            raise NotReady("timeout", "the device does not answer") from None
        finally:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task

    async def _round(self, check: Driver[Any] | None) -> None:
        """Until the work ends, somebody doubts the device, or it is time for the next beat."""
        seconds = BEAT_EVERY_S if check is None else min(BEAT_EVERY_S, check.check_every_s)
        # Doubted, but busy with another job: soon again.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(0.1 if check is not None and self._doubted else seconds):
                await self._stir.wait()

    async def _unload(self, driver: Driver[Any]) -> None:
        try:
            await asyncio.wait_for(driver.unload(), 5)
        except Exception:
            log.exception("the driver did not close cleanly", extra={"device": self.id})

    async def _pause(self, seconds: float) -> None:
        end = self._clock.monotonic() + seconds
        while (left := end - self._clock.monotonic()) > 0:
            self.beat_at = self._clock.monotonic()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left, BEAT_EVERY_S)):
                    await self._again.wait()
                    return
