"""Steps about the interest since an order: claimed by a notice of its own, or waived."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form

from forms.reason import ReasonForm
from forms.recovery import InterestForm
from wirgrants.models import FundingCase, Letter, LetterKind, Recovery
from wirgrants.services.letters import newest_preview, terms_of
from wirgrants.services.recovery_later import later_interest
from wirgrants.services.recovery_later_claim import (
    InterestWish,
    claim_interest,
    preview_interest,
    waive_interest,
)
from wirgrants.services.recovery_money import left_of_claim
from wirgrants.services.recovery_order import PAY_WITHIN
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.previews import named, plain_lines
from wirgrants.web.recovery.claimed import shown_claim, written_form
from wirgrants.web.recovery.previews import signed, subject_of
from workflows.states import MachineName

R = MachineName.RECOVERY


def _claim_form(view: StepView, formdata: Any) -> Form:
    def told(session: Session, case: FundingCase, recovery: Recovery) -> dict[str, Any]:
        letter = _preview_of(session, case, recovery)
        common = {"way": "post", "sent_on": view.day, **named(letter)}
        if letter is None:
            return {**common, "pay_until": view.day + PAY_WITHIN}
        terms = terms_of(letter)
        pay_until = date.fromisoformat(terms["pay_until"])
        return {**common, "pay_until": pay_until, "discretion": terms["discretion"]}

    return written_form(InterestForm, view, formdata, told)


def _preview_of(session: Session, case: FundingCase, recovery: Recovery) -> Letter | None:
    return newest_preview(session, case, LetterKind.INTEREST_ORDER, recovery.ref)


def _wish(form: InterestForm) -> InterestWish:
    assert form.pay_until.data is not None
    return InterestWish(pay_until=form.pay_until.data, discretion=plain_lines(form.discretion.data))


def _preview(view: StepView, form: InterestForm) -> str:
    preview_interest(view.actor, view.case_ref, view.subject_ref, _wish(form))
    return "Die Vorschau des Zinsbescheids ist erstellt."


def _claim(view: StepView, form: InterestForm) -> str:
    with read_only() as session:
        case, recovery = subject_of(view, session)
        letter = _preview_of(session, case, recovery)
    signature = signed(form, letter, _wish(form).to_json())
    claim_interest(view.actor, view.case_ref, view.subject_ref, signature, version=view.version)
    return "Der Zinsbescheid ist gezeichnet und erlassen."


def _waive(view: StepView, form: ReasonForm) -> str:
    reason = form.reason.data or ""
    waive_interest(view.actor, view.case_ref, view.subject_ref, reason, version=view.version)
    return "Auf die weiteren Zinsen ist verzichtet; die Rückforderung ist beendet."


def _context(view: StepView) -> Mapping[str, Any]:
    with read_only() as session:
        case, recovery = subject_of(view, session)
        later = later_interest(session, case, recovery)
        return {
            **shown_claim(view, recovery, _preview_of(session, case, recovery)),
            "left": left_of_claim(recovery),
            "later": later,
            "lines": [line.text() for line in later.found.lines()],
        }


register_action(
    ActionSpec(
        machine=R,
        action="claim_interest",
        form=_claim_form,
        run=_claim,
        preview=_preview,
        context=_context,
        template="recovery/interest_step.html",
    )
)
register_action(
    ActionSpec(
        machine=R,
        action="waive_interest",
        form=plain_form(ReasonForm),
        run=_waive,
        context=_context,
        template="recovery/waive_interest_step.html",
    )
)
