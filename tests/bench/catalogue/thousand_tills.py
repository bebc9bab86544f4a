"""What the server spends when 1,000 tills open in the morning with 100,000 goods.

Counted is the CPU time of Odoo, PostgreSQL and nginx in all: first of the requests that the catalogue is about, which are
the index, what changed overnight, and the parts that a till lacks; then of page and data, on some tills; then both together.
"""

import asyncio
import gzip
import hashlib
import json
import os
import shutil
import subprocess
import time

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
SAMPLE_COLD, SAMPLE_OPENINGS, WARM_UP = 200, 40, 3
STOCK_GOODS, STOCK_OPENINGS = 10_000, 3
CHANGED_OVERNIGHT = 2_000
AT_ONCE = 40
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

    def __init__(self, database: str, url: str, processes) -> None:
        self.database, self.processes = database, processes
        self.odoo_url = url
        folder = processes.folder / "nginx"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        port, odoo = free_port(), int(url.rsplit(":", 1)[1])
        self.url = f"http://127.0.0.1:{port}"
        processes.start("nginx", prepare(folder, "nginx.conf", odoo=odoo, websocket=odoo, http_port=port))
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
        answer = await post(session, "/retail_pos/till/catalogue", config_id=till, version=index["version"])
        assert answer == {"same": True}, list(answer)
        delta = await post(session, "/retail_pos/till/feed", config_id=till, **index["position"])
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

    def __init__(self, server: Server, session: Session, number: int) -> None:
        self.server, self.session, self.number = server, session, number
        self.kept_params, self.last_start, self.page_info = "", None, {}

    def page(self) -> dict:
        """What the page tells, such as its session and the hash of the fields and relations that are right."""
        words = ["curl", "-sf", "--compressed", "-H", f"Cookie: {cookie_of(self.session)}", f"{self.server.url}/pos/ui/{self.number}"]
        page = subprocess.run(words, check=True, capture_output=True, text=True).stdout
        return json.JSONDecoder().raw_decode(page[page.index("{", page.index("var odoo =")) :])[0]

    def open(self, is_new: bool) -> None:
        """`is_new`: of a till that holds nothing."""
        page = self.page()
        self.page_info = page["__session_info__"]
        register, right = page["pos_session_id"], self.page_info.get("retail_params")
        if is_new or not right or hashlib.sha256(self.kept_params.encode()).hexdigest() != right:
            params = self.session.execute("pos.session", "load_data_params", [register])
            self.kept_params = json.dumps(params, separators=(",", ":"), ensure_ascii=False)
        yesterday = {"pos_limited_loading": True, "pos_last_server_date": self.last_start}
        context = {"pos_limited_loading": False} if is_new else yesterday
        data = self.session.execute("pos.session", "load_data", [register], [], context=context)
        if not right:
            # A till of the tree asks this only of goods that did not come with the start, of which it keeps none.
            self.session.execute("pos.session", "filter_local_data", [register], {})
        self.last_start = data["pos.config"][0]["_data_server_date"]

    def settle(self) -> None:
        """What a page of the tree asks once it shows the till, whatever it holds, beside the catalogue and the feed."""
        ask, barcodes = self.session.execute, self.page_info["nomenclature_id"]
        ask("barcode.nomenclature", "read", [barcodes], ["name", "rule_ids", "upc_ean_conv"])
        ask(
            "barcode.rule", "search_read", [("barcode_nomenclature_id", "=", barcodes)], ["name", "sequence", "type", "encoding", "pattern"]
        )
        open_orders = {"pos.order": [["config_id", "=", self.number], ["state", "=", "draft"]]}
        for _ in range(2):
            ask("pos.config", "read_config_open_orders", [self.number], open_orders, {})
        for path, words in (("till/manifest", {}), ("till/ack", {"state": "applied"}), ("box/token", {})):
            self.session.call(f"/retail_pos/{path}", {"config_id": self.number, **words})


def openings(server: Server, login: str, password: str, till: int, count: int, what) -> float:
    """CPU seconds of one `what(browser)`, after some openings that are not counted: both workers have answered by then."""
    browser = Till(server, Session(server.url, server.database, login, password), till)
    for _ in range(WARM_UP):
        browser.open(is_new=True)
        what(browser)
    spent = server.spent()
    for _ in range(count):
        what(browser)
    return (server.spent() - spent) / count


