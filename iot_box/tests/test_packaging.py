"""The units as systemd itself reads them: no mistake in them, least rights, and the watchdog's time fits the box's beat."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import iot_box
from iot_box.box import STALE_AFTER_S

FOLDER = Path(iot_box.__file__).parent / "packaging"
ANALYZE = shutil.which("systemd-analyze") or ""
needs_systemd = pytest.mark.skipif(not ANALYZE, reason="no systemd-analyze here")


def settings(unit: str) -> dict[str, str]:
    lines = (FOLDER / unit).read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if "=" in line and not line.startswith("#"))


@needs_systemd
def test_systemd_finds_no_mistake_in_the_units(tmp_path: Path) -> None:
    for unit in FOLDER.glob("retail-pos-box*"):
        # The box is not installed here: any Python does.
        text = unit.read_text(encoding="utf-8").replace("/opt/retail-pos-box/current/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    units = sorted(str(path) for path in tmp_path.iterdir())
    assert len(units) == 3
    done = subprocess.run([ANALYZE, "verify", "--man=no", *units], capture_output=True, text=True)
    said = [line for line in (done.stdout + done.stderr).splitlines() if "retail-pos-box" in line]
    assert not said


@needs_systemd
@pytest.mark.parametrize(("unit", "most"), [("retail-pos-box.service", 20), ("retail-pos-box-update.service", 65)])
def test_systemd_calls_the_services_well_guarded(unit: str, most: int) -> None:
    """In tenths of its measure of exposure, 0 to 10."""
    told = subprocess.run(
        [ANALYZE, "security", "--offline=true", f"--threshold={most}", str(FOLDER / unit)], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout[-300:] + told.stderr


def test_a_box_that_hangs_is_restarted_and_never_gives_up() -> None:
    unit = settings("retail-pos-box.service")
    assert (unit["Type"], unit["Restart"], unit["StartLimitIntervalSec"]) == ("notify", "always", "0")
    # It must have time to notice that a worker hangs, and is not fed from then on.
    assert float(unit["WatchdogSec"]) > STALE_AFTER_S
    assert unit["NoNewPrivileges"] == unit["DynamicUser"] == "yes" and unit["CapabilityBoundingSet"] == ""


def test_every_driver_loads_for_a_user_that_has_no_home() -> None:
    """The unit's user is made when it starts: no password file knows it, and no HOME is set."""
    program = """
import os, pwd
def unknown(who):
    raise KeyError(who)
pwd.getpwuid = pwd.getpwnam = unknown
os.environ.pop("HOME", None)
from iot_box import drivers
for name in drivers.BUILT_IN:
    drivers.load(name)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr


def test_the_first_device_of_a_kind_may_come_after_the_box_started() -> None:
    """systemd lets in only kinds that the kernel knows when the unit starts; their modules may not be loaded by then."""
    unit = settings("retail-pos-box.service")
    for module in ("usbserial", "cdc_acm", "usbhid", "usblp"):
        assert f"modprobe@{module}.service" in unit["Wants"].split() and f"modprobe@{module}.service" in unit["After"].split()
