"""Frozen dataclasses of the model as plain JSON values, and back, by their type hints."""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, cast

T = TypeVar("T")


def to_plain(value: object) -> Any:
    """A value of the model as JSON knows it; fields that hold their default stay."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    return value


def from_plain(kind: type[T], value: object) -> T:
    """The value of type `kind` that `to_plain` made; ValueError or TypeError where it does not fit."""
    return cast(T, _read(kind, value))


def canonical(value: object) -> str:
    """One JSON text per value: sorted keys, no spaces, letters as they are. Digests are taken over it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@lru_cache(maxsize=256)
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, value: Any) -> Any:
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        return _read_union(typing.get_args(kind), value)
    if origin is tuple:
        return _read_tuple(typing.get_args(kind), value)
    if isinstance(kind, type) and is_dataclass(kind):
        return _read_dataclass(kind, value)
    if isinstance(kind, type) and issubclass(kind, (Enum, bool)):
        return kind(value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    return _read_plain(kind, value)


def _read_plain(kind: Any, value: Any) -> Any:
    if kind is float and isinstance(value, int):
        return float(value)
    if isinstance(kind, type) and not isinstance(value, kind):
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    return value


def _read_union(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None and type(None) in kinds:
        return None
    return _read(next(kind for kind in kinds if kind is not type(None)), value)


def _read_tuple(kinds: tuple[Any, ...], value: Any) -> Any:
    if not isinstance(value, (list, tuple)):
        raise TypeError(f"{value!r} is not a list")
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        return tuple(_read(kinds[0], item) for item in value)
    if len(kinds) != len(value):
        raise ValueError(f"{value!r} does not hold {len(kinds)} values")
    return tuple(_read(kind, item) for kind, item in zip(kinds, value, strict=True))


def _read_dataclass(kind: type, value: Any) -> Any:
    if not isinstance(value, Mapping):
        raise TypeError(f"{value!r} is not a {kind.__name__}")
    hints = _hints(kind)
    unknown = set(value) - set(hints)
    if unknown:
        raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(map(str, unknown)))}")
    return kind(**{name: _read(hints[name], item) for name, item in value.items()})
