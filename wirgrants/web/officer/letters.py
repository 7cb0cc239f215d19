"""The tab „Schreiben und Bescheide“ of a case, the letters' files, and how they left."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.signing import WAYS, SendingForm, sign_form
from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import DeliveryWay
from wirgrants.services.access import Actor, load_case
from wirgrants.services.delivery import Dispatch
from wirgrants.services.files import store
from wirgrants.services.letter_drafts import Reader, unissued
from wirgrants.services.letters import ListedLetter, letter_of, letters_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.retrieval import record_retrieval
from wirgrants.services.sending import correct_sending, stays_open
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant_files import attachment
from wirgrants.web.case import frame, is_applicant
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.officer.pages import staff_view
from wirgrants.web.posted import posted, shown_version
from wirgrants.web.tabs import READERS, CaseView, Tab, register_tab
from workflows.notification import hint_day
from workflows.states import ApplicationState, Role
from workflows.wording import say

TAB = "bescheide"
_BRING_IT = (
    "Seit der Benachrichtigung hat niemand das Schreiben abgerufen. Bitte geben Sie es mit der "
    "Post oder durch persönliche Übergabe bekannt und tragen Sie das unter „Versand berichtigen“ "
    "ein. Vorher läuft keine Frist."
)
blueprint = Blueprint("letters", __name__, url_prefix="/vorgang")


def context(view: CaseView) -> Mapping[str, Any]:
    """The letters that were issued; the office sees its previews as well, everybody the numbers."""
    own = is_applicant(view)
    letters = letters_of(
        view.session, view.case, only_issued=not _sees_previews(view.actor, own=own)
    )
    return {
        "waiting": {} if own else _waiting(view, letters),
        "unissued": unissued(view.session, view.case, _reader(view.actor, own=own)),
        "opens_drafts": _sees_previews(view.actor, own=own),
        "letters": letters,
        "ways": WAYS,
        "own": own,
        "correctable": {
            one.ref
            for one in letters
            if Role.CASE_OFFICER in view.actor.staff_roles and not own
            if one.issued_on is not None and stays_open(view.case, one.kind)
        },
    }


def _waiting(view: CaseView, letters: Sequence[ListedLetter]) -> dict[str, str]:
    """By ref, what the office is told of a letter that nobody has called up for too long."""
    asked = [one for one in letters if one.waits and one.sent_on is not None]
    if not asked:
        return {}
    known = load_parameters(view.session)
    return {
        one.ref: _BRING_IT
        for one in asked
        if one.sent_on is not None and view.day >= hint_day(one.sent_on, known)
    }


def _reader(actor: Actor, *, own: bool) -> Reader:
    if own:
        return Reader.RECIPIENT
    return Reader.OFFICE if _sees_previews(actor, own=own) else Reader.AUDITOR


def _sees_previews(actor: Actor, *, own: bool) -> bool:
    # What the office has not issued is no letter yet: neither for the recipient nor for an audit.
    return not own and bool(actor.staff_roles - {Role.AUDITOR})


register_tab(
    Tab(
        id=TAB,
        label="Schreiben und Bescheide",
        order=40,
        roles=READERS,
        template="officer/letters.html",
        context=context,
        shown=lambda view: view.case.state is not ApplicationState.DRAFT,
    )
)


@blueprint.get("/<ref>/schreiben/<letter_ref>")
@permit(Permission.CASE_READ)
def download(ref: str, letter_ref: str) -> Response:
    """The letter's frozen bytes; a recipient's first look at an electronic one is recorded."""
    actor = current_actor()
    with read_only() as session:
        case = load_case(session, actor, ref)
        letter = letter_of(session, case, letter_ref)
        own = actor.belongs_to(case.organisation_id)
        if letter.issued_at is None and not _sees_previews(actor, own=own):
            raise NotFound("not issued")
        sha256, name = letter.file.sha256, letter.number.replace("/", "-")
    if own:
        record_retrieval(actor, ref, letter_ref)
    return attachment(store().get(sha256), f"{name}.pdf", "application/pdf")


@blueprint.route("/<ref>/schreiben/<letter_ref>/versand", methods=["GET", "POST"])
@permit(Permission.CASE_WORK)
def sending(ref: str, letter_ref: str) -> str | Response | tuple[str, int]:
    """Corrects how or when an issued letter left; its dates follow."""
    with staff_view(ref) as view:
        letter = letter_of(view.session, view.case, letter_ref)
        if letter.issued_at is None or letter.way is None:
            raise NotFound("not issued")
        form = sign_form(
            posted(),
            today=clock.today(),
            consent=view.case.organisation.electronic_consent_on is not None,
            data={"way": letter.way.value, "sent_on": letter.sent_on},
            kind=SendingForm,
        )
        version = shown_version(view.case.row_version)
        values = {**frame(view, TAB), "letter": letter, "form": form}
        if request.method == "GET":
            return render_template("officer/sending.html", **values)
        if not form.validate():
            return render_template("officer/sending.html", **values), 422
    assert form.sent_on.data is not None
    assert isinstance(form, SendingForm)
    dispatch = Dispatch(way=DeliveryWay(form.way.data), sent_on=form.sent_on.data)
    try:
        dates = correct_sending(
            current_actor(), ref, letter_ref, dispatch, form.reason.data or "", version=version
        )
    except Refused as refusal:
        with staff_view(ref) as view:
            form.sent_on.errors = [refusal.message]
            values = {**frame(view, TAB), "letter": letter, "form": form}
            return render_template("officer/sending.html", **values), 422
    told = say("date.not_retrieved") if dates.notified is None else dates.notified.text()
    said = f"Der Versand ist berichtigt. {told}"
    if dates.answer_by is not None:
        said += f" Die Äußerungsfrist endet nun am {dates.answer_by:%d.%m.%Y}."
    flash(said, "success")
    return redirect(url_for("case.tab", ref=ref, tab_id=TAB), 303)
