"""How long pricing a basket takes in Chromium: the same scenes as in Node, in a page that loads the engine's modules."""

import http.server
import json
import os
import sys
import threading
from functools import partial
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import sync_playwright  # noqa: E402

from devkit import system  # noqa: E402

ENGINE = "/addons/retail_pos_central/static/src/core/campaigns/engine.js"
PAGE = "/tests/bench/_campaigns/page.html"


class Modules(http.server.SimpleHTTPRequestHandler):
    """The repository's files; a module that is named without its ending is found, as Odoo's bundles find it."""

    extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript", ".js": "text/javascript"}

    def translate_path(self, path: str) -> str:
        found = super().translate_path(path)
        return found if Path(found).exists() else f"{found}.js"

    def do_GET(self) -> None:
        if self.path != PAGE:
            return super().do_GET()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>bench</title>")
        return None

    def log_message(self, format: str, *args: object) -> None:
        pass


def main() -> None:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), partial(Modules, directory=str(ROOT)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=system.chromium(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}{PAGE}")
        load = """async (engine) => {
            window.bench = await import("/tests/bench/_campaigns/measure.mjs");
            window.engine = await import(engine);
            return bench.CASES.length;
        }"""
        for number in range(page.evaluate(load, ENGINE)):
            report = page.evaluate("(number) => bench.measure(engine, bench.CASES[number])", number)
            machine = {"runtime": f"chromium {browser.version}", "load_1m": round(os.getloadavg()[0], 1)}
            print(json.dumps({**report, **machine}), flush=True)
        browser.close()
    server.shutdown()


if __name__ == "__main__":
    main()
