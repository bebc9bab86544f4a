"""What head office may ask of a box from afar. Repeating a command does no harm, since answers get lost."""

import uuid
from typing import TYPE_CHECKING, Any

from .drivers.base import JobFailed, Kind, NotReady
from .http import ApiError

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
COMMAND_IDS = uuid.UUID("7f1d3c52-60d7-4f5e-9d7c-4c0d6f2b8a11")
LOG_CHARS = 90_000


async def run_command(box: "Box", command: Json) -> Json:
    """Carry a command out and say how it went: {"ok", "text"}."""
    kind, device = command.get("type"), str(command.get("device") or "")
    try:
        if kind == "test_print":
            return await _test_print(box, device, str(command["id"]))
        if kind == "send_log":
            return {"ok": True, "text": "\n".join(box.recent.lines)[-LOG_CHARS:]}
        if kind == "restart_device":
            await box.restart_device(device)
            return {"ok": True, "text": ""}
    except (ApiError, NotReady, JobFailed) as error:
        return {"ok": False, "text": str(error)}
    return {"ok": False, "text": f"this box does not know the command {str(kind)[:40]!r}"}


async def _test_print(box: "Box", device: str, command: str) -> Json:
    worker = box.worker(device, Kind.PRINTER)
    columns = box.jobs.printer(device).columns
    job_id = str(uuid.uuid5(COMMAND_IDS, f"{box.id} {command}"))
    known = await box.jobs.find(job_id)
    if known is None:
        document = test_page(box.name, worker.device.name or device, columns, box.clock.iso())
        known, _new = await box.jobs.add(job_id, device, None, "receipt", document)
    job = await box.jobs.wait(known, 8.0)
    reason = f": {job.error.message}" if job.error else ""
    return {"ok": job.state in ("done", "queued", "sending", "sent_unconfirmed"), "text": f"{job.state}{reason}"}


def test_page(box: str, device: str, columns: int, at: str) -> Json:
    """A receipt that shows whether letters, widths, codes and the cutter are right."""

    def line(text: str, **style: Any) -> Json:
        return {"type": "text", "text": text[: columns // (2 if style.get("size") in ("wide", "double") else 1)], **style}

    ruler = "".join(str((n + 1) % 10) for n in range(columns))
    rows = [
        line("Testutskrift", align="center", size="double", bold=True),
        line(box, align="center"),
        line(device, align="center"),
        line(at, align="center"),
        {"type": "line"},
        line(ruler),
        line("ÆØÅ æøå ÉéÄäÖöÜü € –"),
        line("Bold", bold=True),
        line("Underline", underline=True),
        line("Tall", size="tall"),
        line("Wide", size="wide"),
        {"type": "line"},
        {"type": "barcode", "symbology": "ean13", "data": "7038010000010", "height_mm": 10, "text": True},
        {"type": "space", "rows": 1},
        {"type": "qr", "data": "Retail POS Central", "size": 6},
        {"type": "cut", "mode": "partial"},
    ]
    return {"version": 1, "columns": columns, "lang": "nb_NO", "rows": rows}
