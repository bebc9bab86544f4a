"""The box's own page: what is the matter with each device, in the reader's language."""

from types import SimpleNamespace
from typing import Any

from iot_box import pages
from iot_box.texts import TEXTS


def devices(**changes: Any) -> str:
    info = {"name": "Ved kasse 1", "kind": "printer", "state": "ready", "error": None, "snapshot": {}, **changes}
    box: Any = SimpleNamespace(devices_info=lambda: [info], jobs=SimpleNamespace(counts=lambda: {"waiting": 2}))
    return pages._devices(box, TEXTS["nb"], "nb")


def test_paper_that_is_almost_used_up_is_told() -> None:
    assert "nesten brukt opp" in devices(snapshot={"paper": "low"})
    assert "nesten brukt opp" not in devices(snapshot={"paper": "ok"})
    assert "nesten brukt opp" not in devices(snapshot={"paper": "low"}, state="disconnected")
    out = devices(state="error", error={"code": "paper_out", "message": "no paper"}, snapshot={"paper": "out"})
    assert "mangler papir" in out and "nesten" not in out
    assert "2 utskrifter venter" in out


def test_a_device_that_is_called_what_it_is_is_not_called_so_twice() -> None:
    assert "<small>skriver</small>" in devices()
    assert "<small></small>" in devices(name="Skriver")
