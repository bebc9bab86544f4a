"""The words that ./dev understands."""

import json
import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable

from . import bench, databases, lint, odoo_source, paths, postgres, setup, system, testing
from .processes import Processes
from .stack import Account, Stack, load_accounts
from .steps import Failure, report, say

HELP = """./dev WORD …

  setup            everything this machine needs: packages, Odoo 19, environments, databases
  demo             the main job: Odoo, the box, simulated devices, a demo chain (--fresh starts it anew)
  stop             stop the demo and the database
  test [KIND …]    all tests, or: lint unit js box addons e2e
  lint             the linters alone
  bench NAME       measure; one JSON object a line (no name lists them)
  odoo-suite [TAG] Odoo's own point_of_sale tests with and without our addons, and the difference
  pictures         take the README's pictures from the running demo
  doctor           what is here, what is missing, what runs
"""
DEMO_FOLDER = paths.STATE / "demo"


def _setup(_words: list[str]) -> int:
    setup.machine()
    setup.test_database()
    setup.demo()
    say("✓ set up. Next: ./dev demo, or ./dev test")
    return 0


def _demo(words: list[str]) -> int:
    setup.machine()
    stack = Stack(DEMO_FOLDER, databases.DEMO, fixed_ports=True)
    if "--fresh" in words:
        stack.stop()
        databases.forget(databases.DEMO)
        shutil.rmtree(DEMO_FOLDER)
        stack = Stack(DEMO_FOLDER, databases.DEMO, fixed_ports=True)
    if stack.processes.alive("odoo") and not databases.demo_is_current():
        stack.stop()
    setup.demo()
    chain = load_accounts()
    say("• starting Odoo, simulated devices and the box …")
    stack.start(chain.people["chain_manager"])
    till = chain.till
    say(
        f"""
✓ The chain is open.

  Back office    {stack.url}/odoo
                 {_line(chain.people["chain_manager"])}
                 {_line(chain.people["store_manager"])}
  Till           {stack.url}/pos/ui/{till["id"]}   ({till["name"]})
                 {_line(chain.people["cashier"])}
  The counter    {stack.counter_url}   scanner, paper and card terminal beside the till
  The box        {stack.box_url}/

  Stop it with ./dev stop. What to try: README.md."""
    )
    return 0


def _line(account: Account) -> str:
    return f"{account.title:<28} {account.login} / {account.password}"


def _stop(_words: list[str]) -> int:
    stopped = Processes(DEMO_FOLDER).stop_all() if DEMO_FOLDER.exists() else []
    postgres.stop()
    say("Stopped: " + (", ".join(stopped) or "nothing was running") + ".")
    return 0


def _test(words: list[str]) -> int:
    if unknown := [word for word in words if word not in testing.SUITES]:
        raise Failure(f"There is no test suite {unknown[0]!r}.", "Choose from: " + ", ".join(testing.SUITES))
    setup.machine()
    return testing.run_suites(words)


def _lint(_words: list[str]) -> int:
    setup.machine()
    return 0 if lint.run_all() else 1


def _bench(words: list[str]) -> int:
    if not words or words[0] not in bench.names():
        raise Failure("Which benchmark?", "Choose from: " + ", ".join(bench.names()))
    setup.machine()
    return bench.run(words[0], words[1:])


def _odoo_suite(words: list[str]) -> int:
    setup.machine()
    return testing.odoo_suite(words)


def _pictures(words: list[str]) -> int:
    if _demo(words):
        return 1
    command = [str(paths.VENV_BOX / "bin/python"), "-m", "tests.e2e.pictures"]
    return subprocess.run(command, cwd=paths.ROOT, env={**os.environ, "PYTHONPATH": str(paths.ROOT)}, check=False).returncode


def _doctor(_words: list[str]) -> int:
    say(f"{platform.platform()}, Python {platform.python_version()}")
    for need in system.NEEDS:
        say(
            f"  {'✓' if need.present() else '✗'} {need.name:<15} {need.why}"
            + ("" if need.present() else f" – apt-get install {' '.join(need.packages)}")
        )
    say(f"  {'✓' if odoo_source.present() else '✗'} Odoo 19         {odoo_source.describe()}")
    made = paths.VENV_ODOO.exists()
    say(f"  {'✓' if made else '–'} environments    {paths.STATE.name}/venv-*{'' if made else ': not yet, ./dev setup makes them'}")
    say(f"  {'✓' if postgres.running() else '–'} database        {'runs' if postgres.running() else 'does not run'}")
    if (DEMO_FOLDER / "processes.json").exists():
        processes = Processes(DEMO_FOLDER)
        for name in json.loads(processes.file.read_text()):
            say(f"  {'✓' if processes.alive(name) else '✗'} demo: {name:<9} log {processes.log(name).relative_to(paths.ROOT)}")
    free_gb = shutil.disk_usage(paths.ROOT).free / 1e9
    say(f"  {'✓' if free_gb > 8 else '✗'} disk            {free_gb:.0f} GB free (8 needed)")
    wanted = system.missing()
    say("Everything needed is here." if not wanted else "./dev setup installs what is missing.")
    return 0 if not wanted else 1


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "setup": _setup,
    "demo": _demo,
    "stop": _stop,
    "test": _test,
    "lint": _lint,
    "bench": _bench,
    "odoo-suite": _odoo_suite,
    "pictures": _pictures,
    "doctor": _doctor,
}


def main(words: list[str]) -> int:
    """Run one word. Returns the exit code."""
    if not words or words[0] in ("help", "-h", "--help"):
        print(HELP)
        return 0
    command = COMMANDS.get(words[0])
    if command is None:
        print(f"./dev knows no {words[0]!r}.\n\n{HELP}", file=sys.stderr)
        return 2
    try:
        return command(words[1:])
    except Failure as failure:
        report(failure)
        return 1
    except KeyboardInterrupt:
        print("\nInterrupted. Run the same command again to go on.", file=sys.stderr)
        return 130
