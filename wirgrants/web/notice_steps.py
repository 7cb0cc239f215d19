"""Steps that end something by a letter: its preview, the form that made it, the signature."""

from collections.abc import Callable, Mapping
from typing import Any

from wtforms import Form

from forms.recovery import SentForm
from wirgrants.models import Letter, LetterKind
from wirgrants.services.access import load_case
from wirgrants.services.delivery import usual_way
from wirgrants.services.letters import newest_preview, terms_of
from wirgrants.services.settlement_sign import Signature
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import FormMaker, StepView
from wirgrants.web.previews import named, plain_lines, shown
from wirgrants.web.recovery.closing import ways_for
from wirgrants.web.recovery.previews import signed
from workflows.states import MachineName


def waiting_preview(view: StepView, kind: LetterKind) -> Letter | None:
    """The preview that waits for this step; a notice of the other ending of a claim is none."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        subject = "" if view.machine is MachineName.APPLICATION else view.subject_ref
        found = newest_preview(session, case, kind, subject)
    if found is None or terms_of(found).get("action", view.action) != view.action:
        return None
    return found


def notice_form(kind: LetterKind, make: type[SentForm]) -> FormMaker:
    """A form maker: fresh from the waiting preview, with the ways that this recipient allows."""

    def form_of(view: StepView, formdata: Any) -> Form:
        letter = waiting_preview(view, kind)
        with read_only() as session:
            case = load_case(session, view.actor, view.case_ref)
            usual, ways = usual_way(case, view.day), ways_for(case)
        told: dict[str, Any] = {"way": usual.way.value, "sent_on": usual.sent_on, **named(letter)}
        if letter is not None:
            terms = terms_of(letter)
            told |= {name: terms[name] for name in ("reason", "remarks") if name in terms}
        form = make(formdata, today=view.day, data=told if formdata is None else None)
        form.way.choices = ways
        return form

    return form_of


def preview_of(kind: LetterKind) -> Callable[[StepView], Mapping[str, Any]]:
    """What the page shows beside the form: the waiting preview, or none."""

    def context(view: StepView) -> Mapping[str, Any]:
        return shown(view.case_ref, waiting_preview(view, kind))

    return context


def typed(form: SentForm, *names: str) -> dict[str, str]:
    """These fields as the letter's terms keep them."""
    return {name: plain_lines(form[name].data) for name in names}


def signature_on(
    view: StepView, form: SentForm, kind: LetterKind, wish: Mapping[str, Any]
) -> Signature:
    """The signature on the waiting preview. Raises Refused without one or for other words."""
    return signed(form, waiting_preview(view, kind), dict(wish))
