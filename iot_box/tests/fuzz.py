"""Makes requests from the box's own description: good ones, and ones that are wrong in every way that comes to mind.

Random by a seed, so that a failure can be made again.
"""

import json
import random
import string
import uuid
from dataclasses import dataclass, field
from typing import Any

from iot_box.openapi_schemas import UUID

Json = dict[str, Any]
NASTY_TEXTS = (
    "", " ", "\x00", "\n", "../../etc/passwd", "%00", "'; DROP TABLE job; --", "æøå", "\u202e", "\ud800", "😀" * 40, "A" * 5000, "-1", "null",
    "1e999", "NaN", "{{7*7}}", "<script>", "٣", "0" * 40,
)  # fmt: skip
NASTY_VALUES = (None, True, False, 0, -1, 1.5, 10**30, -(10**30), 1e308, [], {}, [[]], {"": ""}, *NASTY_TEXTS)
BROKEN_BODIES = (
    b"", b"{", b"null", b"[]", b'"x"', b"NaN", b'{"id": NaN}', b'{"a":' * 3000, b"[" * 20_000, b"\xff\xfe", b"\x00" * 50, b'{"id": "\\ud800"}',
    b'{"amount": 1e400}', b'{"id": 1, "id": 2}', "\ufeff{}".encode(), b'{"lines": ["a", "b"]', b"1" * 5000,
)  # fmt: skip
BROKEN_HEADERS: tuple[dict[str, str], ...] = (
    {"Authorization": ""}, {"Authorization": "Bearer"}, {"Authorization": "Bearer x"}, {"Authorization": "Basic eDp5"},
    {"Authorization": "Bearer a.b.c"}, {"Authorization": "Bearer " + "e" * 7000}, {"Origin": "http://evil.example"}, {"Origin": "null"},
    {"Origin": ""}, {"Host": "evil.example"}, {"Host": ""}, {"Host": "[::1"}, {"Host": "127.0.0.1:notaport"}, {"Content-Type": "text/html"},
    {"Content-Type": "application/json; charset=klingon"}, {"Content-Encoding": "gzip"}, {"Range": "bytes=0-1"},
    {"X-Forwarded-Host": "evil.example"}, {"Accept-Language": "\u00e6" * 50}, {"If-None-Match": "*"},
)  # fmt: skip
BROKEN_PATHS = (
    "/",
    "//",
    "/v1",
    "/v1/",
    "/v1/jobs",
    "/v2/info",
    "/v1/info/",
    "/%2e%2e/etc/passwd",
    "/v1/jobs/%00",
    "/v1//events",
    "/v1/info?a=%ff",
    "/*",
)
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW")


@dataclass
class Request:
    method: str
    path: str
    operation: Json | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes | None = None


class Maker:
    def __init__(self, spec: Json, known: dict[str, list[str]], seed: int = 1) -> None:
        """`known`: values of path parameters that exist, by name."""
        self.spec, self.known, self.random = spec, known, random.Random(seed)
        self.operations = [
            (path, method.upper(), operation)
            for path, item in spec["paths"].items()
            for method, operation in item.items()
            if path != "/v1/events"
        ]

    def requests(self, count: int) -> list[Request]:
        return [self.request() for _ in range(count)]

    def request(self) -> Request:
        """Mostly one thing is wrong; sometimes nothing, sometimes all of it."""
        path, method, operation = self.random.choice(self.operations)
        made = Request(method, self._fill(path), operation)
        body = operation.get("requestBody")
        if body:
            made.body = self._encoded(self.sample(body["content"]["application/json"]["schema"]))
        wrong = self.random.randrange(10)
        if wrong in (0, 1, 2, 3) and body:
            made.body = self._broken(made.body or b"")
        elif wrong == 4:
            made.headers = dict(self.random.choice(BROKEN_HEADERS))
        elif wrong == 5:
            made.path, made.operation = self.random.choice(BROKEN_PATHS), None
        elif wrong == 6:
            made.method, made.operation = self.random.choice(METHODS), None
        elif wrong == 7:
            made.path += self.random.choice(
                ("?wait_s=abc", "?wait_s=-1", "?wait_s=0.01", "?wait_s=0", "?lang=\u00e6", "?x=%00", "?wait_s=")
            )
        return made

    def sample(self, schema: Json, depth: int = 0) -> Any:
        """A value that fits the schema, most of the time."""
        while "$ref" in schema:
            schema = self.spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
        if self.random.random() < 0.02:
            return self.random.choice(NASTY_VALUES)
        for word in ("oneOf", "anyOf"):
            if word in schema:
                return self.sample(self.random.choice(schema[word]), depth + 1)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return self.random.choice(schema["enum"])
        make = {"object": self._object, "array": self._array, "string": self._string}.get(schema.get("type", ""))
        return make(schema, depth) if make else self._number(schema)

    def _object(self, schema: Json, depth: int) -> Json:
        required = schema.get("required", ())
        return {
            name: self.sample(inner, depth + 1)
            for name, inner in schema.get("properties", {}).items()
            if name in required or self.random.random() < 0.5
        }

    def _array(self, schema: Json, depth: int) -> list[Any]:
        least = schema.get("minItems", 0)
        most = max(least, min(schema.get("maxItems", 4), 4))
        return [self.sample(schema.get("items", {}), depth + 1) for _ in range(self.random.randint(least, most))]

    def _string(self, schema: Json, _depth: int) -> str:
        if schema.get("pattern") == UUID["pattern"]:
            return str(uuid.UUID(int=self.random.getrandbits(128), version=4))
        least = schema.get("minLength", 0)
        most = min(schema.get("maxLength", least + 12), least + 12)
        return "".join(self.random.choices(string.ascii_letters + "æøåÆØÅ 0123456789", k=self.random.randint(least, most)))

    def _number(self, schema: Json) -> Any:
        if schema.get("type") == "boolean":
            return self.random.random() < 0.5
        if schema.get("type") == "null":
            return None
        low, high = schema.get("minimum", 0), schema.get("maximum", 1000)
        # Weighing may wait; a thousand of them may not.
        return self.random.randint(int(low), int(min(high, low + 50))) if schema.get("type") == "integer" else low

    def _fill(self, path: str) -> str:
        for name, values in self.known.items():
            value = self.random.choice(values) if self.random.random() < 0.8 else self.random.choice(("nothing", "%00", "a" * 300, "..%2f"))
            path = path.replace("{" + name + "}", value)
        return path

    def _broken(self, body: bytes) -> bytes:
        kind = self.random.randrange(4)
        if kind == 0:
            return self.random.choice(BROKEN_BODIES)
        if kind == 1:
            cut = self.random.randrange(len(body) + 1)
            return body[:cut] + bytes([self.random.randrange(256)]) + body[cut + self.random.randrange(2) :]
        return self._encoded(self._mutated(json.loads(body)))

    def _mutated(self, value: Any) -> Any:
        """One place somewhere inside gets a value that does not belong there."""
        if isinstance(value, dict) and value and self.random.random() < 0.8:
            name = self.random.choice(list(value))
            roll = self.random.random()
            if roll < 0.15:
                return {k: v for k, v in value.items() if k != name}
            if roll < 0.25:
                return {**value, self.random.choice(NASTY_TEXTS): 1}
            return {**value, name: self._mutated(value[name])}
        if isinstance(value, list) and value and self.random.random() < 0.8:
            at = self.random.randrange(len(value))
            return [*value[:at], self._mutated(value[at]), *value[at + 1 :]]
        return self.random.choice(NASTY_VALUES)

    @staticmethod
    def _encoded(value: Any) -> bytes:
        return json.dumps(value).encode()
