"""Talks ZVT over TCP: one connection a command, registration first, every message acknowledged.

ZVT has no names for transactions. So before one is sent, the terminal is asked for the last one it
remembers; what it remembers afterwards is ours if it is another.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from ..terminals import Finding, NeverSeen, NotSent, Outcome, StillRunning, Transaction, Unclear
from . import messages
from .apdu import LONG_LENGTH, Apdu, ZvtError, bitmaps, from_bcd
from .messages import Talk

CONNECT_TIMEOUT_S = 5.0
SHORT_TIMEOUT_S = 10.0


@dataclass(frozen=True)
class Settings:
    host: str
    port: int
    password: int
    currency: str
    codepage: str
    timeout_s: float


class Conversation:
    """One TCP connection to the terminal."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, codepage: str) -> None:
        self._reader, self._writer, self._codepage = reader, writer, codepage

    async def send(self, apdu: Apdu) -> None:
        self._writer.write(apdu.encode())
        await self._writer.drain()

    async def receive(self) -> Apdu:
        head = await self._reader.readexactly(3)
        size = head[2]
        if size == LONG_LENGTH:
            size = int.from_bytes(await self._reader.readexactly(2), "little")
        return Apdu(head[:2], await self._reader.readexactly(size))

    async def command(self, apdu: Apdu, timeout_s: float) -> Talk:
        """Sends a command and hears the terminal out. Raises Unclear when it falls silent or talks nonsense."""
        try:
            async with asyncio.timeout(timeout_s):
                await self.send(apdu)
                return await self._hear()
        except TimeoutError as error:
            raise Unclear("timeout", f"no answer from the terminal in {timeout_s:g} s") from error
        except (OSError, EOFError) as error:
            raise Unclear("connection_lost", f"connection to the terminal lost: {error}") from error
        except (ZvtError, IndexError, UnicodeDecodeError) as error:
            raise Unclear("bad_answer", f"the terminal's answer is no ZVT: {error}") from error

    async def _hear(self) -> Talk:
        talk = Talk()
        first = await self.receive()
        if first.command[0] == 0x84:
            talk.refused = first.command[1]
            return talk
        if first.command != messages.ACK:
            raise ZvtError(f"{first} instead of an acknowledgement")
        while talk.completion is None and talk.abort_code is None:
            said = await self.receive()
            if said.command == messages.ACK:
                continue  # the acknowledgement of an abort sent meanwhile
            self._note(talk, said)
            await self.send(Apdu(messages.ACK))
        return talk

    def _note(self, talk: Talk, said: Apdu) -> None:
        if said.command == messages.STATUS_INFORMATION:
            talk.statuses.append(bitmaps(said.data))
        elif said.command == messages.COMPLETION:
            talk.completion = said.data
        elif said.command == messages.ABORTED:
            talk.abort_code = said.data[0]
        elif said.command == messages.PRINT_BLOCK:
            kind, lines = messages.text_lines(said.data, self._codepage)
            talk.lines.setdefault(kind, []).extend(lines)
        elif said.command == messages.PRINT_LINE:
            talk.lines.setdefault(2, []).append(said.data[1:].decode(self._codepage, "replace").rstrip())
        elif said.command != messages.INTERMEDIATE_STATUS:
            raise ZvtError(f"unexpected {said}")

    def close(self) -> None:
        self._writer.transport.abort()


class ZvtClient:
    """The terminal as the payment journal sees it."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._current: tuple[str, Conversation] | None = None

    async def register(self) -> str:
        """Says who we are and returns the terminal's id."""
        async with self._registered() as (_conversation, terminal_id):
            return terminal_id

    async def prepare(self) -> dict[str, str]:
        """What the terminal remembers before a new transaction."""
        async with self._registered() as (conversation, _id):
            talk = await self._last(conversation)
        if talk.refused is not None or talk.abort_code not in (None, messages.NO_TRANSACTION):
            raise NotSent("terminal_busy", f"the terminal does not tell its last transaction: {talk.refused or talk.abort_code}")
        return messages.marker(talk)

    async def perform(self, transaction: Transaction) -> Outcome:
        async with self._registered() as (conversation, _id):
            self._current = (transaction.payment_id, conversation)
            try:
                command = messages.transaction_command(transaction, self._settings.password)
                talk = await conversation.command(command, self._settings.timeout_s)
            finally:
                self._current = None
        return messages.read_outcome(transaction, talk)

    async def status(self, transaction: Transaction) -> Finding:
        before = transaction.before
        if before is None:
            return NeverSeen()  # what it remembered is written down first; without that nothing was sent
        try:
            async with self._registered() as (conversation, _id):
                talk = await self._last(conversation)
        except NotSent as error:
            if error.code == "terminal_busy":
                return StillRunning()
            raise
        if talk.refused in messages.BUSY or talk.abort_code in messages.BUSY:
            return StillRunning()
        if talk.refused is not None or talk.abort_code not in (None, messages.NO_TRANSACTION):
            raise Unclear("bad_answer", f"status not given: {talk.refused or talk.abort_code}")
        if talk.abort_code == messages.NO_TRANSACTION or messages.marker(talk) == before:
            return NeverSeen()
        if not messages.is_of(transaction, talk):
            raise Unclear("wrong_answer", "the terminal's last transaction is another")
        return messages.read_outcome(transaction, talk)

    async def abort(self, transaction: Transaction) -> None:
        """On the line of the transaction itself, else on a new one: the terminal has only one at a time."""
        try:
            if self._current is not None and self._current[0] == transaction.payment_id:
                await self._current[1].send(messages.abort())
                return
            async with self._connected() as conversation:
                await conversation.send(messages.abort())
                await asyncio.wait_for(conversation.receive(), SHORT_TIMEOUT_S)
        except (OSError, EOFError, TimeoutError) as error:
            raise Unclear("connection_lost", f"connection to the terminal lost: {error}") from error

    async def end_of_day(self) -> Talk:
        async with self._registered() as (conversation, _id):
            return await conversation.command(messages.end_of_day(self._settings.password), self._settings.timeout_s)

    async def _last(self, conversation: Conversation) -> Talk:
        return await conversation.command(messages.repeat_receipt(self._settings.password), SHORT_TIMEOUT_S)

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[Conversation]:
        settings = self._settings
        try:
            opening = asyncio.open_connection(settings.host, settings.port)
            reader, writer = await asyncio.wait_for(opening, CONNECT_TIMEOUT_S)
        except (OSError, TimeoutError) as error:
            raise NotSent("terminal_unreachable", f"no connection to the terminal: {error}") from error
        conversation = Conversation(reader, writer, settings.codepage)
        try:
            yield conversation
        finally:
            conversation.close()

    @asynccontextmanager
    async def _registered(self) -> AsyncIterator[tuple[Conversation, str]]:
        """A line on which we have registered. Until then nothing that moves money was sent."""
        async with self._connected() as conversation:
            try:
                command = messages.registration(self._settings.password, self._settings.currency)
                talk = await conversation.command(command, SHORT_TIMEOUT_S)
            except Unclear as error:
                raise NotSent(error.code, error.message) from error
            busy = talk.refused in messages.BUSY or talk.abort_code in messages.BUSY
            if talk.completion is None:
                code = "terminal_busy" if busy else "not_allowed"
                raise NotSent(code, f"the terminal refuses the registration: {talk.refused or talk.abort_code}")
            yield conversation, _terminal_id(talk.completion)


def _terminal_id(data: bytes) -> str:
    try:
        return str(from_bcd(bitmaps(data)[0x29]))
    except (ZvtError, KeyError):
        return ""
