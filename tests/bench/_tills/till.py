"""Tills as the server sees them: a websocket, pulls with jitter, blobs, acknowledgements; many in one process.

Delays and decisions are those of static/src/till/sync (jitter, polls, rings that carry their change) and of Odoo's own
websocket worker (back-off), so that what the server meets is what a real fleet does.
"""

import asyncio
import collections
import contextlib
import hashlib
import json
import random
import re
import time
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp

PULL_JITTER_S = 2.0
POLL_S = 120.0
AT_ONCE = 16
FIRST_RETRY_S, LONGEST_RETRY_S, RETRY_JITTER_S = 1.0, 60.0, 1.0
# As core/coming_back.js.
FIRST_ASK_S, LONGEST_ASK_S, VAIN_S = 2.0, 10.0, 20.0
TURN_S, AFTER_TURN_S = 12.0, 5.0
CURSOR = re.compile(r"(\d+):(\d+):([\d,]*)/")


def has_seen(cursor: str, xid: str) -> bool:
    """As core/feed_cursor.js."""
    match = CURSOR.match(cursor or "")
    if not match:
        return False
    number = int(xid)
    return number < int(match[1]) or (number < int(match[2]) and xid not in match[3].split(","))


class SimulatedTill:
    """One till: what it holds, when it got it, what went wrong."""

    def __init__(self, fleet: "Fleet", config_id: int, sid: str) -> None:
        self.fleet = fleet
        self.config_id = config_id
        self.headers = {"Cookie": f"session_id={sid}", "Origin": fleet.server.websocket_url.split("/websocket")[0]}
        self.position: dict[str, Any] = {"epoch": None, "cursor": None}
        self.group: dict[str, Any] = {}
        self.prices: dict[int, float] = {}
        self.items: set[int] = set()
        self.held_at: dict[tuple[int, float], float] = {}
        self.applied_at: dict[int, float] = {}
        self.blobs: set[str] = set()
        self.held: str | None = None
        self.socket: aiohttp.ClientWebSocketResponse | None = None
        self.turn_has_come = asyncio.Event()
        self.is_watching = False
        self.last_message = 0
        self.ready = False
        self.errors: list[str] = []
        self.refused = 0
        self.bytes = 0
        self.wanted: set[str] = set()
        self.turn = asyncio.Lock()
        self.tasks: set[asyncio.Task[None]] = set()

    def spawn(self, work: Awaitable[None]) -> None:
        """Run in the background, kept until it is done."""
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)

    async def ask(self, route: str, **params: Any) -> Any:
        """A JSON-RPC question; an error is one that a cashier's till would have met."""
        body = json.dumps({"jsonrpc": "2.0", "method": "call", "params": {"config_id": self.config_id, **params}})
        headers = {**self.headers, "Content-Type": "application/json"}
        async with self.fleet.line, self.fleet.http.post(self.fleet.server.url + route, data=body, headers=headers) as answer:
            text = await answer.read()
        self.bytes += len(text) + len(body)
        reply = json.loads(text)
        if "error" in reply:
            raise RuntimeError(reply["error"].get("data", {}).get("message") or "error")
        return reply["result"]

    # -- pulling -----------------------------------------------------------------------

    async def pull(self, what: set[str]) -> None:
        """Feed and manifest, one pull at a time, as RetailTill.pullNow."""
        async with self.turn:
            try:
                answers: dict[str, Any] = {}
                if {"feed", "manifest"} <= what:
                    questions = {"feed": self.position, "manifest": self.manifest_words()}
                    answers = await self.ask("/retail_pos/till/ask", questions=questions)
                if "feed" in what:
                    await self.pull_feed(answers.get("feed"))
                if "manifest" in what:
                    await self.pull_manifest(answers.get("manifest"))
                self.ready = self.ready or "manifest" in what
            except (aiohttp.ClientError, RuntimeError, ValueError, TimeoutError) as error:
                self.errors.append(f"{type(error).__name__}: {error}"[:200])
                self.pull_soon(what, 5.0)

    def pull_soon(self, what: set[str], jitter_s: float) -> None:
        """After a random part of the jitter; rings in the meantime are answered by the same pull."""
        waiting = bool(self.wanted)
        self.wanted |= what
        if not waiting:
            self.spawn(self._pull_after(random.random() * jitter_s))

    async def _pull_after(self, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        what, self.wanted = self.wanted, set()
        await self.pull(what)

    async def pull_feed(self, answer: dict[str, Any] | None) -> None:
        answer = answer or await self.ask("/retail_pos/till/feed", **self.position)
        while answer.get("wait_s"):
            # Another till's pull is having this delta worked out for all.
            await asyncio.sleep(answer["wait_s"] * random.uniform(0.5, 1.5))
            answer = await self.ask("/retail_pos/till/feed", **self.position)
        for part in answer.get("parts", ()):
            self.take((await self.fleet.file(self, part))["records"])
        self.take(answer["records"])
        self.position = {"epoch": answer["epoch"], "cursor": answer["cursor"]}
        if self.group != answer["group"]:
            self.group = answer["group"]
            await self.subscribe()

    def take(self, records: dict[str, list[dict[str, Any]]]) -> None:
        """Note when which price was held first."""
        now = time.time()
        for row in records.get("product.template", ()):
            self.prices[row["id"]] = row["list_price"]
            self.held_at.setdefault((row["id"], row["list_price"]), now)
        for row in records.get("product.pricelist.item", ()):
            self.items.add(row["id"])

    def manifest_words(self) -> dict[str, Any]:
        """What it holds and runs; told once, as what has been told is told again only with news."""
        return {"holds": self.held, "ack": None}

    async def pull_manifest(self, manifest: dict[str, Any] | None) -> None:
        manifest = manifest or await self.ask("/retail_pos/till/manifest", **self.manifest_words())
        if manifest.get("same"):
            return
        entries = [e for change in manifest["switches"] for kind in change["content"].values() for e in _entries(kind)]
        missing = {entry["sha256"]: entry["url"] for entry in entries if entry["sha256"] not in self.blobs}
        for sha, url in missing.items():
            await self.fleet.file(self, {"sha256": sha, "url": url})
            self.blobs.add(sha)
        if manifest["serial"] not in self.applied_at:
            await self.ask("/retail_pos/till/ack", serial=manifest["serial"], state="applied", unsent_orders=0, clock_error_ms=0)
            self.applied_at[manifest["serial"]] = time.time()
        self.held = manifest["sha256"]

    # -- the bus -----------------------------------------------------------------------

    async def live(self) -> None:
        """Stay connected, with the back-off of Odoo's websocket worker, and poll now and then."""
        # The page that a till loads tells it from where the feed goes on, and its group's channel.
        while not self.group:
            await self.pull({"feed"})
        self.spawn(self._poll())
        retry_s, jitter_s = FIRST_RETRY_S, 0.0
        while True:
            try:
                async with self.fleet.http.ws_connect(
                    self.fleet.server.websocket_url, headers=self.headers, heartbeat=None, max_msg_size=0
                ) as socket:
                    self.socket = socket
                    await self.subscribe()
                    retry_s = FIRST_RETRY_S
                    self.pull_soon({"feed", "manifest"}, AFTER_TURN_S if self.turn_has_come.is_set() else jitter_s)
                    jitter_s = TURN_S
                    async for message in socket:
                        self.bytes += len(message.data)
                        self.hear(json.loads(message.data))
            except (aiohttp.ClientError, OSError, TimeoutError):
                self.refused += 1
            self.socket = None
            if not self.is_watching:
                self.spawn(self._watch(VAIN_S if self.turn_has_come.is_set() else FIRST_ASK_S))
            self.turn_has_come.clear()
            retry_s = min(retry_s * 1.5, LONGEST_RETRY_S) + RETRY_JITTER_S * random.random()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.turn_has_come.wait(), retry_s)

    async def _watch(self, ask_s: float) -> None:
        """Ask whether the server answers until the bus is back or is to come back, as BusWatch."""
        self.is_watching = True
        try:
            while self.socket is None:
                await asyncio.sleep(ask_s * random.uniform(0.5, 1.0))
                if self.socket is None and await self.fleet.answers():
                    await asyncio.sleep(random.random() * TURN_S)
                    if self.socket is None:
                        self.turn_has_come.set()
                    return
                ask_s = min(ask_s * 1.5, LONGEST_ASK_S)
        finally:
            self.is_watching = False

    async def subscribe(self) -> None:
        channels = [self.fleet.doorbell, *([self.group["channel"]] if self.group else [])]
        if self.socket and not self.socket.closed:
            await self.socket.send_json({"event_name": "subscribe", "data": {"channels": channels, "last": self.last_message}})

    def hear(self, messages: list[dict[str, Any]]) -> None:
        """Rings and the changes that ride with them."""
        for entry in messages:
            self.last_message = max(self.last_message, entry["id"])
            kind, payload = entry["message"]["type"], entry["message"]["payload"]
            if kind == "RETAIL_CHANGES":
                if payload["epoch"] == self.position["epoch"] and not has_seen(self.position["cursor"], payload["xid"]):
                    self.take(payload["records"])
            elif kind == "RETAIL_DOORBELL":
                wanted = {"manifest"} if payload["manifest"] else set()
                if payload["feed"] and self.group.get("id") not in payload.get("carried", ()):
                    wanted.add("feed")
                if wanted:
                    self.pull_soon(wanted, 0.0 if payload["urgent"] else PULL_JITTER_S)

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_S * random.uniform(0.75, 1.25))
            await self.pull({"feed", "manifest"})


