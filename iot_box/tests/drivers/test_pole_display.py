"""The customer display through the box, read by its simulator."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp

from iot_box.tests.support import Simulator

Start = Callable[..., Awaitable[Any]]


async def shown(display: Simulator, session: aiohttp.ClientSession, lines: list[str]) -> bool:
    for _ in range(100):
        state = await display.get(session, "/state")
        if state["lines"] == lines:
            return state["unknown"] == []
        await asyncio.sleep(0.02)
    return False


async def test_two_lines_in_norwegian(tmp_path: Path, simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    display = await simulate("display", "--link", str(tmp_path / "display"))
    box = await box_with([{"id": "display-1", "driver": "pole_display", "config": {"port": str(tmp_path / "display")}}])
    claims = {"devices": ["display-1"]}

    async def show(*lines: str) -> tuple[int, dict[str, Any]]:
        answer: tuple[int, dict[str, Any]] = await box.call(
            session, "POST", "/v1/displays/display-1/text", {"lines": list(lines)}, **claims
        )
        return answer

    for _ in range(100):
        if (await show("Blåbærsyltetøy", "Å betale 1\u00a0049,90"))[0] == 200:
            break
        await asyncio.sleep(0.05)
    assert await shown(display, session, ["Blåbærsyltetøy", "Å betale 1 049,90"])
    assert (await show("x" * 20, "Łódź"))[0] == 200
    assert await shown(display, session, ["x" * 20, "?ódz"])
    # Nobody's letter, and one that has no sign of its own: not shown, and nothing that a sale waits for.
    assert (await show("\ue000", "a\u200bb"))[0] == 200
    assert await shown(display, session, ["?", "a?b"])
    for wrong, refusal, field in ((("x" * 21, ""), 409, "lines[0]"), (("a\nb", ""), 422, "lines")):
        status, answer = await show(*wrong)
        assert (status, answer["error"]["code"], answer["error"]["field"]) == (refusal, "invalid", field)
    assert (await show("one line"))[0] == 422
