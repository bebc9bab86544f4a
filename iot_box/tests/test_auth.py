"""Attacks on tokens, origins and host names; first the verifier, then the running box."""

import base64
import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

import aiohttp
import jwt
import pytest
from multidict import CIMultiDict

from iot_box.auth import AuthError, b64url_decode, host_allowed, verify
from iot_box.tests.support import ORIGIN, TILL, BoxProcess, Signer, Till

OTHER_ORIGIN = "https://other.example"
BOX = "33333333-3333-4333-8333-333333333333"


def keys(signer: Signer) -> dict[str, str]:
    public = signer.public()
    return {public["kid"]: public["public_key"]}


def refused(text: str, signer: Signer, now: float | None = None) -> str:
    with pytest.raises(AuthError) as caught:
        verify(text, keys(signer), BOX, now or time.time())
    return caught.value.code


def test_a_good_token_says_who_asks(signer: Signer) -> None:
    token = verify(signer.token(BOX), keys(signer), BOX, time.time())
    assert (token.till, token.origin, token.role, token.user) == (TILL, ORIGIN, "cashier", "Kari Nordmann")
    assert token.opens("scanner-1") and not token.opens("scanner-9")


def test_forged_tokens_are_refused(signer: Signer) -> None:
    good = signer.token(BOX)
    head, body, seal = good.split(".")
    claims = json.loads(b64url_decode(body))

    def part(value: Any) -> str:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    public = signer.key.public_key().public_bytes_raw()
    forged = [
        f"{part({'alg': 'none', 'typ': 'JWT', 'kid': 'k1'})}.{body}.",
        jwt.encode(claims, public, algorithm="HS256", headers={"kid": "k1"}),
        f"{head}.{part({**claims, 'role': 'manager'})}.{seal}",
        Signer().token(BOX),
        signer.token(BOX, header={"kid": "other"}),
        f"{part({'alg': 'EdDSA', 'kid': ['k1']})}.{body}.{seal}",
        "", "a.b", "a.b.c", good + "x", good[:-4], "x" * 9000,
    ]  # fmt: skip
    for text in forged:
        assert refused(text, signer) == "unauthorized", text[:60]


def test_wrong_audience_times_and_claims(signer: Signer) -> None:
    now = int(time.time())
    assert refused(signer.token("another box"), signer) == "unauthorized"
    assert refused(signer.token(BOX, exp=now - 61), signer) == "expired_token"
    assert refused(signer.token(BOX, nbf=now + 90), signer) == "unauthorized"
    assert verify(signer.token(BOX, exp=now - 30, nbf=now + 30), keys(signer), BOX, now)
    for claim in ("sub", "origin", "role", "jti", "exp", "nbf", "iat", "aud", "iss", "devices"):
        assert refused(signer.token(BOX, **{claim: None}), signer) == "unauthorized"
    for wrong in ({"devices": "scanner-1"}, {"role": "owner"}, {"sub": 7}, {"exp": "tomorrow"}, {"nbf": True}):
        assert refused(signer.token(BOX, **wrong), signer) == "unauthorized"


def test_a_token_outlives_its_time_only_while_head_office_is_away(signer: Signer) -> None:
    now = int(time.time())
    days = 86_400
    token = signer.token(BOX, iat=now - 6 * days, nbf=now - 6 * days, exp=now - 5 * days, offline_exp=now + days)
    for heard_at in (None, now - 5 * days, now - 5.5 * days):
        assert verify(token, keys(signer), BOX, now, heard_at=heard_at).till == TILL
    for heard_at in (now, now - 4.9 * days):
        with pytest.raises(AuthError):
            verify(token, keys(signer), BOX, now, heard_at=heard_at)
    assert refused(token, signer, now + days + 61) == "expired_token"
    assert refused(signer.token(BOX, offline_exp="never"), signer) == "unauthorized"


def test_host_names() -> None:
    hosts = ("127.0.0.1", "box.local")
    for good in ("127.0.0.1:8910", "BOX.local", "box.local.:8910", "192.168.1.20:8910"):
        assert host_allowed(good, hosts, "192.168.1.20")
    for bad in ("evil.example", "127.0.0.1.evil.example", "", "192.168.1.21", "box.local@evil.example"):
        assert not host_allowed(bad, hosts, "192.168.1.20")
    assert host_allowed("[fe80::1]:8910", (), "fe80::1")


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BoxProcess]:
    """One box for all the attacks; it serves a second origin and has a device that is not plugged in."""
    device = {"id": "scanner-1", "driver": "serial_scanner", "config": {"port": "/nowhere"}}
    box = BoxProcess(tmp_path_factory.mktemp("box"), Signer(), [device], origins=[ORIGIN, OTHER_ORIGIN])
    box.launch()
    yield box
    box.stop()


