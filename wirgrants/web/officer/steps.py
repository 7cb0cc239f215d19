"""The simple steps of the office: one form, one verb, on the general page of steps."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from forms.reason import ConfirmForm, OptionalReasonForm, ReasonForm
from forms.vote import VoteForm, vote_form
from wirgrants.models import VoteOutcome
from wirgrants.services.access import load_case
from wirgrants.services.decisions import end_proposal
from wirgrants.services.papers import papers_of
from wirgrants.services.review import begin_check, close_check, reopen_check
from wirgrants.services.votes import KIND_OF, PAPER_OF, Said, record_review
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.uploading import sent_upload
from workflows.rules.reviews import review_may_be_left_out
from workflows.states import ApplicationState, MachineName
from workflows.wording import paper_name

A = MachineName.APPLICATION


def _begin(view: StepView, form: Any) -> str:
    del form
    begin_check(view.actor, view.case_ref, version=view.version)
    return "Die formale Prüfung hat begonnen. Die Feststellungen stehen unter „Prüfung“."


def _close(view: StepView, form: Any) -> str:
    del form
    close_check(view.actor, view.case_ref, view.action, version=view.version)
    if view.action == "pass_to_review":
        return "Der Antrag ist in der fachlichen Prüfung."
    return "Die Prüfung ist abgeschlossen. Der Antrag ist entscheidungsreif."


def _reopen(view: StepView, form: ReasonForm) -> str:
    reopen_check(view.actor, view.case_ref, form.reason.data or "", version=view.version)
    return "Die formale Prüfung ist wieder geöffnet."


def _end_proposal(view: StepView, form: Any) -> str:
    end_proposal(
        view.actor, view.case_ref, view.action, form.reason.data or "", version=view.version
    )
    if view.action == "return_proposal":
        return "Der Vorschlag ist mit Ihrer Begründung zurückgegeben."
    return "Der Vorschlag ist zurückgenommen."


for action, form, run in (
    ("begin_check", plain_form(ConfirmForm), _begin),
    ("pass_to_review", plain_form(ConfirmForm), _close),
    ("complete_check", plain_form(ConfirmForm), _close),
    ("reopen_check", plain_form(ReasonForm), _reopen),
    ("take_back_proposal", plain_form(OptionalReasonForm), _end_proposal),
    ("return_proposal", plain_form(ReasonForm), _end_proposal),
):
    register_action(ActionSpec(machine=A, action=action, form=form, run=run))


def _vote_form(view: StepView, formdata: Any) -> Form:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        papers = {
            paper.ref: f"{paper_name(paper.kind)}: {paper.filename}"
            for paper in papers_of(session, case, internal=True)
        }
    return vote_form(
        formdata,
        papers=papers,
        today=view.day,
        with_goals=view.state is ApplicationState.TARGET_AGREEMENT,
        may_be_left_out=review_may_be_left_out(view.guideline),
    )


def _vote(view: StepView, form: VoteForm) -> str:
    assert form.on.data is not None
    said = Said(
        outcome=VoteOutcome(form.outcome.data),
        body=form.body.data or "",
        on=form.on.data,
        text=form.text.data or "",
        goals=form.goal_list() if "goals" in form else (),
    )
    record_review(
        view.actor,
        view.case_ref,
        said,
        version=view.version,
        upload=sent_upload(form.file),
        paper_ref=form.paper.data or "",
    )
    return "Das Ergebnis der fachlichen Prüfung ist erfasst. Der Antrag ist entscheidungsreif."


def _vote_context(view: StepView) -> Mapping[str, Any]:
    if not isinstance(view.state, ApplicationState) or view.state not in KIND_OF:
        return {}
    return {
        "paper_name": paper_name(PAPER_OF[KIND_OF[view.state]]),
        "may_be_left_out": review_may_be_left_out(view.guideline),
    }


register_action(
    ActionSpec(
        machine=A,
        action="record_review",
        form=_vote_form,
        run=_vote,
        context=_vote_context,
        template="officer/vote.html",
        multipart=True,
    )
)
