"""The simulated terminal's wire: protected nexo messages over a plain HTTP/1.1 server of its own.

Written apart from the box's code, so that an error of one is not repeated by the other. The server
is hand-made because faults must reach below HTTP: half an answer, two answers, none.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import secrets
import ssl
from collections.abc import Awaitable, Callable
from typing import Any

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

Json = dict[str, Any]
MAX_REQUEST_BYTES = 256 * 1024
READ_TIMEOUT_S = 30


class Rejected(Exception):
    """The terminal does not trust or understand the message at all."""


class Protection:
    """Encrypts and decrypts with the key that the merchant set on the terminal."""

    def __init__(self, key_identifier: str, key_version: int, passphrase: str) -> None:
        self._name = {
            "KeyIdentifier": key_identifier,
            "KeyVersion": key_version,
            "AdyenCryptoVersion": 1,
        }
        material = hashlib.pbkdf2_hmac("sha1", passphrase.encode(), b"AdyenNexoV1Salt", 4000, 80)
        self._mac_key, self._aes_key, self._iv = material[:32], material[32:64], material[64:]

    def _aes(self, nonce: bytes) -> Cipher[CBC]:
        start = int.from_bytes(self._iv, "big") ^ int.from_bytes(nonce, "big")
        return Cipher(AES(self._aes_key), CBC(start.to_bytes(16, "big")))

    def reveal(self, raw: bytes) -> Json:
        """The content of SaleToPOIRequest, or Rejected."""
        try:
            outer = json.loads(raw)["SaleToPOIRequest"]
            trailer = outer["SecurityTrailer"]
            nonce, tag, blob = (base64.b64decode(text, validate=True) for text in (trailer["Nonce"], trailer["Hmac"], outer["NexoBlob"]))
        except (ValueError, KeyError, TypeError) as error:
            raise Rejected("the message is not protected nexo JSON") from error
        if {name: trailer.get(name) for name in self._name} != self._name:
            raise Rejected("unknown key")
        if len(nonce) != 16 or len(blob) < 16 or len(blob) % 16:
            raise Rejected("damaged message")
        decryptor = self._aes(nonce).decryptor()
        padded = decryptor.update(blob) + decryptor.finalize()
        count = padded[-1]
        if not 1 <= count <= 16 or padded[-count:] != bytes([count]) * count:
            raise Rejected("crypto error: wrong key")
        plain = padded[:-count]
        if not hmac.compare_digest(hmac.new(self._mac_key, plain, "sha256").digest(), tag):
            raise Rejected("crypto error: HMAC")
        try:
            inner: Json = json.loads(plain, parse_float=str)["SaleToPOIRequest"]
        except (ValueError, KeyError, TypeError) as error:
            raise Rejected("the protected message is not nexo JSON") from error
        if inner.get("MessageHeader") != outer.get("MessageHeader"):
            raise Rejected("the two headers differ")
        return inner

    def protect(self, response: Json, *, spoil_hmac: bool = False) -> bytes:
        """The bytes of a whole SaleToPOIResponse; `spoil_hmac` is one of the faults."""
        plain = json.dumps({"SaleToPOIResponse": response}).encode()
        count = 16 - len(plain) % 16
        nonce = secrets.token_bytes(16)
        encryptor = self._aes(nonce).encryptor()
        blob = encryptor.update(plain + bytes([count]) * count) + encryptor.finalize()
        tag = bytearray(hmac.new(self._mac_key, plain, "sha256").digest())
        if spoil_hmac:
            tag[0] ^= 1
        trailer = {
            **self._name,
            "Nonce": base64.b64encode(nonce).decode(),
            "Hmac": base64.b64encode(tag).decode(),
        }
        outer = {
            "MessageHeader": response["MessageHeader"],
            "NexoBlob": base64.b64encode(blob).decode(),
            "SecurityTrailer": trailer,
        }
        return json.dumps({"SaleToPOIResponse": outer}).encode()


class Line:
    """One connection of the till, from the first byte to the last."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self.writer = writer

    async def head(self) -> tuple[str, str, dict[str, str]]:
        raw = await asyncio.wait_for(self._reader.readuntil(b"\r\n\r\n"), READ_TIMEOUT_S)
        first, *rest = raw.decode("latin-1").strip().split("\r\n")
        method, target, _version = first.split(" ")
        pairs = (line.partition(":") for line in rest)
        return method, target, {name.strip().lower(): value.strip() for name, _, value in pairs}

    async def exactly(self, count: int) -> bytes:
        return await self._reader.readexactly(count)

    async def body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() == "chunked":
            return await self._chunks()
        length = int(headers.get("content-length", "0"))
        if not 0 <= length <= MAX_REQUEST_BYTES:
            raise ValueError("too long")
        return await asyncio.wait_for(self._reader.readexactly(length), READ_TIMEOUT_S)

    async def _chunks(self) -> bytes:
        whole = b""
        while size := int((await self._reader.readuntil(b"\r\n")).split(b";")[0], 16):
            if size + len(whole) > MAX_REQUEST_BYTES:
                raise ValueError("too long")
            whole += (await self._reader.readexactly(size + 2))[:-2]
        await self._reader.readuntil(b"\r\n")
        return whole

    async def send(self, data: bytes) -> None:
        self.writer.write(data)
        await self.writer.drain()

    def hang_up(self) -> None:
        self.writer.transport.abort()


def http_answer(body: bytes, status: str = "200 OK") -> bytes:
    head = f"HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    return head.encode() + body


class Socket:
    """The listening port; closing it drops everybody, as a power cut does."""

    def __init__(self, host: str, port: int) -> None:
        self.host, self.port = host, port
        self.serve: Callable[[Line], Awaitable[None]] | None = None
        self._server: asyncio.Server | None = None
        self._lines: dict[asyncio.Task[None], Line] = {}
        self.tls: ssl.SSLContext | None = None

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._accept, self.host, self.port, ssl=self.tls, reuse_address=True)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = Line(reader, writer)
        task = asyncio.current_task()
        assert task is not None
        self._lines[task] = line
        try:
            assert self.serve is not None
            await self.serve(line)
        except (OSError, EOFError, ValueError, asyncio.LimitOverrunError, TimeoutError):
            pass  # the till went away or spoke no HTTP; a terminal shrugs
        finally:
            del self._lines[task]
            writer.close()

    def cut(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for task, line in list(self._lines.items()):
            line.hang_up()
            if task is not asyncio.current_task():
                task.cancel()
