"""The applicant's answer to a request for information, with papers."""

from collections.abc import Sequence

from sqlalchemy import select

from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import Clarification, FundingCase, InboxMessage
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.papers import OTHER, Place, Taken, Upload, attach, take_in
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.circumstances import Circumstances
from workflows.states import MachineName, Role


def answer_clarification(
    actor: Actor,
    ref: str,
    clarification_ref: str,
    answer: str,
    uploads: Sequence[Upload],
    *,
    version: int,
) -> None:
    """Answers a request: text and papers in one step, all or nothing.

    Raises Refused for a file that cannot be taken, NotFound, Conflict, StepNotOpen, StepRefused.
    """
    taken = [take_in(upload) for upload in uploads]
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        asked = session.scalars(
            select(Clarification).where(
                Clarification.case_id == case.id, Clarification.ref == clarification_ref
            )
        ).one_or_none()
        if asked is None:
            raise NotFound("no such request")
        take_step(
            session,
            case,
            "answer",
            actor=actor,
            subject=asked,
            version=version,
            circumstances=Circumstances(day=clock.today(), answer_given=bool(answer.strip())),
            writes=_writes(actor, answer, taken),
        )
        place = Place(kind=OTHER, subject=MachineName.CLARIFICATION, subject_ref=clarification_ref)
        for one in taken:
            attach(session, actor, case, one, place)
        if case.assigned_to_id is not None:
            session.add(_message(case, case.assigned_to_id, asked.number))


def _writes(actor: Actor, answer: str, taken: Sequence[Taken]) -> Writes:
    return Writes(
        changes={"answer": answer, "answered_at": clock.now(), "answered_by_id": actor.id},
        case_changes={
            "waiting_for": Role.CASE_OFFICER.value,
            "due_on": None,
            "due_what": "accept_answer",
        },
        data={"papers": [one.sha256 for one in taken]},
    )


def _message(case: FundingCase, account_id: int, number: int) -> InboxMessage:
    return InboxMessage(
        account_id=account_id,
        case_id=case.id,
        kind="answered",
        subject=f"Nachforderung beantwortet: {case.number}",
        text=f"{case.applicant_name} hat die Nachforderung {number} beantwortet.",
        at=clock.now(),
    )
