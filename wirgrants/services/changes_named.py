"""The proposed letter on a change with the name of the approver who is about to sign it."""

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict
from wirgrants.models import ChangeRequest, FundingCase, Letter
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.changes import change_of
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.letters import set_letter
from wirgrants.services.signing import in_own_name, keep_in_own_name, own_draft
from wirgrants.services.signing_day import refuse_other_law
from wirgrants.services.steps import ask_before
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import read_only, unit_of_work


def name_letter(actor: Actor, ref: str, change_ref: str, action: str, *, version: int) -> str:
    """Set the proposed letter anew with this person's name and today's date; the draft's ref.

    `action` is the decision it belongs to, "grant" or "refuse". A draft that bears both already is
    left as it is. Raises StepRefused where the person may not sign, Refused where other law holds
    since the proposal, Conflict when the
    case has changed since the page was shown, StepNotOpen, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        proposed = _proposed(session, case, actor, change_ref, action)
        present = own_draft(session, actor, proposed)
        if present is not None:
            return present.ref
        refuse_other_law(session, case, proposed)
        draft = in_own_name(actor, proposed)
    sheet = set_letter(draft)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        refuse_stale(case, version)
        proposed = _proposed(session, case, actor, change_ref, action)
        return keep_in_own_name(session, case, actor, sheet, proposed).ref


def _proposed(
    session: Session, case: FundingCase, actor: Actor, change_ref: str, action: str
) -> Letter:
    """The letter of the proposal, for somebody who may sign it."""
    only_as_staff(actor, case)
    row: ChangeRequest = change_of(session, case, change_ref)
    asked = circumstances_of(session, case, day=clock.today(), subject=row)
    ask_before(case, action, actor=actor, circumstances=asked, subject=row)
    if row.letter_id is None:
        raise Conflict("nothing is proposed")
    return session.get_one(Letter, row.letter_id)
