"""What every card terminal can be asked and can answer, whatever its protocol.

The payment journal speaks these types only; a protocol (nexo, ZVT) turns them into messages.
The two exceptions carry the difference that decides about money: `NotSent` is proof that the
terminal never got the request, `Unclear` is everything else that is no trusted answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

Kind = Literal["payment", "refund", "reversal"]
FinalState = Literal["approved", "partial", "declined", "cancelled", "failed"]

# Digits after the comma (ISO 4217) of the currencies a terminal may be set up for.
MINOR_DIGITS = {
    "NOK": 2, "SEK": 2, "DKK": 2, "EUR": 2, "GBP": 2, "USD": 2, "CHF": 2, "PLN": 2,
}  # fmt: skip


class TerminalError(Exception):
    """Base of the two below; `code` is stable, the till translates it."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class NotSent(TerminalError):
    """No byte of the request can have reached the terminal: the payment did not happen."""


class Unclear(TerminalError):
    """No trusted answer came: the payment may or may not have happened."""


@dataclass(frozen=True)
class Transaction:
    """One transaction to perform, as it stands in the journal."""

    payment_id: str
    service_id: str
    kind: Kind
    amount: int
    currency: str
    reference: str
    original: dict[str, str] | None = None
    """The terminal's own names for the transaction to refund or reverse."""
    before: dict[str, str] | None = None
    """What `prepare` found; set on disk before the transaction is sent."""


@dataclass(frozen=True)
class Card:
    brand: str | None = None
    masked_pan: str | None = None
    entry: str | None = None
    aid: str | None = None
    auth_code: str | None = None
    ref: str | None = None


@dataclass(frozen=True)
class Receipt:
    customer: tuple[str, ...] = ()
    merchant: tuple[str, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """The terminal's trusted word on a transaction."""

    state: FinalState
    approved_amount: int = 0
    error_code: str | None = None
    message: str | None = None
    card: Card | None = None
    receipt: Receipt | None = None
    terminal_ref: dict[str, str] | None = None
    psp_reference: str | None = None


@dataclass(frozen=True)
class StillRunning:
    """The terminal is still busy with the transaction."""


@dataclass(frozen=True)
class NeverSeen:
    """The terminal does not know the transaction (it may still be on its way there)."""


Finding = Outcome | StillRunning | NeverSeen


@runtime_checkable
class Terminal(Protocol):
    """What the driver of a card terminal does beside being a driver."""

    def identity(self) -> str:
        """Names this very terminal; what is unknown there cannot be asked for anywhere else."""
        ...

    def currency(self) -> str:
        """The only currency it is set up for."""
        ...

    def confirm_s(self) -> float:
        """How long after a first "never seen" a second one may be believed."""
        ...

    async def prepare(self, transaction: Transaction) -> dict[str, str] | None:
        """Reads what the status will be compared with, where the protocol needs it. Raises TerminalError."""
        ...

    async def perform(self, transaction: Transaction) -> Outcome:
        """Does it and waits for the end. Raises NotSent or Unclear."""
        ...

    async def status(self, transaction: Transaction) -> Finding:
        """Asks what became of it, changing nothing. Raises NotSent or Unclear."""
        ...

    async def abort(self, transaction: Transaction) -> None:
        """Asks to stop it; the result still comes from perform or status."""
        ...


def approved_outcome(
    requested: int,
    approved: int,
    *,
    message: str | None,
    card: Card | None,
    receipt: Receipt | None,
    terminal_ref: dict[str, str] | None,
    psp_reference: str | None,
) -> Outcome:
    """Judges an approval by its amount: what the terminal took is the truth, also when odd."""
    return Outcome(
        state="partial" if approved < requested else "approved",
        approved_amount=approved,
        error_code="amount_differs" if approved > requested else None,
        message=message,
        card=card,
        receipt=receipt,
        terminal_ref=terminal_ref,
        psp_reference=psp_reference,
    )
