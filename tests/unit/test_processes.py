"""Background processes: found again by another run, stopped whole, never mistaken for another's."""

import json
import signal
import socket
import subprocess
import sys
import time

from devkit.processes import Processes, free_port, taken


def _sleeper(processes, name="sleeper"):
    return processes.start(name, [sys.executable, "-c", "import time; time.sleep(60)"])


def test_another_run_finds_and_stops_what_was_started(tmp_path):
    child = _sleeper(Processes(tmp_path))
    other = Processes(tmp_path)
    assert other.alive("sleeper")
    assert other.stop_all() == ["sleeper"]
    assert child.wait(5) == -signal.SIGTERM
    assert not other.alive("sleeper")


def test_children_of_a_process_go_with_it(tmp_path):
    processes = Processes(tmp_path)
    script = "import subprocess, sys, time; c = subprocess.Popen(['sleep', '60']); print(c.pid, flush=True); time.sleep(60)"
    processes.start("parent", [sys.executable, "-c", script])
    end = time.monotonic() + 10
    while not processes.log("parent").read_text().strip() and time.monotonic() < end:
        time.sleep(0.05)
    grandchild = processes.log("parent").read_text().strip()
    processes.kill("parent")
    listed = subprocess.run(["ps", "-o", "stat=", "-p", grandchild], capture_output=True, text=True, check=False).stdout
    assert not listed.strip() or listed.startswith("Z")


def test_a_reused_process_number_is_not_ours(tmp_path):
    processes = Processes(tmp_path)
    child = _sleeper(processes)
    entries = json.loads(processes.file.read_text())
    entries["sleeper"]["born"] -= 1
    processes.file.write_text(json.dumps(entries))
    assert not Processes(tmp_path).alive("sleeper")
    assert Processes(tmp_path).stop_all() == []
    assert child.poll() is None
    child.kill()
    child.wait()


def test_a_taken_port_gives_way_to_a_free_one():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        assert free_port(port) != port
        assert taken(port)
    assert not taken(port)
