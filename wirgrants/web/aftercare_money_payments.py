"""Steps of payment requests on the case page: called, checked, released, paid, returned."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form

from forms.fitting_sections import part_name
from forms.payment import (
    PayForm,
    PaymentCheckForm,
    PaymentRequestForm,
    ReleaseForm,
    ReturnForm,
)
from forms.reason import ConfirmForm, ReasonForm
from forms.recovery import NoticeForm
from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import FundingCase, LetterKind, Payment
from wirgrants.services import finance, payments, payments_returned
from wirgrants.services.access import load_case
from wirgrants.services.finality import finality_of
from wirgrants.services.finance_rows import acceptance_with_bank, payment_of
from wirgrants.services.payment_refusal import RefusalWish, preview_refusal, refuse_payment
from wirgrants.services.payments_call import (
    Stated,
    highest,
    left_after_requests,
    load_money,
    missing_interim_proofs,
    open_years,
)
from wirgrants.services.payments_findings import check_lines
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.notice_steps import notice_form, preview_of, signature_on, typed
from workflows.payment_call import HighestCall
from workflows.states import APPLICANT_ROLES, MachineName
from workflows.wording.formats import german_euros

REFUSAL = LetterKind.PAYMENT_REFUSAL


def _request_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        money = load_money(session, case)
    years = {str(year.id): year for year in open_years(money, view.day)}
    # An empty year is no offer: the form then says that nothing can be called.
    offered = {
        key: f"{part_name(year.part)}, {year.year}: noch "
        f"{german_euros(left_after_requests(money, year))}"
        for key, year in years.items()
    }

    def compute(key: str, spent: Decimal, due_soon: Decimal) -> HighestCall | None:
        if key not in years:
            return None
        return highest(money, years[key], Stated(spent=spent, due_soon=due_soon), view.day)

    return PaymentRequestForm(formdata, awards=offered, compute=compute)


def _request_context(view: StepView) -> Mapping[str, Any]:
    """The interim proofs without which a request is not checked: (part and year, years)."""
    with read_only() as session:
        money = load_money(session, load_case(session, view.actor, view.case_ref))
    return {
        "proofs_first": [
            (f"{part_name(year.part)}, {year.year}", missing)
            for year in open_years(money, view.day)
            if (missing := missing_interim_proofs(money, year, view.day))
        ]
    }


def _request(view: StepView, form: PaymentRequestForm) -> str:
    assert form.amount.data is not None
    told = payments.Request(
        award_year_id=int(form.award.data),
        amount=form.amount.data,
        statement=form.statement(),
    )
    payments.request_payment(view.actor, view.case_ref, told, version=view.version)
    return f"{german_euros(form.amount.data)} sind abgerufen."


def _payment(session: Session, view: StepView) -> tuple[FundingCase, Payment]:
    case = load_case(session, view.actor, view.case_ref)
    return case, payment_of(session, case, view.subject_ref)


def _shown(view: StepView) -> Mapping[str, Any]:
    """The request as every later step shows it; account and findings for staff only."""
    with read_only() as session:
        case, payment = _payment(session, view)
        money = load_money(session, case)
        year = money.year(payment.award_year_id)
        shown: dict[str, Any] = {
            "payment": payment,
            "year": year,
            "part": part_name(year.part),
            "lines": payment.computation,
        }
        if view.actor.roles_on(case.organisation_id) & APPLICANT_ROLES:
            return shown
        accepted = acceptance_with_bank(session, case)
        bank = None if accepted is None else accepted.personal
        final = finality_of(session, case)
        return shown | {
            "bank": bank,
            "digest": payments.shown_digest(payment, year.part, year.year, bank),
            "findings": check_lines(money, payment, accepted, final, view.day),
            "recipient": case.applicant_name or case.organisation.name,
        }


def _release_form(view: StepView, formdata: Any) -> Form:
    if formdata is not None:
        return ReleaseForm(formdata)
    return ReleaseForm(data={"digest": _shown(view).get("digest", "")})


def _pay_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        _, payment = _payment(session, view)
        if payment.released_at is None:
            raise NotFound("nothing was released")
        released_on = clock.day_of(payment.released_at)
    fresh = None if formdata is not None else {"paid_on": view.day}
    return PayForm(formdata, today=view.day, released_on=released_on, data=fresh)


def _return_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        _, payment = _payment(session, view)
        if payment.paid_on is None:
            raise NotFound("nothing was paid")
        paid_on = payment.paid_on
    return ReturnForm(formdata, today=view.day, paid_on=paid_on)


def _withdraw(view: StepView, form: Any) -> str:
    del form
    payments.withdraw_payment(view.actor, view.case_ref, view.subject_ref, version=view.version)
    return "Der Mittelabruf ist zurückgezogen."


def _check(view: StepView, form: PaymentCheckForm) -> str:
    payments.check_payment(
        view.actor,
        view.case_ref,
        view.subject_ref,
        form.note.data or "",
        answers=form.answers(),
        version=view.version,
    )
    return "Der Mittelabruf ist geprüft. Eine zweite Person gibt ihn frei."


def _reasoned(verb: Callable[..., None], message: str) -> Callable[[StepView, ReasonForm], str]:
    def run(view: StepView, form: ReasonForm) -> str:
        reason = form.reason.data or ""
        verb(view.actor, view.case_ref, view.subject_ref, reason, version=view.version)
        return message

    return run


def _released(verb: Callable[..., None], message: str) -> Callable[[StepView, ReleaseForm], str]:
    def run(view: StepView, form: ReleaseForm) -> str:
        shown = form.digest.data or ""
        verb(view.actor, view.case_ref, view.subject_ref, shown, version=view.version)
        return message

    return run


def _pay(view: StepView, form: PayForm) -> str:
    assert form.paid_on.data is not None
    finance.pay(
        view.actor,
        view.case_ref,
        view.subject_ref,
        form.paid_on.data,
        form.bank_reference.data or "",
        version=view.version,
    )
    return "Die Auszahlung ist gebucht."


def _return(view: StepView, form: ReturnForm) -> str:
    assert form.returned_on.data is not None
    finance.record_return(
        view.actor,
        view.case_ref,
        view.subject_ref,
        form.returned_on.data,
        form.reason.data or "",
        version=view.version,
    )
    return "Der Rückläufer ist gebucht. Die Stelle ist benachrichtigt."


register_action(
    ActionSpec(
        machine=MachineName.PAYMENT,
        action="request",
        form=_request_form,
        run=_request,
        context=_request_context,
        template="money/request.html",
    )
)
for action, form, run in (
    ("withdraw", plain_form(ConfirmForm), _withdraw),
    ("check", plain_form(PaymentCheckForm), _check),
    (
        "send_back",
        plain_form(ReasonForm),
        _reasoned(payments.send_back, "Der Mittelabruf ist zur Prüfung zurückgegeben."),
    ),
    (
        "release",
        _release_form,
        _released(payments.release_payment, "Die Auszahlung ist freigegeben."),
    ),
    (
        "reissue",
        _release_form,
        _released(payments.reissue_payment, "Die Auszahlung ist erneut freigegeben."),
    ),
    (
        "take_back_release",
        plain_form(ReasonForm),
        _reasoned(payments.take_back_release, "Die Freigabe ist zurückgenommen."),
    ),
    (
        "cancel",
        plain_form(ReasonForm),
        _reasoned(payments_returned.cancel_returned, "Die Auszahlung ist aufgehoben."),
    ),
    ("pay", _pay_form, _pay),
    ("record_return", _return_form, _return),
):
    register_action(
        ActionSpec(
            machine=MachineName.PAYMENT,
            action=action,
            form=form,
            run=run,
            template="money/payment_step.html",
            context=_shown,
        )
    )


def _refusal_wish(form: NoticeForm) -> RefusalWish:
    return RefusalWish(**typed(form, "reason"))


def _preview_refusal(view: StepView, form: NoticeForm) -> str:
    preview_refusal(view.actor, view.case_ref, view.subject_ref, _refusal_wish(form))
    return "Die Vorschau der Ablehnung ist erstellt."


def _refuse(view: StepView, form: NoticeForm) -> str:
    signature = signature_on(view, form, REFUSAL, _refusal_wish(form).to_json())
    refuse_payment(view.actor, view.case_ref, view.subject_ref, signature, version=view.version)
    return "Der Mittelabruf ist abgelehnt; das Schreiben ist erlassen."


register_action(
    ActionSpec(
        machine=MachineName.PAYMENT,
        action="refuse",
        form=notice_form(REFUSAL, NoticeForm),
        run=_refuse,
        preview=_preview_refusal,
        template="money/refusal_step.html",
        context=lambda view: {**_shown(view), **preview_of(REFUSAL)(view)},
    )
)
