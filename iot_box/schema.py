"""Checks untrusted configuration against dataclasses and says in plain words which field is wrong.

A dataclass is the schema: its annotations give the types, its defaults what may be left out, and
`option()` adds choices, limits and whether a value is secret.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from typing import Any, TypeVar

T = TypeVar("T")
NAMES = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}


class ConfigError(Exception):
    """A configuration value that a person must mend; retrying does not help."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


def option(
    default: Any = dataclasses.MISSING,
    *,
    choices: tuple[Any, ...] | None = None,
    minimum: float | None = None,
    maximum: float | None = None,
    secret: bool = False,
) -> Any:
    """A dataclass field with limits; `secret` keeps the value out of logs, pages and reports."""
    meta = {"choices": choices, "minimum": minimum, "maximum": maximum, "secret": secret}
    if isinstance(default, (list, dict)):
        return dataclasses.field(default_factory=lambda: default, metadata=meta)
    return dataclasses.field(default=default, metadata=meta)


def parse(cls: type[T], raw: Any, path: str = "") -> T:
    """Build `cls` from a JSON object, or raise ConfigError naming the field."""
    if not isinstance(raw, Mapping):
        raise ConfigError(path or "config", "must be an object")
    hints = typing.get_type_hints(cls)
    fields = {f.name: f for f in dataclasses.fields(cls)}  # type: ignore[arg-type]
    unknown = sorted(set(raw) - set(fields))
    if unknown:
        raise ConfigError(_join(path, unknown[0]), f"is unknown; known are {', '.join(fields)}")
    values: dict[str, Any] = {}
    for name, field in fields.items():
        where = _join(path, name)
        if name not in raw:
            if field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING:
                raise ConfigError(where, "is missing")
            continue
        values[name] = _value(hints[name], raw[name], where)
        _limits(values[name], field.metadata, where)
    return cls(**values)


def _join(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _value(kind: Any, value: Any, where: str) -> Any:
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None and type(None) in typing.get_args(kind):
            return None
        kind = next(arg for arg in typing.get_args(kind) if arg is not type(None))
        origin = typing.get_origin(kind)
    if origin is tuple:
        if not isinstance(value, (list, tuple)):
            raise ConfigError(where, "must be a list")
        inner = typing.get_args(kind)[0]
        return tuple(_value(inner, item, f"{where}[{n}]") for n, item in enumerate(value))
    if origin is dict:
        if not isinstance(value, Mapping):
            raise ConfigError(where, "must be an object")
        return dict(value)
    if dataclasses.is_dataclass(kind):
        return parse(typing.cast(type[Any], kind), value, where)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
        raise ConfigError(where, f"must be {NAMES.get(kind, kind)}")
    return value


def _limits(value: Any, meta: Mapping[str, Any], where: str) -> None:
    choices, minimum, maximum = meta.get("choices"), meta.get("minimum"), meta.get("maximum")
    if choices and value not in choices:
        raise ConfigError(where, f"must be one of {', '.join(map(str, choices))}")
    if minimum is not None and value is not None and value < minimum:
        raise ConfigError(where, f"must be at least {minimum}")
    if maximum is not None and value is not None and value > maximum:
        raise ConfigError(where, f"must be at most {maximum}")
