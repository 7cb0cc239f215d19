"""The base of all tables: names, cents, moments in UTC, enums by value, refs and checks."""

import base64
import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    Integer,
    MetaData,
    String,
    Text,
    TypeDecorator,
)
from sqlalchemy.orm import DeclarativeBase, mapped_column

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    """What every table inherits. Constraints are named, so that a migration can find them again."""

    metadata = MetaData(naming_convention=_NAMES)


class Cents(TypeDecorator[Decimal]):
    """Euros as `Decimal` with two places in Python, whole cents as integer in the database.

    Refuses a value with a third decimal (ValueError), so that nothing is rounded on its way.
    """

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        """Cents of an exact amount."""
        del dialect
        if value is None:
            return None
        if isinstance(value, float):
            raise TypeError("money is Decimal, never float")
        cents = Decimal(value) * 100
        if cents != cents.to_integral_value():
            raise ValueError(f"{value} has more than two decimals")
        return int(cents)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """Euros with two places; sums come back as int or Decimal, depending on the database."""
        del dialect
        return None if value is None else (Decimal(int(value)) / 100).quantize(Decimal("0.01"))


class ExactNumber(TypeDecorator[Decimal]):
    """A `Decimal` kept as text (shares, rates), because SQLite would make it a float."""

    impl = String(40)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """The plain notation of the number."""
        del dialect
        return None if value is None else format(Decimal(value), "f")

    def process_result_value(self, value: str | None, dialect: Dialect) -> Decimal | None:
        """The number as it was stored."""
        del dialect
        return None if value is None else Decimal(value)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment: stored in UTC, returned in UTC; a naive one is refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC, as the database keeps it."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The moment in UTC; SQLite returns it without zone."""
        del dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def by_value(members: type[StrEnum], name: str | None = None) -> Enum:
    """A column type that stores an enum's value as text; a constraint refuses others."""
    return Enum(
        members,
        values_callable=lambda enum: [member.value for member in enum],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        name=name or f"known_{_snake(members.__name__)}",
    )


def _snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def new_ref() -> str:
    """An unguessable reference for addresses: 80 random bits as 16 letters and digits."""
    return base64.b32encode(secrets.token_bytes(10)).decode("ascii").lower()


_BIG = BigInteger().with_variant(Integer, "sqlite")

Id = Annotated[int, mapped_column(_BIG, primary_key=True)]
Ref = Annotated[str, mapped_column(String(16), unique=True, default=new_ref)]
Euro = Annotated[Decimal, mapped_column(Cents)]
Share = Annotated[Decimal, mapped_column(ExactNumber)]
Moment = Annotated[datetime, mapped_column(UtcDateTime)]
Name = Annotated[str, mapped_column(String(300))]
Code = Annotated[str, mapped_column(String(64))]
Digest = Annotated[str, mapped_column(String(64))]
LongText = Annotated[str, mapped_column(Text)]
# JSON columns are replaced, never changed in place: nothing tracks a change inside.
JsonObject = Annotated[dict[str, Any], mapped_column(JSON)]
JsonList = Annotated[list[Any], mapped_column(JSON)]


# ------------------------------------------------------------------- state-shaped check constraints


def in_states(states: Iterable[str], column: str = "state") -> str:
    """SQL: the column holds one of these values, in a stable order."""
    values = ", ".join(f"'{state}'" for state in sorted(str(s) for s in states))
    return f"{column} IN ({values})"


def exactly_when(condition: str, name: str, *columns: str) -> CheckConstraint:
    """These columns are all filled when the condition holds, and all empty when it does not."""
    filled = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    empty = " AND ".join(f"{column} IS NULL" for column in columns)
    return CheckConstraint(f"({condition} AND {filled}) OR (NOT ({condition}) AND {empty})", name)


def only_when(condition: str, name: str, *columns: str) -> CheckConstraint:
    """These columns may be filled only when the condition holds."""
    empty = " AND ".join(f"{column} IS NULL" for column in columns)
    return CheckConstraint(f"{condition} OR ({empty})", name)


def whenever(condition: str, name: str, *columns: str) -> CheckConstraint:
    """These columns must be filled when the condition holds; otherwise they may be."""
    filled = " AND ".join(f"{column} IS NOT NULL" for column in columns)
    return CheckConstraint(f"NOT ({condition}) OR ({filled})", name)


def two_people(name: str, first: str, second: str) -> CheckConstraint:
    """The four-eyes rule as the database's last line: never the same account twice."""
    return CheckConstraint(f"{first} IS NULL OR {second} IS NULL OR {first} <> {second}", name)


def not_negative(name: str, *columns: str) -> CheckConstraint:
    """No column is below zero (an empty one is not)."""
    return CheckConstraint(" AND ".join(f"{column} >= 0" for column in columns), name)
