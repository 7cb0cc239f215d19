"""Digests of the rows that move through a lifecycle, for the events that leave them as they are."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Column, event
from sqlalchemy.orm import Session, class_mapper
from sqlalchemy.orm.attributes import instance_state

from wirgrants.models import FundingCase, Proof
from wirgrants.models.base import Cents
from wirgrants.models.guarded import MACHINE_OF, Subject
from wirgrants.services.plain import digest

ROWS = "rows"
"""The key in an event's data: {ref of the row: digest of what it holds after the event}."""

_OWN = {
    "id": "a key of the database; the ref tells which row it is",
    "state": "the log is replayed against it",
}
_KEYS = {**_OWN, "case_id": "the log of another case knows nothing of the row"}
_NEXT = "tells the lists who acts next; what is due stands in the row that is due"
_WORKED_ON = "is being worked on; what counts is the frozen revision"
NOT_DIGESTED: Mapping[type[Any], Mapping[str, str]] = {
    **dict.fromkeys(MACHINE_OF, _KEYS),
    FundingCase: {
        **_OWN,
        "row_version": "counts every change, that of a draft too",
        "log_head": "is compared with the chain",
        "log_length": "is compared with the chain",
        "draft": _WORKED_ON,
        "draft_saved_at": _WORKED_ON,
        "draft_saved_by_id": _WORKED_ON,
        "waiting_for": _NEXT,
        "due_on": _NEXT,
        "due_what": _NEXT,
    },
    Proof: {**_KEYS, "draft": _WORKED_ON, "draft_saved_at": _WORKED_ON},
}
"""The columns that no digest covers, each with the reason."""


def digest_of_row(row: Subject) -> str:
    """SHA-256 over every column of a row that is evidence, the same before and after its flush."""
    left_out = NOT_DIGESTED[type(row)]
    columns = class_mapper(type(row)).columns
    held = {
        attribute: _stored(row, attribute, column)
        for attribute, column in columns.items()
        if attribute not in left_out
    }
    return digest(held)


def digests_for(
    session: Session, case: FundingCase, rows: Sequence[Subject] = ()
) -> dict[str, str]:
    """The digests of a case, of these rows of it, and of all that this unit of work changed of it.

    What changes later in the same unit of work needs an event of its own.
    """
    changed = changed_rows(session)
    own = {row for row in changed if not isinstance(row, FundingCase) and row.case_id == case.id}
    return {row.ref: digest_of_row(row) for row in {case, *own, *rows}}


def changed_rows(session: Session) -> set[Subject]:
    """The rows of any lifecycle that this session changed in what is evidence, flushed or not."""
    waiting = (row for row in (*session.new, *session.dirty) if type(row) in MACHINE_OF)
    flushed: set[Subject] = session.info.setdefault("changed_rows", set())
    return flushed | {row for row in waiting if _counts(row)}


@event.listens_for(Session, "before_flush")
def _remember(session: Session, flush_context: Any, instances: Any) -> None:
    # A query between the change and its event flushes it: by then it no longer looks changed.
    del flush_context, instances
    session.info["changed_rows"] = changed_rows(session)


def _counts(row: Subject) -> bool:
    state, left_out = instance_state(row), NOT_DIGESTED[type(row)]
    return not state.persistent or any(
        one.history.has_changes() for one in state.attrs if one.key not in left_out
    )


def _stored(row: Subject, attribute: str, column: Column[Any]) -> Any:
    """What the database will hold: a new row has neither its defaults nor its keys yet."""
    state = instance_state(row)
    if attribute in state.dict or state.persistent:
        value = getattr(row, attribute)
    else:
        value = _given(state.dict, attribute, column)
    return value if value is None or not isinstance(column.type, Cents) else _euros(value)


def _given(given: Mapping[str, Any], attribute: str, column: Column[Any]) -> Any:
    related = given.get(attribute.removesuffix("_id"))
    if related is not None:
        return related.id
    default: Any = column.default
    if default is None:
        return None
    return default.arg(None) if default.is_callable else default.arg


def _euros(value: Any) -> Decimal:
    return Decimal(value).quantize(Decimal("0.01"))
