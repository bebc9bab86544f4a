"""An independent printing program (npm receiptio) drives the printer simulator, so that it is judged by code
that is not ours: status before and during printing, text, barcode, code and picture commands.
"""

import asyncio
import shutil
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from iot_box.tests.support import ROOT, Simulator

PROGRAM = ROOT / "node_modules" / "receiptio" / "bin" / "cli.js"
# The program always speaks to port 9100, so the simulator gets a loopback address of its own.
HOST = "127.0.0.9"
RECEIPT = """^^^FJELLMART

Blåbær | 1| 49,90
Rømmegrøt | 2| 78,00
---
^TOTAL | ^127,90
{code:7038010000010; option:ean13,3,72,hri}
{code:https://fjellmart.example; option:qrcode,6,m}
=
"""


async def drive(folder: Path, *words: str) -> str:
    """What the program says of the printer."""
    file = folder / "r.receipt"
    file.write_text(RECEIPT, encoding="utf-8")
    process = await asyncio.create_subprocess_exec(
        "node", str(PROGRAM), "-d", HOST, "-c", "42", *words, str(file), stderr=asyncio.subprocess.PIPE
    )
    _out, err = await asyncio.wait_for(process.communicate(), 30)
    return err.decode().strip()


@pytest.mark.skipif(not PROGRAM.exists() or shutil.which("node") is None, reason="npm ci brings receiptio, which this needs")
async def test_receiptio_prints_and_sees_the_printers_state(
    tmp_path: Path, simulate: Callable[..., Awaitable[Simulator]], session: aiohttp.ClientSession
) -> None:
    printer = await simulate("printer", "--host", HOST, "--port", "9100")
    assert await drive(tmp_path, "-p", "epson") == "success"
    paper: dict[str, Any] = await printer.get(session, "/paper")
    assert paper["unknown"] == []
    rows = [row for sheet in paper["receipts"] for row in sheet["rows"]]
    texts = [row["text"] for row in rows if row["type"] == "text"]
    assert any("FJELLMART" in text for text in texts)
    assert any(text.startswith("Blåbær") and text.endswith("49,90") for text in texts)
    assert any(text.startswith("──") for text in texts)
    assert "7038010000010" in [row["data"] for row in rows if row["type"] == "barcode"]
    assert {"qr", "image"} & {row["type"] for row in rows}
    for fault, word in (("paper_out", "paperempty"), ("cover_open", "coveropen")):
        await printer.post(session, "/faults", **{fault: True})
        assert await drive(tmp_path, "-p", "epson") == word
        await printer.post(session, "/faults", **{fault: False})
