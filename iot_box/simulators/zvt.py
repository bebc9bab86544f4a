"""A simulated card terminal that speaks ZVT over TCP; page, buttons, faults and journal as the nexo one's.

    python -m iot_box.simulators zvt --port 20007 --http 8446 --journal FILE --terminal-id 12345678

Its code for the protocol is its own (zvt_wire.py). It knows one transaction at a time, remembers the
last one for a till that lost the answer, and answers "busy" while a customer is being served.
"""

import argparse
import asyncio
import json
from collections.abc import Sequence
from typing import Any

from . import zvt_wire as wire
from .terminal_engine import Engine, Fault, Running
from .terminal_replies import receipts
from .terminal_run import Powered, engine_of, parser_for, run_until_stopped
from .terminal_wire import Line, Socket

Json = dict[str, Any]
ABORTED, NOT_REGISTERED, NOT_POSSIBLE, BUSY = 0x6C, 0x6B, 0x83, 0x9C
RESULTS = {None: 0, "Refusal": 0x05, "Cancel": ABORTED, "Aborted": ABORTED}
COMMANDS = {wire.AUTHORISATION: "payment", wire.REFUND: "refund", wire.REVERSAL: "reversal"}


class ZvtEngine(Engine):
    """The same terminal behind another protocol: what is kept of a transaction is its ZVT result."""

    def _stored(self, header: Json, body: Json) -> Json:
        return body

    def _ended(self, request: Json, row: Json, condition: str | None, taken: int = 0) -> Json:
        return {"result": RESULTS[condition], "taken": taken, "row": row}

    def _take(self, running: Running) -> int:
        fault = running.fault
        amount = int(running.row["amount"])
        return min(fault.amount, amount) if fault and fault.kind == "partial" else amount

    def last_result(self) -> Json | None:
        """What came of the last transaction, for a till that did not hear it."""
        done = self.journal.finished()
        return dict(json.loads(done[-1]["response"])) if done else None

    def begin(self, kind: str, amount: int, currency: str, original: str | None, fault: Fault | None) -> "asyncio.Task[Json]":
        last = self.journal.last()
        row = self.journal.start(
            sale_id="zvt",
            service_id=str(last["number"] + 1 if last else 1),
            category="Reversal" if kind == "reversal" else "Payment",
            response="[{}, {}]",
            kind=kind,
            amount=amount,
            currency=currency,
            original=original,
        )
        return self.run({}, {}, row, fault)


