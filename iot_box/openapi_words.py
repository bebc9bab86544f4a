"""The words that the description of the interface is written in: short names for JSON schemas."""

from typing import Any

from .lines import LINE

Json = dict[str, Any]


def text(limit: int | None = None, least: int = 0, pattern: str | None = None) -> Json:
    limits = {"maxLength": limit, "pattern": pattern}
    return {"type": "string", "minLength": least, **{name: value for name, value in limits.items() if value}}


def line(limit: int | None = None) -> Json:
    return text(limit, pattern=LINE)


def whole(low: int, high: int) -> Json:
    return {"type": "integer", "minimum": low, "maximum": high}


def one_of(*values: str) -> Json:
    return {"type": "string", "enum": list(values)}


def or_null(schema: Json) -> Json:
    return {"anyOf": [schema, {"type": "null"}]}


def ref(name: str) -> Json:
    return {"$ref": f"#/components/schemas/{name}"}


def thing(required: Json, optional: Json | None = None, *, closed: bool = True) -> Json:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
        **({"additionalProperties": False} if closed else {}),
    }
