"""The doctor finds what is wrong and says how to mend it; it never prints, pays or changes anything."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from iot_box.tests.support import ROOT, free_port


def examine(folder: Path, **config: Any) -> tuple[int, str]:
    file = folder / "box.json"
    file.write_text(json.dumps({"data_dir": str(folder / "data"), "listen": {"port": free_port()}, **config}), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "iot_box", "doctor", "--config", str(file)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=30,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_names_each_fault_and_its_remedy(tmp_path: Path) -> None:
    code, text = examine(
        tmp_path,
        odoo={"url": "http://127.0.0.1:1"},
        devices=[
            {"id": "scanner-1", "driver": "serial_scanner", "config": {"port": "/dev/no-such-port"}},
            {"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": 1}},
            {"id": "printer-2", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "codepage": "cp1"}},
        ],
    )
    assert code == 1
    for part in ("scanner-1: /dev/no-such-port is not there", "no printer at 127.0.0.1:1", "codepage", "not paired", "signing keys"):
        assert part in text


def test_a_healthy_box_passes(tmp_path: Path) -> None:
    port = tmp_path / "scanner"
    port.touch()
    key = {"kid": "k", "public_key": "AAAA"}
    device = {"id": "scanner-1", "driver": "serial_scanner", "config": {"port": str(port)}}
    code, text = examine(tmp_path, origins=["https://shop.example"], token_keys=[key], devices=[device])
    assert (code, "All well." in text) == (0, True), text


def test_mistakes_in_the_file_are_named(tmp_path: Path) -> None:
    for wrong, part in (
        ({"listen": {"port": "x"}}, "listen.port"),
        ({"lisen": {}}, "lisen: is unknown"),
        ({"devices": [{"id": "a b", "driver": "x"}]}, "devices[0].id"),
        ({"devices": [{"driver": "x"}]}, "devices[0].id: is missing"),
    ):
        code, text = examine(tmp_path, **wrong)
        assert code == 2 and part in text
