"""Values as plain JSON, their canonical bytes, and digests with and without salt."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any

import rfc8785


def plain(value: Any) -> Any:
    """The value as JSON can hold it: money and numbers with a point as text, days and moments ISO.

    Objects with `to_json` are asked. Raises TypeError for anything else that JSON does not know.
    """
    if value is None or (isinstance(value, str | bool | int) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Mapping):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    return _scalar(value)


def _scalar(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "to_json"):
        return plain(value.to_json())
    raise TypeError(f"{type(value).__name__} has no plain form")


def moment_text(value: datetime) -> str:
    """An aware moment in UTC with six decimals, the same from every database."""
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def canonical(value: Any) -> bytes:
    """The one byte form of a plain value (RFC 8785)."""
    return rfc8785.dumps(plain(value))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, in hex."""
    return hashlib.sha256(canonical(value)).hexdigest()


def new_salt() -> str:
    """A salt of 128 random bits in hex."""
    return secrets.token_hex(16)


def salted_digest(salt: str, value: str) -> str:
    """The digest of a personal value that stays when the value is erased."""
    return hashlib.sha256(f"{salt}:{value}".encode()).hexdigest()
