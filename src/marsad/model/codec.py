"""Frozen dataclasses of the model as plain JSON values, and back, by their type hints.

A reader and a writer are made once per type, since a record holds many thousands of values.
"""

from __future__ import annotations

import json
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import Any, TypeVar, Union, cast

T = TypeVar("T")
Reader = Callable[[Any], Any]


def to_plain(value: object) -> Any:
    """A value of the model as JSON knows it; fields that hold their default stay."""
    if value is None or type(value) in (str, int, float, bool):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    names = _field_names(cast(Any, type(value)))
    return {name: to_plain(getattr(value, name)) for name in names} if names else value


def from_plain(kind: type[T], value: object) -> T:
    """The value of type `kind` that `to_plain` made; ValueError or TypeError where it does not fit."""
    return cast(T, _reader(cast(Any, kind))(value))


def canonical(value: object) -> str:
    """One JSON text per value: sorted keys, no spaces, letters as they are. Digests are taken over it."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


@lru_cache(maxsize=256)
def _field_names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


@lru_cache(maxsize=1024)
def _reader(kind: Any) -> Reader:
    """What reads values of a type."""
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        return _optional_reader(typing.get_args(kind))
    if origin is tuple:
        return _tuple_reader(typing.get_args(kind))
    if isinstance(kind, type) and is_dataclass(kind):
        return _dataclass_reader(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (date, datetime):
        return cast(Reader, kind.fromisoformat)
    return _plain_reader(kind)


def _plain_reader(kind: type) -> Reader:
    def read(value: Any) -> Any:
        if type(value) is kind:
            return value
        if kind is float and type(value) is int:
            return float(value)
        raise TypeError(f"{value!r} is not a {kind.__name__}")

    return read


def _optional_reader(kinds: tuple[Any, ...]) -> Reader:
    inner = _reader(next(kind for kind in kinds if kind is not type(None)))
    return lambda value: None if value is None else inner(value)


def _tuple_reader(kinds: tuple[Any, ...]) -> Reader:
    readers = [_reader(kind) for kind in kinds if kind is not Ellipsis]
    is_open = len(kinds) == 2 and kinds[1] is Ellipsis

    def read(value: Any) -> Any:
        if not isinstance(value, (list, tuple)):
            raise TypeError(f"{value!r} is not a list")
        if is_open:
            return tuple(map(readers[0], value))
        if len(readers) != len(value):
            raise ValueError(f"{value!r} does not hold {len(readers)} values")
        return tuple(reader(item) for reader, item in zip(readers, value, strict=True))

    return read


def _dataclass_reader(kind: type) -> Reader:
    # the readers of the fields are made when the first value comes, since a type may hold itself
    made: dict[str, Reader] = {}

    def read(value: Any) -> Any:
        if not made:
            made.update({name: _reader(hint) for name, hint in typing.get_type_hints(kind).items()})
        if not isinstance(value, Mapping):
            raise TypeError(f"{value!r} is not a {kind.__name__}")
        unknown = value.keys() - made.keys()
        if unknown:
            raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(map(str, unknown)))}")
        return kind(**{name: made[name](item) for name, item in value.items()})

    return read
