"""What the server spends when 1,000 tills open in the morning with 100,000 goods.

Counted is the CPU time of Odoo, PostgreSQL and nginx for all that a till's browser asks of them, as the log of an opening in
Chromium has it: page, data, the first questions, pictures, the bus.
"""

import asyncio
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from contextlib import suppress

import aiohttp

from devkit import databases
from devkit.processes import free_port, http_get, wait_for
from devkit.rpc import Session
from devkit.stack import load_accounts
from tests.bench._shared.big_shop import chain_shop, make_catalogue, stock_shop
from tests.bench._shared.server import cpu_s, emit, odoo_on
from tests.compose.test_nginx import NGINX, prepare

GOODS = int(os.environ.get("RETAIL_POS_GOODS", "100000"))
TILLS = int(os.environ.get("RETAIL_POS_TILLS", "1000"))
#: Of the tills, so many are measured where each does the same, and counted for all.
SAMPLE_COLD, SAMPLE_OPENINGS, WARM_UP = 200, 100, 3
BUS_VERSION = "19.0-2"
STOCK_GOODS, STOCK_OPENINGS = 10_000, 3
CHANGED_OVERNIGHT = 2_000
AT_ONCE = 40
# The hash of what a till held of its stock when it closed; overnight a store's stock becomes another.
YESTERDAYS = hashlib.sha256(b"yesterday").hexdigest()
GOAL_CPU_S = 60
OVERNIGHT = """
goods = env["product.template"].search([("default_code", "like", "V0%")], limit=COUNT, order="id desc")
for one in goods:
    one.list_price += 1
env.cr.commit()
print("\\nRESULT %s" % len(goods))
"""
HEADERS = {"Content-Type": "application/json", "Accept-Encoding": "gzip"}


class Server:
    """Odoo behind nginx, and what both have spent."""

    def __init__(self, database: str, url: str, processes, websocket: int | None = None) -> None:
        self.database, self.processes = database, processes
        folder = processes.folder / "nginx"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        port, odoo = free_port(), int(url.rsplit(":", 1)[1])
        self.url = f"http://127.0.0.1:{port}"
        processes.start("nginx", prepare(folder, "nginx.conf", odoo=odoo, websocket=websocket or odoo, http_port=port))
        wait_for("nginx", lambda: http_get(f"{self.url}/web/health"), 30, processes.log("nginx"))

    def spent(self) -> float:
        return cpu_s([child.pid for child in self.processes.children.values()], self.database)


async def post(session: aiohttp.ClientSession, path: str, **params: object) -> dict:
    body = {"jsonrpc": "2.0", "method": "call", "params": params}
    async with session.post(path, json=body) as answer:
        raw = await answer.read()
    found = json.loads(gzip.decompress(raw) if answer.headers.get("Content-Encoding") == "gzip" else raw)
    assert "error" not in found, found["error"]
    return found["result"]


async def get(session: aiohttp.ClientSession, path: str) -> int:
    async with session.get(path) as answer:
        assert answer.status == 200, answer.status
        return len(await answer.read())


async def crowd(server: Server, cookie: str, count: int, one) -> dict[str, float]:
    """`one(session, number)` for each of the tills, so many at a time; seconds, CPU seconds and bytes."""
    gate = asyncio.Semaphore(AT_ONCE)
    connector = aiohttp.TCPConnector(limit=AT_ONCE)
    async with aiohttp.ClientSession(
        server.url, headers={**HEADERS, "Cookie": cookie}, connector=connector, auto_decompress=False
    ) as session:

        async def turn(number: int) -> int:
            async with gate:
                return await one(session, number)

        began, spent = time.perf_counter(), server.spent()
        sizes = await asyncio.gather(*(turn(number) for number in range(count)))
        return {"wall_s": time.perf_counter() - began, "cpu_s": server.spent() - spent, "mb": sum(sizes) / 1e6}


def cookie_of(session: Session) -> str:
    jar = next(handler.cookiejar for handler in session.opener.handlers if hasattr(handler, "cookiejar"))
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


