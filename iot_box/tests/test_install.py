"""The installer on computers where everything comes ready-made and where something must be built, with the system's commands stood in for."""

import subprocess
import sys
from pathlib import Path

import pytest

import iot_box

ROOT = Path(__file__).resolve().parents[2]
INSTALLER = ROOT / "addons/retail_pos_devices/static/box/install.sh"
UNITS = Path(iot_box.__file__).parent / "packaging"
PYTHON = """#!/bin/sh
case "$*" in
  "-m venv "*)
    mkdir -p "$3/bin"
    cp "$0" "$3/bin/python"
    printf '#!/bin/sh\\necho pip "$@" >> "$CALLS"\\ncase "$*" in *%s*) echo "ERROR: none for this processor" >&2; exit 1;; esac\\n' \\
        "$FAILS" > "$3/bin/pip"
    chmod +x "$3/bin/pip";;
  *print*packaging*) echo "$UNITS";;
  - | -\\ *) exec "$REAL_PYTHON" "$@";;
esac
"""


@pytest.fixture
def install(tmp_path: Path) -> "Installer":
    return Installer(tmp_path)


class Installer:
    def __init__(self, folder: Path) -> None:
        self.folder, self.calls = folder, folder / "calls"
        self.calls.touch()
        commands = folder / "bin"
        commands.mkdir()
        for name in ("systemctl", "apt-get", "udevadm", "curl", "id"):
            (commands / name).write_text(f'#!/bin/sh\n[ {name} = id ] && echo 0\necho {name} "$@" >> "$CALLS"\n', encoding="utf-8")
        (commands / "python3").write_text(PYTHON, encoding="utf-8")
        for command in commands.iterdir():
            command.chmod(0o755)
        (folder / "etc/systemd/system").mkdir(parents=True)
        text = INSTALLER.read_text(encoding="utf-8").replace("/etc/", f"{folder}/etc/").replace("/opt/", f"{folder}/opt/")
        (folder / "install.sh").write_text(text, encoding="utf-8")

    def run(self, fails: str) -> subprocess.CompletedProcess[str]:
        """`fails`: which ways of installing this computer's pip refuses."""
        environment = {
            "PATH": f"{self.folder}/bin:/usr/bin:/bin", "CALLS": str(self.calls), "FAILS": fails, "UNITS": str(UNITS), "REAL_PYTHON": sys.executable
        }  # fmt: skip
        command = ["sh", str(self.folder / "install.sh"), "http://odoo.example", "chain", "box.whl"]
        return subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)

    def called(self, command: str) -> list[str]:
        return [line for line in self.calls.read_text(encoding="utf-8").splitlines() if line.startswith(command)]


def test_ready_made_packages_are_enough_where_there_are(install: Installer) -> None:
    done = install.run("--nothing")
    assert done.returncode == 0, done.stderr
    assert len(install.called("pip")) == 1 and not [call for call in install.called("apt-get") if "gcc" in call]
    assert (install.folder / "opt/retail-pos-box/current").readlink() == Path("a")
    assert (install.folder / "etc/systemd/system/retail-pos-box.service").exists()
    assert "systemctl restart retail-pos-box.service" in install.called("systemctl")


def test_what_is_not_ready_made_is_built_and_that_is_said(install: Installer) -> None:
    done = install.run("--only-binary")
    assert done.returncode == 0, done.stderr
    assert "ERROR: none for this processor" in done.stdout and "Building it takes some minutes" in done.stdout
    assert [call for call in install.called("apt-get install") if " gcc " in call and " libjpeg-dev " in call]
    assert "--only-binary=:all:" not in install.called("pip")[-1]


def test_nothing_is_turned_to_what_can_not_be_installed(install: Installer) -> None:
    done = install.run("install")
    assert done.returncode == 1 and "can't be installed" in done.stderr
    assert not (install.folder / "opt/retail-pos-box/current").exists()
    assert not [call for call in install.called("systemctl") if "restart" in call]