class ZvtTerminal(Powered):
    """Several lines may be open; while a customer is served, all but his till's hear that it is busy."""

    engine: ZvtEngine

    def __init__(self, engine: ZvtEngine, terminal_id: str, password: bytes, currency: str, socket: Socket) -> None:
        super().__init__(engine, f"ZVT {terminal_id}", socket)
        self._terminal_id, self._password, self._currency = terminal_id, password, currency
        self._registered = False

    def power_off(self, down_s: float | None = None) -> None:
        self._registered = False
        super().power_off(down_s)

    async def serve(self, line: Line) -> None:
        talk = wire.Talk(line)
        while True:
            await self.engine.pauses.at("request", None)
            command, data = await talk.receive()
            self.engine.journal.log(command.hex(), "zvt", "", None)
            if command == wire.ABORT:
                await talk.send(wire.ACK)
                self._abort()
            elif self.engine.running is not None:
                await talk.send(wire.NACK_BUSY)
            elif command != wire.AUTHORISATION and data[:3] != self._password:
                await talk.send(wire.ACK)
                await talk.say(wire.ABORTED, bytes([NOT_POSSIBLE]))
            else:
                await self._command(talk, command, data)

    def _abort(self) -> None:
        running = self.engine.running
        if running and not running.decision.done():
            running.decision.set_result("abort")

    async def _command(self, talk: wire.Talk, command: bytes, data: bytes) -> None:
        if command == wire.REGISTRATION:
            await talk.send(wire.ACK)
            self._registered = True
            identity = b"\x19\x00\x29" + bytes.fromhex(self._terminal_id) + b"\x49" + wire.currency_number(self._currency)
            await talk.say(wire.COMPLETION, identity)
        elif not self._registered:
            await talk.send(wire.ACK)
            await talk.say(wire.ABORTED, bytes([NOT_REGISTERED]))
        elif command in COMMANDS:
            await self._transaction(talk, command, data)
        elif command == wire.REPEAT_RECEIPT:
            await self._repeat(talk)
        elif command == wire.END_OF_DAY:
            await self._end_of_day(talk)
        elif command == wire.STATUS_ENQUIRY:
            await talk.send(wire.ACK)
            await talk.say(wire.COMPLETION, b"\x00")
        else:
            await talk.send(wire.NACK_UNKNOWN)

    async def _transaction(self, talk: wire.Talk, command: bytes, data: bytes) -> None:
        engine, kind = self.engine, COMMANDS[command]
        category = "Reversal" if kind == "reversal" else "Payment"
        fault = engine.faults.take(category)
        if fault and fault.kind == "lost_request":
            talk.hang_up()
            return
        await engine.pauses.at("received", category)
        if fault and fault.kind == "reboot_before":
            asyncio.get_running_loop().call_later(0.05, self.power_off, fault.down_s)
        fields = wire.fields(data if command == wire.AUTHORISATION else data[3:])
        await talk.send(wire.ACK)
        amount, original, refusal = self._asked(kind, fields)
        if refusal:
            await talk.say(wire.ABORTED, bytes([refusal]))
            return
        work = engine.begin(kind, amount, self._currency, original, fault)
        await talk.say(wire.INTERMEDIATE, b"\x0a")
        listening = asyncio.create_task(self._listen(talk))
        try:
            result = await asyncio.shield(work)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        await self._tell(talk, result, category, fault)

    async def _listen(self, talk: wire.Talk) -> None:
        """While the customer decides, the till may abort; anything else is out of turn."""
        while True:
            command, _data = await talk.receive()
            await talk.send(wire.ACK if command == wire.ABORT else wire.NACK_BUSY)
            if command == wire.ABORT:
                self._abort()

    def _asked(self, kind: str, fields: dict[int, bytes]) -> tuple[int, str | None, int]:
        """Amount, original, and a code if this cannot be done."""
        if kind == "reversal":
            row = self.engine.journal.by_number(int(fields[0x87].hex()))
            if row is None or not row["captured"]:
                return 0, None, 0xB5
            left = self.engine.journal.left_of(row["poi_transaction"])
            return left, row["poi_transaction"], 0 if left > 0 else 0xB4
        amount = int(fields[0x04].hex())
        wrong = fields.get(0x49, b"") != wire.currency_number(self._currency)
        return amount, None, 0x6F if wrong else 0 if amount else NOT_POSSIBLE

    async def _tell(self, talk: wire.Talk, result: Json, category: str, fault: Fault | None) -> None:
        engine, kind = self.engine, fault.kind if fault else ""
        if engine.mute:
            engine.mute = False
            await asyncio.Event().wait()
        if kind == "late":
            await asyncio.sleep(fault.delay_s if fault else 0)
        if kind == "reboot":
            self.power_off(fault.down_s if fault else None)
        if kind in ("reboot", "lost_answer"):
            talk.hang_up()
            return
        status = wire.encode(wire.STATUS, self._status(result))
        half = len(status) // 2
        if kind == "garbage":
            status = b"\x55" * len(status)
        await talk.raw(status[:half])
        if kind == "truncated":
            talk.hang_up()
            return
        await engine.pauses.at("answering", category)
        await talk.raw(status[half:] + (status if kind == "duplicate" else b""))
        await talk.acknowledged()
        if kind == "duplicate":
            await talk.acknowledged()
        await self._finish(talk, result)
        await engine.pauses.at("answered", category)

    async def _finish(self, talk: wire.Talk, result: Json) -> None:
        row, code = result["row"], result["result"]
        for document, kind in zip(receipts(row, result["taken"], "GODKJENT" if not code else "AVVIST"), (2, 1), strict=True):
            await talk.say(wire.PRINT_BLOCK, wire.receipt_block(kind, document))
        if code:
            await talk.say(wire.ABORTED, bytes([code]))
        else:
            await talk.say(wire.COMPLETION, b"")

    def _status(self, result: Json) -> bytes:
        row = result["row"]
        data = b"\x27" + bytes([result["result"]])
        if not result["result"]:
            data += b"\x04" + bytes.fromhex(f"{result['taken']:012d}") + b"\x49" + wire.currency_number(row["currency"])
        number = row["number"]
        data += b"\x0b" + bytes.fromhex(f"{number % 10**6:06d}") + b"\x87" + bytes.fromhex(f"{number % 10**4:04d}")
        data += wire.moment() + b"\x29" + bytes.fromhex(self._terminal_id)
        return data + wire.CARD if not result["result"] else data

    async def _repeat(self, talk: wire.Talk) -> None:
        fault = self.engine.faults.take("TransactionStatus")
        await talk.send(wire.ACK)
        await self.engine.pauses.at("received", "TransactionStatus")
        result = self.engine.last_result()
        if result is None:
            await talk.say(wire.ABORTED, bytes([NOT_POSSIBLE]))
            return
        if fault:
            await talk.raw(wire.encode(wire.STATUS, self._status(result))[:9])
            talk.hang_up()
            return
        await talk.say(wire.STATUS, self._status(result))
        await talk.say(wire.COMPLETION, b"")

    async def _end_of_day(self, talk: wire.Talk) -> None:
        await talk.send(wire.ACK)
        total = sum(row["captured"] for row in self.engine.journal.close_period())
        line = f"SUM {self._currency} {total // 100},{total % 100:02d}"
        await talk.say(wire.STATUS, b"\x27\x00\x04" + bytes.fromhex(f"{max(total, 0):012d}") + wire.moment())
        await talk.say(wire.PRINT_BLOCK, wire.receipt_block(3, ["AVSTEMMING", line]))
        await talk.say(wire.COMPLETION, b"")


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_for("zvt", 20007, 8446)
    parser.add_argument("--terminal-id", default="12345678", help="eight digits")
    parser.add_argument("--password", default="000000", help="six digits")
    parser.add_argument("--currency", default="NOK", choices=sorted(wire.CURRENCIES))
    return parser.parse_args(argv)


async def run(options: argparse.Namespace) -> None:
    engine = engine_of(ZvtEngine, options)
    assert isinstance(engine, ZvtEngine)
    socket = Socket(options.host, options.port)
    terminal = ZvtTerminal(engine, options.terminal_id, bytes.fromhex(options.password), options.currency, socket)
    await run_until_stopped(terminal, options.http)


def main(argv: Sequence[str] | None = None) -> int:
    asyncio.run(run(arguments(argv)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
