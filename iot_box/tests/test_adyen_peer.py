"""The maker's own client library (npm @adyen/api-library) drives the simulated terminal, over TLS.

It always calls port 8443, so the simulator gets a loopback address of its own.
"""

import json
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from .card_shop import PASSPHRASE, POI, certificate, terminal_args
from .support import ROOT

PEER = ROOT / "tests" / "box_peers" / "adyen_terminal.mjs"


def library_missing() -> bool:
    if shutil.which("node") is None:
        return True
    return not (ROOT / "node_modules" / "@adyen" / "api-library").is_dir()


@pytest.mark.skipif(library_missing(), reason="npm ci brings @adyen/api-library, which this needs")
async def test_the_makers_library_understands_the_simulated_terminal(tmp_path: Path, session: aiohttp.ClientSession, simulate: Any) -> None:
    host = f"127.{random.randint(1, 250)}.{random.randint(1, 250)}.{random.randint(2, 250)}"
    pem = certificate(tmp_path)
    args = terminal_args(tmp_path / "t.sqlite", 8443, "--host", host, "--tls-cert", str(pem), "--auto", "approve", "--delay-s", "0")
    terminal = await simulate("terminal", *args)
    command = ["node", str(PEER), host, str(pem), POI, "demo-key", PASSPHRASE, terminal.url]
    run = subprocess.run(command, capture_output=True, text=True, timeout=40)
    assert run.returncode == 0, run.stderr
    seen = json.loads(run.stdout.splitlines()[-1])
    paid = seen["paid"]
    assert paid["Response"]["Result"] == "Success"
    assert paid["PaymentResult"]["AmountsResp"] == {"AuthorizedAmount": 109.9, "Currency": "NOK"}
    assert paid["SaleData"]["SaleTransactionID"]["TransactionID"] == "Blåbærsyltetøy 1"
    repeated = seen["found"]["RepeatedMessageResponse"]["RepeatedResponseMessageBody"]["PaymentResponse"]
    assert repeated["POIData"]["POITransactionID"] == paid["POIData"]["POITransactionID"]
    assert seen["missing"]["Response"]["ErrorCondition"] == "NotFound"
    assert seen["reversed"]["Response"]["Result"] == "Success"
    assert seen["diagnosis"]["POIStatus"]["GlobalStatus"] == "OK"
    assert seen["abort"] is None
    assert seen["aborted"]["Response"]["ErrorCondition"] == "Aborted"
    assert seen["refunded"]["ReversedAmount"] == 20
    assert seen["partial"]["PaymentResult"]["AmountsResp"]["AuthorizedAmount"] == 50
    card = {total["TransactionType"]: total["TransactionAmount"] for total in seen["totals"]["TransactionTotals"][0]["PaymentTotals"]}
    assert card == {"Debit": 259.9, "Credit": 0, "ReverseDebit": 129.9}
    assert seen["again"]["Response"]["ErrorCondition"] == "NotAllowed", "a ServiceID pays once"
    assert seen["wrongKey"] != "answered"
    journal = await terminal.get(session, "/journal")
    moved = [(row["kind"], row["captured"]) for row in journal["transactions"] if row["captured"]]
    assert moved == [("payment", 10990), ("reversal", -10990), ("payment", 10000), ("reversal", -2000), ("payment", 5000)]
