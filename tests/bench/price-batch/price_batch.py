"""Fifty thousand prices in one batch: imported, checked, released, and held by every till of a small fleet.

./dev bench price-batch [--lines 50000] [--tills 200] [--keep]
"""

import argparse
import asyncio
import base64
import json
import os
import resource
import time
from typing import Any

from devkit import paths, postgres
from devkit.rpc import Session
from devkit.steps import run
from devkit.system import postgres_bin
from tests.bench._tills.chain import BenchChain, prepare
from tests.bench._tills.server import Server, own_cpu_s
from tests.bench._tills.till import Fleet

DATABASE = "bench_prices"
GOAL_S = 120
GOODS_SQL = paths.ROOT / "tests/bench/_shared/goods.sql"


def add_goods(lines: int) -> None:
    """As many goods as lines, once."""
    have = int(postgres.sql("SELECT count(*) FROM product_product WHERE default_code LIKE 'V______' AND active", DATABASE))
    if have < lines:
        words = [
            "-h",
            paths.SOCKETS,
            "-U",
            postgres.ROLE,
            "-d",
            DATABASE,
            "-v",
            "ON_ERROR_STOP=1",
            "-v",
            f"count={lines}",
            "-v",
            "pricelist=0",
        ]
        run([(postgres_bin() or paths.ROOT) / "psql", *words, "-qf", GOODS_SQL], what="Adding the goods")


def price_list(lines: int) -> str:
    """A supplier's file: barcode and price."""
    found = postgres.sql(
        f"SELECT p.barcode || ';' || replace(round(t.list_price * 1.03 + 0.1, 2)::text, '.', ',') FROM product_product p "
        f"JOIN product_template t ON t.id = p.product_tmpl_id WHERE p.default_code LIKE 'V______' ORDER BY p.id LIMIT {lines}",
        DATABASE,
    )
    return "strekkode;pris\n" + found


class Steps:
    """What a buyer does in the back office, each step timed."""

    def __init__(self, server: Server, chain: BenchChain) -> None:
        self.office = Session(server.url, chain.database, "solveig", "demo-solveig", timeout_s=600)
        self.chain = chain
        self.times: dict[str, float] = {}

    async def do(self, name: str, model: str, method: str, *args: Any, **kwargs: Any) -> Any:
        began = time.monotonic()
        result = await asyncio.get_running_loop().run_in_executor(None, lambda: self.office.execute(model, method, *args, **kwargs))
        self.times[f"{name}_s"] = round(self.times.get(f"{name}_s", 0) + time.monotonic() - began, 2)
        return result

    async def batch(self, text: str) -> int:
        """Import, check and release; the id of the batch."""
        file = base64.b64encode(text.encode()).decode()
        values = {"name": "Bench", "store_id": self.chain.chain, "max_change_percent": 30, "import_file": file, "import_name": "priser.csv"}
        batch: int = (await self.do("import", "retail.price.batch", "create", [values]))[0]
        await self.do("import", "retail.price.batch", "action_import", [batch])
        await self.do("check", "retail.price.batch", "action_check", [batch])
        state = (await self.do("check", "retail.price.batch", "read", [batch], ["state", "line_count", "error_count"]))[0]
        if state["state"] != "checked":
            raise RuntimeError(f"the batch was not accepted: {state}")
        await self.do("release", "retail.price.batch", "action_release", [batch])
        return batch


async def measure(chain: BenchChain, lines: int, tills: int) -> None:
    server = Server(chain.database)
    server.start()
    try:
        async with Fleet(server, chain.doorbell, chain.tills[:tills]) as fleet:
            fleet.open(spread_s=20)
            await fleet.until(lambda till: till.ready and till.socket is not None, 180)
            fleet.forget_errors()
            steps = Steps(server, chain)
            before, own, began = server.cpu_s(), own_cpu_s(), time.monotonic()
            batch = await steps.batch(price_list(lines))
            items = {
                int(row) for row in postgres.sql(f"SELECT id FROM product_pricelist_item WHERE retail_batch_id = {batch}", DATABASE).split()
            }
            await fleet.until(lambda till: len(till.items & items) == len(items), 300)
            took = time.monotonic() - began
            missed = sum(len(till.items & items) < len(items) for till in fleet.tills)
            after = server.cpu_s()
    finally:
        server.stop()
    line = {
        "bench": "price-batch",
        "case": f"{lines} lines, {tills} tills",
        "took_s": round(took, 1),
        **steps.times,
        "spread_s": round(took - sum(steps.times.values()), 1),
        "items": len(items),
        "missed": missed,
        **fleet.errors(),
        "bytes_per_till": round(sum(till.bytes for till in fleet.tills) / tills),
        **{f"{part}_cpu_s": round(after[part] - before[part], 1) for part in after},
        "simulator_cpu_s": round(own_cpu_s() - own, 1),
        "goal": f"{GOAL_S} s, none missed",
        "met": took <= GOAL_S and not missed and len(items) == lines,
        "load_1m": round(os.getloadavg()[0], 2),
    }
    print(json.dumps(line), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--lines", type=int, default=50_000)
    parser.add_argument("--tills", type=int, default=200)
    parser.add_argument("--keep", action="store_true")
    words = parser.parse_args()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    chain = prepare(DATABASE, words.tills, keep=words.keep)
    add_goods(words.lines)
    asyncio.run(measure(chain, words.lines, words.tills))


if __name__ == "__main__":
    main()
