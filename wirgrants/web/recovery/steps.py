"""Simple steps of recoveries: opened, answered, given up, paid back, closed."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from forms.reason import ConfirmForm, ReasonForm
from forms.recovery import EndForm, RepaymentForm, StatementForm
from wirgrants.models import LetterKind
from wirgrants.services.recovery import (
    close_recovery,
    open_recovery,
    record_statement,
    take_back_recovery,
)
from wirgrants.services.recovery_end import EndWish, give_up, preview_end
from wirgrants.services.recovery_money import Received, left_of_claim, record_repayment
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.notice_steps import notice_form, preview_of, signature_on, typed
from wirgrants.web.recovery.claimed import named_claim
from wirgrants.web.recovery.closing import settled_context
from wirgrants.web.recovery.previews import subject_of
from workflows.states import MachineName

A, R = MachineName.APPLICATION, MachineName.RECOVERY
ENDED = LetterKind.RECOVERY_DROPPED


def _open(view: StepView, form: Any) -> str:
    del form
    open_recovery(view.actor, view.case_ref, version=view.version)
    return "Die Rückforderung ist eingeleitet. Als Nächstes folgt die Anhörung."


def _close(view: StepView, form: Any) -> str:
    del form
    close_recovery(view.actor, view.case_ref, version=view.version)
    return "Die Rückforderung ist abgeschlossen. Der Vorgang ist wieder in der Abrechnung."


def _take_back(view: StepView, form: ReasonForm) -> str:
    take_back_recovery(view.actor, view.case_ref, form.reason.data or "", version=view.version)
    return "Die Einleitung ist zurückgenommen. Der Vorgang ist wieder in der Abrechnung."


for action, make, run in (
    ("open_recovery", plain_form(ConfirmForm), _open),
    ("close_recovery", plain_form(ConfirmForm), _close),
    ("take_back_recovery", plain_form(ReasonForm), _take_back),
):
    register_action(
        ActionSpec(
            machine=A,
            action=action,
            form=make,
            run=run,
            context=settled_context,
            template="recovery/arithmetic_step.html",
        )
    )


def _statement(view: StepView, form: StatementForm) -> str:
    record_statement(
        view.actor, view.case_ref, view.subject_ref, form.text.data or "", version=view.version
    )
    return "Die Stellungnahme ist eingegangen."


def _end_wish(view: StepView, form: EndForm) -> EndWish:
    return EndWish(action=view.action, **typed(form, "reason", "remarks"))


def _preview_end(view: StepView, form: EndForm) -> str:
    preview_end(view.actor, view.case_ref, view.subject_ref, _end_wish(view, form))
    return "Die Vorschau des Schreibens ist erstellt."


def _give_up(view: StepView, form: EndForm) -> str:
    signature = signature_on(view, form, ENDED, _end_wish(view, form).to_json())
    give_up(
        view.actor,
        view.case_ref,
        view.subject_ref,
        view.action,
        signature,
        version=view.version,
    )
    if view.action == "drop":
        return "Von der Rückforderung wird abgesehen; das Schreiben ist erlassen."
    return "Auf die Forderung ist verzichtet; das Schreiben ist erlassen."


def _repayment_form(view: StepView, formdata: Any) -> Form:
    if formdata is not None:
        return RepaymentForm(formdata, today=view.day)
    told: dict[str, Any] = {"received_on": view.day}
    if view.action == "record_repayment":
        with read_only() as session:
            _, recovery = subject_of(view, session)
            told["amount"] = left_of_claim(recovery)
    return RepaymentForm(today=view.day, data=told)


def _repayment(view: StepView, form: RepaymentForm) -> str:
    assert form.amount.data is not None
    assert form.received_on.data is not None
    money = Received(
        amount=form.amount.data,
        received_on=form.received_on.data,
        reference=form.reference.data or "",
    )
    record_repayment(
        view.actor, view.case_ref, view.subject_ref, view.action, money, version=view.version
    )
    return "Die Zahlung ist gebucht."


def _claim_context(view: StepView) -> Mapping[str, Any]:
    with read_only() as session:
        _, recovery = subject_of(view, session)
        return {**named_claim(recovery), "left": left_of_claim(recovery)}


for action, form, run in (
    ("record_statement", plain_form(StatementForm), _statement),
    ("record_part_payment", _repayment_form, _repayment),
    ("record_repayment", _repayment_form, _repayment),
):
    register_action(
        ActionSpec(
            machine=R,
            action=action,
            form=form,
            run=run,
            context=_claim_context,
            template="recovery/claim_step.html",
        )
    )
for action in ("drop", "waive"):
    register_action(
        ActionSpec(
            machine=R,
            action=action,
            form=notice_form(ENDED, EndForm),
            run=_give_up,
            preview=_preview_end,
            context=lambda view: {**_claim_context(view), **preview_of(ENDED)(view)},
            template="recovery/end_step.html",
        )
    )
