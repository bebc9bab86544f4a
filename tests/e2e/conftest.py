"""A whole chain for each test run: Odoo, box and simulated devices as processes, a till in headless Chromium."""

import os
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from devkit import databases, paths, system
from devkit.stack import Stack, load_accounts

from .shop import BackOffice, Devices, Till

DATABASE = "e2e"
#: How long something may take that a person waits for; generous, since this is no test of speed.
expect.set_options(timeout=20_000)


@pytest.fixture(scope="session")
def chain():
    """Log-ins of the demo chain."""
    return load_accounts()


@pytest.fixture(scope="session")
def stack(chain):
    """The running main job, on a fresh copy of the demo chain.

    With RETAIL_POS_KEEP=1 it stays up and the next run finds it: for whoever writes a test.
    """
    folder = paths.STATE / "e2e"
    keep = bool(os.environ.get("RETAIL_POS_KEEP"))
    if keep and folder.exists() and Stack(folder, DATABASE).processes.alive("odoo"):
        yield Stack(folder, DATABASE)
        return
    previous = Stack(folder, DATABASE) if folder.exists() else None
    if previous:
        previous.stop()
        shutil.rmtree(folder)
    databases.fresh_copy(databases.CHAIN, DATABASE)
    running = Stack(folder, DATABASE)
    try:
        running.start(chain.people["chain_manager"])
        yield running
    finally:
        if not keep:
            running.stop()


@pytest.fixture(scope="session")
def browser():
    """One headless Chromium."""
    with sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage", "--no-first-run"]
        chromium = playwright.chromium.launch(executable_path=system.chromium(), args=flags)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def office(stack, chain):
    """The back office as the chain manager, by Odoo's web API."""
    return BackOffice(stack, chain.people["chain_manager"])


@pytest.fixture(scope="session")
def devices(stack):
    """The simulated devices, as their buttons do."""
    return Devices(stack)


@pytest.fixture
def page(browser: Browser, request):
    """A browser page of its own; a failed test leaves a picture of it."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="nb-NO", timezone_id="Europe/Oslo")
    fresh = context.new_page()
    fresh.set_default_timeout(20_000)
    yield fresh
    _picture(fresh, request.node.name)
    context.close()


@pytest.fixture
def till(page: Page, stack, chain, devices):
    """The chain's first till, opened by a Norwegian cashier, nothing left over from the test before."""
    devices.reset()
    opened = Till(page, stack, chain.till["id"], chain.people["cashier"])
    opened.open()
    return opened


def _picture(page: Page, name: str) -> None:
    folder = Path(os.environ.get("RETAIL_POS_PICTURES") or paths.STATE / "pictures")
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=folder / f"{name}.png")
