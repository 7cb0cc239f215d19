"""The steps that applicants take on the case page: begin, file, withdraw, answer a request."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from wtforms import Form

from forms.filing import DECLARED, AnswerForm, WithdrawForm, WithdrawOnPaperForm, answer_form
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Clarification, FundingCase
from wirgrants.services.access import load_case
from wirgrants.services.corrections import is_corrected, unreadable_sections
from wirgrants.services.corrections_presented import presented_at
from wirgrants.services.filing import Declaration
from wirgrants.services.filing_answers import (
    PapersRefused,
    answer_clarification,
    kinds_to_answer,
)
from wirgrants.services.filing_withdrawal import withdraw
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, register_action
from wirgrants.web.applicant.correcting import corrections_of
from wirgrants.web.applicant.kept import names, sealed, unsealed
from wirgrants.web.uploading import upload_of
from workflows.states import ApplicationState, MachineName, Role
from workflows.wording import say


def _by_staff(view: StepView) -> bool:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        return not view.actor.belongs_to(case.organisation_id)


def _withdraw_form(view: StepView, formdata: MultiDict[str, Any] | None) -> Form:
    return (WithdrawOnPaperForm if _by_staff(view) else WithdrawForm)(formdata)


def _withdraw(view: StepView, form: Any) -> str:
    withdraw(view.actor, view.case_ref, form.reason.data or "", version=view.version)
    if view.state is ApplicationState.DRAFT:
        return "Der Entwurf ist zurückgenommen."
    return "Der Antrag ist zurückgenommen. Er wird nicht weiter bearbeitet."


def _signs(view: StepView, case: FundingCase) -> bool:
    return Role.SIGNATORY in view.actor.roles_on(case.organisation_id)


def _answer_form(view: StepView, formdata: MultiDict[str, Any] | None) -> Form:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        kinds, missing = kinds_to_answer(session, case)
        declares = is_corrected(case) and _signs(view, case)
    names_of = {kind: say(f"paper.name.{kind}") for kind in kinds}
    signer = view.actor.name if declares else ""
    form = answer_form(names_of, missing, formdata, signer=signer)
    with suppress(Refused):  # said when the answer is taken
        form.held = names(unsealed(view, form.kept.data or ""))
    return form


def _declared(form: Any) -> Declaration | None:
    """The declaration on the corrected application, where the form asks for one."""
    if "truthful" not in form:
        return None
    return Declaration(name=form["name"].data, function=form.function.data, digest="")


def _answer(view: StepView, form: AnswerForm) -> str:
    papers = [(kind, upload_of(sent)) for kind, sent in form.files()]
    try:
        answer_clarification(
            view.actor,
            view.case_ref,
            view.subject_ref,
            form.answer.data or "",
            papers,
            version=view.version,
            kept=unsealed(view, form.kept.data or ""),
            declared=_declared(form),
        )
    except PapersRefused as refusal:
        form.kept.data, form.held = sealed(view, refusal.kept), names(refusal.kept)
        raise
    return "Ihre Antwort ist eingegangen. Danke."


def _asked(view: StepView) -> Mapping[str, Any]:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        asked = session.scalars(
            select(Clarification).where(
                Clarification.case_id == case.id, Clarification.ref == view.subject_ref
            )
        ).one_or_none()
        if asked is None:
            raise NotFound("no such request")
        return {
            "asked": asked,
            "declared": DECLARED,
            "may_correct": not case.on_paper,
            "signs": _signs(view, case),
            "corrected": is_corrected(case),
            "changes": corrections_of(session, case, view.guideline, view.day),
            "unreadable": [title for title, _ in unreadable_sections(session, case).values()],
            "presented_at": presented_at(session, case, asked),
        }


register_action(
    ActionSpec(machine=MachineName.APPLICATION, action="open_draft", endpoint="applicant.begin")
)
register_action(
    ActionSpec(machine=MachineName.APPLICATION, action="file", endpoint="applicant.check")
)
register_action(
    ActionSpec(
        machine=MachineName.APPLICATION,
        action="withdraw",
        form=_withdraw_form,
        run=_withdraw,
        template="applicant/withdraw.html",
    )
)
register_action(
    ActionSpec(
        machine=MachineName.CLARIFICATION,
        action="answer",
        form=_answer_form,
        run=_answer,
        template="applicant/answer.html",
        context=_asked,
        multipart=True,
    )
)
