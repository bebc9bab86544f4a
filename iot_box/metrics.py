"""Figures for Prometheus, as text. Names and states only: no receipts, no amounts, no people."""

import resource
from typing import TYPE_CHECKING

from . import __version__

if TYPE_CHECKING:
    from .box import Box

Sample = tuple[dict[str, str], float]


def render(box: "Box") -> str:
    jobs = box.jobs.counts()
    now = box.clock.monotonic()
    devices = box.devices_info()
    out = [
        _metric("iot_box_info", "gauge", "The box.", [({"version": __version__, "box": box.id}, 1)]),
        _metric("iot_box_uptime_seconds", "counter", "Since the start.", [({}, now - box.started_at)]),
        _metric("iot_box_memory_bytes", "gauge", "Most memory held so far.", [({}, _memory_bytes())]),
        _metric("iot_box_tills_connected", "gauge", "Open event streams.", [({}, len(box.hub.clients))]),
        _metric("iot_box_scans_read_total", "counter", "Scans read from scanners.", [({}, box.hub.scans_read)]),
        _metric("iot_box_scans_delivered_total", "counter", "Scans that a till acknowledged.", [({}, box.hub.scans_delivered)]),
        _metric("iot_box_scans_dropped_total", "counter", "Scans given up since a device floods.", [({}, box.hub.scans_dropped)]),
        _metric("iot_box_print_jobs_waiting", "gauge", "Print jobs that are not finished.", [({}, jobs["waiting"])]),
        _metric("iot_box_print_jobs_held", "gauge", "Print jobs held up by their printer.", [({}, jobs["held"])]),
        _metric(
            "iot_box_print_jobs_total",
            "counter",
            "Finished print jobs by outcome.",
            [({"state": state}, count) for state, count in box.jobs.finished.items()],
        ),
        _metric(
            "iot_box_device_ready",
            "gauge",
            "1 while the device can serve.",
            [
                ({"device": d["id"], "driver": d["driver"], "kind": d["kind"] or "", "state": d["state"]}, float(d["state"] == "ready"))
                for d in devices
            ],
        ),
        _metric(
            "iot_box_heartbeat_age_seconds",
            "gauge",
            "Since the device's worker last showed that it is alive.",
            [({"device": w.id}, max(0.0, now - w.beat_at)) for w in box.workers.values()],
        ),
        _metric("iot_box_odoo_paired", "gauge", "1 while paired.", [({}, float(box.odoo.state == "paired"))]),
        _metric("iot_box_odoo_failures", "gauge", "Failed contacts in a row.", [({}, box.odoo.failures)]),
    ]
    if box.odoo.last_sync_at is not None:
        age = box.clock.monotonic() - box.odoo.last_sync_at
        out.append(_metric("iot_box_odoo_sync_age_seconds", "gauge", "Since the last good sync.", [({}, age)]))
    return "".join(out)


def _metric(name: str, kind: str, text: str, samples: list[Sample]) -> str:
    lines = [f"# HELP {name} {text}", f"# TYPE {name} {kind}"]
    for labels, value in samples:
        marks = ",".join(f'{key}="{_escape(label)}"' for key, label in labels.items())
        lines.append(f"{name}{'{' + marks + '}' if marks else ''} {value:.10g}")
    return "\n".join(lines) + "\n"


def _escape(label: str) -> str:
    return label.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")


def _memory_bytes() -> float:
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
