"""What the orders on a claim have in common: a form that leaves in writing, and the claim shown."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session
from wtforms import Form

from forms.recovery import SentForm
from wirgrants.models import FundingCase, Letter, Recovery
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import StepView
from wirgrants.web.previews import shown
from wirgrants.web.recovery.closing import ways_for
from wirgrants.web.recovery.previews import subject_of
from workflows.wording import say

Told = Callable[[Session, FundingCase, Recovery], dict[str, Any]]


def written_form(kind: type[SentForm], view: StepView, formdata: Any, told: Told) -> Form:
    """The form of a letter on this claim: as typed, else with what `told` finds for it."""
    with read_only() as session:
        case, recovery = subject_of(view, session)
        ways = ways_for(case, in_writing=True)
        data = {} if formdata is not None else told(session, case, recovery)
    form = kind(formdata, today=view.day, data=data)
    form.way.choices = ways
    return form


def named_claim(recovery: Recovery) -> dict[str, Any]:
    """The claim, and in German the ground it rests on."""
    return {"recovery": recovery, "ground": say(f"recovery_ground.{recovery.ground}")}


def shown_claim(view: StepView, recovery: Recovery, letter: Letter | None) -> dict[str, Any]:
    """The claim beside the preview that waits for its signature."""
    return {**shown(view.case_ref, letter), **named_claim(recovery)}
