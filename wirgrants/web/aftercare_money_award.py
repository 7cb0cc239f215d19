"""Steps on a new award: accepting it, entering the paper, letting it lapse, confirming finality."""

from collections.abc import Mapping
from typing import Any

from flask import url_for
from wtforms import Form

from forms.acceptance import AcceptanceForm, PaperAcceptanceForm
from forms.fitting_sections import part_name
from forms.reason import ConfirmForm
from forms.recovery import NoticeForm
from wirgrants.errors import NotFound
from wirgrants.models import LetterKind
from wirgrants.services.acceptance import Declaration, accept, record_on_paper
from wirgrants.services.access import load_case
from wirgrants.services.finality import confirm_finality, finality_of_letter
from wirgrants.services.finance_rows import award_letter, award_years
from wirgrants.services.lapse import LapseWish, lapse, preview_lapse
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.notice_steps import notice_form, preview_of, signature_on, typed
from workflows.states import ApplicationState, MachineName
from workflows.wording import say

A = MachineName.APPLICATION


def _shown(view: StepView) -> dict[str, Any]:
    """What a fresh form holds: the digest of the notice that is shown, and the likely holder."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        return {
            "digest": award_letter(session, case).pdf_digest,
            "account_holder": case.organisation.name,
        }


def _accept_form(view: StepView, formdata: Any) -> Form:
    fresh = None if formdata is not None else {**_shown(view), "name": view.actor.name}
    return AcceptanceForm(formdata, data=fresh)


def _paper_form(view: StepView, formdata: Any) -> Form:
    fresh = None if formdata is not None else _shown(view)
    return PaperAcceptanceForm(formdata, today=view.day, data=fresh)


def _declaration(form: Any) -> Declaration:
    return Declaration(
        name=form.name.data,
        function=form.function.data,
        iban=form.iban.data,
        account_holder=form.account_holder.data,
        bank_name=form.bank,
        remedy_waived=bool(form.waived.data),
        notice=form.digest.data or "",
    )


def _accept(view: StepView, form: Any) -> str:
    accept(view.actor, view.case_ref, _declaration(form), version=view.version)
    if form.waived.data:
        return (
            "Die Zuwendung ist angenommen, der Bescheid durch Ihren Verzicht bestandskräftig. Sie "
            "können jetzt Mittel abrufen."
        )
    return "Die Zuwendung ist angenommen. Ausgezahlt wird, sobald der Bescheid bestandskräftig ist."


def _accept_on_paper(view: StepView, form: Any) -> str:
    record_on_paper(
        view.actor,
        view.case_ref,
        _declaration(form),
        received_on=form.received_on.data,
        reason=form.reason.data or "",
        version=view.version,
    )
    if form.waived.data:
        return "Die Erklärung ist erfasst, der Bescheid durch den Verzicht bestandskräftig."
    return "Die Erklärung zum Zuwendungsbescheid ist erfasst."


def _lapse_wish(form: NoticeForm) -> LapseWish:
    return LapseWish(**typed(form, "reason"))


def _preview_lapse(view: StepView, form: NoticeForm) -> str:
    preview_lapse(view.actor, view.case_ref, _lapse_wish(form))
    return "Die Vorschau des Bescheids ist erstellt."


def _lapse(view: StepView, form: NoticeForm) -> str:
    signature = signature_on(view, form, LetterKind.LAPSE, _lapse_wish(form).to_json())
    lapse(view.actor, view.case_ref, signature, version=view.version)
    return "Die Bewilligung ist verfallen; der Bescheid darüber ist erlassen."


def _confirm(view: StepView, form: Any) -> str:
    del form
    confirm_finality(view.actor, view.case_ref, version=view.version)
    return "Der Bescheid ist bestandskräftig. Die Nachweise sind vorgemerkt."


def notice_context(view: StepView) -> Mapping[str, Any]:
    """The notice with its amounts and the dates that follow from its delivery."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        if case.state not in (ApplicationState.AWARDED, ApplicationState.ACCEPTED):
            raise NotFound("no award waits")
        letter = award_letter(session, case)
        dates = finality_of_letter(letter)
        return {
            "notice": {
                "title": letter.title,
                "href": url_for("letters.download", ref=view.case_ref, letter_ref=letter.ref),
                "size": letter.file.size,
                "digest": letter.pdf_digest,
            },
            "dates": dates,
            "not_retrieved": say("date.not_retrieved"),
            "years": award_years(session, case),
            "part_name": part_name,
        }


for action, form, run, template in (
    ("accept", _accept_form, _accept, "money/accept.html"),
    ("record_acceptance_on_paper", _paper_form, _accept_on_paper, "money/accept.html"),
    ("confirm_finality", plain_form(ConfirmForm), _confirm, "money/notice_step.html"),
):
    register_action(
        ActionSpec(
            machine=A,
            action=action,
            form=form,
            run=run,
            template=template,
            context=notice_context,
        )
    )

register_action(
    ActionSpec(
        machine=A,
        action="lapse",
        form=notice_form(LetterKind.LAPSE, NoticeForm),
        run=_lapse,
        preview=_preview_lapse,
        template="money/lapse_step.html",
        context=lambda view: {**notice_context(view), **preview_of(LetterKind.LAPSE)(view)},
    )
)
