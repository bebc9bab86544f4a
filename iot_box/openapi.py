"""The description of the box's HTTP interface, served at /openapi.json. A test holds it against the routes."""

from . import __version__
from .display_document import MOST_CHARS
from .leases import MOST_TTL_S
from .lines import NOT_BLANK
from .openapi_examples import EXAMPLES
from .openapi_schemas import UUID, schemas
from .openapi_words import Json, line, one_of, ref, text, thing, whole


def document() -> Json:
    """The whole description."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Retail POS box", "version": __version__, "description": DESCRIPTION, "license": {"name": "LGPL-3.0-or-later"}},
        "servers": [{"url": "/"}],
        "security": [{"token": []}],
        "paths": {**_open_paths(), **_printing_paths(), **_counter_paths(), **_payment_paths(), **_hw_proxy_paths()},
        "components": {"schemas": schemas(), "responses": _responses(), "securitySchemes": {"token": TOKEN}},
    }


DESCRIPTION = (
    "Every request needs a Host that the box knows. With an Origin header it must be an allowed one. Requests under /v1 except /v1/pairing "
    "and /v1/events need a bearer token made by Odoo for this box, till and origin, sent from exactly that origin. A request with an id may "
    "be repeated: the same id and content is the same job or payment. Errors carry a code that the till translates. "
    "A value that does not fit its schema is refused with 422. What a schema can't say is refused with 409, after all else, with the field "
    "too: rows wider than this printer's paper, elements over their label's edge, wrong check digits, damaged pictures, signs that neither "
    "the code page nor a font of the box has."
)
HOW_TO_LISTEN = {"protocol": "websocket", "first_message": '{"type": "hello", "token": "…", "resume": null}'}
TOKEN = {"type": "http", "scheme": "bearer", "bearerFormat": "JWT, EdDSA, signed by Odoo"}
# Without limits: whatever is no device of this till is not found.
DEVICE = {"name": "device", "in": "path", "required": True, "schema": text()}
LEASE = whole(1, 2**53)
KEY = {"name": "key", "in": "query", "required": True, "schema": text()}
ID = {"name": "id", "in": "path", "required": True, "schema": UUID}
WAIT = {
    "name": "wait_s",
    "in": "query",
    "description": "Answer when it is final, or after so many seconds (at most 60).",
    "schema": {"type": "string", "pattern": r"^\d{1,3}(\.\d{1,3})?$"},
}


def _answer(schema: Json, description: str, leads_to: tuple[str, ...] = ()) -> Json:
    """`leads_to`: the operations that take the id in this answer."""
    answer: Json = {"description": description, "content": {"application/json": {"schema": schema}}}
    if leads_to:
        answer["links"] = {name: {"operationId": name, "parameters": {"id": "$response.body#/id"}} for name in leads_to}
    return answer


def _operation(name: str, summary: str, answers: dict[str, Json], *, body: Json | None = None, parameters: list[Json] | None = None,
               refusals: tuple[str, ...] = (), public: bool = False) -> Json:  # fmt: skip
    operation: Json = {"operationId": name, "summary": summary, "responses": dict(answers)}
    codes = ["400", "403", "500", *refusals, *([] if public else ["401"]), *(["408", "413", "415", "422"] if body else [])]
    operation["responses"].update({code: {"$ref": f"#/components/responses/E{code}"} for code in sorted(set(codes))})
    if parameters:
        operation["parameters"] = parameters
    if body:
        operation["requestBody"] = {"required": True, "content": {"application/json": {"schema": body, "example": EXAMPLES[name]}}}
    if public:
        operation["security"] = []
    return operation


def _open_paths() -> Json:
    page = {"description": "A page for people, in Norwegian or English.", "content": {"text/html": {"schema": text()}}}
    figures = {"description": "Figures in Prometheus' text form.", "content": {"text/plain": {"schema": text()}}}
    lang = {"name": "lang", "in": "query", "schema": text()}
    socket = {
        "101": {"description": "Switches to a WebSocket; the messages are described in docs/box.md."},
        "200": _answer(ref("Listening"), "Asked without an upgrade: how to listen."),
    }
    return {
        "/": {
            "get": _operation("page", "The box's state for people, with the pairing code", {"200": page}, parameters=[lang], public=True)
        },
        "/display/{device}": {
            "get": _operation(
                "displayPage",
                "A customer display for a tablet",
                {"200": page},
                parameters=[DEVICE, KEY],
                refusals=("404",),
                public=True,
            )
        },
        "/display/{device}/events": {
            "get": _operation(
                "displayFeed",
                "What that page shows",
                socket,
                parameters=[DEVICE, KEY],
                refusals=("404", "409", "422"),
                public=True,
            )
        },
        "/healthz": {
            "get": _operation(
                "health",
                "Whether every worker is alive, and the state of each device",
                {"200": _answer(ref("Health"), "Well."), "503": _answer(ref("Health"), "Something hangs.")},
                public=True,
            )
        },
        "/metrics": {"get": _operation("metrics", "Figures for monitoring", {"200": figures}, public=True)},
        "/openapi.json": {
            "get": _operation("openapi", "This description", {"200": _answer({"type": "object"}, "OpenAPI 3.1.")}, public=True)
        },
        "/v1/pairing": {
            "get": _operation("pairing", "Is the box paired, and by which code", {"200": _answer(ref("Pairing"), "State.")}, public=True)
        },
        "/v1/info": {"get": _operation("info", "The box and the devices that the token opens", {"200": _answer(ref("Info"), "State.")})},
        "/v1/events": {"get": _operation("events", "Scans and changes of state, with resume", socket, public=True)},
    }


def _printing_paths() -> Json:
    next_steps = ("job", "reprint", "cancelJob")
    job = _answer(ref("Job"), "The job.", next_steps)
    made = {
        "200": _answer(ref("Job"), "Known already.", next_steps),
        "202": _answer(ref("Job"), "Kept on disk, will be printed.", next_steps),
    }
    new_id = thing({"id": UUID})
    return {
        "/v1/printers/{device}/jobs": {
            "post": _operation(
                "print",
                "Print a receipt or a label",
                made,
                body=ref("PrintRequest"),
                parameters=[DEVICE],
                refusals=("404", "409", "429", "503", "507"),
            )  # fmt: skip
        },
        "/v1/printers/{device}/drawer": {
            "post": _operation(
                "openDrawer",
                "Open the drawer within 5 s or never",
                made,
                body=new_id,
                parameters=[DEVICE],
                refusals=("404", "409", "429", "503", "507"),
            )  # fmt: skip
        },
        "/v1/jobs/{id}": {"get": _operation("job", "A job's state", {"200": job}, parameters=[ID, WAIT], refusals=("404", "422", "507"))},
        "/v1/jobs/{id}/reprint": {
            "post": _operation(
                "reprint",
                "Print a finished job again, marked as a copy",
                made,
                body=new_id,
                parameters=[ID],
                refusals=("404", "409", "410", "429", "503", "507"),
            )  # fmt: skip
        },
        "/v1/jobs/{id}/cancel": {
            "post": _operation("cancelJob", "Take a waiting job out", {"200": job}, parameters=[ID], refusals=("404", "409", "422", "507"))
        },
    }


def _counter_paths() -> Json:
    refusals = ("404", "409", "422", "503")
    done = {"200": _answer(thing({"device": text()}), "Done.")}
    lines = {"type": "array", "items": line(MOST_CHARS), "minItems": 2, "maxItems": 2}
    weight = {"200": _answer(ref("Weight"), "The weight. An error is never a weight of zero.")}
    return {
        "/v1/scales/{device}/read": {
            "post": _operation(
                "weigh",
                "Weigh, waiting for the scale to come to rest",
                weight,
                body=ref("WeighRequest"),
                parameters=[DEVICE],
                refusals=refusals,
            )  # fmt: skip
        },
        "/v1/displays/{device}/text": {
            "post": _operation(
                "display",
                "Show two lines to the customer",
                {"200": _answer(thing({"device": text(), "lines": lines}), "Shown.")},
                body=thing({"lines": lines}, {"lease": LEASE}),
                parameters=[DEVICE],
                refusals=("404", "409", "503"),
            )  # fmt: skip
        },
        "/v1/displays/{device}/sale": {
            "post": _operation(
                "displaySale",
                "Show the sale to the customer, on two lines or on a tablet",
                {"200": _answer(thing({"device": text(), "lines": {"type": "array", "items": text()}}), "Shown.")},
                body=thing({"document": ref("DisplayDocument")}, {"lease": LEASE}),
                parameters=[DEVICE],
                refusals=("404", "409", "503"),
            )  # fmt: skip
        },
        "/v1/devices/{device}/lease": {
            "post": _operation(
                "lease",
                "Take a scale, customer display or card terminal for this till, or have it longer",
                {"200": _answer(thing({"device": text(), "lease": LEASE, "left_s": {"type": "number"}}), "Taken.")},
                body=thing({"ttl_s": whole(1, MOST_TTL_S)}),
                parameters=[DEVICE],
                refusals=("404", "409"),
            ),
            "delete": _operation(
                "release",
                "Give it back",
                {"200": _answer(thing({"device": text()}), "Given back, or not this till's.")},
                parameters=[DEVICE],
                refusals=("404",),
            ),
        },
        "/v1/scales/{device}/tare": {
            "post": _operation("tare", "Take what is on the scale as tare", done, parameters=[DEVICE], refusals=refusals)
        },
        "/v1/scales/{device}/zero": {"post": _operation("zero", "Set the scale to zero", done, parameters=[DEVICE], refusals=refusals)},
    }


def _payment_paths() -> Json:
    payment = _answer(ref("Payment"), "The payment.", ("payment", "abort", "reverse", "resolve"))
    listed = _answer(thing({"payments": {"type": "array", "items": ref("Payment")}}), "Payments that are not final.")
    resolve = thing({"outcome": one_of("approved", "declined"), "reason": text(500, 1, NOT_BLANK)})
    refusals = ("404", "409", "422", "503", "507")
    return {
        "/v1/terminals/{device}/payments": {
            "post": _operation(
                "pay", "Begin a payment or refund", {"202": payment}, body=ref("PaymentRequest"), parameters=[DEVICE], refusals=refusals
            )
        },
        "/v1/terminals/{device}/pending": {
            "get": _operation("pending", "What is not final on a terminal", {"200": listed}, parameters=[DEVICE], refusals=("404", "507"))
        },
        "/v1/terminals/{device}/end-of-day": {
            "post": _operation(
                "endOfDay",
                "A manager settles the terminal's day with the bank, where its protocol can",
                {"200": _answer(ref("EndOfDay"), "What the terminal reported, beside what the box has of it.")},
                parameters=[DEVICE],
                refusals=refusals,
            )  # fmt: skip
        },
        "/v1/payments/{id}": {
            "get": _operation("payment", "A payment's state", {"200": payment}, parameters=[ID, WAIT], refusals=("404", "422", "507"))
        },
        "/v1/payments/{id}/abort": {
            "post": _operation("abort", "Ask the terminal to stop", {"202": payment}, parameters=[ID], refusals=(*refusals, "502"))
        },
        "/v1/payments/{id}/reverse": {
            "post": _operation(
                "reverse", "Give a whole payment back", {"202": payment}, body=thing({"id": UUID}), parameters=[ID], refusals=refusals
            )
        },
        "/v1/payments/{id}/resolve": {
            "post": _operation(
                "resolve", "A manager decides an unknown payment", {"200": payment}, body=resolve, parameters=[ID], refusals=refusals
            )
        },
    }


def _hw_proxy_paths() -> Json:
    """Odoo's own interface to a box; off unless the configuration turns it on."""
    anything = {"200": _answer({}, "As Odoo's own POS expects it.")}
    hello = {"200": {"description": "Alive.", "content": {"text/plain": {"schema": text()}}}}
    call = {"type": "object", "description": "A JSON-RPC call; only its params are looked at."}
    names = {
        "handshake": "Is the box there",
        "status_json": "The devices' states",
        "default_printer_action": "Print or open the drawer",
        "scanner": "Wait for a scan",
        "scale_read": "The weight on the scale",
    }
    posts = {
        f"/hw_proxy/{name}": {"post": _operation(f"hw_{name}", summary, anything, body=call, refusals=("404", "503", "507"), public=True)}
        for name, summary in names.items()
    }
    return {"/hw_proxy/hello": {"get": _operation("hw_hello", "Is the box there", hello, refusals=("404",), public=True)}, **posts}


def _responses() -> Json:
    meanings = {
        "400": "The body is no JSON object; as plain text: the request is no HTTP, such as a header with control characters.",
        "401": "No token, a wrong or an expired one.",
        "403": "Wrong host or origin, or not allowed for this role.",
        "404": "Unknown device, job or payment, or not opened by this token.",
        "408": "The body did not come in time.",
        "409": "In conflict with what is, such as an id that was used for something else, or a document that does not fit this paper.",
        "410": "No longer kept.",
        "413": "Too large.",
        "415": "Not JSON.",
        "422": "A value is not valid; `field` names it.",
        "429": "Too many jobs wait.",
        "500": "The box made a mistake.",
        "502": "The terminal did not take it.",
        "503": "The device is not usable now; the code says why.",
        "507": "The box can't write to its disk.",
    }
    found = {f"E{code}": _answer(ref("Error"), meaning) for code, meaning in meanings.items()}
    found["E401"]["headers"] = {"WWW-Authenticate": {"required": True, "schema": text()}}
    found["E400"]["content"]["text/plain"] = {"schema": text()}
    return found
