"""Steps that settle a case: begun, reopened, closed; strategy, resolution and yearly talk."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from forms.base import choices_from
from forms.proof_steps import ResolutionForm, StrategyForm, TalkForm
from forms.reason import ConfirmForm, ReasonForm
from forms.recovery import ClosingForm, offered_ways
from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import FundingCase, LetterKind
from wirgrants.services import settlement
from wirgrants.services.access import load_case
from wirgrants.services.annual import record_annual_talk
from wirgrants.services.delivery import usual_way
from wirgrants.services.letters import newest_preview, terms_of
from wirgrants.services.settlement import Computed, compute
from wirgrants.services.settlement_late import late_interest
from wirgrants.services.settlement_letter import Closing
from wirgrants.services.settlement_sign import preview_settlement, settle
from wirgrants.services.strategy import Resolution, deliver_strategy, record_resolution
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.previews import named, plain_lines, shown
from wirgrants.web.recovery.previews import signed
from wirgrants.web.uploading import sent_upload
from workflows.parameters import petty_limit_key
from workflows.payment_call import LateDecision
from workflows.states import MachineName

A = MachineName.APPLICATION


def computed_or_none(view: StepView) -> Computed | None:
    """What the settlement comes to today; None while it cannot be computed."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        try:
            return compute(session, case)
        except Refused:
            return None


def arithmetic(found: Computed | None) -> Mapping[str, Any]:
    """The settlement as the page shows it beside a step."""
    if found is None:
        return {"computed": None}
    law = found.law
    key = petty_limit_key(municipal=found.told.municipal)
    return {
        "computed": {
            "granted": law.granted,
            "final": law.final,
            "paid": law.paid,
            "payable": law.payable,
            "to_recover": law.to_recover,
            "still": found.still_to_recover,
            "limit": law.petty_limit,
            "limit_mark": found.told.parameters.on(key, clock.today()).mark,
            "lines": [line.text() for _, _, line in law.all_lines()],
        }
    }


def settled_context(view: StepView) -> Mapping[str, Any]:
    """What the settlement computes, as far as there is one."""
    return arithmetic(computed_or_none(view))


def _begin(view: StepView, form: Any) -> str:
    del form
    settlement.begin_settlement(view.actor, view.case_ref, version=view.version)
    return "Die Abrechnung hat begonnen. Der Rechenweg steht unter „Nachweise“."


def _without_resolution(view: StepView, form: ReasonForm) -> str:
    settlement.settle_without_resolution(
        view.actor, view.case_ref, form.reason.data or "", version=view.version
    )
    return "Der Vorgang wird ohne Beschluss abgerechnet."


def _reopen(view: StepView, form: ReasonForm) -> str:
    settlement.reopen_examination(
        view.actor, view.case_ref, form.reason.data or "", version=view.version
    )
    return "Die Nachweisprüfung ist wieder aufgenommen."


def _return(view: StepView, form: ReasonForm) -> str:
    settlement.return_to_resolution(
        view.actor, view.case_ref, form.reason.data or "", version=view.version
    )
    return "Der Vorgang wartet wieder auf den Beschluss."


for action, form, run in (
    ("begin_settlement", plain_form(ConfirmForm), _begin),
    ("settle_without_resolution", plain_form(ReasonForm), _without_resolution),
    ("reopen_examination", plain_form(ReasonForm), _reopen),
    ("return_to_resolution", plain_form(ReasonForm), _return),
):
    register_action(
        ActionSpec(
            machine=A,
            action=action,
            form=form,
            run=run,
            context=settled_context,
            template="recovery/arithmetic_step.html",
        )
    )


def ways_for(case: FundingCase, *, in_writing: bool = False) -> list[Any]:
    """The ways a letter of this case may leave."""
    consent = case.organisation.electronic_consent_on is not None
    return choices_from(dict(offered_ways(consent=consent, in_writing=in_writing)))


