"""Carries nexo messages to a terminal: one HTTP POST, one answer, one connection each.

No connection is used twice and nothing is sent twice, so that an error tells exactly whether the
request can have reached the terminal.
"""

from __future__ import annotations

import asyncio
import json
import ssl
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import aiohttp

from ..terminals import Finding, NotSent, Outcome, Transaction, Unclear
from . import messages
from .crypto import NexoCryptoError, SecurityKey, open_sealed, seal
from .messages import Address

Json = dict[str, Any]
CONNECT_TIMEOUT_S = 5.0
STATUS_TIMEOUT_S = 10.0
MAX_ANSWER_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Endpoint:
    host: str
    port: int
    tls: bool
    ca_file: str | None = None

    @property
    def url(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{'https' if self.tls else 'http'}://{host}:{self.port}/nexo"

    def ssl_context(self) -> ssl.SSLContext | None:
        """Terminals' certificates name the model and serial, never the address they are reached at.

        Without the maker's root certificate TLS hides nothing from an active attacker; the
        messages are encrypted and authenticated on their own.
        """
        if not self.tls:
            return None
        context = ssl.create_default_context(cafile=self.ca_file)
        context.check_hostname = False
        if self.ca_file is None:
            context.verify_mode = ssl.CERT_NONE
        return context


class NexoClient:
    """The terminal as the payment journal sees it."""

    def __init__(
        self,
        endpoint: Endpoint,
        address: Address,
        key: SecurityKey,
        *,
        timeout_s: float,
        allow_partial: bool,
    ) -> None:
        self._endpoint, self._address, self._key = endpoint, address, key
        self._timeout_s = timeout_s
        self._allow_partial = allow_partial
        self._session: aiohttp.ClientSession | None = None

    def open(self) -> None:
        if self._session is None:
            context = self._endpoint.ssl_context()
            connector = aiohttp.TCPConnector(ssl=context if context else True, force_close=True)
            self._session = aiohttp.ClientSession(connector=connector, cookie_jar=aiohttp.DummyCookieJar())

    async def close(self) -> None:
        session, self._session = self._session, None
        if session is not None:
            await session.close()

    async def perform(self, transaction: Transaction) -> Outcome:
        request = messages.transaction_request(self._address, transaction, datetime.now(UTC), allow_partial=self._allow_partial)
        body = await self._ask(request, self._timeout_s)
        return messages.read_outcome(transaction, body)

    async def status(self, transaction: Transaction) -> Finding:
        body = await self._ask(messages.status_request(self._address, transaction), STATUS_TIMEOUT_S)
        return messages.read_status(transaction, self._address, body)

    async def abort(self, transaction: Transaction) -> None:
        """A terminal only acknowledges the abort; the payment's own answer tells what came of it."""
        request = messages.abort_request(self._address, transaction)
        await self._post(seal(request, self._key), STATUS_TIMEOUT_S)

    async def diagnose(self) -> Json:
        body = await self._ask(messages.diagnosis_request(self._address), STATUS_TIMEOUT_S)
        return messages.read_diagnosis(body)

    async def reconcile(self, currency: str) -> list[Json]:
        body = await self._ask(messages.reconciliation_request(self._address), self._timeout_s)
        return messages.read_totals(body, currency)

    async def _ask(self, request: Json, timeout_s: float) -> Json:
        raw = await self._post(seal(request, self._key), timeout_s)
        try:
            sealed = json.loads(raw)
            _refuse_rejection(sealed)
            response = open_sealed(sealed, "SaleToPOIResponse", self._key)
        except NexoCryptoError as error:
            raise Unclear("wrong_key", f"the terminal's answer cannot be trusted: {error}") from error
        except (ValueError, RecursionError) as error:
            raise Unclear("bad_answer", "the terminal's answer is not JSON") from error
        return messages.response_body(request, response)

    async def _post(self, body: Json, timeout_s: float) -> bytes:
        if self._session is None:
            raise NotSent("terminal_unreachable", "the connection to the terminal is closed")
        limits = aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_TIMEOUT_S)
        try:
            async with (
                asyncio.timeout(timeout_s),
                self._session.post(self._endpoint.url, json=body, timeout=limits, allow_redirects=False) as response,
            ):
                raw = await _read(response)
                if response.status != 200:
                    raise Unclear("bad_answer", f"the terminal answered HTTP {response.status}")
                return raw
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError) as error:
            raise NotSent("terminal_unreachable", f"no connection to the terminal: {error}") from error
        except TimeoutError as error:
            raise Unclear("timeout", f"no answer from the terminal in {timeout_s:g} s") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Unclear("connection_lost", f"connection to the terminal lost: {error}") from error


async def _read(response: aiohttp.ClientResponse) -> bytes:
    raw = b""
    async for chunk in response.content.iter_any():
        raw += chunk
        if len(raw) > MAX_ANSWER_BYTES:
            raise Unclear("bad_answer", "the terminal's answer is too long")
    return raw


def _refuse_rejection(sealed: object) -> None:
    """A terminal that cannot read a request says so unprotected; a hint for people, no proof."""
    content = sealed.get("SaleToPOIRequest") if isinstance(sealed, dict) else None
    event = content.get("EventNotification") if isinstance(content, dict) else None
    if isinstance(event, dict) and event.get("EventToNotify") == "Reject":
        raise Unclear("rejected", f"the terminal rejects the message: {event.get('EventDetails')}")