def warm(server: Server, cookie: str, till: int, index: dict) -> dict[str, float]:
    """Tills that hold yesterday's catalogue: nothing to fetch but what changed overnight."""

    async def one(session: aiohttp.ClientSession, _number: int) -> int:
        questions = {"catalogue": {"version": index["version"]}, "feed": index["position"]}
        answers = await post(session, "/retail_pos/till/ask", config_id=till, questions=questions)
        assert answers["catalogue"] == {"same": True}, list(answers["catalogue"])
        delta = answers["feed"]
        while delta.get("wait_s"):
            await asyncio.sleep(delta["wait_s"])
            delta = await post(session, "/retail_pos/till/feed", config_id=till, **index["position"])
        assert not delta["reset"]
        return len(json.dumps(delta)) + sum([await get(session, part["url"]) for part in delta.get("parts", [])])

    return asyncio.run(crowd(server, cookie, TILLS, one))


def cold(server: Server, cookie: str, till: int) -> dict[str, float]:
    """Tills that hold nothing: the index, and every part from nginx."""

    async def one(session: aiohttp.ClientSession, _number: int) -> int:
        index = await post(session, "/retail_pos/till/catalogue", config_id=till, version=None)
        urls = {url for layer in index["layers"] for _number, _sha, url in layer["chunks"]}
        return sum([await get(session, url) for url in urls])

    return asyncio.run(crowd(server, cookie, SAMPLE_COLD, one))


class Till:
    """A till's browser at the start of its days: what it asks, in the web POS's order, and what it keeps for the next."""

    def __init__(self, server: Server, session: Session, number: int, index: dict | None = None) -> None:
        self.server, self.session, self.number, self.index = server, session, number, index
        self.kept_params, self.last_start, self.page_info, self.place = "", None, {}, {}
        self.manifest: dict = {}
        self.etags: dict[str, str] = {}
        self.texts, self.till_channel, self.before = "", "", None
        self.bytes = 0
        self.lines = Lines(server, session)

    def get(self, path: str, **headers: str) -> str:
        """As a browser: packed, with its cookie, and asking whether what it has kept still holds."""
        words = ["curl", "-s", "-D", "-", "-o", "-", "-H", "Accept-Encoding: gzip", "-H", f"Cookie: {cookie_of(self.session)}"]
        for name, value in {**headers, **({"If-None-Match": self.etags[path]} if path in self.etags else {})}.items():
            words += ["-H", f"{name}: {value}"]
        answer = subprocess.run([*words, f"{self.server.url}{path}"], check=True, capture_output=True).stdout
        self.bytes += len(answer)
        head, _, body = answer.partition(b"\r\n\r\n")
        lines = head.decode().split("\r\n")
        assert lines[0].split()[1] in ("200", "304"), (path, lines[0])
        found = dict(line.split(": ", 1) for line in lines[1:])
        found = {name.lower(): value for name, value in found.items()}
        if "etag" in found:
            self.etags[path] = found["etag"]
        return (gzip.decompress(body) if found.get("content-encoding") == "gzip" else body).decode(errors="replace")

    def page(self) -> dict:
        """What the page tells, such as its session and the hash of the fields and relations that are right."""
        page = self.get(f"/pos/ui/{self.number}")
        return json.JSONDecoder().raw_decode(page[page.index("{", page.index("var odoo =")) :])[0]

    def open(self, is_new: bool) -> None:
        """Page and data. `is_new`: of a till that holds nothing."""
        page = self.page()
        self.page_info, self.till_channel = page["__session_info__"], page["access_token"]
        register, right = page["pos_session_id"], self.page_info.get("retail_params")
        if is_new or not right or hashlib.sha256(self.kept_params.encode()).hexdigest() != right:
            params = self.session.execute("pos.session", "load_data_params", [register])
            self.kept_params = json.dumps(params, separators=(",", ":"), ensure_ascii=False)
        yesterday = {"pos_limited_loading": True, "pos_last_server_date": self.last_start}
        context = {"pos_limited_loading": False} if is_new else yesterday
        data = self.session.execute("pos.session", "load_data", [register], [], context=context)
        self.bytes += len(gzip.compress(json.dumps(data, ensure_ascii=False).encode()))
        config = data["pos.config"][0]
        self.last_start, self.place = config["_data_server_date"], config.get("_retail", {})
        if not right:
            # A till of the tree asks these only of what did not come with the start, and its page tells the barcodes' rules.
            self.session.execute("pos.session", "filter_local_data", [register], {})

    def ask(self) -> None:
        """The first questions, in one: changes since yesterday, the manifest with what runs, the catalogue, the boxes, stock,
        and prices before offers. The stock is another than yesterday's, and fetched."""
        ack = {"state": "applied", "serial": self.manifest.get("serial", 0), "browser": "Mozilla/5.0", "unsent_orders": 0, "boxes": []}
        questions = {
            "feed": self.index["position"],
            "manifest": {"holds": self.manifest.get("sha256"), "ack": ack if self.manifest else None},
            "catalogue": {"version": self.index["version"]},
            "boxes": {"employee_id": None},
            "stock": {"holds": YESTERDAYS},
            "before_list": {"known": self.before},
        }
        answers = self.session.call("/retail_pos/till/ask", {"config_id": self.number, "questions": questions})
        self.bytes += len(gzip.compress(json.dumps(answers).encode()))
        assert set(answers) == set(questions) and not answers["feed"]["reset"] and "wait_s" not in answers["feed"], answers
        for part in answers["feed"].get("parts", []):
            self.get(part["url"])
        if not answers["manifest"].get("same"):
            self.manifest = answers["manifest"]
        if "wait_s" in answers["before_list"]:
            # The first till of its prices has the list made.
            answers["before_list"] = self.session.call("/retail_pos/till/before_list", {"config_id": self.number, "known": self.before})
        self.before = answers["before_list"].get("sha256")

    def fetch_stock(self) -> None:
        """What the till does once it rests, where the first questions have told that the stock is another."""
        path = f"/retail_pos/till/stock/{self.number}"
        self.etags.pop(path, None)
        self.get(path)

    def look_up(self) -> None:
        """What is the same for everybody: texts, the bus's program, the service worker. Pictures and goods the browser has."""
        lang = self.page_info["user_context"]["lang"]
        if not self.texts:
            found = json.loads(self.get(f"/web/webclient/translations?hash=&lang={lang}"))
            self.texts = f"/web/webclient/translations?hash={found['hash']}&lang={lang}"
        for path in (self.texts, f"/bus/websocket_worker_bundle?v={BUS_VERSION}", "/pos/service-worker.js"):
            self.get(path)

    def listen(self) -> None:
        """The bus: a websocket, which stays open as a till's does all day, and its channels, all of them known from yesterday."""
        self.lines.open([self.till_channel, self.place["doorbell_channel"], self.place["group"]["channel"]])


