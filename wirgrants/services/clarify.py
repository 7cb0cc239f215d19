"""Requests for information: asked by letter with a due day, answered, accepted or lapsed."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Clarification, FundingCase, Letter, LetterKind
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.clarify_letter import Question, due_day, read_question
from wirgrants.services.corrections import drop_correction
from wirgrants.services.delivery import issue, usual_way
from wirgrants.services.letters import previewed, terms_of
from wirgrants.services.proposals import Shown
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows.states import ApplicationState, ClarificationState, MachineName

C = ClarificationState
_WHAT = {ApplicationState.FILED: "begin_check", ApplicationState.FORMAL_CHECK: "check"}


def ask(actor: Actor, ref: str, shown: Shown) -> str:
    """Ask the applicant by the previewed letter; the ref of the request. Its due day may shift.

    Raises StepRefused for a due day that is not ahead or an empty question, Refused for another
    preview than the one shown, Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        letter = _to_send(session, case, shown)
        row = Clarification(ref=letter.subject_ref, case_id=case.id)
        question = read_question(terms_of(letter))
        due = due_day(question.due_on).day
        take_step(
            session,
            case,
            "ask",
            actor=actor,
            subject=row,
            version=shown.version,
            circumstances=_circumstances(session, case, None, question, due),
            writes=Writes(
                changes={
                    "number": _next_number(session, case),
                    **_asked(actor, question, due, letter),
                },
                case_changes=_waits_for_answer(due),
                data=_told(question, due, letter),
            ),
        )
        _send(session, case, actor, letter, shown)
        return row.ref


def _to_send(session: Session, case: FundingCase, shown: Shown, own_ref: str = "") -> Letter:
    """The preview that was shown, if it still says how it will leave."""
    letter = previewed(session, case, shown.letter_ref, LetterKind.CLARIFICATION, own_ref or None)
    if terms_of(letter)["way"] != usual_way(case, clock.today()).way.value:
        raise Refused(
            "the way has changed",
            message="Die Zustimmung zur elektronischen Bekanntgabe hat sich inzwischen geändert. "
            "Bitte erstellen Sie die Vorschau neu.",
        )
    return letter


def _told(question: Question, due: date, letter: Letter) -> dict[str, Any]:
    return {
        "question": question.text,
        "due_on": due,
        "letter": letter.ref,
        "digest": letter.pdf_digest,
    }


def _circumstances(
    session: Session,
    case: FundingCase,
    row: Clarification | None,
    question: Question,
    due: date,
) -> Any:
    return circumstances_of(
        session,
        case,
        day=clock.today(),
        subject=row,
        reason=question.reason,
        question_asked=bool(question.items),
        answer_due=due,
    )


def _asked(actor: Actor, question: Question, due: date, letter: Letter) -> dict[str, Any]:
    return {
        "question": question.text,
        "due_on": due,
        "asked_at": clock.now(),
        "asked_by_id": actor.id,
        "letter_id": letter.id,
    }


def _waits_for_answer(due: date) -> dict[str, Any]:
    return waiting(C.REQUESTED, machine=MachineName.CLARIFICATION, due_on=due, what="clarification")


def _next_number(session: Session, case: FundingCase) -> int:
    last = session.scalar(
        select(func.max(Clarification.number)).where(Clarification.case_id == case.id)
    )
    return (last or 0) + 1


def _send(
    session: Session,
    case: FundingCase,
    actor: Actor,
    letter: Letter,
    shown: Shown,
) -> None:
    dispatch = usual_way(case, clock.today())
    issue(session, case, actor, letter, dispatch, shown_digest=shown.digest)


def _of_case(session: Session, actor: Actor, ref: str, own_ref: str) -> Any:
    case = load_case(session, actor, ref, for_update=True)
    only_as_staff(actor, case)
    row = session.scalars(
        select(Clarification).where(Clarification.case_id == case.id, Clarification.ref == own_ref)
    ).one_or_none()
    if row is None:
        raise NotFound("no such clarification")
    return case, row


def ask_again(actor: Actor, ref: str, own_ref: str, shown: Shown) -> None:
    """The answer does not do: ask once more with a reason; the earlier round stays in the row.

    Raises as `ask`.
    """
    with unit_of_work() as session:
        case, row = _of_case(session, actor, ref, own_ref)
        letter = _to_send(session, case, shown, own_ref)
        question = read_question(terms_of(letter))
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
            version=shown.version,
            circumstances=_circumstances(session, case, row, question, due),
            writes=Writes(
                changes={
                    **_asked(actor, question, due, letter),
                    "earlier": [*row.earlier, earlier],
                    "answer": "",
                    "answered_at": None,
                    "answered_by_id": None,
                },
                case_changes=_waits_for_answer(due),
                data=_told(question, due, letter),
            ),
        )
        _send(session, case, actor, letter, shown)


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
        if case.due_what != "clarification":
            drop_correction(case)


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
