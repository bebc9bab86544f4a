"""The rules of card payments, pure: what may begin, and what a terminal's word makes of a payment.

    sending ──► approved | partial | declined | cancelled | failed        the terminal's own answer
       │
       └──► unknown ◄──► in_progress                no trusted answer: ask for the status, never pay again
                └──► any of the final states        found, never arrived, or decided by a manager

A payment is final once it is in FINAL_STATES; only a reversal moves it on, from approved or partial to
reversed.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from .terminals import (
    Card,
    Finding,
    Kind,
    NeverSeen,
    Outcome,
    Receipt,
    StillRunning,
    TerminalError,
    Transaction,
)

Json = dict[str, Any]
OPEN_STATES = ("sending", "in_progress", "unknown")
FINAL_STATES = ("approved", "partial", "declined", "cancelled", "failed", "reversed")
MAX_AMOUNT = 99_999_999


@dataclass(frozen=True)
class Payment:
    """One row of the journal: a payment, a refund or a reversal."""

    id: str
    device: str
    till: str
    kind: Kind
    amount: int
    currency: str
    reference: str
    original: str | None
    terminal: str
    service_id: str
    state: str
    created_at: float
    updated_at: float
    revision: int
    approved_amount: int = 0
    error_code: str | None = None
    error_message: str | None = None
    message: str | None = None
    card: Card | None = None
    receipt: Receipt | None = None
    original_ref: dict[str, str] | None = None
    before: dict[str, str] | None = None
    terminal_ref: dict[str, str] | None = None
    psp_reference: str | None = None
    never_seen_at: float | None = None
    """When the terminal first said that it does not know this payment."""
    doubtful: bool = False
    """Taken as never arrived, or decided by hand; asked about once more before the next payment."""
    abort_at: float | None = None
    resolved_by: str | None = None
    resolved_reason: str | None = None

    @property
    def final(self) -> bool:
        return self.state in FINAL_STATES

    def transaction(self) -> Transaction:
        return Transaction(
            payment_id=self.id,
            service_id=self.service_id,
            kind=self.kind,
            amount=self.amount,
            currency=self.currency,
            reference=self.reference,
            original=self.original_ref,
            before=self.before,
        )


@dataclass(frozen=True)
class Asked:
    """What a till asks for."""

    id: str
    device: str
    till: str
    kind: Kind
    amount: int
    currency: str
    reference: str
    original: str | None = None


def same_request(payment: Payment, asked: Asked) -> bool:
    """Whether a repeated id is the same request again, which is answered and not done twice."""
    return asked == Asked(
        payment.id,
        payment.device,
        payment.till,
        payment.kind,
        payment.amount,
        payment.currency,
        payment.reference,
        payment.original,
    )


class Refused(Exception):
    """A request that must not begin, with a code for the till."""

    def __init__(self, code: str, message: str, *, field: str | None = None, status: int = 409) -> None:
        super().__init__(message)
        self.code, self.message, self.field, self.status = code, message, field, status


def check_original(asked: Asked, original: Payment | None, returned: int) -> dict[str, str]:
    """The terminal's name of the payment to give back. `returned` is what was given back before."""
    if original is None or original.kind != "payment":
        raise Refused("original_unknown", "no such payment on this box", field="original", status=404)
    if original.device != asked.device:
        raise Refused("conflict", "was made on another terminal", field="original")
    if original.state not in ("approved", "partial"):
        raise Refused("conflict", f"the payment is {original.state}")
    if original.terminal_ref is None:
        raise Refused("conflict", "the terminal gave no reference for the payment")
    if asked.kind == "reversal" and returned:
        raise Refused("conflict", "a part of the payment was refunded already")
    if asked.amount > original.approved_amount - returned:
        raise Refused("invalid", "is more than what is left of the payment", field="amount", status=422)
    return original.terminal_ref


def settle(payment: Payment, outcome: Outcome) -> Payment:
    """The payment after the terminal's own word."""
    return replace(
        payment,
        state=outcome.state,
        approved_amount=outcome.approved_amount,
        error_code=outcome.error_code,
        error_message=None,
        message=outcome.message,
        card=outcome.card,
        receipt=outcome.receipt,
        terminal_ref=outcome.terminal_ref,
        psp_reference=outcome.psp_reference,
        doubtful=False,
    )


def not_sent(payment: Payment, error: TerminalError) -> Payment:
    return replace(payment, state="failed", error_code=error.code, error_message=error.message)


def unclear(payment: Payment, code: str, message: str) -> Payment:
    return replace(payment, state="unknown", error_code=code, error_message=message)


