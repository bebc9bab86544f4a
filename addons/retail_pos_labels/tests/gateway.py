"""The simulated gateway of electronic labels (iot_box.simulators.esl) as a process beside the test."""

import subprocess
import sys
import time
import unittest
from pathlib import Path

import requests

from odoo.tools import file_path

TIMEOUT_S = 10


class SimulatedGateway:
    def __init__(self, secret):
        self.secret = secret
        self.root = Path(file_path("retail_pos_labels")).parents[1]
        if not (self.root / "iot_box" / "simulators" / "esl.py").exists():
            raise unittest.SkipTest("the box's simulators are not beside the addons")
        own = self.root / ".dev" / "venv-box" / "bin" / "python"
        self.python = str(own) if own.exists() else sys.executable
        self.process = None
        self.url = None

    def restart(self):
        """A gateway without labels, acknowledgements and faults; at the same address once it has one."""
        port = self.url.rsplit(":", 1)[1] if self.url else "0"
        self.stop()
        command = [self.python, "-m", "iot_box.simulators", "esl", "--secret", self.secret, "--http", port, "--answer-after-s", "0.02"]
        self.process = subprocess.Popen(command, cwd=self.root, stdout=subprocess.PIPE, text=True)
        line = self.process.stdout.readline()
        if "http://" not in line:
            raise AssertionError(f"the simulated gateway did not start: {line!r}")
        self.url = "http://" + line.split("http://")[1].strip().rstrip("/")

    def stop(self):
        if self.process:
            self.process.terminate()
            self.process.wait(TIMEOUT_S)
            self.process.stdout.close()
            self.process = None

    def fault(self, **faults):
        requests.post(f"{self.url}/faults", json=faults, timeout=TIMEOUT_S).raise_for_status()

    def state(self):
        return requests.get(f"{self.url}/state", timeout=TIMEOUT_S).json()

    @staticmethod
    def wait():
        """As long as a label takes to answer, and some more."""
        time.sleep(0.05)
