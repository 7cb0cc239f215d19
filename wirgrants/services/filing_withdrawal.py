"""Taking an application back, at any time before the decision."""

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import (
    DiscardCause,
    FundingCase,
    InboxMessage,
    ProposalEnd,
)
from wirgrants.services.access import Actor, load_case
from wirgrants.services.clarify_end import end_open
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.proposals import give_back, open_proposal
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.telling import tell_accounts
from wirgrants.unit_of_work import unit_of_work
from workflows.circumstances import Circumstances
from workflows.states import ApplicationState

_PROPOSED = (ApplicationState.AWARD_PROPOSED, ApplicationState.REJECTION_PROPOSED)


def withdraw(actor: Actor, ref: str, reason: str, *, version: int) -> None:
    """Takes an application back; reserved money returns to the budget, an open proposal ends.

    Raises Conflict, StepNotOpen, StepRefused (an officer must say where it is written), NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        proposed = case.state in _PROPOSED
        was_filed = case.filed_at is not None
        take_step(
            session,
            case,
            "withdraw",
            actor=actor,
            version=version,
            circumstances=Circumstances(day=clock.today(), reason=reason),
            writes=Writes(
                case_changes={
                    "waiting_for": None,
                    "due_on": None,
                    "due_what": "",
                    "proposed_by_id": None,
                }
            ),
        )
        end_open(session, case, "Der Antrag ist zurückgenommen.")
        discard_open(session, case, actor, DiscardCause.WITHDRAWN)
        if proposed:
            _end_proposal(session, actor, case, reason)
        if was_filed:
            _tell_withdrawn(session, actor, case)


def _end_proposal(session: Session, actor: Actor, case: FundingCase, reason: str) -> None:
    proposal = open_proposal(session, case)
    if proposal is not None:
        proposal.ended, proposal.ended_at = ProposalEnd.VOIDED, clock.now()
        proposal.ended_by_id = actor.id
        proposal.end_reason = reason or "Antrag zurückgenommen"
    session.flush()
    give_back(session, actor, case, "Antrag zurückgenommen")


def _tell_withdrawn(session: Session, actor: Actor, case: FundingCase) -> None:
    text = f"Der Antrag „{case.title or 'ohne Titel'}“ ({case.number}) wurde zurückgenommen."
    subject = f"Antrag {case.number} zurückgenommen"
    session.add(
        InboxMessage(
            organisation_id=case.organisation_id,
            case_id=case.id,
            kind="withdrawn",
            subject=subject,
            text=text,
            at=clock.now(),
        )
    )
    if case.assigned_to_id is not None and case.assigned_to_id != actor.id:
        tell_accounts(
            session,
            case,
            [case.assigned_to_id],
            kind="withdrawn",
            subject=subject,
            text=text,
        )
