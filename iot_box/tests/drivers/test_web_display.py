"""The customer display on a tablet, and two tills that share one."""

from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import pytest

from iot_box.tests.support import OTHER_TILL, BoxProcess
from iot_box.tests.test_display_document import SALE

Start = Callable[..., Awaitable[Any]]
KEY = "hemmelig2026nøkkel".replace("ø", "o")
CLAIMS = {"devices": ["display-1"]}


@pytest.fixture
async def box(box_with: Start) -> BoxProcess:
    found: BoxProcess = await box_with([{"id": "display-1", "driver": "web_display", "config": {"key": KEY}}])
    return found


async def test_a_tablet_shows_the_sale(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    address = f"{box.url}/display/display-1"
    async with session.get(address, params={"key": KEY}) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert answer.status == 200 and "'nonce-" in policy and "unsafe" not in policy
        assert KEY not in await answer.text()
    for wanted, lang, title in (("nb-NO,nb;q=0.9", "nb", "Kundeskjerm"), ("en-GB", "en", "Customer display")):
        async with session.get(address, params={"key": KEY}, headers={"Accept-Language": wanted}) as answer:
            text = await answer.text()
            assert f'<html lang="{lang}">' in text and f"<title>{title}</title>" in text and "{{" not in text
    for wrong in ("", "x" * len(KEY)):
        async with session.get(address, params={"key": wrong}) as answer:
            assert answer.status == 404
    async with session.get(f"{box.url}/display/scanner-9", params={"key": KEY}) as answer:
        assert answer.status == 404

    _status, before = await box.call(session, "GET", "/v1/info", **CLAIMS)
    assert before["devices"][0]["error"]["code"] == "no_screen"
    async with session.ws_connect(f"{address}/events?key={KEY}", headers={"Origin": box.url}) as page:
        assert (await page.receive_json())["state"] == "welcome"
        status, answer = await box.call(session, "POST", "/v1/displays/display-1/sale", {"document": SALE}, **CLAIMS)
        assert status == 200, answer
        shown = await page.receive_json()
        assert (shown["total"], shown["lines"][-1]["text"]) == ("149,90", "Blåbærsyltetøy 400 g")
        await box.call(session, "POST", "/v1/displays/display-1/text", {"lines": ["Åpent", "til 23"]}, **CLAIMS)
        assert [line["text"] for line in (await page.receive_json())["lines"]] == ["Åpent", "til 23"]
        _status, now = await box.call(session, "GET", "/v1/info", **CLAIMS)
        assert (now["devices"][0]["state"], now["devices"][0]["snapshot"]["screens"]) == ("ready", 1)

    with pytest.raises(aiohttp.WSServerHandshakeError):
        await session.ws_connect(f"{address}/events?key={KEY}", headers={"Origin": "https://elsewhere.example"})
    async with session.get(f"{address}/events", params={"key": KEY}) as answer:
        assert (answer.status, (await answer.json())["protocol"]) == (200, "websocket")


async def test_a_display_belongs_to_the_till_that_sells(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    async def show(till: str | None = None, **more: Any) -> tuple[int, dict[str, Any]]:
        claims = {**CLAIMS, **({"sub": till} if till else {})}
        answer: tuple[int, dict[str, Any]] = await box.call(
            session, "POST", "/v1/displays/display-1/sale", {"document": SALE, **more}, **claims
        )
        return answer

    assert (await show())[0] == 200
    status, answer = await show(OTHER_TILL)
    assert (status, answer["error"]["code"]) == (409, "busy_device")
    status, lease = await box.call(session, "POST", "/v1/devices/display-1/lease", {"ttl_s": 60}, **CLAIMS)
    assert status == 200 and 55 < lease["left_s"] <= 60
    assert (await show(lease=lease["lease"]))[0] == 200
    status, answer = await box.call(session, "POST", "/v1/devices/display-1/lease", {"ttl_s": 60}, sub=OTHER_TILL, **CLAIMS)
    assert (status, answer["error"]["code"]) == (409, "busy_device")
    assert (await box.call(session, "DELETE", "/v1/devices/display-1/lease", **CLAIMS))[0] == 200
    assert (await show(OTHER_TILL))[0] == 200
    status, answer = await show(lease=lease["lease"])
    assert status == 409