def _closing_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        usual = usual_way(case, view.day)
        ways = ways_for(case)
        letter = newest_preview(session, case, LetterKind.SETTLEMENT)
        found = computed_or_none(view)
        late = late_interest(session, case)
        told: dict[str, Any] = {"way": usual.way.value, "sent_on": usual.sent_on, **named(letter)}
        if letter is not None:
            terms = terms_of(letter)
            told["remarks"] = "\n".join(terms["remarks"])
            told |= {name: terms[name] for name in ("give_up_rest", "late_decision", "late_reason")}
    form = ClosingForm(formdata, today=view.day, data=told if formdata is None else None)
    form.way.choices = ways
    if found is None or not found.law.payable:
        del form.give_up_rest
    if not late.arose:
        del form.late_decision
        del form.late_reason
    return form


def _closing(form: ClosingForm) -> Closing:
    lines = (form.remarks.data or "").splitlines()
    give_up = "give_up_rest" in form and bool(form.give_up_rest.data)
    return Closing(
        remarks=tuple(line.strip() for line in lines if line.strip()),
        give_up_rest=give_up,
        late_decision=LateDecision(form.late_decision.data) if "late_decision" in form else None,
        late_reason=plain_lines(form.late_reason.data) if "late_reason" in form else "",
    )


def _preview(view: StepView, form: ClosingForm) -> str:
    preview_settlement(view.actor, view.case_ref, _closing(form))
    return "Die Vorschau der Schlussmitteilung ist erstellt."


def _settle(view: StepView, form: ClosingForm) -> str:
    closing = _closing(form)
    wish = {
        "remarks": list(closing.remarks),
        "give_up_rest": closing.give_up_rest,
        "late_decision": closing.late_decision,
        "late_reason": closing.late_reason,
    }
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        letter = newest_preview(session, case, LetterKind.SETTLEMENT)
    settle(view.actor, view.case_ref, signed(form, letter, wish), version=view.version)
    return "Die Akte ist abgeschlossen. Die Schlussmitteilung ist erlassen."


def _closing_context(view: StepView) -> Mapping[str, Any]:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        letter = newest_preview(session, case, LetterKind.SETTLEMENT)
        return {
            **arithmetic(computed_or_none(view)),
            **shown(view.case_ref, letter),
            "late_use": late_interest(session, case),
        }


register_action(
    ActionSpec(
        machine=A,
        action="settle",
        form=_closing_form,
        run=_settle,
        preview=_preview,
        context=_closing_context,
        template="recovery/settle.html",
    )
)


def _talk(view: StepView, form: TalkForm) -> str:
    assert form.on.data is not None
    record_annual_talk(
        view.actor,
        view.case_ref,
        form.on.data,
        form.people.data or "",
        form.note.data or "",
        version=view.version,
    )
    return "Das Jahresgespräch ist erfasst."


def _strategy(view: StepView, form: StrategyForm) -> str:
    deliver_strategy(view.actor, view.case_ref, sent_upload(form.file), version=view.version)
    return "Die Strategie ist vorgelegt. Jetzt steht der Beschluss der Vertretung aus."


def _resolution(view: StepView, form: ResolutionForm) -> str:
    assert form.on.data is not None
    told = Resolution(
        on=form.on.data,
        number=form.number.data or "",
        body=form.body.data or "",
        text=form.text.data or "",
    )
    record_resolution(view.actor, view.case_ref, told, sent_upload(form.file), version=view.version)
    return "Der Beschluss ist erfasst."


register_action(
    ActionSpec(machine=A, action="record_annual_talk", form=plain_form(TalkForm), run=_talk)
)
for action, form, run in (
    ("deliver_strategy", plain_form(StrategyForm), _strategy),
    ("record_resolution", plain_form(ResolutionForm), _resolution),
):
    register_action(ActionSpec(machine=A, action=action, form=form, run=run, multipart=True))
