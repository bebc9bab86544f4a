"""A shop with one simulated card terminal, for tests: pays, kills, restarts, and compares the books."""

import asyncio
import time
import uuid
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiohttp
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from .support import BoxProcess, Signer, Simulator, free_port

Json = dict[str, Any]
POI = "P400Plus-123456789"
PASSPHRASE = "mellom-oss-to"
FINAL = ("approved", "partial", "declined", "cancelled", "failed", "reversed")


def terminal_args(journal: Path, port: int, *more: str) -> list[str]:
    return [
        *("--port", str(port), "--journal", str(journal), "--poi-id", POI),
        *("--key-identifier", "demo-key", "--key-version", "1", "--passphrase", PASSPHRASE, *more),
    ]


def nexo_device(port: int, **config: Any) -> Json:
    settings = {
        **{"host": "127.0.0.1", "port": port, "sale_id": "till-1", "poi_id": POI},
        **{"key_identifier": "demo-key", "key_version": 1, "passphrase": PASSPHRASE},
        **{"timeout_s": 20.0, "confirm_s": 0.6, **config},
    }
    return {"id": "terminal-1", "name": "Kortterminal", "driver": "nexo_terminal", "config": settings}


def certificate(folder: Path) -> Path:
    """A terminal's certificate names its model and serial; the library insists on the maker's domain."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{POI}.test.terminal.adyen.com")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    ) + made.public_bytes(serialization.Encoding.PEM)
    file = folder / "terminal.pem"
    file.write_bytes(pem)
    return file


class CardShop:
    """One terminal and one box for all tests of a module; `open` brings both to a known state."""

    program = "terminal"

    def __init__(self, folder: Path, session: aiohttp.ClientSession) -> None:
        self.folder, self.session = folder, session
        self.port = free_port()
        self.ids: list[str] = []
        self.terminal: Simulator | None = None
        self.box = BoxProcess(folder, Signer(), [])

    async def open(self, auto: str = "approve", **config: Any) -> "CardShop":
        """`auto` decides for the customer; "off" waits for `press`."""
        await self.plug_in()
        async with self.session.delete(f"{self.terminal.url}/faults"):
            await self.post("/resume")
        await self.post("/press", button="power_on")
        await self.post("/mode", auto=auto, delay_s=0)
        devices = [self.device(**config)]
        if self.box.process is None or self.box.config["devices"] != devices:
            self.box.config["devices"] = devices
            self.box.stop()
            await self.box.start(self.session)
        await self.box.ready(self.session, "terminal-1")
        return self

    async def plug_in(self) -> None:
        """Starts the terminal, if it does not run; its journal is where it was."""
        if self.terminal is None or self.terminal.process.poll() is not None:
            self.terminal = Simulator(self.program, free_port(), self.folder, *self.terminal_args())
            await self.terminal.up(self.session)
            await self.post("/mode", auto="approve", delay_s=0)

    def terminal_args(self) -> list[str]:
        return terminal_args(self.folder / "terminal.sqlite", self.port)

    def device(self, **config: Any) -> Json:
        return nexo_device(self.port, **config)

    async def restart_box(self) -> None:
        """kill -9 and start again, as a power cut would."""
        self.box.kill()
        await self.box.start(self.session)

    def close(self) -> None:
        self.box.stop()
        if self.terminal is not None:
            self.terminal.stop()

    # The till

    async def call(self, method: str, path: str, body: Json | None = None, **claims: Any) -> tuple[int, Json]:
        status, answer = await self.box.call(self.session, method, path, body, **claims)
        if status == 202 and answer["id"] not in self.ids:
            self.ids.append(answer["id"])
        return status, answer

    async def begin(self, amount: int = 10990, *, kind: str = "payment", **more: Any) -> Json:
        """The payment as the box accepted it."""
        body = {"id": str(uuid.uuid4()), "kind": kind, "amount": amount, "currency": "NOK", "reference": "0001-001", **more}
        status, payment = await self.call("POST", "/v1/terminals/terminal-1/payments", body)
        assert status == 202, payment
        return payment

    async def final(self, payment_id: str, timeout_s: float = 20) -> Json:
        """The payment once nothing can change any more."""
        end = time.monotonic() + timeout_s
        while True:
            status, payment = await self.call("GET", f"/v1/payments/{payment_id}?wait_s=5")
            assert status == 200, payment
            if payment["state"] in FINAL:
                return payment
            assert time.monotonic() < end, f"still {payment}"

    async def pay(self, amount: int = 10990, **more: Any) -> Json:
        payment = await self.begin(amount, **more)
        return await self.final(payment["id"])

    async def until(self, payment_id: str, state: str, timeout_s: float = 8) -> Json:
        end = time.monotonic() + timeout_s
        while True:
            _status, payment = await self.call("GET", f"/v1/payments/{payment_id}")
            if payment["state"] == state:
                return payment
            assert time.monotonic() < end, f"still {payment}"
            await asyncio.sleep(0.02)

    async def reverse(self, payment_id: str) -> Json:
        body = {"id": str(uuid.uuid4())}
        status, reversal = await self.call("POST", f"/v1/payments/{payment_id}/reverse", body)
        assert status == 202, reversal
        return reversal

    # The terminal

    async def post(self, path: str, **body: Any) -> Json:
        assert self.terminal is not None
        return await self.terminal.post(self.session, path, **body)

    async def look(self, path: str) -> Json:
        assert self.terminal is not None
        return dict(await self.terminal.get(self.session, path))

    def kill_terminal(self) -> None:
        assert self.terminal is not None
        self.terminal.kill()

    async def arm(self, kind: str, **fault: Any) -> None:
        await self.post("/faults", kind=kind, **fault)

    async def press(self, button: str) -> None:
        await self.post("/press", button=button)

    async def begin_while_off(self) -> Json:
        """A payment that begins before the box has noticed that the terminal is off."""
        await self.pay()  # so that no earlier payment is in doubt, which the terminal would be asked about
        for _ in range(5):
            await self.press("power_on")
            await self.box.ready(self.session, "terminal-1")
            await self.press("lose_power")
            body = {"id": str(uuid.uuid4()), "kind": "payment", "amount": 10990, "currency": "NOK"}
            status, answer = await self.call("POST", "/v1/terminals/terminal-1/payments", body)
            if status == 202:
                return answer
            assert answer["error"]["code"] == "device_not_ready", answer
        raise AssertionError("the box always noticed first")

    async def hold_at(self, stage: str, category: str | None = "Payment") -> None:
        await self.post("/pause", at=stage, category=category)

    async def held(self, timeout_s: float = 8) -> None:
        await self.shows(lambda state: bool(state["paused_at"]), timeout_s)

    async def go_on(self) -> None:
        await self.post("/resume")

    async def shows(self, check: Callable[[Json], bool], timeout_s: float = 8) -> Json:
        end = time.monotonic() + timeout_s
        while True:
            state = await self.look("/state")
            if check(state):
                return state
            assert time.monotonic() < end, f"still {state}"
            await asyncio.sleep(0.02)

    # The books

    async def balance(self) -> None:
        """The oracle over everything this shop ever did: at most one capture a payment, equal sums."""
        journal = await self.look("/journal")
        captured = [row["sale_transaction"] for row in journal["transactions"] if row["captured"]]
        assert len(captured) == len(set(captured)), f"captured twice: {captured}"
        assert await self.approved() == journal["captured"], journal

    async def approved(self) -> int:
        """What the box's journal says was taken, less what was given back."""
        total = 0
        for payment_id in self.ids:
            _status, payment = await self.call("GET", f"/v1/payments/{payment_id}")
            assert payment["state"] in FINAL, payment
            total += payment["approved_amount"] * (1 if payment["kind"] == "payment" else -1)
        return total


@asynccontextmanager
async def standing(shop_class: type[CardShop], folder: Path) -> AsyncIterator[CardShop]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=40)) as session:
        shop = shop_class(folder, session)
        try:
            yield shop
        finally:
            shop.close()
