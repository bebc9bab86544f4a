"""What head office may ask of a box from afar. Repeating a command does no harm, since answers get lost."""

import contextlib
import uuid
from typing import TYPE_CHECKING, Any

from .drivers.base import JobFailed, Kind, NotReady
from .http import ApiError
from .job_rows import FINAL
from .updates import CanNotUpdate

if TYPE_CHECKING:
    from .box import Box

Json = dict[str, Any]
COMMAND_IDS = uuid.UUID("7f1d3c52-60d7-4f5e-9d7c-4c0d6f2b8a11")
LABEL_WAIT_S = 5.0
LOG_CHARS = 90_000


async def run_command(box: "Box", command: Json) -> Json:
    """Carry a command out and say how it went: {"ok", "text"}."""
    kind, device = command.get("type"), str(command.get("device") or "")
    try:
        if kind == "test_print":
            return await _test_print(box, device, str(command["id"]))
        if kind == "print_labels":
            return await _print_labels(box, device, str(command["id"]), command.get("documents"))
        if kind == "send_log":
            return {"ok": True, "text": "\n".join(box.recent.lines)[-LOG_CHARS:]}
        if kind == "update":
            return {"ok": True, "text": await box.updates.take(str(command.get("order") or ""))}
        if kind == "restart_device":
            await box.restart_device(device)
            return {"ok": True, "text": ""}
    except (ApiError, NotReady, JobFailed, CanNotUpdate) as error:
        return {"ok": False, "text": str(error)}
    return {"ok": False, "text": f"this box does not know the command {str(kind)[:40]!r}"}


async def _test_print(box: "Box", device: str, command: str) -> Json:
    worker = box.worker(device, Kind.PRINTER)
    columns = box.jobs.printer(device).columns
    job_id = str(uuid.uuid5(COMMAND_IDS, f"{box.id} {command}"))
    known = await box.jobs.find(job_id)
    name = worker.device.name or device
    if known is None and not columns:
        known, _new = await box.jobs.add(job_id, device, None, "label", test_label(name, box.clock.iso()))
    elif known is None:
        known, _new = await box.jobs.add(job_id, device, None, "receipt", test_page(box.name, name, columns, box.clock.iso()))
    job = await box.jobs.wait(known, 8.0)
    reason = f": {job.error.message}" if job.error else ""
    return {"ok": job.state in ("done", "queued", "sending", "sent_unconfirmed"), "text": f"{job.state}{reason}"}


async def _print_labels(box: "Box", device: str, command: str, documents: Any) -> Json:
    """Labels one after the other; good when all are out. What could not be begun is taken back, since head office will
    send it again."""
    if not isinstance(documents, list):
        raise JobFailed("invalid", "labels come as a list of documents", "documents")
    box.jobs.printer(device)
    done = 0
    for number, document in enumerate(documents):
        job_id = str(uuid.uuid5(COMMAND_IDS, f"{box.id} {command} {number}"))
        job, _new = await box.jobs.add(job_id, device, None, "label", document)
        while job.state not in FINAL and job.error is None:
            await box.jobs.wait(job, LABEL_WAIT_S)
        reason = job.error.message if job.error else job.state
        if job.state == "queued":
            with contextlib.suppress(ApiError):  # it began in this very moment
                await box.jobs.cancel(job)
        if job.state != "done":
            return {"ok": False, "text": f"{done} of {len(documents)} labels printed: {reason}"}
        done += 1
    return {"ok": True, "text": f"{done} labels printed"}


def test_label(name: str, at: str) -> Json:
    """A small label that shows letters, widths and codes."""
    elements = [
        {"type": "box", "x_mm": 0, "y_mm": 0, "w_mm": 40, "h_mm": 25, "fill": False},
        {"type": "text", "x_mm": 2, "y_mm": 1.5, "w_mm": 36, "size_mm": 4, "text": "Testetikett", "bold": True},
        {"type": "text", "x_mm": 2, "y_mm": 6, "w_mm": 36, "size_mm": 2.5, "text": name},
        {"type": "text", "x_mm": 2, "y_mm": 9, "w_mm": 36, "size_mm": 2.5, "text": "ÆØÅ æøå é €"},
        {"type": "barcode", "symbology": "ean13", "data": "7038010000010", "x_mm": 3, "y_mm": 12, "w_mm": 25, "h_mm": 11, "text": True},
        {"type": "text", "x_mm": 29, "y_mm": 20, "w_mm": 10, "size_mm": 2, "text": at[:10]},
    ]
    return {"version": 1, "width_mm": 40, "height_mm": 25, "lang": "nb_NO", "elements": elements}


def test_page(box: str, device: str, columns: int, at: str) -> Json:
    """A receipt that shows whether letters, widths, codes and the cutter are right."""

    def line(text: str, **style: Any) -> Json:
        return {"type": "text", "text": text[: columns // (2 if style.get("size") in ("wide", "double") else 1)], **style}

    ruler = "".join(str((n + 1) % 10) for n in range(columns))
    rows = [
        line("Testutskrift", align="center", size="double", bold=True),
        line(box, align="center"),
        line(device, align="center"),
        line(f"{at[:16].replace('T', ' ')} UTC", align="center"),
        {"type": "line"},
        line(ruler),
        line("ÆØÅ æøå ÉéÄäÖöÜü € –"),
        line("Fet", bold=True),
        line("Understreket", underline=True),
        line("Høy", size="tall"),
        line("Bred", size="wide"),
        {"type": "line"},
        {"type": "barcode", "symbology": "ean13", "data": "7038010000010", "height_mm": 10, "text": True},
        {"type": "space", "rows": 1},
        {"type": "qr", "data": "Retail POS Central", "size": 6},
        {"type": "cut", "mode": "partial"},
    ]
    return {"version": 1, "columns": columns, "lang": "nb_NO", "rows": rows}
