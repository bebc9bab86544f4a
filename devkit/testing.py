"""./dev test: every kind of test, each runnable alone; and Odoo's own tests with and without our addons."""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from . import databases, lint, paths, postgres, setup, system
from .steps import Failure, digest, run, say


def _stream(title: str, command: list[str | Path], env: dict[str, str] | None = None) -> bool:
    """Run one suite with its output shown. Returns whether it passed."""
    say(f"\n══ {title}")
    began = time.monotonic()
    words = [str(word) for word in command]
    code = subprocess.run(words, cwd=paths.ROOT, env={**os.environ, **(env or {})}, stdin=subprocess.DEVNULL, check=False).returncode
    say(f"── {title}: {'passed' if code == 0 else f'FAILED (exit {code})'} in {time.monotonic() - began:.0f} s")
    return code == 0


def _pytest(venv: Path) -> list[str | Path]:
    return [venv / "bin/python", "-m", "pytest", "-q", "-p", "no:cacheprovider"]


#: Odoo itself uses what later versions of its libraries will drop; that is not ours to read in every run.
QUIET = ("-W", "ignore::DeprecationWarning", "-W", "ignore::PendingDeprecationWarning", "-W", "ignore::pytest.PytestConfigWarning")


def unit() -> bool:
    """What ./dev itself decides, and the files for deployment."""
    return _stream("unit", [*_pytest(paths.VENV_BOX), "tests/unit", "tests/compose"])


def javascript() -> bool:
    """Pure JavaScript in Node: campaigns, receipts, layouts, manifests."""
    files = sorted(
        str(p.relative_to(paths.ROOT)) for p in (*paths.ROOT.glob("tests/js/*.test.mjs"), *paths.ROOT.glob("tests/campaigns/*.test.mjs"))
    )
    return _stream("js", ["node", "--test", "--test-reporter=dot", *files])


def box() -> bool:
    """The box against its simulators: real processes, ptys and sockets."""
    return _stream("box", [*_pytest(paths.VENV_BOX), "iot_box/tests"])


def addons() -> bool:
    """Addon tests in a real Odoo, with hoot and tours in a real browser."""
    setup.test_database()
    # the tests leave rows behind where they must commit, so they work on a copy
    databases.fresh_copy(databases.TEST, "test_run")
    config = databases.write_config("test_run")
    folders = [f"addons/{name}/tests" for name in paths.our_addons() if (paths.ADDONS / name / "tests").exists()]
    command = [*_pytest(paths.VENV_ODOO), f"--odoo-config={config}", "--odoo-database=test_run", "--odoo-http", *QUIET]
    env = {**databases.environment(), **browser_environment()}
    passed = _stream("addons", [*command, *folders], env)
    return _with_employees(command, env) and passed


def _with_employees(command: list[str | Path], env: dict[str, str]) -> bool:
    """What depends on who of the employees works at a till, with Odoo's addon for that; all else runs without it."""
    databases.odoo("test_run", "-i", "pos_hr", log="db-test-pos-hr", what="Installing pos_hr")
    return _stream("addons, with pos_hr", [*command, "addons/retail_pos_devices/tests/test_token.py", "-k", "TestEmployees"], env)


def e2e() -> bool:
    """The main job with real processes and a real browser."""
    setup.chain()
    return _stream("e2e", [*_pytest(paths.VENV_BOX), "tests/e2e"], {"PYTHONPATH": str(paths.ROOT), "PYTHONDONTWRITEBYTECODE": "1"})


def browser_environment() -> dict[str, str]:
    """What Odoo's and our browser tests need to find Chromium."""
    browser = system.chromium()
    if not browser:
        raise Failure("There is no Chromium for the browser tests.", "apt-get install chromium")
    return {"CHROMIUM": browser, "PATH": f"{Path(browser).parent}:{os.environ['PATH']}"}


