"""Checking and filing an application, laying it before those who sign, and its receipt."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from forms.filing import RECEIPT_SENTENCE, DeclarationForm, PresentForm
from forms.fitting_sections import part_name
from wirgrants.errors import Conflict, Refused
from wirgrants.services.access import load_case, only_as_member
from wirgrants.services.drafts_content import sections_for
from wirgrants.services.drafts_findings import each_once, row_of
from wirgrants.services.filing import Declaration, file_application, ready
from wirgrants.services.filing_receipt import receipt_of
from wirgrants.services.presenting import present_for_signature
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import blueprint
from wirgrants.web.applicant.draft import frame
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.money_lines import arithmetic_of, figure_rows, missing_of
from wirgrants.web.posted import posted_version
from workflows.findings import Outcome
from workflows.lifecycle import StepRefused
from workflows.progress import Audience, action_hint
from workflows.states import ApplicationState, MachineName, Role
from workflows.wording import say


@blueprint.get("/<ref>/pruefen")
@permit(Permission.OWN_CASE_VIEW)
def check(ref: str) -> str | Response:
    """What the law says of the application now, and the declaration that files it."""
    return _check_page(ref, DeclarationForm(name=current_actor().name), PresentForm())


@blueprint.post("/<ref>/einreichen")
@permit(Permission.OWN_CASE_SIGN)
def file(ref: str) -> str | Response | tuple[str | Response, int]:
    """Files the application; the verdict is no obstacle.

    422 with everything typed when the declaration is incomplete or a field cannot be read; 409 when
    the application is not the one that was shown.
    """
    form = DeclarationForm(request.form)
    if not form.validate():
        return _check_page(ref, form, PresentForm()), 422
    declared = Declaration(
        name=form.name.data or "",
        function=form.function.data or "",
        digest=form.digest.data or "",
    )
    try:
        number = file_application(current_actor(), ref, declared, version=posted_version())
    except StepRefused as refusal:
        return _check_page(ref, form, PresentForm(), refusal), 422
    except Conflict as conflict:
        return _settled(ref, conflict)
    flash(f"Ihr Antrag ist eingegangen. Er hat das Aktenzeichen {number}.", "success")
    return redirect(url_for("applicant.receipt", ref=ref), 303)


def _settled(ref: str, conflict: Conflict) -> Response:
    """A second click on the same button finds its own work done."""
    with read_only() as session:
        case = load_case(session, current_actor(), ref)
        done = case.filed_at is not None and case.state is ApplicationState.FILED
    if done:
        return redirect(url_for("applicant.receipt", ref=ref), 303)
    raise Conflict(
        str(conflict),
        message="Der Antrag wurde geändert, nachdem Ihnen diese Seite gezeigt wurde. Bitte prüfen "
        "Sie ihn noch einmal, bevor Sie ihn einreichen.",
        back=url_for("applicant.check", ref=ref),
    )


@blueprint.post("/<ref>/vorlegen")
@permit(Permission.OWN_CASE_EDIT)
def present(ref: str) -> str | Response | tuple[str | Response, int]:
    """Lays the draft before the people who may sign."""
    form = PresentForm(request.form)
    if not form.validate():
        return _check_page(ref, DeclarationForm(), form), 422
    try:
        told = present_for_signature(
            current_actor(), ref, form.note.data or "", version=posted_version()
        )
    except Refused as refusal:
        form.note.errors = [refusal.message]
        return _check_page(ref, DeclarationForm(), form), 422
    people = "eine Person" if told == 1 else f"{told} Personen"
    flash(f"Der Antrag liegt zur Unterschrift vor. Benachrichtigt: {people}.", "success")
    return redirect(url_for("applicant.draft", ref=ref), 303)


def _no_draft(shown: str) -> Response:
    """On to the case's page. Raises Conflict for a form: what was typed is not dropped."""
    if request.method == "POST":
        message = "Der Antrag ist kein Entwurf mehr. Es wurde nichts gespeichert."
        raise Conflict("not a draft any more", message=message, again=shown)
    return redirect(shown, 303)


def _check_page(
    ref: str,
    form: DeclarationForm,
    present_form: PresentForm,
    refusal: StepRefused | None = None,
) -> str | Response:
    person = current_actor()
    with read_only() as session:
        case = load_case(session, person, ref)
        only_as_member(person, case)
        if case.state is not ApplicationState.DRAFT:
            return _no_draft(url_for("case.show", ref=ref))
        now = ready(session, case)
        found = now.review
        sections = sections_for(found.guideline, case.draft)
        rows = [row_of(one, sections) for one in found.verdict.findings]
        return render_template(
            "applicant/check.html",
            **frame(session, case),
            form=form,
            present_form=present_form,
            refusal=refusal,
            may_sign=Role.SIGNATORY in person.roles_on(case.organisation_id),
            kind=found.verdict.kind,
            troubles=each_once(row for row in rows if row.outcome is not Outcome.MET),
            fulfilled=[row for row in rows if row.outcome is Outcome.MET],
            titles={section.slug: section.title for section in sections},
            missing=[say(f"paper.name.{need.kind}") for need in found.missing],
            malformed=now.malformed,
            digest=now.digest,
            late=found.late,
            closing=None if found.closing is None else found.closing.day,
            deadlines=[(part_name(part), legal) for part, legal in found.deadlines],
            receipt_sentence=RECEIPT_SENTENCE,
            hint=action_hint(MachineName.APPLICATION, "file", Audience.APPLICANT),
            **_money(now),
        )


def _money(now: Any) -> dict[str, Any]:
    entitlement = now.review.entitlement
    return {
        "entitlement": arithmetic_of(entitlement),
        "amount": entitlement.amount,
        "figures": figure_rows(entitlement.figures),
        "unknown": missing_of(entitlement),
        "asked": sum(
            (amount for part in now.review.facts.parts for amount in part.asked.values()), 0
        ),
    }


@blueprint.get("/<ref>/eingang")
@permit(Permission.OWN_CASE_VIEW)
def receipt(ref: str) -> str | Response:
    """What was filed, when, and the receipt; says so while it is still being made."""
    with read_only() as session:
        case = load_case(session, current_actor(), ref)
        only_as_member(current_actor(), case)
        if case.filed_at is None:
            return redirect(url_for("applicant.draft", ref=ref), 303)
        return render_template(
            "applicant/receipt.html",
            **frame(session, case),
            receipt=receipt_of(session, case),
        )
