"""The officers' list: one query object for its rows, its count and its export."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from wirgrants.clock import BERLIN
from wirgrants.errors import NotFound
from wirgrants.models import FundingCase, Organisation, StaffRole, User
from wirgrants.services.access import Actor, visible_to
from wirgrants.services.search import matching
from wirgrants.services.waiting import RETURNED
from workflows.states import AFTER_AWARD, CLOSED, UNDER_REVIEW, ApplicationState, Role

ROWS = 25
COUNTED = 1000
"""Up to so many rows are counted exactly; beyond, the list says "more than"."""

_SIGNED = {ApplicationState.AWARD_PROPOSED, ApplicationState.REJECTION_PROPOSED}


class Group(StrEnum):
    """Groups of states that a list may ask for at once."""

    OPEN = "open"
    TO_SIGN = "to_sign"
    AWARDED = "awarded"
    CLOSED = "closed"


GROUPS: Mapping[Group, frozenset[ApplicationState]] = {
    Group.OPEN: frozenset(UNDER_REVIEW),
    Group.TO_SIGN: frozenset(_SIGNED),
    Group.AWARDED: frozenset(AFTER_AWARD - CLOSED),
    Group.CLOSED: frozenset(CLOSED),
}


class Sort(StrEnum):
    """By day of receipt (newest first), or by due day (soonest first; only cases that have one)."""

    RECEIVED = "received"
    DUE = "due"


MINE = "ich"
NOBODY = "niemand"


@dataclass(frozen=True, kw_only=True)
class Query:
    """What the list shows; the same object makes rows, count and export.

    `states` is a state or a group, `assigned` MINE, NOBODY, or the ref of an account, `year` the
    year of receipt, `search` words of number, applicant or title.
    """

    states: ApplicationState | Group | None = None
    line: str = ""
    assigned: str = ""
    year: int | None = None
    late: bool = False
    overdue: bool = False
    search: str = ""
    sort: Sort = Sort.RECEIVED


@dataclass(frozen=True, kw_only=True)
class Row:
    """One case as the list shows it; `returned` when its proposal came back from the approver."""

    ref: str
    number: str
    applicant: str
    title: str
    line: str
    state: ApplicationState
    received_on: date
    late: bool
    on_paper: bool
    asked: Decimal
    awarded: Decimal | None
    assigned: str | None
    due_on: date | None
    waiting_for: str | None
    returned: bool


@dataclass(frozen=True, kw_only=True)
class Page:
    """Rows with the refs from which the neighbouring pages go on (None: there is none)."""

    rows: tuple[Row, ...]
    before: str | None
    after: str | None
    count: int

    @property
    def more_than_counted(self) -> bool:
        """There are more rows than were counted."""
        return self.count > COUNTED


def conditions(
    query: Query, actor: Actor, day: date, *, in_order: bool = False
) -> list[ColumnElement[bool]]:
    """The query as conditions on `FundingCase`; never a draft, never somebody else's.

    `in_order` is for a page of the sorted list: see `services.search`.
    """
    found = [visible_to(actor), FundingCase.filed_at.is_not(None), *_in_states(query.states)]
    if query.line:
        found.append(FundingCase.line == query.line)
    if query.late:
        found.append(FundingCase.late.is_(True))
    if query.year is not None:
        found.append(_received_in(query.year))
    if query.overdue:
        found += [FundingCase.due_on < day, FundingCase.state.not_in(sorted(CLOSED))]
    if query.sort is Sort.DUE:
        found.append(FundingCase.due_on.is_not(None))
    found += _assigned(query.assigned, actor)
    if query.search:
        found.append(matching(query.search, in_order=in_order))
    return found


def _in_states(wanted: ApplicationState | Group | None) -> list[ColumnElement[bool]]:
    if wanted is None:
        return []
    if isinstance(wanted, Group):
        return [FundingCase.state.in_(sorted(GROUPS[wanted]))]
    return [FundingCase.state == wanted]


def _received_in(year: int) -> ColumnElement[bool]:
    # A paper application is entered on or after the day it arrived: the range on the index first.
    return and_(
        FundingCase.filed_at >= datetime(year, 1, 1, tzinfo=BERLIN),
        FundingCase.filed_at < datetime(year + 2, 1, 1, tzinfo=BERLIN),
        FundingCase.received_on.between(date(year, 1, 1), date(year, 12, 31)),
    )


def _assigned(wanted: str, actor: Actor) -> list[ColumnElement[bool]]:
    if wanted == MINE:
        return [FundingCase.assigned_to_id == actor.id]
    if wanted == NOBODY:
        return [FundingCase.assigned_to_id.is_(None)]
    if wanted:
        account = select(User.id).where(User.ref == wanted).scalar_subquery()
        return [FundingCase.assigned_to_id == account]
    return []


def _ordered(statement: Any, sort: Sort, *, reverse: bool) -> Any:
    first = FundingCase.filed_at if sort is Sort.RECEIVED else FundingCase.due_on
    if (sort is Sort.RECEIVED) is not reverse:
        return statement.order_by(first.desc(), FundingCase.id.desc())
    return statement.order_by(first.asc(), FundingCase.id.asc())


def _anchor(session: Session, ref: str, actor: Actor, sort: Sort) -> tuple[Any, int]:
    first = FundingCase.filed_at if sort is Sort.RECEIVED else FundingCase.due_on
    found = session.execute(
        select(first, FundingCase.id).where(FundingCase.ref == ref, visible_to(actor))
    ).one_or_none()
    if found is None or found[0] is None:
        raise NotFound("the list does not go on from there")
    return found[0], found[1]


def _beyond(statement: Any, sort: Sort, anchor: tuple[Any, int], *, later: bool) -> Any:
    smaller = (sort is Sort.RECEIVED) is later
    first = FundingCase.filed_at if sort is Sort.RECEIVED else FundingCase.due_on
    value, case_id = anchor
    # The plain bound on the first column is what both planners use on the index.
    if smaller:
        return statement.where(first <= value, or_(first < value, FundingCase.id < case_id))
    return statement.where(first >= value, or_(first > value, FundingCase.id > case_id))


_COLUMNS = (
    FundingCase.ref,
    FundingCase.number,
    FundingCase.applicant_name,
    Organisation.name.label("organisation"),
    FundingCase.title,
    FundingCase.line,
    FundingCase.state,
    FundingCase.received_on,
    FundingCase.late,
    FundingCase.on_paper,
    FundingCase.asked,
    FundingCase.awarded,
    User.name.label("assigned"),
    FundingCase.due_on,
    FundingCase.waiting_for,
    FundingCase.due_what,
)


def listed(
    session: Session,
    query: Query,
    actor: Actor,
    day: date,
    *,
    after: str | None = None,
    before: str | None = None,
) -> Page:
    """One page: at most three statements. Raises NotFound for a place that is none."""
    statement = (
        select(*_COLUMNS)
        .join(Organisation, Organisation.id == FundingCase.organisation_id)
        .outerjoin(User, User.id == FundingCase.assigned_to_id)
        .where(*conditions(query, actor, day, in_order=True))
    )
    place = before or after
    if place:
        anchor = _anchor(session, place, actor, query.sort)
        statement = _beyond(statement, query.sort, anchor, later=before is None)
    statement = _ordered(statement, query.sort, reverse=before is not None).limit(ROWS + 1)
    found = session.execute(statement).all()
    more = len(found) > ROWS
    rows = [_row(one) for one in found[:ROWS]]
    if before is not None:
        rows.reverse()
    earlier, later = (more, True) if before is not None else (after is not None, more)
    return Page(
        rows=tuple(rows),
        before=rows[0].ref if rows and earlier else None,
        after=rows[-1].ref if rows and later else None,
        count=counted(session, conditions(query, actor, day)),
    )


def counted(session: Session, held: list[ColumnElement[bool]]) -> int:
    """How many cases meet the conditions, counted up to one more than `COUNTED`."""
    some = select(FundingCase.id).where(*held).limit(COUNTED + 1).subquery()
    return session.scalars(select(func.count()).select_from(some)).one()


def _row(found: Any) -> Row:
    return Row(
        ref=found.ref,
        number=found.number or "",
        applicant=found.applicant_name or found.organisation,
        title=found.title,
        line=found.line,
        state=found.state,
        received_on=found.received_on,
        late=found.late,
        on_paper=found.on_paper,
        asked=found.asked,
        awarded=found.awarded,
        assigned=found.assigned,
        due_on=found.due_on,
        waiting_for=found.waiting_for,
        returned=found.due_what == RETURNED,
    )


@dataclass(frozen=True, kw_only=True)
class Colleague:
    """An account that works on cases."""

    id: int
    ref: str
    name: str


def colleagues(session: Session) -> tuple[Colleague, ...]:
    """Every active case officer by name; one statement."""
    rows = session.execute(
        select(User.id, User.ref, User.name)
        .where(User.active.is_(True), User.roles.any(StaffRole.name == Role.CASE_OFFICER.value))
        .order_by(User.name, User.id)
    )
    return tuple(Colleague(id=row.id, ref=row.ref, name=row.name) for row in rows)
