"""Fixtures for the box's tests; see support.py for what they give."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from .support import BoxProcess, Signer, Simulator, free_port

Json = dict[str, Any]


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=40)) as client:
        yield client


@pytest.fixture
def signer() -> Signer:
    return Signer()


@pytest.fixture
def simulate(tmp_path: Path, session: aiohttp.ClientSession) -> Iterator[Callable[..., Awaitable[Simulator]]]:
    """Starts a simulator: `await simulate("scanner", "--link", path)`."""
    started: list[Simulator] = []

    async def start(name: str, *args: str) -> Simulator:
        simulator = Simulator(name, free_port(), tmp_path, *args)
        started.append(simulator)
        return await simulator.up(session)

    yield start
    for simulator in started:
        simulator.stop()


@pytest.fixture
def box_with(tmp_path: Path, signer: Signer, session: aiohttp.ClientSession) -> Iterator[Callable[..., Awaitable[BoxProcess]]]:
    """Starts a box with devices: `await box_with([{...}])`."""
    started: list[BoxProcess] = []

    async def start(devices: list[Json], **config: Any) -> BoxProcess:
        box = BoxProcess(tmp_path, signer, devices, **config)
        started.append(box)
        return await box.start(session)

    yield start
    for box in started:
        box.stop()