class Lines:
    """Open websockets of a till's browser: each answers the server's pings until all are closed."""

    def __init__(self, server: Server, session: Session) -> None:
        self.server, self.session = server, session
        self.loop = asyncio.new_event_loop()
        self.sockets: list[tuple[aiohttp.ClientSession, aiohttp.ClientWebSocketResponse]] = []
        threading.Thread(target=self.loop.run_forever, daemon=True).start()

    def open(self, channels: list[str]) -> None:
        asyncio.run_coroutine_threadsafe(self._open(channels), self.loop).result(30)

    def close(self) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self.loop).result(60)

    async def _open(self, channels: list[str]) -> None:
        headers = {"Cookie": cookie_of(self.session), "Origin": self.server.url}
        client = aiohttp.ClientSession(headers=headers)
        socket = await client.ws_connect(f"{self.server.url}/websocket?version={BUS_VERSION}")
        await socket.send_json({"event_name": "subscribe", "data": {"channels": channels, "last": 0}})
        self.sockets.append((client, socket))
        self.loop.create_task(self._listen(socket))
        await asyncio.sleep(0.1)

    @staticmethod
    async def _listen(socket: aiohttp.ClientWebSocketResponse) -> None:
        async for _message in socket:
            pass

    async def _close(self) -> None:
        for client, socket in self.sockets:
            with suppress(aiohttp.ClientError):
                await socket.close()
            await client.close()
        self.sockets.clear()


def openings(browser: Till, count: int, what) -> float:
    """CPU seconds of one `what(browser)`, after some that are not counted: both workers have answered by then."""
    for _ in range(WARM_UP):
        what(browser)
    spent = browser.server.spent()
    for _ in range(count):
        what(browser)
    found = (browser.server.spent() - spent) / count
    browser.lines.close()
    return found


def open_new(browser: Till) -> None:
    browser.open(is_new=True)


def open_again(browser: Till) -> None:
    browser.open(is_new=False)


#: All that a till asks, in the order of the browser's own log, with what each is called among the figures.
STEPS = {
    "page_and_data": open_again,
    "questions": Till.ask,
    "same_for_all": Till.look_up,
    "once_it_rests": Till.fetch_stock,
    "bus": Till.listen,
}


