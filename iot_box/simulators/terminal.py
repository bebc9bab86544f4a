"""A simulated card terminal: speaks protected nexo JSON, looks like a terminal on a web page.

    python -m iot_box.simulators terminal --port 8443 --http 8444 --journal FILE \
        --poi-id P400Plus-123456789 --key-identifier demo --passphrase SECRET --key-version 1

A process and code of its own, with a journal on disk that survives `kill -9`. See
docs/payments.md for its buttons and faults, and terminal_control.py for its control over HTTP.
"""

import argparse
import asyncio
import json
import ssl
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from . import terminal_replies as replies
from .terminal_engine import Engine, Fault
from .terminal_run import Powered, engine_of, parser_for, run_until_stopped
from .terminal_schema import SchemaError, check_body, check_header
from .terminal_wire import Line, Protection, Rejected, Socket, http_answer

Json = dict[str, Any]
TRANSACTIONS = ("Payment", "Reversal")


class Terminal(Powered):
    """The port, and what goes wrong on the way between engine and till."""

    def __init__(self, engine: Engine, protection: Protection, poi_id: str, socket: Socket) -> None:
        super().__init__(engine, poi_id, socket)
        self._protection = protection

    async def serve(self, line: Line) -> None:
        """One request on one connection."""
        engine = self.engine
        method, target, headers = await line.head()
        await engine.pauses.at("request", None)
        raw = await line.body(headers)
        if (method, target.rstrip("/")) != ("POST", "/nexo"):
            await line.send(http_answer(b"{}", "404 Not Found"))
            return
        try:
            message = self._protection.reveal(raw)
            category = check_header(message, self.poi_id)
        except (Rejected, SchemaError) as error:
            await line.send(http_answer(replies.reject(None, str(error))))
            return
        fault = engine.faults.take(category)
        if fault and fault.kind == "lost_request":
            line.hang_up()
            return
        self._log(message, category)
        await engine.pauses.at("received", category)
        if fault and fault.kind == "reboot_before":
            asyncio.get_running_loop().call_later(0.05, self.power_off, fault.down_s)
        body = await self._answer(message, category, fault)
        await self._reply(line, message["MessageHeader"], category, body, fault)

    def _log(self, message: Json, category: str) -> None:
        header, body = message["MessageHeader"], message.get(f"{category}Request")
        reference = body.get("MessageReference") if isinstance(body, dict) else None
        about = reference.get("ServiceID") if isinstance(reference, dict) else None
        self.engine.journal.log(category, header["SaleID"], header["ServiceID"], about)

    async def _answer(self, message: Json, category: str, fault: Fault | None) -> Json | None:
        header = message["MessageHeader"]
        try:
            check_body(message, category)
        except SchemaError as error:
            return {"Response": replies.failure("MessageFormat", str(error))}
        if category in TRANSACTIONS:
            return await self.engine.transact(header, message, fault)
        if category == "TransactionStatus":
            return self.engine.status(header, message)
        if category == "Abort":
            reference = message["AbortRequest"]["MessageReference"]
            self.engine.abort(reference["SaleID"], reference["ServiceID"])
            return None  # an abort is only received; its effect shows in the payment's answer
        if self.engine.running is not None:
            return {"Response": replies.failure("Busy")}
        if category == "Reconciliation":
            return replies.reconciliation(self.engine.journal.close_period())
        return replies.diagnosis()

    async def _reply(self, line: Line, header: Json, category: str, body: Json | None, fault: Fault | None) -> None:
        engine, kind = self.engine, fault.kind if fault else ""
        if engine.mute and category in TRANSACTIONS:
            engine.mute = False
            await asyncio.Event().wait()  # silent until the till or the power goes
        if fault and kind == "late":
            await asyncio.sleep(fault.delay_s)
        if fault and kind == "reboot":
            self.power_off(fault.down_s)
        if kind in ("reboot", "lost_answer"):
            line.hang_up()
            return
        data = self._bytes(header, body, kind)
        half = len(data) // 2
        await line.send(data[:half])
        if kind == "truncated":
            return
        await engine.pauses.at("answering", category)
        await line.send(data[half:] + (data if kind == "duplicate" else b""))
        await engine.pauses.at("answered", category)

    def _bytes(self, header: Json, body: Json | None, kind: str) -> bytes:
        if kind == "garbage":
            return http_answer(b"\x00\xff not JSON")
        if kind == "http_500":
            return http_answer(b"<h1>Internal error</h1>", "500 Internal Server Error")
        if kind == "reject":
            return http_answer(replies.reject(header, "Did not understand the message"))
        if body is None:
            return http_answer(b"")
        if kind == "wrong_service_id":
            header = {**header, "ServiceID": "ZZ" + header["ServiceID"][2:]}
        full = replies.answer(header, body)
        if kind == "stale":
            full = self._stale(header) or full
        return http_answer(self._protection.protect(full, spoil_hmac=kind == "wrong_hmac"))

    def _stale(self, header: Json) -> Json | None:
        """The answer of the transaction before the one that is asked about."""
        rows = self.engine.journal.finished()
        before = [row for row in rows if row["service_id"] != header["ServiceID"]]
        return dict(json.loads(before[-1]["response"])) if before else None


def arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    parser = parser_for("terminal", 8443, 8444)
    parser.add_argument("--poi-id", required=True)
    parser.add_argument("--key-identifier", required=True)
    parser.add_argument("--key-version", type=int, default=1)
    parser.add_argument("--passphrase", required=True)
    parser.add_argument("--tls-cert", type=Path, help="PEM with key: speak HTTPS, as terminals do")
    return parser.parse_args(argv)


async def run(options: argparse.Namespace) -> None:
    socket = Socket(options.host, options.port)
    if options.tls_cert:
        socket.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        socket.tls.load_cert_chain(options.tls_cert)
    protection = Protection(options.key_identifier, options.key_version, options.passphrase)
    terminal = Terminal(engine_of(Engine, options), protection, options.poi_id, socket)
    await run_until_stopped(terminal, options.http)


def main(argv: Sequence[str] | None = None) -> int:
    asyncio.run(run(arguments(argv)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
