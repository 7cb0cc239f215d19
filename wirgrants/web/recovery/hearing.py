"""The step that opens a hearing: its letter previewed, then sent."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form

from forms.recovery import HearingForm, ground_choices
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.models import FundingCase
from wirgrants.services.access import load_case
from wirgrants.services.hearing_time import usual_due
from wirgrants.services.letters import terms_of
from wirgrants.services.recovery_hearing import (
    HearingWish,
    hearing_preview,
    hearing_start,
    open_hearing,
    preview_hearing,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from wirgrants.web.previews import named, plain_lines, shown
from wirgrants.web.recovery.closing import arithmetic, computed_or_none, ways_for
from wirgrants.web.recovery.previews import signed
from workflows.states import MachineName

R = MachineName.RECOVERY
REDUCTION = Ground.REDUCTION.value


def _hearing_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        ways = ways_for(case)
        told = {} if formdata is not None else _hearing_data(session, case, view.day)
        left = hearing_start(session, case).amount
    form = HearingForm(formdata, today=view.day, data=told)
    if not left and form.ground.data != REDUCTION:
        # Nothing is left of the reduction: it is not offered. Whoever typed it is told why.
        form.ground.choices = ground_choices(but=REDUCTION)
    form.way.choices = ways
    return form


def _hearing_data(session: Session, case: FundingCase, today: date) -> dict[str, Any]:
    letter = hearing_preview(session, case)
    common = {"way": "post", "sent_on": today, **named(letter)}
    if letter is not None:
        terms = terms_of(letter)
        return {
            **common,
            "amount": Decimal(terms["amount"]),
            "ground": terms["ground"],
            "facts": terms["facts"],
            "due": date.fromisoformat(terms["due"]),
            "short_reason": terms.get("short_reason", ""),
        }
    start = hearing_start(session, case)
    if not start.amount:
        # Another ground needs a sum and a reason of its own.
        return {**common, "due": start.due.day}
    return {**common, "amount": start.amount, "ground": REDUCTION, "due": start.due.day}


def _hearing_wish(form: HearingForm) -> HearingWish:
    assert form.amount.data is not None
    assert form.due.data is not None
    return HearingWish(
        amount=form.amount.data,
        ground=Ground(form.ground.data),
        facts=plain_lines(form.facts.data),
        due=form.due.data,
        short_reason=plain_lines(form.short_reason.data),
    )


def _preview_hearing(view: StepView, form: HearingForm) -> str:
    preview_hearing(view.actor, view.case_ref, _hearing_wish(form))
    return "Die Vorschau der Anhörung ist erstellt."


def _open_hearing(view: StepView, form: HearingForm) -> str:
    with read_only() as session:
        letter = hearing_preview(session, load_case(session, view.actor, view.case_ref))
    signature = signed(form, letter, _hearing_wish(form).to_json())
    open_hearing(view.actor, view.case_ref, signature, version=view.version)
    return "Die Anhörung ist eingeleitet; das Schreiben ist erlassen."


def _hearing_context(view: StepView) -> Mapping[str, Any]:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        letter = hearing_preview(session, case)
        return {
            **arithmetic(computed_or_none(view)),
            **shown(view.case_ref, letter),
            "due_text": usual_due(session).text(),
        }


register_action(
    ActionSpec(
        machine=R,
        action="open_hearing",
        form=_hearing_form,
        run=_open_hearing,
        preview=_preview_hearing,
        context=_hearing_context,
        template="recovery/hearing.html",
    )
)
