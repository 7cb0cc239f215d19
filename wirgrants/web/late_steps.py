"""A step's form that came too late: where the case stands now, and what was typed."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request
from werkzeug.datastructures import MultiDict
from wtforms import Form, HiddenField

from forms.filing import KeptField
from wirgrants.errors import HouseError, typed_texts
from wirgrants.services.overview import latest_events
from wirgrants.web.actions import ActionSpec, FormMaker, StepView
from wirgrants.web.case import frame, is_applicant, next_step
from wirgrants.web.case_log import READ, SHOWN, shown_entries
from wirgrants.web.tabs import CaseView
from wirgrants.web.typed import Text, typed_texts_of
from workflows.progress import action_label


def stand_of(view: CaseView, message: str) -> Mapping[str, Any]:
    """Why the form was not taken, what happened last in the case and what comes next."""
    own = is_applicant(view)
    lines = latest_events(view.session, view.case.id, READ if own else SHOWN)
    return {
        "message": message,
        "last": next(iter(shown_entries(lines, applicant=own)), None),
        "next": next_step(view, view.procedures),
        "files": any(sent.filename for _, sent in request.files.items(multi=True)),
    }


def with_fresh_marks(fresh: Form, typed: MultiDict[str, Any] | None) -> MultiDict[str, Any]:
    """What was typed, with the unseen marks of the page as it is now.

    They name what the person sees beside the form (a preview, a digest): the page shows it anew,
    so that sending it again says yes to that, not to what the old page showed.
    """
    data: MultiDict[str, Any] = MultiDict(typed or {})
    for field in fresh:
        if isinstance(field, HiddenField) and not isinstance(field, KeptField):
            data[field.name] = field.data or ""
    return data


def labelled(make: FormMaker, now: StepView, typed: MultiDict[str, Any] | None) -> list[Text]:
    """What was typed, with the labels of its form; without them where no form can be made now."""
    try:
        return typed_texts_of(make(now, typed))
    except HouseError:
        return typed_texts()


def over_page(
    view: CaseView,
    spec: ActionSpec,
    stand: Mapping[str, Any],
    typed: Sequence[Text],
    reasons: Sequence[str] = (),
) -> str:
    """The page of a step that is not open any more: the case as it is, and the texts to copy."""
    return render_template(
        "case/too_late.html",
        **frame(view, ""),
        label=action_label(spec.machine, spec.action),
        late=stand,
        typed=typed,
        reasons=reasons,
    )
