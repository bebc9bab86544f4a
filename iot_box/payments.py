"""Card payments that are trusted with money: written first, sent once, and asked about until known.

A part of the box. Each payment runs in a task of its own, so it goes on when the till's page goes away.
The rules are in payment_rules.py, the disk in payment_journal.py; here they meet the terminal.
"""

import asyncio
import logging
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Coroutine
from dataclasses import replace
from functools import partial
from typing import Any, Literal

from . import payment_rules as rules
from .auth import Token
from .box import Box
from .clock import iso
from .drivers.base import JobFailed, Kind
from .http import ApiError
from .payment_journal import Journal
from .payment_rules import Asked, Payment, Refused
from .terminals import Finding, NeverSeen, NotSent, Terminal, TerminalError, Unclear

Json = dict[str, Any]
FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 5.0
log = logging.getLogger("iot_box.payments")


class Payments:
    def __init__(self, box: Box) -> None:
        self._box = box
        self.journal = Journal(box.store, box.clock)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._beginning: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._changed = asyncio.Event()

    # Part of the box

    async def start(self) -> None:
        """Whatever was under way when the box went down is unknown now, before anything new begins."""
        await self.journal.open()
        for payment in await self.journal.open_rows():
            if payment.state != "unknown":
                restarted = partial(rules.unclear, code="box_restarted", message="the box was restarted")
                try:
                    payment = await self.journal.change(payment.id, restarted, action="restart")
                except sqlite3.Error as error:
                    # Open it is either way; what the terminal says of it is written once there is room.
                    log.error("the journal can't be written: %s", error, extra={"payment": payment.id})
            log.warning("payment unknown after a restart", extra={"payment": payment.id, "device": payment.device})
            self._run(payment, self._find_out(payment.id))

    async def stop(self) -> None:
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    # What tills ask for

    async def begin(self, asked: Asked) -> Payment:
        """Writes the payment down and sends it on its way; the same request again changes nothing."""
        known = await self.journal.get(asked.id)
        if known is None:
            # Only a new one: a till that asks again about its own payment must learn of it, whoever has the terminal now.
            self._box.leases.allowed(asked.device, asked.till)
            async with self._beginning[asked.device]:
                terminal = self._ready_terminal(asked.device)
                if asked.currency != terminal.currency():
                    raise Refused("conflict", f"the terminal takes {terminal.currency()}", field="currency")
                await self._ask_again(asked.device, terminal)
                payment, new = await self.journal.begin(asked, terminal.identity())
                if new:
                    log.info("payment begins", extra={"payment": payment.id, "device": payment.device})
                    self._publish(payment)
                    self._run(payment, self._perform(payment, terminal))
                return payment
        if not rules.same_request(known, asked):
            raise Refused("conflict", "this id was used for another payment")
        return known

    async def reverse(self, payment: Payment, reversal_id: str, till: str) -> Payment:
        """Gives back a whole payment, as a row of its own under the same rules."""
        if payment.kind != "payment":
            raise Refused("conflict", f"a {payment.kind} can't be reversed")
        known = await self.journal.get(reversal_id)
        amount = known.amount if known else payment.approved_amount
        if not amount:
            raise Refused("conflict", f"the payment is {payment.state}, nothing is to be given back")
        asked = Asked(
            id=reversal_id,
            device=payment.device,
            till=till,
            kind="reversal",
            amount=amount,
            currency=payment.currency,
            reference=payment.reference,
            original=payment.id,
        )
        return await self.begin(asked)

    async def abort(self, payment: Payment) -> Payment:
        """Asks the terminal to stop this very payment. Its result is still awaited."""
        if payment.final:
            return payment
        now = self._box.clock.time()
        payment = await self._change(payment.id, lambda row: row if row.final else replace(row, abort_at=now), "abort")
        terminal = self._terminal_of(payment)
        if terminal is None:
            raise ApiError(503, "device_not_ready", "the terminal can't be reached")
        try:
            await terminal.abort(payment.transaction())
        except TerminalError as error:
            raise ApiError(502, error.code, error.message) from error
        return payment

    async def resolve(self, payment: Payment, outcome: Literal["approved", "declined"], token: Token, reason: str) -> Payment:
        """A manager decides where no terminal can tell; kept with name and reason."""
        who = f"{token.user} ({token.till})"
        decide = partial(rules.decide_by_hand, outcome=outcome, by=token.user, reason=reason)
        decided = await self.journal.change(payment.id, decide, action="resolve", who=who, reason=reason)
        log.warning("payment resolved by hand", extra={"payment": payment.id, "outcome": outcome, "who": who})
        self._announce(decided)
        return decided

    async def end_of_day(self, device: str, who: str) -> Json:
        """The terminal's own closing beside what this journal has of it; nothing may be open, or the totals would be a guess."""
        async with self._beginning[device]:
            for payment in await self.journal.pending(device):
                raise Refused("busy_terminal", f"payment {payment.id} on this terminal is {payment.state}")
            terminal = self._ready_terminal(device).identity()
            number, stretches = await self.journal.begin_closing(terminal, who)
            try:
                said = await self._box.worker(device, Kind.TERMINAL).execute({"kind": "end_of_day"})
            except JobFailed:
                await self.journal.end_closing(number, None)
                raise
            since, own, agrees = rules.hold_against(said["totals"], [(at, rules.totals(moved)) for at, moved in stretches])
            report = {**said, "own": own, "since": iso(since) if since else None, "closed_at": self._box.clock.iso(), "agrees": agrees}
            await self.journal.end_closing(number, report)
            if report["agrees"] is False:
                log.error("the terminal's totals differ from the journal's", extra={"device": device, "terminal": terminal})
            return report

    async def get(self, payment_id: str) -> Payment:
        payment = await self.journal.get(payment_id)
        if payment is None:
            raise ApiError(404, "unknown_payment", "this box has no such payment")
        return payment

    async def wait(self, payment: Payment, wait_s: float) -> Payment:
        """The payment as soon as it is final or in another state than now, or after `wait_s`."""
        state = payment.state
        try:
            async with asyncio.timeout(wait_s):
                while not payment.final and payment.state == state:
                    changed = self._changed
                    payment = await self.get(payment.id)
                    if not payment.final and payment.state == state:
                        await changed.wait()
        except TimeoutError:
            pass
        return payment

    # What runs

    async def _perform(self, payment: Payment, terminal: Terminal) -> None:
        """The only place that sends a request that moves money."""
        try:
            decide = await self._send(payment, terminal)
            payment = await self._change(payment.id, decide, "answer")
        except sqlite3.Error as error:
            log.error("the payment's result can't be written: %s", error, extra={"payment": payment.id})
            payment = rules.unclear(payment, "storage", "the box cannot write to its disk")
            self._announce(payment)
        if not payment.final:
            await self._find_out(payment.id)

    async def _send(self, payment: Payment, terminal: Terminal) -> Callable[[Payment], Payment]:
        """Sends it once and says what the answer makes of the payment."""
        try:
            before = await terminal.prepare(payment.transaction())
        except TerminalError as error:
            return partial(rules.not_sent, error=error)
        if before is not None:
            payment = await self.journal.change(payment.id, lambda row: replace(row, before=before), action="prepare")
        try:
            return partial(rules.settle, outcome=await terminal.perform(payment.transaction()))
        except NotSent as error:
            return partial(rules.not_sent, error=error)
        except Unclear as error:
            return partial(rules.unclear, code=error.code, message=error.message)
        except Exception as error:  # a fault of ours must not lose sight of the money
            log.exception("payment failed in the box", extra={"payment": payment.id})
            return partial(rules.unclear, code="internal", message=type(error).__name__)

    async def _find_out(self, payment_id: str) -> None:
        """Asks for the status, never pays again, until the payment is final."""
        pause = FIRST_PAUSE_S
        while True:
            try:
                payment = await self.get(payment_id)
                if not payment.final:
                    payment = await self._look(payment)
                if payment.final:
                    return
            except sqlite3.Error as error:
                log.error("the journal can't be used: %s", error, extra={"payment": payment_id})
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE_S)

    async def _look(self, payment: Payment) -> Payment:
        """One question to the terminal, and what it makes of the payment."""
        terminal = self._terminal_of(payment)
        if terminal is None:
            worker = self._box.workers.get(payment.device)
            if worker is not None:
                worker.retry_now()
                await worker.wait_ready(FIRST_PAUSE_S)
            return payment
        decide: Callable[[Payment], Payment]
        try:
            finding = await terminal.status(payment.transaction())
            decide = partial(rules.judge, finding=finding, now=self._box.clock.monotonic(), confirm_s=terminal.confirm_s())
        except TerminalError as error:
            decide = partial(rules.unclear, code=error.code, message=error.message)
        return await self._change(payment.id, decide, "status")

    async def _ask_again(self, device: str, terminal: Terminal) -> None:
        """Before a new payment: was one that was given up, or decided by hand, something else after all?

        That is the moment when a cashier tries again, and a customer would pay twice.
        """
        for doubtful in await self.journal.doubtful(device):
            if doubtful.terminal != terminal.identity():
                continue
            finding: Finding
            try:
                finding = await terminal.status(doubtful.transaction())
            except TerminalError as error:
                if isinstance(error, NotSent) or not doubtful.resolved_by:
                    text = f"payment {doubtful.id} is still in doubt: {error.message}"
                    raise ApiError(503, "device_not_ready", text) from error
                finding = NeverSeen()  # a manager decided because the terminal makes no sense of it
            decide = partial(rules.second_thoughts, finding=finding)
            payment = await self.journal.change(doubtful.id, decide, action="late")
            if payment.state != doubtful.state:
                self._announce(payment)
            if not payment.final:
                self._run(payment, self._find_out(payment.id))
                raise Refused("busy_terminal", f"payment {payment.id} on this terminal is under way")
            if payment.approved_amount > doubtful.approved_amount:
                raise Refused("earlier_payment_approved", f"payment {payment.id} went through after all")

    # Small helpers

    def _run(self, payment: Payment, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work, name=f"payment {payment.id}")
        self._tasks[payment.id] = task
        task.add_done_callback(partial(self._ended, payment.id))

    def _ended(self, payment_id: str, task: "asyncio.Task[None]") -> None:
        if self._tasks.get(payment_id) is task:
            del self._tasks[payment_id]
        if not task.cancelled() and task.exception():
            log.critical("a payment's task died", exc_info=task.exception(), extra={"payment": payment_id})

    async def _change(self, payment_id: str, decide: Callable[[Payment], Payment], action: str) -> Payment:
        """Changes an open payment; one that became final meanwhile, by a manager's hand, stays."""
        before = await self.get(payment_id)
        payment = await self.journal.change(payment_id, lambda row: row if row.final else decide(row), action=action)
        if payment.revision != before.revision:
            log.info("payment is %s", payment.state, extra={"payment": payment.id, "code": payment.error_code})
            self._announce(payment)
            if payment.kind == "reversal" and payment.original and payment.state == "approved":
                self._announce(await self.get(payment.original))
        return payment

    def _announce(self, payment: Payment) -> None:
        self._publish(payment)
        self._changed.set()
        self._changed = asyncio.Event()

    def _publish(self, payment: Payment) -> None:
        event = {"type": "payment", "payment": rules.as_json(payment, iso)}
        self._box.hub.publish(event, device=payment.device, till=payment.till)

    def _ready_terminal(self, device: str) -> Terminal:
        worker = self._box.worker(device, Kind.TERMINAL)
        driver = worker.driver
        if not worker.ready or not isinstance(driver, Terminal):
            problem = worker.error
            raise ApiError(503, "device_not_ready", problem.message if problem else "the terminal is starting")
        return driver

    def _terminal_of(self, payment: Payment) -> Terminal | None:
        """The terminal that the payment was sent to; another one in its place knows nothing of it."""
        worker = self._box.workers.get(payment.device)
        driver = worker.driver if worker and worker.ready else None
        if isinstance(driver, Terminal) and driver.identity() == payment.terminal:
            return driver
        return None