SUITES: dict[str, Callable[[], bool]] = {
    "lint": lint.run_all,
    "unit": unit,
    "js": javascript,
    "box": box,
    "addons": addons,
    "e2e": e2e,
}


def run_suites(names: list[str]) -> int:
    """Run the named suites, all of them where none is named; go on after a failure and sum up."""
    unknown = [name for name in names if name not in SUITES]
    if unknown:
        raise Failure(f"There is no test suite {unknown[0]!r}.", "Choose from: " + ", ".join(SUITES))
    chosen = names or list(SUITES)
    results = {name: SUITES[name]() for name in chosen}
    say("\n" + "\n".join(f"{'✓' if passed else '✗'} {name}" for name, passed in results.items()))
    return 0 if all(results.values()) else 1


def odoo_suite(words: list[str]) -> int:
    """Odoo's own point_of_sale tests without and with our addons; prints the tests whose result differs."""
    tags = words[0] if words else "/point_of_sale"
    results = {}
    for title, source in (("without", databases.STOCK), ("with", databases.TEST)):
        key = digest((databases.ensure_stock if source == databases.STOCK else databases.ensure_test)(), tags, _browser_version())
        results[title] = _remembered(title, key) or _odoo_suite_on(source, title, tags, key)
        tests, failed = results[title]
        say(f"  {title} our addons: {tests} tests, {len(failed)} failed")
    only = {title: sorted(results[title][1] - results[other][1]) for title, other in (("with", "without"), ("without", "with"))}
    for title, names in only.items():
        for name in names:
            say(f"  fails only {title} our addons: {name}")
    if not only["with"]:
        say("✓ Odoo's own tests pass with our addons as they pass without.")
    return 1 if only["with"] else 0


def _browser_version() -> str:
    # The last line: Debian's starter may complain of the machine before it.
    return run([browser_environment()["CHROMIUM"], "--version"]).strip().splitlines()[-1]


def _suite_memory(title: str) -> Path:
    return paths.STATE / "odoo-suite" / f"{title}.json"


def _remembered(title: str, key: str) -> tuple[int, set[str]] | None:
    """What these tests gave on the very same Odoo, addons and browser: an hour is not spent twice on one answer."""
    file = _suite_memory(title)
    memory = json.loads(file.read_text()) if file.exists() else {}
    if memory.get("key") != key:
        return None
    say(
        f"• Odoo's own tests {title} our addons: known from the run of {memory['at']} (delete {file.relative_to(paths.ROOT)} to run them again)"
    )
    return memory["tests"], set(memory["failed"])


def _odoo_suite_on(source: str, title: str, tags: str, key: str) -> tuple[int, set[str]]:
    database = f"suite_{title}"
    databases.fresh_copy(source, database)
    say(f"• Odoo's own tests {title} our addons ({tags}), half an hour or more …")
    tests, failed = _run_odoo_tests(database, tags)
    postgres.drop(database)
    file = _suite_memory(title)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps({"key": key, "at": time.strftime("%Y-%m-%d %H:%M"), "tests": tests, "failed": sorted(failed)}))
    return tests, failed


def _run_odoo_tests(database: str, tags: str) -> tuple[int, set[str]]:
    log = paths.LOGS / f"odoo-suite-{database}.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    command = databases.command(
        database, "--stop-after-init", f"--test-tags={tags}", "-u", "point_of_sale", "--http-interface=127.0.0.1", "--http-port=0"
    )
    with open(log, "w") as output:
        env = {**os.environ, **databases.environment(), **browser_environment()}
        subprocess.run([str(w) for w in command], stdout=output, stderr=subprocess.STDOUT, env=env, stdin=subprocess.DEVNULL, check=False)
    text = log.read_text(errors="replace")
    failed = set(re.findall(r"(?:FAIL|ERROR): (\S+\.\S+)", text))
    ran = re.findall(r"(\d+) (?:tests|post-tests) in", text)
    if not ran:
        raise Failure("Odoo ran no test.", log=log)
    return sum(map(int, ran)), failed
