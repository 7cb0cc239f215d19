"""Steps by which a recipient does not accept an award: declared here, or entered from paper."""

from typing import Any

from wtforms import Form

from forms.acceptance import DeclineForm, PaperDeclineForm
from wirgrants.services.access import load_case
from wirgrants.services.decline import Refusal, decline, record_decline_on_paper
from wirgrants.services.finance_rows import award_letter
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from wirgrants.web.aftercare_money_award import notice_context
from workflows.states import MachineName


def _digest(view: StepView) -> dict[str, Any]:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        return {"digest": award_letter(session, case).pdf_digest}


def _form(view: StepView, formdata: Any) -> Form:
    fresh = None if formdata is not None else {**_digest(view), "name": view.actor.name}
    return DeclineForm(formdata, data=fresh)


def _paper_form(view: StepView, formdata: Any) -> Form:
    fresh = None if formdata is not None else _digest(view)
    return PaperDeclineForm(formdata, today=view.day, data=fresh)


def _told(form: Any) -> Refusal:
    return Refusal(
        name=form.name.data,
        function=form.function.data,
        notice=form.digest.data or "",
        reason=form.reason.data or "",
    )


def _decline(view: StepView, form: DeclineForm) -> str:
    decline(view.actor, view.case_ref, _told(form), version=view.version)
    return "Ihre Erklärung ist eingegangen. Die Zuwendung ist nicht angenommen."


def _on_paper(view: StepView, form: PaperDeclineForm) -> str:
    assert form.received_on.data is not None
    record_decline_on_paper(
        view.actor,
        view.case_ref,
        _told(form),
        received_on=form.received_on.data,
        version=view.version,
    )
    return "Die Nichtannahme ist erfasst. Die Mittel sind wieder frei."


for action, form, run in (
    ("decline", _form, _decline),
    ("record_decline_on_paper", _paper_form, _on_paper),
):
    register_action(
        ActionSpec(
            machine=MachineName.APPLICATION,
            action=action,
            form=form,
            run=run,
            template="money/decline.html",
            context=notice_context,
        )
    )
