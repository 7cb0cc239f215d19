"""The applicant's first page: their cases with what comes next, and the calls they may answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Date,
    String,
    cast,
    func,
    literal,
    null,
    select,
    type_coerce,
    union_all,
)
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import (
    Call,
    Clarification,
    FundingCase,
    InboxMessage,
    Organisation,
    Proof,
    Recovery,
)
from wirgrants.services.access import Actor
from wirgrants.services.call_state import closing_of
from wirgrants.services.inbox import theirs
from wirgrants.services.overview import BINDING, PAY_OR_ANSWER, STATES
from wirgrants.services.waiting import PROVEN
from workflows.facts import ApplicantType
from workflows.lifecycle import roles_on_case
from workflows.next_actors import NEXT_ACTORS
from workflows.progress import waits_now
from workflows.states import (
    CLOSED,
    AnyState,
    ApplicationState,
    MachineName,
    Role,
)

PAGE = 25

# What an applicant may have to do beside the application itself, and by when.
_THEIRS: Mapping[MachineName, tuple[type[Any], Any]] = {
    MachineName.CLARIFICATION: (Clarification, Clarification.due_on),
    MachineName.PROOF: (Proof, Proof.due_on),
    MachineName.RECOVERY: (Recovery, PAY_OR_ANSWER),
}
# Days that the office has set itself; no applicant must do anything until then.
_OFFICES_OWN = frozenset({"begin_check", "accept_answer", "proof_review"})


@dataclass(frozen=True, kw_only=True)
class CaseRow:
    """One case in the list. `machine` and `waiting` say what comes next, `mine` for whom.

    `proven`: all its proofs are examined, the office settles. `presented` is a draft laid before
    those who sign; `signs` whether this person is one of them.
    """

    ref: str
    number: str | None
    title: str
    line: str
    version: str
    organisation: str
    state: ApplicationState
    machine: MachineName
    waiting: AnyState
    due_on: date | None
    mine: bool
    proven: bool
    asked: Decimal
    awarded: Decimal | None
    saved_at: datetime | None
    presented: bool
    signs: bool


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """A page of cases, newest first; `next_before` leads to the next one, None on the last."""

    rows: tuple[CaseRow, ...]
    next_before: int | None


def own_cases(
    session: Session, actor: Actor, *, before: int | None = None, size: int = PAGE
) -> CasePage:
    """The cases of the person's organisations; two statements whatever their number."""
    if not actor.organisations:
        return CasePage(rows=(), next_before=None)
    statement = (
        select(
            FundingCase.id,
            FundingCase.ref,
            FundingCase.number,
            FundingCase.title,
            FundingCase.line,
            FundingCase.version,
            FundingCase.organisation_id,
            FundingCase.state,
            FundingCase.due_on,
            FundingCase.due_what,
            FundingCase.waiting_for,
            FundingCase.asked,
            FundingCase.awarded,
            FundingCase.draft_saved_at,
            Organisation.name,
            Call,
        )
        .join(Organisation, Organisation.id == FundingCase.organisation_id)
        .outerjoin(Call, Call.id == FundingCase.call_id)
        .where(FundingCase.organisation_id.in_(sorted(actor.organisations)))
        .order_by(FundingCase.id.desc())
        .limit(size + 1)
    )
    if before is not None:
        statement = statement.where(FundingCase.id < before)
    found = session.execute(statement).all()
    shown = found[:size]
    side = _open_side(session, [row.id for row in shown if row.state not in CLOSED])
    return CasePage(
        rows=tuple(_row(row, side.get(row.id), actor) for row in shown),
        next_before=shown[-1].id if len(found) > size else None,
    )


def _row(row: Any, side: tuple[MachineName, AnyState, date | None] | None, actor: Actor) -> CaseRow:
    machine, waiting, due = side or (MachineName.APPLICATION, row.state, _until(row))
    held = roles_on_case(actor.roles_on(row.organisation_id), belongs=True)
    proven = side is None and row.due_what == PROVEN
    draft = row.state is ApplicationState.DRAFT
    return CaseRow(
        ref=row.ref,
        number=row.number,
        title=row.title,
        line=row.line,
        version=row.version,
        organisation=row.name,
        state=row.state,
        machine=machine,
        waiting=waiting,
        due_on=due,
        mine=not proven and bool(NEXT_ACTORS[machine][waiting] & held),
        proven=proven,
        asked=row.asked,
        awarded=row.awarded,
        saved_at=row.draft_saved_at if draft else None,
        presented=draft and row.waiting_for == Role.SIGNATORY.value,
        signs=Role.SIGNATORY in held,
    )


def _until(row: Any) -> date | None:
    """The day that counts for the application itself; a draft has until its call is over."""
    call: Call | None = row.Call
    if row.state is not ApplicationState.DRAFT or call is None:
        due: date | None = None if row.due_what in _OFFICES_OWN else row.due_on
        return due
    closing = closing_of(call)
    return clock.day_of(closing if call.closed_at is None else min(closing, call.closed_at))


def _open_side(
    session: Session, ids: Sequence[int]
) -> dict[int, tuple[MachineName, AnyState, date | None]]:
    """Of each case the side procedure that the applicant must act in first; one statement."""
    if not ids:
        return {}
    parts = [
        select(
            model.case_id.label("case_id"),
            literal(machine.value).label("machine"),
            cast(model.state, String(32)).label("state"),
            (cast(null(), Date) if due is None else type_coerce(due, Date)).label("due_on"),
        ).where(model.case_id.in_(ids), model.state.in_(BINDING[machine]))
        for machine, (model, due) in _THEIRS.items()
    ]
    first: dict[int, tuple[MachineName, AnyState, date | None]] = {}
    for row in session.execute(union_all(*parts)):
        machine = MachineName(row.machine)
        one = (machine, STATES[machine](row.state), row.due_on)
        if not waits_now(*one, clock.today()):
            continue
        known = first.get(row.case_id)
        if known is None or (one[2] or date.max) < (known[2] or date.max):
            first[row.case_id] = one
    return first


def published_calls(session: Session) -> Sequence[Call]:
    """Calls that are open, announced or still take late applications, by line; one statement."""
    moment = clock.now()
    calls = session.scalars(
        select(Call).where(Call.published_at.is_not(None)).order_by(Call.line, Call.opens_at)
    ).all()
    last = clock.day_of(moment).year
    return [call for call in calls if max(call.years) >= last]


def kinds_of(session: Session, actor: Actor) -> tuple[ApplicantType, ...]:
    """The kinds of the person's organisations, each once, in order; one statement."""
    if not actor.organisations:
        return ()
    statement = select(Organisation.kind).where(Organisation.id.in_(sorted(actor.organisations)))
    found = set(session.scalars(statement))
    return tuple(kind for kind in ApplicantType if kind in found)


def unread(session: Session, actor: Actor) -> int:
    """How many messages nobody has marked as read; one statement."""
    statement = (
        select(func.count())
        .select_from(InboxMessage)
        .where(theirs(actor), InboxMessage.read_at.is_(None))
    )
    return session.scalar(statement) or 0
