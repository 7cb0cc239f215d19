"""Frozen contents to canonical JSON and back, and the digest that stands for them (RFC 8785,
SHA-256).
"""

from __future__ import annotations

import hashlib
import types
import typing
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, TypeVar, cast

import rfc8785

from wirgrants.documents.errors import DocumentError
from wirgrants.documents.messages import NOT_CANONICAL

type_key = "type"
_Contents = TypeVar("_Contents")


def to_data(value: object) -> Any:
    """``value`` as plain JSON data: dataclasses become objects with their class name under
    ``type``.

    Decimals and dates become strings, so that no reader rounds a sum or shifts a day.
    """
    if is_dataclass(value) and not isinstance(value, type):
        data = {field.name: to_data(getattr(value, field.name)) for field in fields(value)}
        return {type_key: type(value).__name__, **data}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple | list):
        return [to_data(item) for item in value]
    if isinstance(value, dict):
        return {str(key): to_data(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | bool):
        return value
    message = f"{type(value).__name__} has no place in frozen contents"
    raise TypeError(message)


def canonical(value: object) -> bytes:
    """The one byte sequence that stands for ``value`` (canonical JSON, RFC 8785).

    Raises:
        DocumentError: a text holds what UTF-8 cannot carry (a lone surrogate).
    """
    try:
        return rfc8785.dumps(to_data(value))
    except (rfc8785.CanonicalizationError, UnicodeEncodeError) as error:
        raise DocumentError(NOT_CANONICAL, repr(error)) from error


def digest(value: object) -> str:
    """SHA-256 of the canonical JSON of ``value``, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value)).hexdigest()


def from_data(kind: type[_Contents], data: object) -> _Contents:
    """``data`` (as made by ``to_data``) read back as a ``kind``, exactly equal to what was frozen.

    Raises:
        ValueError: the data does not have the shape of ``kind``.
    """
    return cast(_Contents, _read(kind, data))


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, data: Any) -> Any:
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in {types.UnionType, typing.Union}:
        return _read_union(args, data)
    if origin is tuple:
        return _read_tuple(args, data)
    if origin is dict:
        return {key: _read(args[1], item) for key, item in data.items()}
    if kind is Any:
        return data
    if is_dataclass(kind):
        return _read_dataclass(cast(type, kind), data)
    return _read_plain(kind, data)


def _read_union(args: tuple[Any, ...], data: Any) -> Any:
    if data is None and type(None) in args:
        return None
    members = [arg for arg in args if arg is not type(None)]
    if len(members) == 1:
        return _read(members[0], data)
    for member in members:
        if isinstance(data, dict) and getattr(member, "__name__", "") == data.get(type_key):
            return _read(member, data)
    message = f"none of {members} fits"
    raise ValueError(message)


def _read_tuple(args: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    if not isinstance(data, list):
        message = "a list is expected"
        raise ValueError(message)  # noqa: TRY004  data of a wrong shape is a wrong value
    if len(args) == 2 and args[1] is Ellipsis:
        return tuple(_read(args[0], item) for item in data)
    return tuple(_read(arg, item) for arg, item in zip(args, data, strict=True))


def _read_dataclass(kind: type, data: Any) -> Any:
    if not isinstance(data, dict) or data.get(type_key) != kind.__name__:
        message = f"a {kind.__name__} is expected"
        raise ValueError(message)
    hints = _hints(kind)
    names = {field.name for field in fields(kind)}
    unknown = set(data) - names - {type_key}
    if unknown:
        message = f"{kind.__name__} does not know {sorted(unknown)}"
        raise ValueError(message)
    return kind(**{name: _read(hints[name], data[name]) for name in names if name in data})


def _read_plain(kind: Any, data: Any) -> Any:
    if kind is datetime or kind is date:
        return kind.fromisoformat(data)
    if kind is Decimal:
        return Decimal(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind in {str, int, bool} and type(data) is kind:
        return data
    message = f"{data!r} is not a {kind}"
    raise ValueError(message)
