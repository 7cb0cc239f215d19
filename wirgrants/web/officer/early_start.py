"""Deciding on an early start: the letter previewed, then issued by the usual way."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Form

from forms.decision import PermitStartForm, PreviewedForm, RefuseStartForm
from wirgrants.services.access import load_case
from wirgrants.services.delivery import usual_way
from wirgrants.services.early_start import (
    KIND_OF,
    PERMIT,
    REFUSE,
    Answer,
    decide,
    preview_decision,
    wish_of,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from wirgrants.web.officer.previews import kept, preview_context, shown_preview
from workflows.states import MachineName


def _form(view: StepView, formdata: Any) -> Form:
    kind = PermitStartForm if view.action == PERMIT else RefuseStartForm
    if formdata is not None:
        return kind(formdata)
    known = kept(view, KIND_OF[view.action])
    if known is not None:
        told, named = known[0]["wish"], known[1]
        days = {
            name: date.fromisoformat(told[name])
            for name in ("requested_on", "from_day")
            if told[name]
        }
        return kind(data={**told, **days, **named})
    with read_only() as session:
        wish = wish_of(session, load_case(session, view.actor, view.case_ref))
    told_first = {"requested_on": wish.on, "request_reason": wish.reason} if wish.asked else {}
    return kind(data=told_first)


def _answer(form: PreviewedForm) -> Answer:
    data = form.data
    return Answer(
        requested_on=data["requested_on"],
        request_reason=data["request_reason"] or "",
        reason=data["reason"] or "",
        from_day=data.get("from_day"),
    )


def _preview(view: StepView, form: PreviewedForm) -> str:
    preview_decision(view.actor, view.case_ref, _answer(form))
    return "Die Vorschau ist erstellt. Bitte prüfen Sie das Schreiben, bevor Sie es erlassen."


def _decide(view: StepView, form: PreviewedForm) -> str:
    shown = shown_preview(view, form, KIND_OF[view.action], _answer(form).to_json())
    with read_only() as session:
        dispatch = usual_way(load_case(session, view.actor, view.case_ref), view.day)
    decide(view.actor, view.case_ref, view.action, shown, dispatch)
    if view.action == PERMIT:
        return "Der vorzeitige Maßnahmebeginn ist zugelassen, das Schreiben ist erlassen."
    return "Der vorzeitige Maßnahmebeginn ist abgelehnt, das Schreiben ist erlassen."


def _context(view: StepView) -> Mapping[str, Any]:
    with read_only() as session:
        wish = wish_of(session, load_case(session, view.actor, view.case_ref))
    return {**preview_context(view, KIND_OF[view.action]), "wish": wish}


for action in (PERMIT, REFUSE):
    register_action(
        ActionSpec(
            machine=MachineName.APPLICATION,
            action=action,
            form=_form,
            run=_decide,
            preview=_preview,
            context=_context,
            template="officer/letter_step.html",
        )
    )
