"""The payments' HTTP routes: checks what a till asks for and who asks, then hands over to payments.py."""

import sqlite3
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any

from aiohttp import web

from . import payment_rules as rules
from .auth import Token
from .box import Box
from .clock import iso
from .drivers.base import Kind
from .http import ApiError, get_int, get_line, get_str, get_uuid, invalid, json_body, only_fields, token_of, wait_seconds
from .payment_rules import MAX_AMOUNT, Asked, Payment, Refused
from .payments import Payments
from .terminals import MINOR_DIGITS

Json = dict[str, Any]
Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def routes(box: Box) -> list[web.RouteDef]:
    """Makes the payments a part of the box and gives their routes."""
    payments = Payments(box)
    box.parts.append(payments)
    box.payments = payments
    api = Api(box, payments)
    return [
        web.post("/v1/terminals/{device}/payments", api.begin),
        web.get("/v1/terminals/{device}/pending", api.pending),
        web.post("/v1/terminals/{device}/end-of-day", api.end_of_day),
        web.get("/v1/payments/{id}", api.get),
        web.post("/v1/payments/{id}/abort", api.abort),
        web.post("/v1/payments/{id}/reverse", api.reverse),
        web.post("/v1/payments/{id}/resolve", api.resolve),
    ]


def _refusals(handler: Callable[["Api", web.Request], Awaitable[web.Response]]) -> Any:
    """Turns refusals and a full disk into answers with codes; nothing was sent in either case."""

    @wraps(handler)
    async def guarded(api: "Api", request: web.Request) -> web.Response:
        try:
            return await handler(api, request)
        except Refused as error:
            raise ApiError(error.status, error.code, error.message, error.field) from error
        except sqlite3.Error as error:
            raise ApiError(507, "storage", f"the box cannot write to its disk: {error}") from error

    return guarded


class Api:
    def __init__(self, box: Box, payments: Payments) -> None:
        self._box, self._payments = box, payments

    @_refusals
    async def begin(self, request: web.Request) -> web.Response:
        token, device = token_of(request), self._device(request)
        body = await json_body(request)
        only_fields(body, "id", "kind", "amount", "currency", "reference", "original")
        kind = body.get("kind")
        if kind not in ("payment", "refund"):
            raise invalid("kind", "must be payment or refund")
        currency = get_str(body, "currency", limit=3)
        if currency not in MINOR_DIGITS:
            raise invalid("currency", f"must be one of {', '.join(MINOR_DIGITS)}")
        reference = get_line(body, "reference", limit=64)
        original = get_uuid(body, "original") if body.get("original") is not None else None
        if original and kind == "payment":
            raise invalid("original", "only a refund has one")
        asked = Asked(
            id=get_uuid(body),
            device=device,
            till=token.till,
            kind=kind,
            amount=get_int(body, "amount", 1, MAX_AMOUNT),
            currency=currency,
            reference=reference,
            original=original,
        )
        return _answer(await self._payments.begin(asked), 202)

    @_refusals
    async def pending(self, request: web.Request) -> web.Response:
        found = await self._payments.journal.pending(self._device(request))
        return web.json_response({"payments": [rules.as_json(payment, iso) for payment in found]})

    @_refusals
    async def end_of_day(self, request: web.Request) -> web.Response:
        """Settles the terminal's day with the bank, where its protocol has such a command."""
        device = self._device(request)
        if token_of(request).role != "manager":
            raise ApiError(403, "not_allowed", "only a manager may close the terminal's day")
        return web.json_response(await self._payments.end_of_day(device, token_of(request).user))

    @_refusals
    async def get(self, request: web.Request) -> web.Response:
        payment = await self._payment(request)
        return _answer(await self._payments.wait(payment, wait_seconds(request)))

    @_refusals
    async def abort(self, request: web.Request) -> web.Response:
        payment = await self._payment(request)
        self._own(token_of(request), payment)
        return _answer(await self._payments.abort(payment), 202)

    @_refusals
    async def reverse(self, request: web.Request) -> web.Response:
        payment, token = await self._payment(request), token_of(request)
        body = await json_body(request)
        only_fields(body, "id")
        return _answer(await self._payments.reverse(payment, get_uuid(body), token.till), 202)

    @_refusals
    async def resolve(self, request: web.Request) -> web.Response:
        payment, token = await self._payment(request), token_of(request)
        if token.role != "manager":
            raise ApiError(403, "not_allowed", "only a manager may decide a payment")
        body = await json_body(request)
        only_fields(body, "outcome", "reason")
        outcome = body.get("outcome")
        if outcome not in ("approved", "declined"):
            raise invalid("outcome", "must be approved or declined")
        reason = get_str(body, "reason", limit=500).strip()
        return _answer(await self._payments.resolve(payment, outcome, token, reason))

    def _device(self, request: web.Request) -> str:
        """The terminal named in the address, which the token must open."""
        device = request.match_info["device"]
        if not token_of(request).opens(device):
            raise ApiError(404, "unknown_device", f"this till has no terminal {device!r}")
        self._box.worker(device, Kind.TERMINAL)
        return device

    async def _payment(self, request: web.Request) -> Payment:
        payment_id = get_uuid(request.match_info)
        payment = await self._payments.get(payment_id)
        if not token_of(request).opens(payment.device):
            raise ApiError(404, "unknown_payment", "this box has no such payment")
        return payment

    @staticmethod
    def _own(token: Token, payment: Payment) -> None:
        """Two tills may share a terminal; only the one whose customer pays, or a manager, may stop it."""
        if token.till != payment.till and token.role != "manager":
            raise ApiError(403, "not_allowed", "the payment belongs to another till")


def _answer(payment: Payment, status: int = 200) -> web.Response:
    return web.json_response(rules.as_json(payment, iso), status=status)
