"""The signature on a previewed letter, as the person who signs sees it."""

from wirgrants.demo.deciding import dispatch_of
from wirgrants.demo.project import Case
from wirgrants.demo.stage import Stage
from wirgrants.services.delivery import Dispatch
from wirgrants.services.letters import letter_of
from wirgrants.services.settlement_sign import Signature
from wirgrants.unit_of_work import read_only


def signature_of(
    stage: Stage, case: Case, letter: str, dispatch: Dispatch | None = None
) -> Signature:
    """What was shown, and how the letter leaves: as usual, or in this way."""
    with read_only() as session:
        shown = letter_of(session, stage.case(case.ref), letter).pdf_digest
    return Signature(
        letter_ref=letter, shown_digest=shown, dispatch=dispatch or dispatch_of(stage, case)
    )
