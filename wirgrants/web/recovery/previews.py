"""Letters that are signed on a step's page: the preview that waits, beside the form."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms.recovery import SentForm
from wirgrants.errors import Refused
from wirgrants.models import DeliveryWay, FundingCase, Letter, Recovery
from wirgrants.services.access import load_case
from wirgrants.services.delivery import Dispatch
from wirgrants.services.letters import terms_of
from wirgrants.services.recovery import recovery_of
from wirgrants.services.settlement_sign import Signature
from wirgrants.web.actions import StepView


def shown(case_ref: str, letter: Letter | None) -> dict[str, Any]:
    """The preview as the page shows it; nothing without one."""
    if letter is None:
        return {"preview": None}
    return {
        "preview": {
            "title": letter.title,
            "href": url_for("letters.download", ref=case_ref, letter_ref=letter.ref),
            "size": letter.file.size,
            "digest": letter.pdf_digest,
            "at": letter.rendered_at,
            "warnings": letter.warnings.splitlines(),
        }
    }


def named(letter: Letter | None) -> dict[str, str]:
    """The hidden fields that name the preview which the page shows."""
    return {} if letter is None else {"letter": letter.ref, "digest": letter.pdf_digest}


def signed(form: SentForm, letter: Letter | None, wish: dict[str, Any]) -> Signature:
    """The signature on the preview of the page, if what is typed is still what it says.

    Raises Refused without a preview, and when something was typed after it.
    """
    if letter is None or not form.letter.data or not form.digest.data:
        raise Refused(
            "no preview", message="Bitte erstellen Sie zuerst die Vorschau und prüfen Sie sie."
        )
    terms = terms_of(letter)
    if any(terms.get(name) != value for name, value in wish.items()):
        raise Refused(
            "changed after the preview",
            message="Ihre Angaben weichen von der Vorschau ab. Bitte erstellen Sie sie neu.",
        )
    assert form.sent_on.data is not None
    return Signature(
        letter_ref=form.letter.data,
        shown_digest=form.digest.data,
        dispatch=Dispatch(way=DeliveryWay(form.way.data), sent_on=form.sent_on.data),
    )


def plain_lines(text: str | None) -> str:
    """Line ends as a letter's terms keep them, whatever the browser sends."""
    return "\n".join((text or "").splitlines())


def subject_of(view: StepView, session: Session) -> tuple[FundingCase, Recovery]:
    """The case and the recovery that a step is about."""
    case = load_case(session, view.actor, view.case_ref)
    return case, recovery_of(session, case, view.subject_ref)
