"""What bodies of requests and answers look like, for the description of the interface."""

from . import openapi_documents as documents
from .document import MAX_COLUMNS, MAX_ROWS
from .openapi_words import Json, line, one_of, or_null, ref, text, thing, whole
from .terminals import MINOR_DIGITS

JOB_STATES = ["queued", "sending", "sent_unconfirmed", "done", "failed", "unknown", "expired"]
PAYMENT_STATES = ["sending", "in_progress", "approved", "partial", "declined", "cancelled", "unknown", "failed", "reversed"]
PAYMENT_STATES_TEXT = "unknown means that nobody knows yet; the box goes on asking the terminal and never sends the payment again"
UUID = {"type": "string", "pattern": "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$"}
TIME = {"type": "string", "format": "date-time"}


def schemas() -> Json:
    return {**_requests(), **_answers()}


def _requests() -> Json:
    flags: Json = {"open_drawer": {"type": "boolean"}, "copy": {"type": "boolean"}}
    return {
        "PrintRequest": {"type": "object", "anyOf": [
            thing({"id": UUID, "document": ref("Document")}, {"kind": one_of("receipt"), **flags}),
            thing({"id": UUID, "kind": one_of("label"), "document": ref("LabelDocument")}, flags),
        ]},
        "Document": thing(
            {"version": {"const": 1}, "rows": {"type": "array", "items": ref("Row"), "maxItems": MAX_ROWS}},
            {"columns": whole(1, MAX_COLUMNS), "lang": text(), "copy": {"type": "boolean"}},
            closed=False,
        ),
        # anyOf, since each kind of row has a type of its own anyway.
        "Row": {"anyOf": documents.rows()},
        "LabelDocument": documents.label(),
        "DisplayDocument": documents.display(),
        "WeighRequest": thing(
            {},
            {
                # Within anyOf, since fuzzers that turn limits around stumble over a number that has them by itself.
                "wait_s": {"anyOf": [{"type": "number", "minimum": 0, "maximum": 15}]},
                "stable": {"type": "boolean"}, "tare_g": whole(0, 9_999),
                "unit_price": or_null(whole(1, 999_999)), "text": or_null(line(40)),
            },
        ),
        "PaymentRequest": {"type": "object", "anyOf": [_asked("payment", {"type": "null"}), _asked("refund", or_null(UUID))]},
    }  # fmt: skip


def _asked(kind: str, original: Json) -> Json:
    money = {"amount": whole(1, 99_999_999), "currency": one_of(*MINOR_DIGITS)}
    return thing({"id": UUID, "kind": {"const": kind}, **money}, {"reference": or_null(line(64)), "original": original})


def _answers() -> Json:
    problem = or_null(thing({"code": text(), "message": text()}))
    box = thing({"id": UUID, "name": text(), "version": text()})
    return {
        "Error": thing({"error": thing({"code": text(least=1), "message": text(), "field": or_null(text())})}),
        "Health": thing({"status": one_of("ok", "sick"), "stale": {"type": "array", "items": text()},
                         "devices": {"type": "object", "additionalProperties": text()},
                         "hotplug": {"type": "array", "items": one_of("udev", "folders")}}),
        "Pairing": thing({"state": one_of("local", "unpaired", "paired"), "code": or_null(text()), "box": UUID}),
        "Device": _device(problem),
        "Info": thing({"box": box, "time": TIME, "devices": {"type": "array", "items": ref("Device")}}),
        "Job": thing({"id": UUID, "device": text(), "kind": one_of("receipt", "label", "drawer"), "state": one_of(*JOB_STATES), "error": problem,
                      "copy": {"type": "boolean"}, "original": or_null(UUID), "created_at": TIME, "updated_at": TIME}),
        "Listening": thing({"protocol": text(), "first_message": or_null(text())}),
        "Weight": _weight(),
        "Payment": _payment(problem),
        "EndOfDay": _end_of_day(),
    }  # fmt: skip


def _device(problem: Json) -> Json:
    return thing(
        {
            "id": text(64, 1), "name": text(), "kind": or_null(one_of("scanner", "printer", "terminal", "scale", "display", "drawer")), "driver": text(),
            "tills": {"type": "array", "items": text()}, "state": one_of("ready", "starting", "error", "disconnected"), "error": problem,
            "snapshot": {"type": "object"},
        }
    )  # fmt: skip


def _weight() -> Json:
    return thing(
        {
            "device": text(), "weight": {"type": "string", "pattern": r"^\d+\.\d{3}$"}, "unit": one_of("kg"), "weight_g": {"type": "number"},
            "stable": {"type": "boolean"}, "net": {"type": "boolean"}, "tare_g": whole(0, 9_999),
            "unit_price": or_null({"type": "integer"}), "price": or_null({"type": "integer"}), "at": TIME,
        }
    )  # fmt: skip


def _payment(problem: Json) -> Json:
    words = {"type": "array", "items": text()}
    maybe = or_null(text())
    card = dict.fromkeys(("brand", "masked_pan", "entry", "aid", "auth_code", "ref"), maybe)
    return thing(
        {
            "id": UUID, "device": text(), "till": text(), "kind": one_of("payment", "refund", "reversal"), "amount": {"type": "integer"},
            "approved_amount": {"type": "integer"}, "currency": text(), "reference": text(), "original": or_null(UUID),
            "state": {**one_of(*PAYMENT_STATES), "description": PAYMENT_STATES_TEXT}, "message": maybe, "error": problem,
            "card": or_null(thing(card)), "receipt": or_null(thing({"customer": words, "merchant": words})), "psp_reference": maybe,
            "abort_requested": {"type": "boolean"}, "resolved": or_null(thing({"by": text(), "reason": maybe})),
            "created_at": TIME, "updated_at": TIME,
        }
    )  # fmt: skip


def _end_of_day() -> Json:
    def totals(count: Json, *kinds: str) -> Json:
        return {"type": "array", "items": thing({"type": one_of(*kinds), "count": count, "amount": whole(0, 10**12)})}

    number = whole(0, 10**9)
    said, own = totals(or_null(number), "debit", "credit", "net"), totals(number, "debit", "credit")
    return thing(
        {
            "receipt": {"type": "array", "items": text()}, "totals": or_null(said), "own": own, "agrees": or_null({"type": "boolean"}),
            "since": or_null(TIME), "closed_at": TIME,
        }
    )  # fmt: skip
