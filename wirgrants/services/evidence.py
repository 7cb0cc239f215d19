"""What the log says of a case's rows, held against the rows: for changes that no trigger stops.

The chain keeps the log; here every row that counts is held against an event, or against a content
whose digest stands in one. Cases are read in batches, with as many statements per batch as tables.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import (
    Acceptance,
    AcceptancePersonal,
    Event,
    FundingCase,
    Revision,
    RevisionPersonal,
)
from wirgrants.services.plain import salted_digest

_BATCH = 50

Complaints = Iterator[tuple[str, str]]


@dataclass(frozen=True, kw_only=True)
class Told:
    """A case with its events in their order."""

    case: FundingCase
    events: Sequence[Event]

    def last(self, key: str, subject_ref: str | None = None, *actions: str) -> Any:
        """The newest value that an event's data holds under this key; None without one."""
        for event in reversed(self.events):
            fits = subject_ref is None or event.subject_ref == subject_ref
            if fits and key in event.data and (not actions or event.action in actions):
                return event.data[key]
        return None

    def each(self, *actions: str) -> Iterator[Event]:
        """The events with one of these actions."""
        return (event for event in self.events if event.action in actions)

    def personal(self, *keys: str) -> set[str]:
        """Every salted digest that the log holds of these personal values."""
        return {
            event.personal[key] for event in self.events for key in keys if key in event.personal
        }


@dataclass(frozen=True, kw_only=True)
class Batch:
    """Some cases with their events, and the rows of any table of theirs."""

    session: Session
    cases: Sequence[Told]

    def rows(self, model: type[Any], *through: Any) -> dict[int, list[Any]]:
        """The rows of a table by the id of their case, oldest first.

        `through` is the table that knows the case and the condition that joins it.
        """
        ids = [one.case.id for one in self.cases]
        owner = through[0] if through else model
        statement = select(owner.case_id, model).where(owner.case_id.in_(ids))
        if through:
            statement = statement.join(owner, through[1])
        found: dict[int, list[Any]] = {}
        statement = statement.order_by(*model.__table__.primary_key)
        fresh = statement.execution_options(populate_existing=True)
        for case_id, row in self.session.execute(fresh):
            found.setdefault(case_id, []).append(row)
        return found


def batches(session: Session) -> Iterator[Batch]:
    """Every case with its events, a few at a time; what was read is forgotten afterwards."""
    last = 0
    while cases := session.scalars(
        select(FundingCase)
        .where(FundingCase.id > last)
        .order_by(FundingCase.id)
        .limit(_BATCH)
        .execution_options(populate_existing=True)
    ).all():
        last = cases[-1].id
        events: dict[int | None, list[Event]] = {}
        for event in session.scalars(
            select(Event)
            .where(Event.case_id.in_([case.id for case in cases]))
            .order_by(Event.case_id, Event.case_seq)
            .execution_options(populate_existing=True)
        ):
            events.setdefault(event.case_id, []).append(event)
        told = [Told(case=case, events=events.get(case.id, ())) for case in cases]
        yield Batch(session=session, cases=told)
        session.expunge_all()


_LOGGED_AS = {"declared_name": "name", "declared_as": "function"}
_ACCOUNT = ("iban", "account_holder", "bank_name")
_SIGNED = ("name", "function")


def personal_values(session: Session) -> Complaints:
    """Who declared, and the bank account, against the salted digests of the log.

    An erased value is no complaint: it is gone, and pays nobody.
    """
    for batch in batches(session):
        names = batch.rows(RevisionPersonal, Revision, Revision.id == RevisionPersonal.revision_id)
        accounts = batch.rows(
            AcceptancePersonal, Acceptance, Acceptance.id == AcceptancePersonal.acceptance_id
        )
        for told in batch.cases:
            for row in names.get(told.case.id, ()):
                logged = told.personal(_LOGGED_AS.get(row.key, row.key))
                if salted_digest(row.salt, row.value) not in logged:
                    yield told.case.ref, f"the {row.key} of a revision is not the logged one"
            for row in accounts.get(told.case.id, ()):
                yield from _account(told, row)


def _account(told: Told, row: AcceptancePersonal) -> Complaints:
    """The account as the last event that names one tells it, the names as declared."""
    naming = [event.personal for event in told.events if "iban" in event.personal]
    last = naming[-1] if naming else {}
    first = naming[0] if naming else {}
    for key in (*_ACCOUNT, *_SIGNED):
        logged = (last if key in _ACCOUNT else first).get(key)
        if salted_digest(row.salt, getattr(row, key)) != logged:
            yield told.case.ref, f"the {key} of the acceptance is not the logged one"
