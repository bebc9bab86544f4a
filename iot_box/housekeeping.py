"""Clears out once a day what is too old to be asked for, so that a box that is never restarted does not fill its disk.

Young by either clock is kept: a calendar that jumped ahead must not clear the journal of payments.
"""

import asyncio
import logging
import sqlite3
from typing import TYPE_CHECKING

from . import job_rows, payment_journal

if TYPE_CHECKING:
    from .box import Box

EVERY_S = 86_400.0
log = logging.getLogger("iot_box")


class Housekeeping:
    """Started once the tables are there."""

    def __init__(self, box: "Box") -> None:
        self._box = box
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        self._task = asyncio.create_task(self._daily(), name="housekeeping")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def tidy(self) -> None:
        now = min(self._box.clock.time(), self._box.clock.office())
        await self._box.store.call(lambda db: job_rows.tidy(db, now))
        if self._box.payments is not None:
            await self._box.store.call(lambda db: payment_journal.tidy(db, now))

    async def _daily(self) -> None:
        while True:
            try:
                await self.tidy()
            except sqlite3.Error as error:
                log.error("old rows can't be cleared out: %s", error)
            await asyncio.sleep(EVERY_S)
