"""The description against the truth: every route is described, and live answers fit their schemas."""

import uuid
from collections.abc import Awaitable, Callable
from typing import Any

import aiohttp
import jsonschema
from aiohttp import web

from iot_box import openapi
from iot_box.app import create_app
from iot_box.box import Box
from iot_box.config import Config
from iot_box.tests.support import BoxProcess, free_port
from iot_box.tests.test_jobs import receipt

Json = dict[str, Any]
Start = Callable[..., Awaitable[Any]]
SPEC = openapi.document()


def fits(value: Any, operation: Json, status: int) -> None:
    """Check an answer's body against the description."""
    answer = operation["responses"][str(status)]
    if "$ref" in answer:
        answer = SPEC["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
    schema = answer["content"]["application/json"]["schema"]
    jsonschema.Draft202012Validator({**schema, "components": SPEC["components"]}).validate(value)


def test_every_route_is_described_and_nothing_else(tmp_path: Any) -> None:
    app = create_app(Box(Config(data_dir=str(tmp_path))))
    routes = {
        (route.resource.canonical, route.method.lower())
        for route in app.router.routes()
        if route.resource is not None and route.method != "HEAD" and isinstance(route, web.AbstractRoute)
    }
    described = {(path, method) for path, item in SPEC["paths"].items() for method in item}
    assert routes == described


def test_the_description_holds_together() -> None:
    names = [operation["operationId"] for item in SPEC["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))
    text = str(SPEC)
    for name in SPEC["components"]["schemas"]:
        assert f"#/components/schemas/{name}'" in text, f"{name} is described but not used"
    for schema in SPEC["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)


def test_examples_fit_and_links_lead_to_operations() -> None:
    operations = {operation["operationId"]: operation for item in SPEC["paths"].values() for operation in item.values()}
    for name, operation in operations.items():
        if "requestBody" in operation:
            content = operation["requestBody"]["content"]["application/json"]
            jsonschema.Draft202012Validator({**content["schema"], "components": SPEC["components"]}).validate(content["example"])
        for answer in operation["responses"].values():
            for link in answer.get("links", {}).values():
                wanted = {parameter["name"] for parameter in operations[link["operationId"]]["parameters"] if parameter["in"] == "path"}
                assert set(link["parameters"]) == wanted, name


async def test_live_answers_fit(simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    port = free_port()
    await simulate("printer", "--port", str(port))
    box: BoxProcess = await box_with([{"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}])
    await box.ready(session, "printer-1")
    job = str(uuid.uuid4())
    body = {"id": job, "kind": "receipt", "document": receipt("æ")}
    calls: list[tuple[str, str, str, Json | None]] = [
        ("get", "/healthz", "/healthz", None),
        ("get", "/openapi.json", "/openapi.json", None),
        ("get", "/v1/pairing", "/v1/pairing", None),
        ("get", "/v1/info", "/v1/info", None),
        ("get", "/v1/events", "/v1/events", None),
        ("post", "/v1/printers/{device}/jobs", "/v1/printers/printer-1/jobs", body),
        ("post", "/v1/printers/{device}/jobs", "/v1/printers/printer-1/jobs", {**body, "document": {}}),
        ("post", "/v1/printers/{device}/jobs", "/v1/printers/nothing/jobs", body),
        ("get", "/v1/jobs/{id}", f"/v1/jobs/{job}?wait_s=5", None),
        ("get", "/v1/jobs/{id}", f"/v1/jobs/{job}?wait_s=abc", None),
        ("post", "/v1/jobs/{id}/reprint", f"/v1/jobs/{job}/reprint", {"id": str(uuid.uuid4())}),
        ("post", "/v1/jobs/{id}/cancel", f"/v1/jobs/{job}/cancel", {}),
        ("post", "/v1/printers/{device}/drawer", "/v1/printers/printer-1/drawer", {"id": str(uuid.uuid4())}),
        ("get", "/v1/terminals/{device}/pending", "/v1/terminals/terminal-1/pending", None),
        ("get", "/v1/payments/{id}", f"/v1/payments/{uuid.uuid4()}", None),
        ("post", "/hw_proxy/handshake", "/hw_proxy/handshake", {"jsonrpc": "2.0", "id": 1}),
    ]
    for method, template, path, content in calls:
        status, answer = await box.call(session, method.upper(), path, content)
        fits(answer, SPEC["paths"][template][method], status)


async def test_what_the_description_allows_is_taken(simulate: Start, box_with: Start, session: aiohttp.ClientSession) -> None:
    """Found by fuzzing: whole numbers written as 2.0, texts without content, signs at the edge of what a line may hold."""
    port = free_port()
    await simulate("printer", "--port", str(port))
    printer = {"id": "printer-1", "driver": "escpos_tcp", "config": {"host": "127.0.0.1", "port": port}}
    display = {"id": "scanner-1", "driver": "web_display", "config": {"key": "k" * 24}}
    box: BoxProcess = await box_with([printer, display])
    await box.device_until(session, "scanner-1", lambda d: d["state"] != "starting")
    await box.ready(session, "printer-1")
    rows = [{"type": "text", "text": "½ Ø\u00ad"}, {"type": "line", "char": "═"}, {"type": "space", "rows": 1.0}]
    label = {"version": 1, "width_mm": 40, "height_mm": 30.0, "copies": 2.0, "elements": []}
    calls: list[tuple[str, Json, int]] = [
        ("/v1/printers/printer-1/jobs", {"id": str(uuid.uuid4()), "document": {"version": 1.0, "columns": 42.0, "rows": rows}}, 202),
        ("/v1/printers/printer-1/jobs", {"id": str(uuid.uuid4()), "kind": "label", "document": label}, 202),
        ("/v1/devices/scanner-1/lease", {"ttl_s": 2.0}, 200),
        ("/v1/displays/scanner-1/text", {"lines": ["", "\u2067"]}, 200),
        ("/v1/displays/scanner-1/text", {"lines": ["", ""], "lease": 1.0}, 409),
        ("/v1/displays/scanner-1/text", {"lines": ["", "\u0087"]}, 422),
        (
            "/v1/printers/printer-1/jobs",
            {"id": str(uuid.uuid4()), "document": {"version": 1, "rows": [{"type": "line", "char": "--"}]}},
            422,
        ),
    ]
    for path, body, expected in calls:
        async with session.post(box.url + path, json=body, headers=box.headers()) as answer:
            assert answer.status == expected, (body, await answer.text())
