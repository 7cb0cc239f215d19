"""The open proposal as whoever signs it meets it: locked with its case, and what its guards ask."""

from collections.abc import Mapping

from sqlalchemy import and_
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.errors import Conflict
from wirgrants.models import Decision, FundingCase, Proposal
from wirgrants.services.access import Actor, load_case_and, only_as_staff
from wirgrants.services.steps import same_version
from workflows.circumstances import Circumstances, Task

GONE = "Dieser Vorschlag ist nicht mehr offen. Bitte öffnen Sie den Vorgang erneut."
APPROVES: Mapping[Decision, str] = {
    Decision.AWARD: "approve_award",
    Decision.REJECTION: "approve_rejection",
}


def to_sign(
    session: Session, actor: Actor, ref: str, decision: Decision, version: int
) -> tuple[FundingCase, Proposal]:
    """The locked case with its open proposal of this kind, its letter and its draft; one statement.

    Raises Conflict when there is none any more or the case has changed, NotFound.
    """
    waits = and_(Proposal.case_id == FundingCase.id, Proposal.ended.is_(None))
    letters = (joinedload(Proposal.letter), joinedload(Proposal.draft))
    case, proposal = load_case_and(session, actor, ref, Proposal, waits, *letters)
    only_as_staff(actor, case)
    if proposal is None or proposal.kind is not decision or proposal.letter is None:
        raise Conflict("there is no such proposal any more", message=GONE)
    same_version(session, case, APPROVES[decision], actor=actor, version=version)
    return case, proposal


def guarded(proposal: Proposal) -> Circumstances:
    """What the guards of a signature ask of the proposal."""
    return Circumstances(
        day=clock.today(),
        earlier=_earlier(proposal),
        letter_rendered=proposal.draft is not None,
        annex_present=bool(proposal.content.get("annex")),
    )


def _earlier(proposal: Proposal) -> dict[str, frozenset[int]]:
    """Who checked and who proposed, as frozen with the proposal: a new round ends the proposal."""
    told = proposal.content["earlier"]
    checked = frozenset(int(one) for one in told.get(Task.CHECKED.value, ()))
    return {
        Task.CHECKED.value: checked,
        Task.PROPOSED.value: frozenset({proposal.proposed_by_id}),
    }
