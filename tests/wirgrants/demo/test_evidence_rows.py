"""A row that moves through a lifecycle is held to the last event that left it, in every column."""

import pytest
from sqlalchemy import Boolean, Date, Enum, Integer, select, text
from sqlalchemy import types as sqltypes
from sqlalchemy.orm import Session, class_mapper

from tests.wirgrants.demo.test_evidence import connection, told  # noqa: F401
from wirgrants.models import FundingCase
from wirgrants.models.base import Cents, UtcDateTime
from wirgrants.models.guarded import MACHINE_OF
from wirgrants.services.evidence_rows import rows
from wirgrants.services.row_digests import NOT_DIGESTED, digest_of_row

CHANGES = {
    "funding_case: a row is not what the log says": "UPDATE funding_case SET late = NOT late",
    "clarification: a row is not what the log says": "UPDATE clarification SET question = 'anders'",
    "payment: a row is not what the log says": "UPDATE payment SET requested_by_id = 1",
    "change_request: a row is not what the log says": "UPDATE change_request SET reason = 'anders'",
    "proof: a row is not what the log says": "UPDATE proof SET due_on = '2031-01-01'",
    "recovery: a row is not what the log says": "UPDATE recovery SET ground = 'anders'",
}


def another(column):
    """SQL: another value of this column's kind."""
    name, kind = column.name, column.type
    if isinstance(kind, Enum):
        first, second = kind.enums[:2]
        return f"CASE WHEN {name} = '{first}' THEN '{second}' ELSE '{first}' END"
    if isinstance(kind, Boolean):
        return f"NOT coalesce({name}, 0)"
    if isinstance(kind, sqltypes.JSON):
        return f"CASE WHEN {name} = '{{}}' THEN '[]' ELSE '{{}}' END"
    if isinstance(kind, Cents | Integer | sqltypes.BigInteger):
        return f"coalesce({name}, 0) + 1000000"
    if isinstance(kind, UtcDateTime):
        return "'2031-01-01 00:00:00.000000'"
    return "'2031-01-01'" if isinstance(kind, Date) else f"coalesce({name}, '') || '1'"


def test_the_demo_is_what_its_events_left(connection):  # noqa: F811
    assert told(connection, rows) == set()


def test_every_changed_row_has_its_complaint(connection):  # noqa: F811
    assert told(connection, rows, CHANGES.values()) == set(CHANGES)


@pytest.mark.parametrize("model", MACHINE_OF, ids=lambda model: model.__tablename__)
def test_every_column_is_digested_or_says_why_not(connection, model):  # noqa: F811
    columns = class_mapper(model).columns
    assert set(NOT_DIGESTED[model]) <= set(columns.keys())
    assert all(NOT_DIGESTED[model].values())
    connection.execute(text("PRAGMA ignore_check_constraints = ON"))
    found = {name for name, column in columns.items() if _is_seen(connection, model, column)}
    assert found == set(columns.keys()) - set(NOT_DIGESTED[model])


def _is_seen(connection, model, column):  # noqa: F811
    """Whether another value in this column gives the oldest row another digest."""
    table = model.__tablename__
    if column.primary_key:
        return False
    before = connection.begin_nested()
    digests = []
    for value in (column.name, another(column)):
        connection.execute(
            text(f"UPDATE {table} SET {column.name} = {value} WHERE id = :id"),
            {"id": connection.scalar(text(f"SELECT min(id) FROM {table}"))},
        )
        with Session(connection, join_transaction_mode="create_savepoint") as session:
            digests.append(digest_of_row(session.scalars(_oldest(model)).one()))
    before.rollback()
    return digests[0] != digests[1]


def _oldest(model):
    return select(model).order_by(model.id).limit(1)


def test_a_draft_is_saved_without_an_event(connection):  # noqa: F811
    held = select(FundingCase.id).where(FundingCase.state == "draft")
    assert connection.scalar(held)
    assert (
        told(connection, rows, ["UPDATE funding_case SET title = 'x' WHERE state = 'draft'"])
        == set()
    )
