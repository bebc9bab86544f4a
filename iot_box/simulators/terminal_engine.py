"""The simulated terminal's brain: one transaction at a time, buttons, faults, power.

Every step of a transaction is a named stage at which a test may hold the terminal still, kill
whoever talks to it, and let it go on. `STAGES` lists them in order.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from . import terminal_replies as replies
from .terminal_journal import Journal

Json = dict[str, Any]

STAGES = (
    "request",  # the head of a request is in, its body unread
    "received",  # read and understood, nothing remembered
    "started",  # remembered, the customer not asked yet
    "presented",  # the customer has decided, the bank not asked yet
    "authorised",  # the money has moved and is remembered, no answer yet
    "answering",  # half of the answer is out
    "answered",  # all of the answer is out
)
FAULTS = {
    "lost_request": "hang up before the request is read",
    "lost_answer": "do it, then hang up without an answer",
    "truncated": "do it, send half of the answer",
    "duplicate": "send the answer twice",
    "late": "answer after delay_s",
    "stale": "answer with what the transaction before got",
    "wrong_hmac": "spoil the answer's HMAC",
    "wrong_service_id": "answer for another ServiceID",
    "garbage": "answer with bytes that are no JSON",
    "http_500": "answer with an error page",
    "reject": "answer that the request cannot be read",
    "reboot": "do it, then lose power for down_s without an answer",
    "reboot_before": "lose power for down_s before the bank is asked",
    "partial": "approve no more than amount",
}
BUTTONS = ("approve", "decline", "cancel", "no_answer", "lose_power", "power_on")
OUTCOMES = {"approve": None, "decline": "Refusal", "cancel": "Cancel"}


@dataclass
class Pauses:
    """Holds the terminal at one stage, once."""

    wanted: tuple[str, str | None] | None = None
    paused_at: str | None = None
    _go: asyncio.Event = field(default_factory=asyncio.Event)

    def ask(self, stage: str, category: str | None) -> None:
        self._go.clear()
        self.wanted = (stage, category)

    def go_on(self) -> None:
        self.wanted = None
        self._go.set()

    async def at(self, stage: str, category: str | None) -> None:
        if self.wanted is None or self.wanted[0] != stage:
            return
        if self.wanted[1] not in (None, category):
            return
        self.wanted, self.paused_at = None, stage
        try:
            await self._go.wait()
        finally:
            self.paused_at = None


@dataclass
class Fault:
    kind: str
    on: str = "Payment"
    times: int = 1
    delay_s: float = 1.0
    down_s: float = 1.0
    amount: int = 0


class Faults:
    def __init__(self) -> None:
        self.armed: list[Fault] = []

    def take(self, category: str) -> Fault | None:
        for fault in self.armed:
            if fault.on in (category, "any"):
                fault.times -= 1
                if fault.times <= 0:
                    self.armed.remove(fault)
                return fault
        return None


@dataclass
class Running:
    """The one transaction that the terminal is busy with."""

    row: Json
    header: Json
    request: Json
    fault: Fault | None
    decision: "asyncio.Future[str]"
    committed: bool = False


class Engine:
    """Knows nothing of sockets: a request's header and content in, an answer's body out."""

    def __init__(self, journal: Journal, auto: str, delay_s: float, patience_s: float) -> None:
        self.journal = journal
        self.auto, self.delay_s, self.patience_s = auto, delay_s, patience_s
        self.pauses, self.faults = Pauses(), Faults()
        self.running: Running | None = None
        self.mute = False
        self.last_words = ""
        self._tasks: set[asyncio.Task[Json]] = set()

    def boot(self) -> None:
        """What was under way when the power went was not authorised, and is now over."""
        self.mute = False
        for row in self.journal.unfinished():
            header, request = json.loads(row["response"])
            body = self._ended(request, row, "Aborted")
            self.journal.finish(row["number"], 0, "Aborted", self._stored(header, body))

    def power_off(self) -> None:
        for task in self._tasks:
            task.cancel()
        self.running = None
        self.pauses.go_on()

    def press(self, button: str) -> None:
        if button == "no_answer":
            self.mute = True
        elif self.running and not self.running.decision.done():
            self.running.decision.set_result(button)

    def abort(self, sale_id: str, service_id: str) -> None:
        """Only the transaction that is named, and only while it can still be stopped."""
        running = self.running
        named = running and (running.row["sale_id"], running.row["service_id"]) == (sale_id, service_id)
        if running and named and not running.decision.done():
            running.decision.set_result("abort")

    def status(self, header: Json, request: Json) -> Json:
        reference = request["TransactionStatusRequest"].get("MessageReference")
        if reference is None:
            row = self.journal.last()
        else:
            row = self.journal.find(reference["SaleID"], reference["ServiceID"])
        if row is None:
            return {"Response": replies.failure("NotFound", "Transaction not found")}
        if row["state"] == "started":
            return {"Response": replies.failure("InProgress", "In progress")}
        return replies.repeated(row)

    async def transact(self, header: Json, request: Json, fault: Fault | None) -> Json:
        """A payment, refund or reversal. Goes on when the till hangs up, as a terminal does."""
        category = header["MessageCategory"]
        if self.running is not None:
            return replies.refused(request, category, "Busy")
        if self.journal.find(header["SaleID"], header["ServiceID"]):
            return replies.refused(request, category, "NotAllowed", "ServiceID was used before")
        refusal = self._refusal(request, category)
        if refusal is not None:
            return replies.refused(request, category, *refusal)
        row = self.journal.start(
            sale_id=header["SaleID"],
            service_id=header["ServiceID"],
            category=category,
            response=json.dumps([header, request]),
            **self._columns(request, category),
        )
        return await asyncio.shield(self.run(header, request, row, fault))

    def run(self, header: Json, request: Json, row: Json, fault: Fault | None) -> "asyncio.Task[Json]":
        """Takes a transaction that is on disk to its end."""
        decision: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self.running = Running(row, header, request, fault, decision)
        task = asyncio.create_task(self._carry_out(self.running))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _carry_out(self, running: Running) -> Json:
        row, category = running.row, running.row["category"]
        try:
            await self.pauses.at("started", category)
            choice = "approve" if category == "Reversal" else await self._customer(running)
            await self.pauses.at("presented", category)
            condition = "Aborted" if choice == "abort" else OUTCOMES[choice]
            taken = self._take(running) if condition is None else 0
            body = self._ended(running.request, row, condition, taken)
            sign = 1 if row["kind"] == "payment" else -1
            self.journal.finish(row["number"], sign * taken, condition, self._stored(running.header, body))
            running.committed = True
            self.last_words = condition or f"Approved {taken / 100:.2f} {row['currency']}"
            await self.pauses.at("authorised", category)
            return body
        finally:
            if self.running is running:
                self.running = None

    async def _customer(self, running: Running) -> str:
        """Waits for a button, an abort, the automatic choice, or until patience ends."""
        automatic = self.auto != "off"
        try:
            return await asyncio.wait_for(running.decision, self.delay_s if automatic else self.patience_s)
        except TimeoutError:
            return self.auto if automatic else "abort"

    def _take(self, running: Running) -> int:
        amount = int(running.row["amount"])
        limit = running.fault.amount if running.fault and running.fault.kind == "partial" else amount
        content = running.request.get("PaymentRequest", {}).get("SaleData", {})
        if "AllowPartialAuthorisation" not in content.get("SaleToAcquirerData", ""):
            return amount
        return min(limit, amount)

    def _stored(self, header: Json, body: Json) -> Json:
        """What is kept so that the answer can be given again."""
        return replies.answer(header, body)

    def _ended(self, request: Json, row: Json, condition: str | None, taken: int = 0) -> Json:
        if row["category"] == "Reversal":
            if condition is not None:
                return {"Response": replies.failure(condition)}
            return replies.reversal_done(row)
        if condition is not None:
            return replies.payment_failed(request, row, condition)
        return replies.payment_done(request, row, taken)

    def _columns(self, request: Json, category: str) -> Json:
        if category == "Reversal":
            content = request["ReversalRequest"]
            name = content["OriginalPOITransaction"]["POITransactionID"]["TransactionID"]
            original = self.journal.by_poi_transaction(name)
            assert original is not None
            left = self.journal.left_of(name)
            amount = replies.minor(content.get("ReversedAmount", replies.major(left)))
            columns = {"kind": "reversal", "amount": amount, "currency": original["currency"]}
            sale = content.get("SaleData", {})
            columns["original"] = name
        else:
            content = request["PaymentRequest"]
            amounts = content["PaymentTransaction"]["AmountsReq"]
            refund = content.get("PaymentData", {}).get("PaymentType") == "Refund"
            columns = {
                "kind": "refund" if refund else "payment",
                "amount": replies.minor(amounts["RequestedAmount"]),
                "currency": amounts["Currency"],
            }
            sale = content["SaleData"]
        columns["reference"] = sale.get("SaleReferenceID")
        columns["sale_transaction"] = sale.get("SaleTransactionID", {}).get("TransactionID")
        return columns

    def _refusal(self, request: Json, category: str) -> tuple[str, str] | None:
        if category == "Reversal":
            content = request["ReversalRequest"]
            name = content["OriginalPOITransaction"]["POITransactionID"]["TransactionID"]
            if self.journal.by_poi_transaction(name) is None:
                return "NotFound", "Original transaction not found"
            left = self.journal.left_of(name)
            if not 0 < replies.minor(content.get("ReversedAmount", replies.major(left))) <= left:
                return "NotAllowed", "More than what is left of the original"
            return None
        amounts = request["PaymentRequest"]["PaymentTransaction"]["AmountsReq"]
        if amounts["Currency"] not in replies.CURRENCIES:
            return "NotAllowed", "Currency not supported"
        return None if replies.minor(amounts["RequestedAmount"]) else ("NotAllowed", "No amount")
