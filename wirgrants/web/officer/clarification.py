"""Requests for information on the general page of steps: ask, accept, ask again, lapse, cancel."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from wtforms import Form

from forms.reason import ConfirmForm, OptionalReasonForm
from forms.review import (
    QuestionAgainForm,
    QuestionForm,
    question_form,
)
from wirgrants.errors import Conflict
from wirgrants.models import Clarification, Letter
from wirgrants.services.access import load_case
from wirgrants.services.clarify import (
    accept_answer,
    ask,
    ask_again,
    cancel,
    clarifications_of,
    lapse,
)
from wirgrants.services.clarify_letter import (
    Item,
    Question,
    due_day,
    preview_question,
    waiting_question,
)
from wirgrants.services.corrections_made import made_by
from wirgrants.services.papers import papers_of
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.officer.previews import kept_of, shown_of
from wirgrants.web.previews import plain_lines, shown
from workflows.progress import action_label
from workflows.states import CLARIFICATION_OPEN, MachineName

C = MachineName.CLARIFICATION
USUAL_DAYS = 21
_ROWS = 3


def _waiting(view: StepView) -> Letter | None:
    """The preview that waits for this step."""
    own_ref = "" if view.creates else view.subject_ref
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        return waiting_question(session, case, own_ref)


def _ask_form(view: StepView, formdata: Any) -> Form:
    again = view.action == "ask_again"
    known = None if formdata is not None else kept_of(_waiting(view))
    if known is not None:
        told = known[0]["wish"]
        rows = [*told["items"], *({} for _ in range(_ROWS - len(told["items"])))]
        due = date.fromisoformat(told["due_on"])
        data = {**told, **known[1], "items": rows, "due_on": due}
        return question_form(None, again=again, data=data)
    usual = due_day(view.day + timedelta(days=USUAL_DAYS)).day
    return question_form(formdata, again=again, data={"due_on": usual}, rows=_ROWS)


def _question(form: QuestionForm) -> Question:
    assert form.due_on.data is not None
    reason = form.reason.data if isinstance(form, QuestionAgainForm) else ""
    return Question(
        items=tuple(
            Item(about=about, request=plain_lines(request)) for about, request in form.asked()
        ),
        due_on=form.due_on.data,
        note=plain_lines(form.note.data),
        reason=plain_lines(reason),
    )


def _preview(view: StepView, form: QuestionForm) -> str:
    own_ref = "" if view.creates else view.subject_ref
    preview_question(view.actor, view.case_ref, _question(form), own_ref)
    return "Die Vorschau ist erstellt. Bitte prüfen Sie das Schreiben, bevor Sie es verschicken."


def _refuse_old_page(view: StepView) -> None:
    """The case moved on, perhaps with the preview: that is told first. Raises Conflict."""
    with read_only() as session:
        stored = load_case(session, view.actor, view.case_ref).row_version
    if stored != view.version:
        raise Conflict(f"version {view.version} was shown, {stored} is stored")


def _ask(view: StepView, form: QuestionForm) -> str:
    _refuse_old_page(view)
    question = _question(form)
    seen = shown_of(view, form, _waiting(view), question.to_json())
    if view.action == "ask_again":
        ask_again(view.actor, view.case_ref, view.subject_ref, seen)
    else:
        ask(view.actor, view.case_ref, seen)
    return f"Die Nachforderung ist verschickt. {due_day(question.due_on).text()}"


def _accept(view: StepView, form: Any) -> str:
    del form
    accept_answer(view.actor, view.case_ref, view.subject_ref, version=view.version)
    return "Die Antwort ist angenommen."


def _lapse(view: StepView, form: Any) -> str:
    del form
    lapse(view.actor, view.case_ref, view.subject_ref, version=view.version)
    return "Der Fristablauf ist festgestellt. Es wird nach Lage der Akten entschieden."


def _cancel(view: StepView, form: OptionalReasonForm) -> str:
    reason = form.reason.data or ""
    cancel(view.actor, view.case_ref, view.subject_ref, reason, version=view.version)
    return "Die Nachforderung ist aufgehoben."


def _context(view: StepView) -> Mapping[str, Any]:
    """The request with its answer and the papers that came with it."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        row = session.scalars(
            select(Clarification).where(
                Clarification.case_id == case.id, Clarification.ref == view.subject_ref
            )
        ).one_or_none()
        papers = [one for one in papers_of(session, case) if one.subject_ref == view.subject_ref]
        corrected = () if row is None else made_by(session, case, row, view.guideline, view.day)
        return {"asked": row, "answer_papers": papers, "corrected": corrected}


def _beside_question(view: StepView) -> Mapping[str, Any]:
    """The preview that waits, and what was asked and answered before."""
    before = (
        {"running": _running(view), "again": action_label(C, "ask_again")}
        if view.creates
        else _context(view)
    )
    return {**before, **shown(view.case_ref, _waiting(view))}


def _running(view: StepView) -> list[Clarification]:
    """The requests that are open already: a further one is possible, but seldom meant."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        return [one for one in clarifications_of(session, case) if one.state in CLARIFICATION_OPEN]


for action in ("ask", "ask_again"):
    register_action(
        ActionSpec(
            machine=C,
            action=action,
            form=_ask_form,
            run=_ask,
            preview=_preview,
            context=_beside_question,
            template="officer/question.html",
        )
    )
for action, form, run in (
    ("accept_answer", plain_form(ConfirmForm), _accept),
    ("lapse", plain_form(ConfirmForm), _lapse),
    ("cancel", plain_form(OptionalReasonForm), _cancel),
):
    register_action(
        ActionSpec(
            machine=C,
            action=action,
            form=form,
            run=run,
            context=_context,
            template="officer/question.html",
        )
    )
