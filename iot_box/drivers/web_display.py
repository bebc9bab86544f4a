"""Customer displays that are a web page on a tablet, served by the box itself (web_display_page.py)."""

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ..display_document import Shown, parse
from .base import ConfigError, Context, Driver, JobFailed, Json, Kind, Problem, option

MOST_PAGES = 8
LEAST_KEY = 12


@dataclass(frozen=True)
class WebDisplayConfig:
    # Stands in the page's address; whoever has it may look at the sale, and nothing else.
    key: str = option(secret=True)


class WebDisplay(Driver[WebDisplayConfig]):
    name = "web_display"
    kind = Kind.DISPLAY
    config_class = WebDisplayConfig

    def __init__(self, context: Context, config: WebDisplayConfig) -> None:
        super().__init__(context, config)
        self._shown = Shown()
        self._pages: set[asyncio.Queue[Json]] = set()

    @classmethod
    def parse_config(cls, raw: Mapping[str, Any]) -> WebDisplayConfig:
        config: WebDisplayConfig = super().parse_config(raw)
        if len(config.key) < LEAST_KEY or not config.key.isalnum() or not config.key.isascii():
            raise ConfigError("key", f"must be at least {LEAST_KEY} letters and digits")
        return config

    async def setup(self) -> None:
        return

    def problem(self) -> Problem | None:
        return None if self._pages else Problem("no_screen", "no tablet has this display's page open")

    def snapshot(self) -> Json:
        return {"screens": len(self._pages), "state": self._shown.state}

    async def execute(self, job: Mapping[str, Any]) -> Json:
        """{"document": {…}} or {"lines": [upper, lower]}."""
        if "document" in job:
            self._shown = parse(job["document"])
        else:
            lines = [str(line) for line in job.get("lines", [])]
            if len(lines) != 2:
                raise JobFailed("invalid", "a display has two lines", "lines")
            self._shown = parse({"state": "sale", "lines": [{"text": line} for line in lines]})
        for page in self._pages:
            # A page that is slow needs only the newest.
            while not page.empty():
                page.get_nowait()
            page.put_nowait(self._shown.as_json())
        self.ctx.changed()
        return {"lines": [line.text for line in self._shown.lines[-2:]]}

    @contextmanager
    def page(self) -> Iterator["asyncio.Queue[Json]"]:
        """One tablet's page: what to show, now and after each change."""
        if len(self._pages) >= MOST_PAGES:
            raise JobFailed("too_many", f"{MOST_PAGES} pages of this display are open already")
        queue: asyncio.Queue[Json] = asyncio.Queue()
        queue.put_nowait(self._shown.as_json())
        self._pages.add(queue)
        self.ctx.changed()
        try:
            yield queue
        finally:
            self._pages.discard(queue)
            self.ctx.changed()

    async def unload(self) -> None:
        return
