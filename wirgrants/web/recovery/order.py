"""The step that orders money back: the interest beside it, its letter previewed, then signed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form

from forms.recovery import OrderForm
from wirgrants.models import FundingCase, Recovery
from wirgrants.services.letters import terms_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.recovery_interest import payouts_of, reckon
from wirgrants.services.recovery_order import (
    PAY_WITHIN,
    OrderWish,
    order,
    order_preview,
    preview_order,
)
from wirgrants.services.recovery_sum import petty_limit, still_owed
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from wirgrants.web.previews import named, plain_lines
from wirgrants.web.recovery.claimed import shown_claim, written_form
from wirgrants.web.recovery.previews import signed, subject_of
from workflows.states import MachineName

R = MachineName.RECOVERY


def _order_form(view: StepView, formdata: Any) -> Form:
    def told(session: Session, case: FundingCase, recovery: Recovery) -> dict[str, Any]:
        return _order_data(session, case, recovery, view.day)

    return written_form(OrderForm, view, formdata, told)


def _order_data(
    session: Session, case: FundingCase, recovery: Recovery, today: date
) -> dict[str, Any]:
    letter = order_preview(session, case, recovery)
    common = {"way": "post", "sent_on": today, **named(letter)}
    if letter is not None:
        terms = terms_of(letter)
        return {
            **common,
            "effective": date.fromisoformat(terms["effective"]),
            "pay_until": date.fromisoformat(terms["pay_until"]),
            "facts": terms["facts"],
            "discretion": terms["discretion"],
        }
    payouts = payouts_of(session, case)
    return {
        **common,
        "effective": payouts[-1][0] if payouts else today,
        "pay_until": today + PAY_WITHIN,
        "facts": recovery.text,
    }


def _order_wish(form: OrderForm) -> OrderWish:
    assert form.effective.data is not None
    assert form.pay_until.data is not None
    return OrderWish(
        effective=form.effective.data,
        pay_until=form.pay_until.data,
        facts=plain_lines(form.facts.data),
        discretion=plain_lines(form.discretion.data),
    )


def _preview_order(view: StepView, form: OrderForm) -> str:
    preview_order(view.actor, view.case_ref, view.subject_ref, _order_wish(form))
    return "Die Vorschau des Bescheids ist erstellt."


def _order(view: StepView, form: OrderForm) -> str:
    with read_only() as session:
        case, recovery = subject_of(view, session)
        letter = order_preview(session, case, recovery)
    signature = signed(form, letter, _order_wish(form).to_json())
    order(view.actor, view.case_ref, view.subject_ref, signature, version=view.version)
    return "Der Erstattungsbescheid ist gezeichnet und erlassen."


def _order_context(view: StepView) -> Mapping[str, Any]:
    with read_only() as session:
        case, recovery = subject_of(view, session)
        letter = order_preview(session, case, recovery)
        payouts = payouts_of(session, case)
        first = payouts[-1][0] if payouts else view.day
        if letter is not None:
            first = date.fromisoformat(terms_of(letter)["effective"])
        owed = still_owed(session, case, recovery)
        reckoned = reckon(owed, payouts, first, load_parameters(session))
        return {
            **shown_claim(view, recovery, letter),
            "owed": owed,
            "limit": petty_limit(session, case),
            "reckoned": reckoned,
            "lines": [line.text() for line in reckoned.found.lines()],
        }


register_action(
    ActionSpec(
        machine=R,
        action="order",
        form=_order_form,
        run=_order,
        preview=_preview_order,
        context=_order_context,
        template="recovery/order.html",
    )
)
