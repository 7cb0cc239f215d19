"""Proposing a rejection, by the officer or by an approver who overrules an award."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from forms.decision import RejectionForm, rejection_form
from wirgrants.models import Decision, LetterKind
from wirgrants.services.access import load_case
from wirgrants.services.rejections import (
    RejectionWish,
    cited_reason,
    failed_findings,
    overrule,
    preview_rejection,
    propose_rejection,
    read_rejection,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from wirgrants.web.officer.previews import earlier_wish, kept, preview_context, shown_preview
from workflows.states import MachineName

K = LetterKind.REJECTION


def _form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        found = failed_findings(session, load_case(session, view.actor, view.case_ref))
    findings = {str(one["rule"]): cited_reason(one) for one in found}
    if formdata is not None:
        return rejection_form(formdata, findings=findings)
    known = kept(view, K)
    before, _ = earlier_wish(view, Decision.REJECTION)
    told = known[0]["wish"] if known is not None else before
    if told is None:
        return rejection_form(None, findings=findings, data={"rules": list(findings)})
    wish = read_rejection(told)
    data = {"reasons": wish.reasons, "facts": wish.facts, "rules": list(wish.rules)}
    return rejection_form(None, findings=findings, data=data | (known[1] if known else {}))


def _wish(form: RejectionForm) -> RejectionWish:
    return RejectionWish(
        reasons=form.reasons.data or "",
        facts=form.facts.data or "",
        rules=tuple(form.rules.data or ()) if "rules" in form else (),
    )


def _preview(view: StepView, form: RejectionForm) -> str:
    preview_rejection(view.actor, view.case_ref, _wish(form))
    return "Die Vorschau ist erstellt. Bitte prüfen Sie den Bescheid, bevor Sie ihn vorschlagen."


def _propose(view: StepView, form: RejectionForm) -> str:
    shown = shown_preview(view, form, K, _wish(form).to_json())
    if view.action == "overrule":
        overrule(view.actor, view.case_ref, shown)
        return "Statt der Bewilligung ist die Ablehnung vorgeschlagen. Eine andere Person zeichnet."
    propose_rejection(view.actor, view.case_ref, shown)
    return "Die Ablehnung ist vorgeschlagen."


def _context(view: StepView) -> Mapping[str, Any]:
    given_back = earlier_wish(view, Decision.REJECTION)[1]
    return {**preview_context(view, K), "given_back": given_back}


for action in ("propose_rejection", "overrule"):
    register_action(
        ActionSpec(
            machine=MachineName.APPLICATION,
            action=action,
            form=_form,
            run=_propose,
            preview=_preview,
            context=_context,
            template="officer/letter_step.html",
        )
    )
