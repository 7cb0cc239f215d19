"""The proposed notice with the name of the approver who is about to sign it."""

from sqlalchemy.orm import Session

from wirgrants.errors import Conflict
from wirgrants.models import Decision, FundingCase, Letter, Proposal
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.decisions_open import APPROVES, GONE, guarded, to_sign
from wirgrants.services.letters import Sheet, set_letter
from wirgrants.services.proposals import open_proposal
from wirgrants.services.signing import in_own_name, keep_in_own_name, own_draft
from wirgrants.services.signing_day import refuse_other_law
from wirgrants.services.steps import ask_before
from wirgrants.unit_of_work import read_only, unit_of_work


def name_notice(actor: Actor, ref: str, decision: Decision, *, version: int) -> str:
    """Set the proposed notice anew with this person's name and today's date; the draft's ref.

    A draft that bears both already is left as it is. Raises StepRefused where the person may not
    sign, Refused where other law holds since the proposal, Conflict when the proposal is not open
    any more, StepNotOpen, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_staff(actor, case)
        proposed = _proposed(case, actor, open_proposal(session, case), decision)
        present = own_draft(session, actor, proposed)
        if present is not None:
            return present.ref
        refuse_other_law(session, case, proposed)
        draft = in_own_name(actor, proposed)
    sheet = set_letter(draft)
    with unit_of_work() as session:
        return _keep(session, actor, (ref, decision, version), sheet)


def _keep(session: Session, actor: Actor, asked: tuple[str, Decision, int], sheet: Sheet) -> str:
    ref, decision, version = asked
    case, proposal = to_sign(session, actor, ref, decision, version)
    proposed = _proposed(case, actor, proposal, decision)
    return keep_in_own_name(session, case, actor, sheet, proposed).ref


def _proposed(
    case: FundingCase, actor: Actor, proposal: Proposal | None, decision: Decision
) -> Letter:
    """The letter of the open proposal, for somebody who may sign it."""
    if proposal is None or proposal.kind is not decision or proposal.letter is None:
        raise Conflict("there is no such proposal any more", message=GONE)
    ask_before(case, APPROVES[decision], actor=actor, circumstances=guarded(proposal))
    return proposal.letter
