"""What the answers to an information request have corrected in the application, for its reader."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import Clarification, Event, FundingCase, Revision
from wirgrants.services.drafts_changed import Difference, differences
from wirgrants.services.drafts_review import directory_of
from wirgrants.services.register import load_register
from workflows.guideline import Guideline
from workflows.states import MachineName

_ANSWER, _CORRECTS = "answer", "correct_answers"


def made_by(
    session: Session, case: FundingCase, asked: Clarification, guideline: Guideline, day: date
) -> tuple[Difference, ...]:
    """What reads differently since the answers to this request, of all its rounds; () if nothing.

    Nothing is read of an application that has its first revision only.
    """
    if case.revision_number < 2:
        return ()
    made = list(_revisions(session, case, asked))
    if not made:
        return ()
    rows = session.execute(
        select(Revision.number, Revision.content).where(
            Revision.case_id == case.id,
            Revision.subject == MachineName.APPLICATION,
            Revision.number.in_((made[0] - 1, made[-1])),
        )
    )
    contents = {row.number: row.content for row in rows}
    directory = directory_of(load_register(session), day)
    return differences(guideline, contents[made[0] - 1], contents[made[-1]], directory)


def corrected_on(session: Session, case: FundingCase) -> date | None:
    """The day of the last correction of the application; None, without a statement, if of none."""
    if case.revision_number < 2:
        return None
    moment = session.scalar(
        select(func.max(Event.at)).where(Event.case_id == case.id, Event.action == _CORRECTS)
    )
    return None if moment is None else clock.day_of(moment)


def _revisions(session: Session, case: FundingCase, asked: Clarification) -> Iterator[int]:
    """The numbers of the revisions that came with these answers: the log names each after its."""
    events = session.execute(
        select(Event.action, Event.subject_ref, Event.data)
        .where(Event.case_id == case.id, Event.action.in_((_ANSWER, _CORRECTS)))
        .order_by(Event.case_seq)
    )
    answered = ""
    for event in events:
        if event.action == _ANSWER:
            answered = event.subject_ref
        elif answered == asked.ref:
            yield int(event.data["revision"])