def judge(payment: Payment, finding: Finding, now: float, confirm_s: float) -> Payment:
    """The payment after a status answer.

    One "not found" is not believed: the request may still lie in a buffer on its way. It must be said
    again at least `confirm_s` later, and even then the payment is asked about once more before the next.
    """
    if isinstance(finding, Outcome):
        return settle(payment, finding)
    if isinstance(finding, StillRunning):
        return replace(payment, state="in_progress", error_code=None, error_message=None, never_seen_at=None)
    assert isinstance(finding, NeverSeen)
    if payment.never_seen_at is None or now < payment.never_seen_at:
        return replace(payment, state="unknown", never_seen_at=now)
    if now - payment.never_seen_at < confirm_s:
        return payment
    return replace(
        payment,
        state="failed",
        error_code="not_received",
        error_message="the terminal never received the request",
        doubtful=True,
    )


def second_thoughts(payment: Payment, finding: Finding) -> Payment:
    """A payment that was given up or decided by hand, after asking the terminal once more."""
    if isinstance(finding, StillRunning):
        return unclear(replace(payment, approved_amount=0), "late", "the request arrived late")
    if isinstance(finding, Outcome) and finding.approved_amount != payment.approved_amount:
        return settle(payment, finding)
    return replace(payment, doubtful=False)


def decide_by_hand(payment: Payment, outcome: Literal["approved", "declined"], by: str, reason: str) -> Payment:
    """A manager's word on a payment that no terminal can tell about, or that holds up the next in doubt."""
    in_doubt = payment.state == "failed" and payment.doubtful
    if payment.final and not in_doubt:
        raise Refused("conflict", f"the payment is {payment.state}, nothing is to be decided")
    if payment.state != "unknown" and not in_doubt:
        raise Refused("conflict", "the terminal is busy with the payment; abort it first")
    return replace(
        payment,
        state=outcome,
        approved_amount=payment.amount if outcome == "approved" else 0,
        error_code="resolved_by_hand",
        error_message=None,
        resolved_by=by,
        resolved_reason=reason,
        doubtful=True,
    )


def totals(moved: Sequence[Payment]) -> list[Json]:
    """What these payments took and gave back, as a terminal's reconciliation groups it."""
    taken = [payment.approved_amount for payment in moved if payment.kind == "payment"]
    back = [payment.approved_amount for payment in moved if payment.kind != "payment"]
    return [{"type": "debit", "count": len(taken), "amount": sum(taken)}, {"type": "credit", "count": len(back), "amount": sum(back)}]


def net(sums: Sequence[Json]) -> int:
    return sum(entry["amount"] * (-1 if entry["type"] == "credit" else 1) for entry in sums)


def hold_against(
    said: Sequence[Json] | None, own: Sequence[tuple[float | None, list[Json]]]
) -> tuple[float | None, list[Json], bool | None]:
    """Since when, what the box has, and whether the terminal says the same. After a closing that nobody heard the end of there are two
    ways to count; the one that fits is what happened. None where the terminal tells no sums, or one sum only and money went back: makers
    differ in whether they take that off."""
    if said is None:
        return *own[0], None
    for since, sums in own:
        if net(sums) == net(said):
            return since, sums, True
    unsure = any(entry["type"] == "net" for entry in said) and any(entry["type"] == "credit" and entry["count"] for entry in own[0][1])
    return *own[0], None if unsure else False


def as_json(payment: Payment, iso: Callable[[float], str]) -> Json:
    """The payment as tills and Odoo see it."""
    card, receipt = payment.card, payment.receipt
    error = None
    if payment.error_code:
        error = {"code": payment.error_code, "message": payment.error_message or payment.error_code}
    resolved = None
    if payment.resolved_by:
        resolved = {"by": payment.resolved_by, "reason": payment.resolved_reason}
    return {
        "id": payment.id,
        "device": payment.device,
        "till": payment.till,
        "kind": payment.kind,
        "amount": payment.amount,
        "approved_amount": payment.approved_amount,
        "currency": payment.currency,
        "reference": payment.reference,
        "original": payment.original,
        "state": payment.state,
        "message": payment.message,
        "error": error,
        "card": None if card is None else dict(vars(card)),
        "receipt": None if receipt is None else json.loads(json.dumps(vars(receipt))),
        "psp_reference": payment.psp_reference,
        "abort_requested": payment.abort_at is not None,
        "resolved": resolved,
        "created_at": iso(payment.created_at),
        "updated_at": iso(payment.updated_at),
    }
