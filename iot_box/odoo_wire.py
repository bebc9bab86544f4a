"""The wire between the box and Odoo: one request, what came back, and where tills find the box as seen from Odoo."""

import asyncio
import ipaddress
import json
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from .config import OdooConfig

Json = dict[str, Any]
MAX_ANSWER_BYTES = 4_000_000


class LinkError(Exception):
    """Odoo could not be reached or did not answer as agreed."""


@dataclass(frozen=True)
class Answer:
    """What came back, believed or not."""

    status: int
    reason: str
    headers: Mapping[str, str]
    raw: bytes

    def refusal(self) -> str | None:
        """In Odoo's own words, when it said so in our form."""
        if self.status == 200:
            return None
        try:
            said = f": {str(json.loads(self.raw)['error']['message'])[:200]}"
        except (ValueError, KeyError, TypeError):
            said = ""
        return f"answered {self.status} {self.reason}{said}"

    def body(self) -> Json:
        if refusal := self.refusal():
            raise LinkError(refusal)
        try:
            data = json.loads(self.raw)
        except ValueError:
            raise LinkError("answered something that is not JSON") from None
        if not isinstance(data, dict):
            raise LinkError("answered something unexpected")
        return data


async def post(session: aiohttp.ClientSession, odoo: OdooConfig, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    query = {"db": odoo.database} if odoo.database else {}
    headers = {"Content-Type": "application/json", **headers}
    url = odoo.url.rstrip("/") + path
    async with session.post(url, params=query, data=body, headers=headers, allow_redirects=False) as answer:
        raw = await answer.content.read(MAX_ANSWER_BYTES + 1)
        while len(raw) <= MAX_ANSWER_BYTES and (more := await answer.content.read(65536)):
            raw += more
        return Answer(answer.status, answer.reason or "", answer.headers, raw)


def by_kid(keys: Any) -> dict[str, str]:
    """Keys as Odoo sends them, by their id."""
    found = [key for key in keys if isinstance(key, dict)] if isinstance(keys, list) else []
    return {str(key["kid"]): str(key["public_key"]) for key in found if "kid" in key and "public_key" in key}


async def address_for_tills(address: str | None, odoo: OdooConfig) -> str | None:
    """Where tills find this box, as far as the box itself can know."""
    if address is None:
        return None
    parts = urlsplit(address)
    host = parts.hostname or ""
    if not _is_any(host):
        return address
    target = urlsplit(odoo.url)
    own = await asyncio.get_running_loop().run_in_executor(None, _route_to, target.hostname or "", target.port or 80)
    return f"{parts.scheme}://{own}:{parts.port}" if own else None


def _is_any(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_unspecified
    except ValueError:
        return False


def _route_to(host: str, port: int) -> str | None:
    """The local address that leads to Odoo; no packet is sent."""
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
            probe.connect((host, port))
            return str(probe.getsockname()[0])
    except OSError:
        return None
