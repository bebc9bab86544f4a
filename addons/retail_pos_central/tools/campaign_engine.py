"""The campaign engine on the server: the very modules that tills run, in a Node process of its own.

The modules are put together by Odoo's own transpiler, as for a browser's bundle. The process gets baskets and offers
on standard input and answers on standard output; it has no other business, a bound on its memory and one on its time.
"""

import functools
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from odoo.tools.js_transpiler import transpile_javascript

CORE = Path(__file__).resolve().parent.parent / "static/src/core/campaigns"
ENGINE = "@retail_pos_central/core/campaigns/engine"
MEMORY_MB = 512
TIMEOUT_S = 120

LOADER = """
const factories = {}, modules = {};
const odoo = { define: (name, _needs, factory) => { factories[name] = factory; } };
const load = (name) => modules[name] ??= factories[name](load);
"""
#: Books of offers are compiled once; each case prices one basket with one of them.
MAIN = """
const { compile, evaluate } = load("%(engine)s");
const chunks = [];
process.stdin.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
    const { books, cases } = JSON.parse(Buffer.concat(chunks).toString("utf8"));
    const compiled = new Map(Object.entries(books).map(([key, offers]) => [key, compile(offers, { strict: false })]));
    const results = cases.map(({ book, basket, options }) => {
        try {
            return evaluate(compiled.get(book), basket, { strict: false, ...options });
        } catch (error) {
            return { error: error.message };
        }
    });
    process.stdout.write(JSON.stringify(results));
});
"""


class EngineError(Exception):
    """The engine could not be run; its text is for people."""


class NoNode(EngineError):
    """There is no Node on this machine."""


def node():
    """Where Node is, or None."""
    return shutil.which("node") or shutil.which("nodejs")


@functools.cache
def script():
    """All modules of the engine as one script."""
    parts = [LOADER]
    for path in sorted(CORE.glob("*.js")):
        url = f"/retail_pos_central/static/src/core/campaigns/{path.name}"
        parts.append(transpile_javascript(url, path.read_text(encoding="utf-8")))
    return "\n".join([*parts, MAIN % {"engine": ENGINE}])


def evaluate(books, cases, timeout_s=TIMEOUT_S):
    """Prices baskets. `books` is {key: offers}, `cases` are {"book": key, "basket": …, "options": …}.

    Returns a result for each case; {"error": text} for a basket that can't be read. Raises EngineError.
    """
    if not cases:
        return []
    program = node()
    if not program:
        raise NoNode("Node.js is not installed on the server.")
    with tempfile.NamedTemporaryFile("w", suffix=".js", encoding="utf-8") as file:
        file.write(script())
        file.flush()
        try:
            done = subprocess.run(
                [program, f"--max-old-space-size={MEMORY_MB}", file.name],
                input=json.dumps({"books": books, "cases": cases}).encode(),
                capture_output=True,
                timeout=timeout_s,
                check=False,
                # Nothing of the server's environment is its business, secrets least of all.
                env={"PATH": os.defpath, "LANG": "C.UTF-8"},
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError(f"The campaign engine took longer than {timeout_s} s.") from error
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        named = re.search(r"^\w*Error: .*", said, re.MULTILINE)
        raise EngineError(f"The campaign engine failed: {(named[0] if named else said)[-300:]}")
    return json.loads(done.stdout)


PROBE = {"now": "2026-01-01T12:00:00Z", "timezone": "Europe/Oslo", "lines": []}


def trouble():
    """Why the engine can't run on this machine, as a text for people; None where it can."""
    try:
        (result,) = evaluate({"": []}, [{"book": "", "basket": PROBE}])
    except (EngineError, OSError, ValueError) as error:
        return str(error)
    return result.get("error")