class Fleet:
    """All tills of a run."""

    def __init__(self, server: Any, doorbell: str, tills: list[dict[str, Any]]) -> None:
        self.server = server
        self.doorbell = doorbell
        self.http: aiohttp.ClientSession
        # Odoo's workers take few connections at once and wait 2 s for a question: a proxy in front holds the rest.
        self.line = asyncio.Semaphore(AT_ONCE)
        self._places = tills
        self._files: dict[str, asyncio.Future[tuple[Any, int]]] = {}
        self.tills: list[SimulatedTill] = []

    async def __aenter__(self) -> "Fleet":
        connector = aiohttp.TCPConnector(limit=0, force_close=True)
        timeout = aiohttp.ClientTimeout(total=120)
        self.http = aiohttp.ClientSession(connector=connector, timeout=timeout, cookie_jar=aiohttp.DummyCookieJar())
        self.tills = [SimulatedTill(self, place["config_id"], place["sid"]) for place in self._places]
        return self

    async def __aexit__(self, *_error: object) -> None:
        tasks = [task for till in self.tills for task in till.tasks]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await self.http.close()

    async def answers(self) -> bool:
        """Whether the server is there; a proxy in front of one that is not says so at once."""
        try:
            async with self.http.get(self.server.url + "/web/health", timeout=aiohttp.ClientTimeout(total=5)) as answer:
                return answer.ok
        except (aiohttp.ClientError, OSError, TimeoutError):
            return False

    async def file(self, till: SimulatedTill, entry: dict[str, Any]) -> Any:
        """A blob or a part of a large delta for this till: from the server once, then as from the cache in front of it."""
        key = entry["sha256"]
        if key not in self._files:
            self._files[key] = asyncio.ensure_future(self._fetch(entry))
        document, size = await self._files[key]
        till.bytes += size
        return document

    async def _fetch(self, entry: dict[str, Any]) -> tuple[Any, int]:
        async with self.line, self.http.get(self.server.url + entry["url"]) as answer:
            answer.raise_for_status()
            size = int(answer.headers["Content-Length"])
            body = await answer.read()
        if hashlib.sha256(body).hexdigest() != entry["sha256"]:
            raise ValueError("a file arrived damaged")
        return json.loads(body), size

    def open(self, spread_s: float = 0.0) -> None:
        """Switch all tills on, spread over a while."""

        async def later(till: SimulatedTill) -> None:
            await asyncio.sleep(random.random() * spread_s)
            await till.live()

        for till in self.tills:
            till.spawn(later(till))

    def forget_errors(self) -> None:
        """Count from here."""
        for till in self.tills:
            till.errors.clear()
            till.refused = 0
            till.bytes = 0

    def errors(self) -> dict[str, Any]:
        """How many questions of tills failed, and the commonest reason."""
        found = collections.Counter(error for till in self.tills for error in till.errors)
        return {"errors": found.total(), **({"commonest_error": found.most_common(1)[0][0]} if found else {})}

    async def until(self, is_so: Callable[[SimulatedTill], bool], timeout_s: float) -> float:
        """Wait until it is so for every till; how long that took (s), or the timeout."""
        began = time.monotonic()
        while time.monotonic() - began < timeout_s:
            if all(map(is_so, self.tills)):
                break
            await asyncio.sleep(0.1)
        return time.monotonic() - began


def _entries(kind: Any) -> list[dict[str, Any]]:
    return kind if isinstance(kind, list) else [kind] if kind else []
