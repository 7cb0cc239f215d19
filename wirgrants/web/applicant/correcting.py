"""Correcting the application that an information request asks about: section by section."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from forms.base import HouseForm
from forms.filing import PresentForm
from forms.fitting_sections import SectionKind
from forms.plan import PlanShape
from wirgrants.errors import Refused
from wirgrants.models import FundingCase
from wirgrants.services.access import only_as_member
from wirgrants.services.corrections import (
    asked_now,
    correct_section,
    corrected_draft,
    discard_correction,
    is_corrected,
    unreadable_sections,
)
from wirgrants.services.corrections_presented import present_correction, presented_at
from wirgrants.services.drafts import section_called
from wirgrants.services.drafts_changed import Difference, differences
from wirgrants.services.drafts_content import base_of, plan_shape, sections_for
from wirgrants.services.drafts_review import directory_of, years_of
from wirgrants.services.register import load_register
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import blueprint
from wirgrants.web.applicant.sections import Desk, fresh_form, sent_section
from wirgrants.web.case import case_view, frame
from wirgrants.web.case_steps import step_address
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.posted import posted_version
from wirgrants.web.tabs import CaseView
from workflows.guideline import Guideline
from workflows.states import MachineName, Role

_TAB = "antrag"
_MORE_ROWS = 4


@contextmanager
def _asked_view(ref: str) -> Iterator[CaseView]:
    """The case of a member who was asked something. Raises NotFound, Refused."""
    with read_only() as session:
        view = case_view(session, ref)
        only_as_member(view.actor, view.case)
        asked_now(session, view.case)
        yield view


def corrections_of(
    session: Session, case: FundingCase, guideline: Guideline, day: date
) -> tuple[Difference, ...]:
    """What the prepared correction changes; nothing is read where there is none."""
    if not is_corrected(case):
        return ()
    directory = directory_of(load_register(session), day)
    return differences(guideline, case.draft, corrected_draft(case), directory)


@blueprint.get("/<ref>/berichtigung")
@permit(Permission.OWN_CASE_EDIT)
def correcting(ref: str) -> str:
    """The sections of the application, what is corrected so far, and the way to the answer."""
    return _overview(ref, PresentForm())


def _overview(ref: str, form: PresentForm) -> str:
    with _asked_view(ref) as view:
        asked = asked_now(view.session, view.case)
        held = corrected_draft(view.case)
        changes = corrections_of(view.session, view.case, view.guideline, view.day)
        touched = {one.section for one in changes}
        faults = unreadable_sections(view.session, view.case)
        tasks = [
            _task(ref, one.slug, one.title, touched, faults)
            for one in sections_for(view.guideline, held)
        ]
        return render_template(
            "applicant/correcting.html",
            **frame(view, _TAB),
            tasks=tasks,
            changes=changes,
            corrected=is_corrected(view.case),
            unreadable=[title for title, _ in faults.values()],
            signs=Role.SIGNATORY in view.actor.roles_on(view.case.organisation_id),
            answer=step_address(ref, MachineName.CLARIFICATION, asked.ref, "answer"),
            presented_at=presented_at(view.session, view.case, asked),
            form=form,
        )


@blueprint.post("/<ref>/berichtigung/vorlegen")
@permit(Permission.OWN_CASE_EDIT)
def present_corrected(ref: str) -> str | Response | tuple[str, int]:
    """Lays the corrected answer before the people who may sign."""
    form = PresentForm(request.form)
    if not form.validate():
        return _overview(ref, form), 422
    try:
        told = present_correction(
            current_actor(), ref, form.note.data or "", version=posted_version()
        )
    except Refused as refusal:
        form.note.errors = [refusal.message]
        return _overview(ref, form), 422
    people = "eine Person" if told == 1 else f"{told} Personen"
    flash(f"Die Antwort liegt zur Unterschrift vor. Benachrichtigt: {people}.", "success")
    return redirect(url_for("applicant.correcting", ref=ref), 303)


def _task(ref: str, slug: str, title: str, touched: set[str], faults: Any) -> dict[str, Any]:
    if slug in faults:
        status, tone = "nicht lesbar", "warning"
    elif title in touched:
        status, tone = "berichtigt", "success"
    else:
        status, tone = "unverändert", "neutral"
    return {
        "label": title,
        "href": url_for("applicant.correct", ref=ref, slug=slug),
        "status": status,
        "tone": tone,
        "hint": faults[slug][1] if slug in faults else None,
    }


def _desk(view: CaseView, slug: str) -> Desk:
    held = corrected_draft(view.case)
    sections = sections_for(view.guideline, held)
    section = section_called(sections, slug)
    shape = PlanShape(years=(), categories=())
    if section.part is not None:
        shape = plan_shape(held, section.part, view.guideline, years_of(view.case))
    return Desk(
        case=view.case,
        guideline=view.guideline,
        section=section,
        sections=sections,
        directory=directory_of(load_register(view.session), view.day),
        shape=shape,
        content=held,
    )


@blueprint.route("/<ref>/berichtigung/<slug>", methods=["GET", "POST"])
@permit(Permission.OWN_CASE_EDIT)
def correct(ref: str, slug: str) -> str | Response | tuple[str, int]:
    """One section: shows it or keeps it; unreadable texts stay as they were typed."""
    with _asked_view(ref) as view:
        desk = _desk(view, slug)
        if request.method == "GET":
            return _page(view, desk, fresh_form(desk, _MORE_ROWS))
        sent = sent_section(desk)
        if sent.too_long:
            return _page(view, desk, sent.form), 422
    correct_section(current_actor(), ref, sent.to_save(posted_version()))
    here = url_for("applicant.correct", ref=ref, slug=slug)
    if not sent.readable:
        flash("Gespeichert. Einige Angaben sind noch nicht lesbar.", "warning")
        return redirect(here, 303)
    flash("Der Abschnitt ist gespeichert. Er gilt erst, wenn Ihre Antwort eingeht.", "success")
    if "add" in request.form or "remove" in request.form:
        return redirect(here, 303)
    return redirect(url_for("applicant.correcting", ref=ref), 303)


def _page(view: CaseView, desk: Desk, form: HouseForm) -> str:
    return render_template(
        "officer/copy_section.html",
        **frame(view, _TAB),
        section=desk.section,
        form=form,
        base=base_of(desk.draft, desk.section, desk.guideline),
        plan=desk.section.kind is SectionKind.PLAN,
        back=url_for("applicant.correcting", ref=view.case.ref),
    )


@blueprint.post("/<ref>/berichtigung")
@permit(Permission.OWN_CASE_EDIT)
def discard(ref: str) -> Response:
    """Throws the prepared correction away; what was filed goes on counting."""
    discard_correction(current_actor(), ref, version=posted_version())
    flash("Die Berichtigungen sind verworfen.", "success")
    return redirect(url_for("applicant.correcting", ref=ref), 303)