def open_all(browser: Till) -> None:
    for step in STEPS.values():
        step(browser)


def stock_opening_cpu_s() -> float:
    """Of a stock Odoo's till that loads its goods by itself."""
    database, till = stock_shop(STOCK_GOODS)
    with odoo_on(database, "--max-cron-threads=0") as (url, processes):
        server = Server(database, url, processes)
        return openings(Till(server, Session(server.url, database, "admin", "admin"), till), STOCK_OPENINGS, open_new)


def main() -> None:
    if not NGINX:
        raise SystemExit("This benchmark needs nginx: apt-get install nginx")
    people = load_accounts()
    cashier, till = people.people["cashier"], people.till["id"]
    database, build_s = chain_shop(GOODS, till, cashier.login)
    # The nights of earlier runs are in the parts by now, as the scheduled action leaves them in the morning.
    make_catalogue(database, till, cashier.login)
    baseline = stock_opening_cpu_s()
    websocket = free_port()
    with odoo_on(database, "--workers=2", "--max-cron-threads=0", f"--gevent-port={websocket}") as (url, processes):
        server = Server(database, url, processes, websocket)
        session = Session(server.url, database, cashier.login, cashier.password)
        index = session.call("/retail_pos/till/catalogue", {"config_id": till})
        databases.shell(
            database, OVERNIGHT.replace("COUNT", str(CHANGED_OVERNIGHT)), log=f"db-{database}", what="Changing prices overnight"
        )
        in_all(server, session, till, index, baseline)
        catalogues(server, cookie_of(session), till, index, build_s)


def in_all(server: Server, session: Session, till: int, index: dict, baseline: float) -> None:
    """The case that the goal is about, and of what it is made up."""
    browser = Till(server, session, till, index)
    open_new(browser)
    while "wait_s" in session.call("/retail_pos/till/feed", {"config_id": till, **index["position"]}):
        time.sleep(1)
    openings(browser, WARM_UP, open_all)
    browser.bytes = 0
    whole = openings(browser, SAMPLE_OPENINGS, open_all)
    kilobytes = browser.bytes / (SAMPLE_OPENINGS + WARM_UP) / 1000
    emit(
        "catalogue",
        f"{TILLS:,} openings in all, of tills that were open yesterday (measured with {SAMPLE_OPENINGS});"
        f" baseline: page and data of stock Odoo that holds nothing of {STOCK_GOODS:,} goods",
        goal={"cpu_s": GOAL_CPU_S},
        cpu_s=whole * TILLS,
        cpu_ms_a_till=whole * 1000,
        kb_a_till=kilobytes,
        baseline_cpu_s=baseline * TILLS,
        ratio=whole / baseline,
    )
    parts = {f"{name}_cpu_ms": openings(browser, SAMPLE_OPENINGS, step) * 1000 for name, step in STEPS.items()}
    emit("catalogue", "of which, measured one by one", **parts, sum_cpu_ms=sum(parts.values()))
    new = openings(browser, SAMPLE_OPENINGS, open_new)
    emit(
        "catalogue",
        f"page and data of {TILLS:,} tills that hold nothing (measured with {SAMPLE_OPENINGS})",
        cpu_s=new * TILLS,
        cpu_ms_a_till=new * 1000,
        baseline_cpu_s=baseline * TILLS,
        ratio=new / baseline,
    )


def catalogues(server: Server, cookie: str, till: int, index: dict, build_s: float) -> None:
    """The catalogue alone, of many tills at once."""
    in_the_morning = warm(server, cookie, till, index)
    emit(
        "catalogue",
        f"catalogue of {TILLS:,} tills that hold {GOODS:,} goods; {CHANGED_OVERNIGHT:,} changed overnight",
        **in_the_morning,
        cpu_ms_a_till=in_the_morning["cpu_s"] / TILLS * 1000,
        catalogue_build_cpu_s=build_s,
    )
    nothing = cold(server, cookie, till)
    scale = TILLS / SAMPLE_COLD
    emit(
        "catalogue",
        f"catalogue of {TILLS:,} tills that hold nothing, of {GOODS:,} goods (measured with {SAMPLE_COLD})",
        cpu_s=nothing["cpu_s"] * scale,
        wall_s=nothing["wall_s"] * scale,
        mb_a_till=nothing["mb"] / SAMPLE_COLD,
        parts=sum(len(layer["chunks"]) for layer in index["layers"]),
    )


if __name__ == "__main__":
    main()
