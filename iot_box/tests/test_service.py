"""The box as systemd sees it: says when it is ready, shows that it is alive, stops when told to."""

import asyncio
import json
import os
import signal
import socket
import sys
from pathlib import Path

from iot_box.tests.support import ROOT, free_port


async def test_ready_watchdog_and_stop(tmp_path: Path) -> None:
    file, address = tmp_path / "box.json", str(tmp_path / "notify")
    file.write_text(json.dumps({"data_dir": str(tmp_path / "data"), "listen": {"port": free_port()}}), encoding="utf-8")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as channel:
        channel.bind(address)
        channel.setblocking(False)
        loop = asyncio.get_running_loop()
        box = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "iot_box", "--config", str(file), cwd=ROOT, env={**os.environ, "NOTIFY_SOCKET": address}
        )
        async with asyncio.timeout(10):
            assert await loop.sock_recv(channel, 100) == b"READY=1"
            assert await loop.sock_recv(channel, 100) == b"WATCHDOG=1"
            box.send_signal(signal.SIGTERM)
            while await loop.sock_recv(channel, 100) != b"STOPPING=1":
                pass
            assert await box.wait() == 0


async def test_a_taken_port_is_told(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        file = tmp_path / "box.json"
        file.write_text(json.dumps({"data_dir": str(tmp_path / "data"), "listen": {"port": other.getsockname()[1]}}), encoding="utf-8")
        box = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "iot_box", "--config", str(file), cwd=ROOT, stderr=asyncio.subprocess.PIPE
        )
        _out, err = await asyncio.wait_for(box.communicate(), 10)
        assert box.returncode == 1 and b"can't listen" in err