def open_new(browser: Till) -> None:
    browser.open(is_new=True)


def open_again(browser: Till) -> None:
    browser.open(is_new=False)


def stock_opening_cpu_s() -> float:
    """Of a stock Odoo's till that loads its goods by itself."""
    database, till = stock_shop(STOCK_GOODS)
    with odoo_on(database, "--max-cron-threads=0") as (url, processes):
        return openings(Server(database, url, processes), "admin", "admin", till, STOCK_OPENINGS, open_new)


def main() -> None:
    if not NGINX:
        raise SystemExit("This benchmark needs nginx: apt-get install nginx")
    people = load_accounts()
    cashier, till = people.people["cashier"], people.till["id"]
    database, build_s = chain_shop(GOODS, till, cashier.login)
    # The nights of earlier runs are in the parts by now, as the scheduled action leaves them in the morning.
    make_catalogue(database, till, cashier.login)
    baseline = stock_opening_cpu_s()
    with odoo_on(database, "--workers=2", "--max-cron-threads=0", f"--gevent-port={free_port()}") as (url, processes):
        server = Server(database, url, processes)
        session = Session(server.url, database, cashier.login, cashier.password)
        cookie = cookie_of(session)
        index = session.call("/retail_pos/till/catalogue", {"config_id": till})
        databases.shell(
            database, OVERNIGHT.replace("COUNT", str(CHANGED_OVERNIGHT)), log=f"db-{database}", what="Changing prices overnight"
        )
        in_the_morning = warm(server, cookie, till, index)
        emit(
            "catalogue",
            f"{TILLS:,} tills that hold {GOODS:,} goods; {CHANGED_OVERNIGHT:,} changed overnight",
            goal={"cpu_s": GOAL_CPU_S},
            **in_the_morning,
            cpu_ms_a_till=in_the_morning["cpu_s"] / TILLS * 1000,
            baseline_cpu_s=baseline * TILLS,
            ratio=in_the_morning["cpu_s"] / (baseline * TILLS),
            catalogue_build_cpu_s=build_s,
        )
        nothing = cold(server, cookie, till)
        scale = TILLS / SAMPLE_COLD
        emit(
            "catalogue",
            f"{TILLS:,} tills that hold nothing, of {GOODS:,} goods (measured with {SAMPLE_COLD})",
            goal={"cpu_s": GOAL_CPU_S},
            cpu_s=nothing["cpu_s"] * scale,
            wall_s=nothing["wall_s"] * scale,
            mb_a_till=nothing["mb"] / SAMPLE_COLD,
            parts=sum(len(layer["chunks"]) for layer in index["layers"]),
            baseline_cpu_s=baseline * TILLS,
            ratio=nothing["cpu_s"] * scale / (baseline * TILLS),
        )
        for title, opened, catalogue in (
            ("that were open yesterday", open_again, in_the_morning["cpu_s"]),
            ("that hold nothing", open_new, nothing["cpu_s"] * scale),
        ):
            whole = openings(server, cashier.login, cashier.password, till, SAMPLE_OPENINGS, opened)
            emit(
                "catalogue",
                f"{TILLS:,} openings in all, with page and data, of tills {title} (page and data measured with {SAMPLE_OPENINGS});"
                f" baseline: stock Odoo that holds nothing of {STOCK_GOODS:,} goods",
                goal={"cpu_s": GOAL_CPU_S},
                cpu_s=whole * TILLS + catalogue,
                page_and_data_cpu_s=whole * TILLS,
                page_and_data_cpu_ms_a_till=whole * 1000,
                catalogue_cpu_s=catalogue,
                baseline_cpu_s=baseline * TILLS,
                ratio=(whole * TILLS + catalogue) / (baseline * TILLS),
            )
        after = openings(server, cashier.login, cashier.password, till, SAMPLE_OPENINGS, Till.settle)
        emit(
            "catalogue",
            f"what {TILLS:,} tills ask once they are open: barcode rules, open orders, manifest, boxes (measured with {SAMPLE_OPENINGS})",
            cpu_s=after * TILLS,
            cpu_ms_a_till=after * 1000,
        )


if __name__ == "__main__":
    main()
