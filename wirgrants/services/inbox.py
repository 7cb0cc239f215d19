"""The inbox: messages to a person and to their organisations, newest first, marked when read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import FundingCase, InboxMessage, Letter
from wirgrants.services.access import Actor
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role

PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One message with the ref and number of its case and the ref of its letter, "" without."""

    message: InboxMessage
    case_ref: str
    case_number: str
    letter_ref: str


@dataclass(frozen=True, kw_only=True)
class InboxPage:
    """A page of messages; `next_before` leads to the next one, None on the last."""

    entries: Sequence[Entry]
    next_before: int | None


def theirs(actor: Actor) -> Any:
    """The condition on messages under which they are this person's."""
    return or_(
        InboxMessage.account_id == actor.id,
        InboxMessage.organisation_id.in_(sorted(actor.organisations)),
    )


def messages(
    session: Session,
    actor: Actor,
    *,
    before: int | None = None,
    case_id: int | None = None,
    size: int = PAGE,
) -> InboxPage:
    """The person's messages, of one case when asked; one statement."""
    statement = _entries().where(theirs(actor)).order_by(InboxMessage.id.desc()).limit(size + 1)
    if before is not None:
        statement = statement.where(InboxMessage.id < before)
    if case_id is not None:
        statement = statement.where(InboxMessage.case_id == case_id)
    found = [_entry(row) for row in session.execute(statement)]
    more = len(found) > size
    return InboxPage(entries=found[:size], next_before=found[size - 1].message.id if more else None)


def message(session: Session, actor: Actor, ref: str) -> Entry:
    """One message of this person; NotFound for everybody else's."""
    row = session.execute(_entries().where(theirs(actor), InboxMessage.ref == ref)).one_or_none()
    if row is None:
        raise NotFound("no such message for this person")
    return _entry(row)


def _entries() -> Any:
    return (
        select(InboxMessage, FundingCase.ref, FundingCase.number, Letter.ref)
        .outerjoin(FundingCase, FundingCase.id == InboxMessage.case_id)
        .outerjoin(Letter, Letter.id == InboxMessage.letter_id)
    )


def _entry(row: Any) -> Entry:
    return Entry(
        message=row[0], case_ref=row[1] or "", case_number=row[2] or "", letter_ref=row[3] or ""
    )


def mark_read(actor: Actor, ref: str) -> None:
    """Notes that somebody has read a message; a second time changes nothing. Raises NotFound."""
    with unit_of_work() as session:
        found = session.scalars(
            select(InboxMessage).where(theirs(actor), InboxMessage.ref == ref)
        ).one_or_none()
        if found is None:
            raise NotFound("no such message for this person")
        if found.read_at is None:
            found.read_at, found.read_by_id = clock.now(), actor.id


def presented_at(session: Session, case: FundingCase) -> datetime | None:
    """When a draft was last laid before those who sign; one statement, none while it was not."""
    if case.waiting_for != Role.SIGNATORY.value:
        return None
    found: datetime | None = session.scalar(
        select(func.max(InboxMessage.at)).where(
            InboxMessage.case_id == case.id, InboxMessage.kind == "for_signature"
        )
    )
    return found
