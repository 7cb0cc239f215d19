"""Requests for information on the general page of steps: ask, accept, ask again, lapse, cancel."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from wtforms import Form

from forms.review import (
    ConfirmForm,
    OptionalReasonForm,
    QuestionAgainForm,
    QuestionForm,
    question_form,
)
from wirgrants.models import Clarification
from wirgrants.services.access import load_case
from wirgrants.services.clarify import (
    Item,
    Question,
    accept_answer,
    ask,
    ask_again,
    cancel,
    due_day,
    lapse,
)
from wirgrants.services.papers import papers_of
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from workflows.states import MachineName

C = MachineName.CLARIFICATION
USUAL_DAYS = 21


def _ask_form(view: StepView, formdata: Any) -> Form:
    usual = due_day(view.day + timedelta(days=USUAL_DAYS)).day
    return question_form(formdata, again=view.action == "ask_again", data={"due_on": usual})


def _question(form: QuestionForm) -> Question:
    assert form.due_on.data is not None
    return Question(
        items=tuple(Item(about=about, request=request) for about, request in form.asked()),
        due_on=form.due_on.data,
        note=form.note.data or "",
    )


def _told(question: Question) -> str:
    due = due_day(question.due_on)
    return f"Die Nachforderung ist verschickt. {due.text()}"


def _ask(view: StepView, form: QuestionForm) -> str:
    question = _question(form)
    ask(view.actor, view.case_ref, question, version=view.version)
    return _told(question)


def _ask_again(view: StepView, form: QuestionAgainForm) -> str:
    question = _question(form)
    reason = form.reason.data or ""
    ask_again(view.actor, view.case_ref, view.subject_ref, question, reason, version=view.version)
    return _told(question)


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
        return {"asked": row, "answer_papers": papers}


def _confirm(_view: StepView, formdata: Any) -> Form:
    return ConfirmForm(formdata)


def _maybe_reason(_view: StepView, formdata: Any) -> Form:
    return OptionalReasonForm(formdata)


register_action(
    ActionSpec(machine=C, action="ask", form=_ask_form, run=_ask, template="officer/question.html")
)
for action, form, run in (
    ("ask_again", _ask_form, _ask_again),
    ("accept_answer", _confirm, _accept),
    ("lapse", _confirm, _lapse),
    ("cancel", _maybe_reason, _cancel),
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