@pytest.fixture
async def box(running: BoxProcess, session: aiohttp.ClientSession) -> BoxProcess:
    return await running.up(session)


async def status(session: aiohttp.ClientSession, box: BoxProcess, headers: Mapping[str, str], path: str = "/v1/info") -> tuple[int, str]:
    async with session.get(box.url + path, headers=headers) as answer:
        body = await answer.json()
        return answer.status, body.get("error", {}).get("code", "")


async def test_requests_need_token_origin_and_host(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    good = box.headers()
    bare = {"Authorization": good["Authorization"]}
    assert await status(session, box, good) == (200, "")
    assert await status(session, box, {"Origin": ORIGIN}) == (401, "unauthorized")
    assert await status(session, box, bare) == (403, "wrong_origin")
    assert await status(session, box, {**good, "Origin": "https://evil.example"}) == (403, "wrong_origin")
    assert await status(session, box, {**good, "Origin": "null"}) == (403, "wrong_origin")
    twice = CIMultiDict([*good.items(), ("Origin", "https://evil.example")])
    assert await status(session, box, twice) == (403, "wrong_origin")
    assert await status(session, box, {**good, "Host": "evil.example"}) == (403, "wrong_host")
    assert await status(session, box, box.headers(origin="http://localhost:8069")) == (403, "wrong_origin")
    old = int(time.time()) - 7200
    assert await status(session, box, box.headers(iat=old, nbf=old, exp=old + 60)) == (401, "expired_token")
    assert await status(session, box, {"Origin": "https://evil.example"}, "/healthz") == (403, "wrong_origin")


async def test_a_way_that_does_not_exist_is_told_before_a_pass_is_asked_for(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    for method in ("TRACE", "PUT", "DELETE"):
        async with session.request(method, box.url + "/v1/info") as answer:
            assert (answer.status, answer.headers["Allow"]) == (405, "GET,HEAD")
            assert (await answer.json())["error"]["code"] == "wrong_method"
    async with session.put(box.url + "/v1/info", headers={"Origin": "https://evil.example"}) as answer:
        assert answer.status == 403
    async with session.get(box.url + "/v1/nowhere") as answer:
        assert answer.status == 401


async def test_token_for_one_origin_fails_on_another_allowed_one(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    assert await status(session, box, {**box.headers(), "Origin": OTHER_ORIGIN}) == (403, "wrong_origin")
    assert await status(session, box, box.headers(origin=OTHER_ORIGIN)) == (200, "")


async def test_preflight_echoes_one_origin_only(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    ask = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Private-Network": "true"}
    async with session.options(box.url + "/v1/info", headers={"Origin": ORIGIN, **ask}) as answer:
        assert answer.status == 204
        assert answer.headers["Access-Control-Allow-Origin"] == ORIGIN
        assert answer.headers["Access-Control-Allow-Private-Network"] == "true"
    async with session.options(box.url + "/v1/info", headers={"Origin": "https://evil.example", **ask}) as answer:
        assert answer.status == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


async def test_event_stream_refuses_foreign_pages_and_bad_tokens(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    with pytest.raises(aiohttp.WSServerHandshakeError):
        await Till(box, session).connect(origin="https://evil.example")
    expired = Till(box, session, exp=int(time.time()) - 100)
    message = await expired.connect()
    assert message["error"]["code"] == "expired_token"
    assert expired.socket is not None
    closing = await expired.socket.receive()
    assert closing.type in (aiohttp.WSMsgType.CLOSE, aiohttp.WSMsgType.CLOSED)
    assert expired.socket.close_code == 4401


async def test_devices_outside_the_token_stay_hidden(box: BoxProcess, session: aiohttp.ClientSession) -> None:
    _status, info = await box.call(session, "GET", "/v1/info", devices=["printer-1"])
    assert info["devices"] == []
    _status, info = await box.call(session, "GET", "/v1/info", devices=["scanner-1"])
    assert [device["id"] for device in info["devices"]] == ["scanner-1"]
