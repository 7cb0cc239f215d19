"""Plain rows for tests of the schema: every column that must be filled gets a harmless value."""

import itertools
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Enum, Integer, Table, insert, text
from sqlalchemy import types as sqltypes

from wirgrants.models import Base
from wirgrants.models.base import Cents, UtcDateTime

MOMENT = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)
_counter = itertools.count(1)

# Where a zero or the first choice would already be an impossible row.
_BASE: dict[str, dict[str, Any]] = {
    "call": {"closes_at": datetime(2026, 12, 23, 10, 0, tzinfo=UTC)},
    "clock_offset": {"id": 1},
    "event": {"case_seq": 1, "hash": "a" * 64, "prev_hash": "0" * 64},
    "house_log": {"id": 1},
    "inbox_message": {"organisation_id": 1},
    "payment": {"amount": 1},
    "proposal": {"kind": "rejection"},
    "recovery": {"demanded": 1},
    "repayment": {"amount": 1},
}


def valid_row(table: Table, **overrides: Any) -> dict[str, Any]:
    """A row that every constraint of the table accepts, with these values in place of its own."""
    row = {
        column.name: _filler(column)
        for column in table.columns
        if not column.nullable or column.primary_key
    }
    return row | _BASE.get(table.name, {}) | overrides


def add_row(connection: Connection, table_name: str, **overrides: Any) -> None:
    """Insert such a row past every service. Foreign keys do not matter here."""
    table = Base.metadata.tables[table_name]
    connection.execute(insert(table).values(**valid_row(table, **overrides)))


def without_foreign_keys(connection: Connection) -> None:
    """Rows may stand alone in this connection; check constraints stay on."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))


def _filler(column: Any) -> Any:
    kind = column.type
    if isinstance(kind, Enum):
        return kind.enum_class(kind.enums[0])
    if column.foreign_keys:
        return 1
    if column.name == "id":
        return next(_counter) + 1000
    if isinstance(kind, Cents | Integer | sqltypes.BigInteger):
        return 0
    return _plain_filler(column)


def _plain_filler(column: Any) -> Any:
    kind = column.type
    if isinstance(kind, Boolean):
        return False
    if isinstance(kind, UtcDateTime):
        return MOMENT
    if isinstance(kind, Date):
        return DAY
    if isinstance(kind, sqltypes.JSON):
        return {}
    return f"t{next(_counter)}"[: getattr(kind, "length", None) or 16]
