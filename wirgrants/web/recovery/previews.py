"""Letters that are signed on a step's page: the signature on the preview that waits."""

from typing import Any

from sqlalchemy.orm import Session

from forms.recovery import SentForm
from wirgrants.models import DeliveryWay, FundingCase, Letter, Recovery
from wirgrants.services.access import load_case
from wirgrants.services.delivery import Dispatch
from wirgrants.services.letters import terms_of
from wirgrants.services.recovery import recovery_of
from wirgrants.services.settlement_sign import Signature
from wirgrants.web.actions import StepView
from wirgrants.web.previews import refuse_other_words, refuse_unseen


def signed(form: SentForm, letter: Letter | None, wish: dict[str, Any]) -> Signature:
    """The signature on the preview of the page, if what is typed is still what it says.

    Raises Refused without a preview, and when something was typed after it.
    """
    terms = terms_of(refuse_unseen(form, letter))
    refuse_other_words(same=all(terms.get(name) == value for name, value in wish.items()))
    assert form.sent_on.data is not None
    assert form.letter.data is not None
    assert form.digest.data is not None
    return Signature(
        letter_ref=form.letter.data,
        shown_digest=form.digest.data,
        dispatch=Dispatch(way=DeliveryWay(form.way.data), sent_on=form.sent_on.data),
    )


def subject_of(view: StepView, session: Session) -> tuple[FundingCase, Recovery]:
    """The case and the recovery that a step is about."""
    case = load_case(session, view.actor, view.case_ref)
    return case, recovery_of(session, case, view.subject_ref)
