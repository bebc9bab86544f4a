"""The words that the description of the interface is written in: short names for JSON schemas."""

from typing import Any

Json = dict[str, Any]


def text(limit: int | None = None, least: int = 0) -> Json:
    return {"type": "string", "minLength": least, **({"maxLength": limit} if limit else {})}


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
