"""Requests for information: asked by letter with a due day, answered, accepted or lapsed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.information_request import (
    InformationRequest,
    RequestedItem,
    information_request_letter,
)
from wirgrants.errors import NotFound
from wirgrants.models import Clarification, FundingCase, LetterKind, new_ref
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.calendar import holidays_around
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import issue, usual_way
from wirgrants.services.letterhead import HeadChoice, head_of
from wirgrants.services.letters import Draft, Sheet, add, set_letter
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.dates import LegalDate
from workflows.due import NamedDay, day_named
from workflows.states import ApplicationState, ClarificationState, MachineName

C = ClarificationState
_WHAT = {ApplicationState.FILED: "begin_check", ApplicationState.FORMAL_CHECK: "check"}


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing asked for: what it belongs to, and what is to be done."""

    about: str
    request: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A request as the officer words it; `due_on` is the last day, a note may explain it."""

    items: tuple[Item, ...]
    due_on: date
    note: str = ""

    @property
    def text(self) -> str:
        """The request as one text, for lists and the log."""
        lines = [f"{item.about}: {item.request}" for item in self.items]
        return "\n".join([*lines, self.note] if self.note else lines)


def due_day(wished: date) -> LegalDate:
    """The last day as the law has it: a set period ends on a working day (§ 31 III HVwVfG)."""
    return day_named(NamedDay(day=wished), "named_in_letter", holidays_around(wished))


def ask(actor: Actor, ref: str, question: Question, *, version: int) -> str:
    """Ask the applicant by letter; the ref of the clarification. Its due day may shift.

    Raises StepRefused for a due day that is not ahead or an empty question, Conflict, NotFound.
    """
    new = new_ref()
    sheet = _letter(actor, ref, question, new)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        row = Clarification(ref=new, case_id=case.id)
        due = due_day(question.due_on).day
        take_step(
            session,
            case,
            "ask",
            actor=actor,
            subject=row,
            version=version,
            circumstances=_circumstances(session, case, None, question, due),
            writes=Writes(
                changes={
                    "number": _next_number(session, case),
                    **_asked(actor, question, due),
                },
                case_changes=_waits_for_answer(due),
                data={"question": question.text, "due_on": due},
            ),
        )
        _send(session, case, actor, row, sheet)
        return row.ref


def _letter(actor: Actor, ref: str, question: Question, subject_ref: str) -> Sheet:
    """The letter, set before the transaction."""
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_staff(actor, case)
        today = clock.today()
        way = usual_way(case, today).way
        letter = information_request_letter(
            InformationRequest(
                head=head_of(case, HeadChoice(dated=today, signature=actor.name, way=way)),
                items=tuple(
                    RequestedItem(part=item.about, request=item.request) for item in question.items
                ),
                due=due_day(question.due_on).day,
                note=question.note,
            )
        )
    return set_letter(
        Draft(
            kind=LetterKind.CLARIFICATION,
            letter=letter,
            subject=MachineName.CLARIFICATION,
            subject_ref=subject_ref,
        )
    )


def _circumstances(
    session: Session,
    case: FundingCase,
    row: Clarification | None,
    question: Question,
    due: date,
    reason: str = "",
) -> Any:
    return circumstances_of(
        session,
        case,
        day=clock.today(),
        subject=row,
        reason=reason,
        question_asked=bool(question.items),
        answer_due=due,
    )


def _asked(actor: Actor, question: Question, due: date) -> dict[str, Any]:
    return {
        "question": question.text,
        "papers_asked": [{"about": one.about, "request": one.request} for one in question.items],
        "due_on": due,
        "asked_at": clock.now(),
        "asked_by_id": actor.id,
    }


def _waits_for_answer(due: date) -> dict[str, Any]:
    return waiting(C.REQUESTED, machine=MachineName.CLARIFICATION, due_on=due, what="clarification")


def _next_number(session: Session, case: FundingCase) -> int:
    last = session.scalar(
        select(func.max(Clarification.number)).where(Clarification.case_id == case.id)
    )
    return (last or 0) + 1


def _send(
    session: Session, case: FundingCase, actor: Actor, row: Clarification, sheet: Sheet
) -> None:
    letter = add(session, case, actor, sheet)
    issue(session, case, actor, letter, usual_way(case, clock.today()))
    row.letter_id = letter.id


def _of_case(session: Session, actor: Actor, ref: str, own_ref: str) -> Any:
    case = load_case(session, actor, ref, for_update=True)
    only_as_staff(actor, case)
    row = session.scalars(
        select(Clarification).where(Clarification.case_id == case.id, Clarification.ref == own_ref)
    ).one_or_none()
    if row is None:
        raise NotFound("no such clarification")
    return case, row


def ask_again(
    actor: Actor, ref: str, own_ref: str, question: Question, reason: str, *, version: int
) -> None:
    """The answer does not do: ask once more with a reason; the earlier round stays in the row.

    Raises StepRefused, Conflict, StepNotOpen, NotFound.
    """
    sheet = _letter(actor, ref, question, own_ref)
    with unit_of_work() as session:
        case, row = _of_case(session, actor, ref, own_ref)
        due = due_day(question.due_on).day
        earlier = {
            "question": row.question,
            "due_on": row.due_on.isoformat(),
            "asked_at": row.asked_at.isoformat(),
            "answer": row.answer,
            "answered_at": None if row.answered_at is None else row.answered_at.isoformat(),
        }
        take_step(
            session,
            case,
            "ask_again",
            actor=actor,
            subject=row,
            version=version,
            circumstances=_circumstances(session, case, row, question, due, reason),
            writes=Writes(
                changes={
                    **_asked(actor, question, due),
                    "earlier": [*row.earlier, earlier],
                    "answer": "",
                    "answered_at": None,
                    "answered_by_id": None,
                },
                case_changes=_waits_for_answer(due),
                data={"question": question.text, "due_on": due},
            ),
        )
        _send(session, case, actor, row, sheet)


def accept_answer(actor: Actor, ref: str, own_ref: str, *, version: int) -> None:
    """The answer does. Raises Conflict, StepNotOpen, NotFound."""
    _end(actor, ref, own_ref, "accept_answer", version=version)


def lapse(actor: Actor, ref: str, own_ref: str, *, version: int | None = None) -> None:
    """Nothing came until the due day. Raises StepRefused before its end, StepNotOpen, NotFound."""
    _end(actor, ref, own_ref, "lapse", version=version)


def cancel(actor: Actor, ref: str, own_ref: str, reason: str, *, version: int) -> None:
    """The request is no longer needed. Raises Conflict, StepNotOpen, NotFound."""
    _end(actor, ref, own_ref, "cancel", reason=reason, version=version)


def _end(
    actor: Actor, ref: str, own_ref: str, action: str, *, version: int | None, reason: str = ""
) -> None:
    with unit_of_work() as session:
        case, row = _of_case(session, actor, ref, own_ref)
        take_step(
            session,
            case,
            action,
            actor=actor,
            subject=row,
            version=version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                subject=row,
                reason=reason,
            ),
            writes=Writes(
                changes={"ended_at": clock.now()},
                case_changes=back_on_desk(case, session, but=row),
            ),
        )


def back_on_desk(case: FundingCase, session: Session, *, but: Clarification) -> dict[str, Any]:
    """Whose turn it is when this request has ended: another open one's, or the officer's."""
    other = session.scalars(
        select(Clarification.due_on)
        .where(
            Clarification.case_id == case.id,
            Clarification.id != but.id,
            Clarification.state == C.REQUESTED,
        )
        .order_by(Clarification.due_on)
        .limit(1)
    ).first()
    if other is not None:
        return _waits_for_answer(other)
    return waiting(case.state, what=_WHAT.get(case.state, "decide"))


def clarifications_of(session: Session, case: FundingCase) -> Sequence[Clarification]:
    """The requests of a case, newest first; one statement."""
    return session.scalars(
        select(Clarification)
        .where(Clarification.case_id == case.id)
        .order_by(Clarification.number.desc())
    ).all()
