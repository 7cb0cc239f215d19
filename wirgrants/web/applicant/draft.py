"""The draft: its task list, and one page per section that keeps whatever is typed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from forms.base import HouseForm
from forms.fitting_sections import Section, SectionKind, part_name
from wirgrants.errors import Conflict
from wirgrants.models import FundingCase
from wirgrants.services.access import load_case, only_as_member
from wirgrants.services.drafts import save_section
from wirgrants.services.drafts_content import (
    base_of,
    begun,
    section_values,
    sections_for,
    typed_of,
)
from wirgrants.services.drafts_findings import PAPERS, row_of
from wirgrants.services.drafts_review import Review, directory_of, review, unreadable, years_of
from wirgrants.services.drafts_shown import shown_plan
from wirgrants.services.inbox import presented_at
from wirgrants.services.papers import papers_of
from wirgrants.services.register import load_register
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.blueprint import blueprint
from wirgrants.web.applicant.conflicts import both_texts, saved_by
from wirgrants.web.applicant.own_funds import least_own_funds
from wirgrants.web.applicant.sections import Desk, desk_of, fresh_form, sent_section
from wirgrants.web.guards import Permission, current_actor, permit
from wirgrants.web.money_lines import arithmetic_of, figure_rows, missing_of
from wirgrants.web.posted import posted_version
from workflows import registry
from workflows.findings import Outcome
from workflows.states import ApplicationState
from workflows.wording import say

_MORE_ROWS = 4


@dataclass(frozen=True)
class Task:
    """One line of the task list."""

    label: str
    href: str
    status: str
    tone: str
    hint: str = ""


@blueprint.get("/<ref>/")
@permit(Permission.OWN_CASE_VIEW)
def draft(ref: str) -> str | Response:
    """The task list of a draft; a filed application has its case page."""
    with read_only() as session:
        case = load_case(session, current_actor(), ref)
        only_as_member(current_actor(), case)
        if case.state is not ApplicationState.DRAFT:
            return redirect(url_for("case.show", ref=ref), 303)
        papers = papers_of(session, case)
        found = review(session, case, papers)
        return render_template(
            "applicant/draft.html",
            **frame(session, case),
            tasks=tasks_of(case, found, _faults(session, case, found)),
            review=found,
            entitlement=arithmetic_of(found.entitlement),
            amount=found.entitlement.amount,
            figures=figure_rows(found.entitlement.figures),
            unknown=missing_of(found.entitlement),
            deadlines=[(part_name(part), legal) for part, legal in found.deadlines],
        )


def frame(session: Session, case: FundingCase) -> dict[str, Any]:
    """What every page of a draft shows: the case, its line, who saved it last and when."""
    return {
        "case": case,
        "title": case.title or "Antrag ohne Titel",
        "line_name": say(f"line.{case.line}.name"),
        "saved_by": saved_by(session, case),
        "presented_at": presented_at(session, case),
    }


def _faults(session: Session, case: FundingCase, found: Review) -> Mapping[str, str]:
    """What cannot be read, by section; the register is fetched only where something was typed."""
    if not case.draft.get("typed"):
        return {}
    directory = directory_of(load_register(session), found.facts.day)
    held = unreadable(found.guideline, case.draft, years_of(case), directory)
    return {section.slug: " ".join(faults) for section, faults in held}


def tasks_of(case: FundingCase, found: Review, faults: Mapping[str, str]) -> list[Task]:
    """Each section with its status, then the papers and the filing."""
    guideline = registry.guideline(case.line, case.version)
    sections = sections_for(guideline, case.draft)
    rows = [row_of(one, sections) for one in found.verdict.findings]
    tasks = [_task(case, section, rows, faults) for section in sections]
    missing = len(found.missing)
    tasks.append(
        Task(
            label="Unterlagen",
            href=url_for("applicant.papers", ref=case.ref),
            status="vollständig"
            if not missing
            else f"{missing} fehlen"
            if missing > 1
            else "1 fehlt",
            tone="success" if not missing else "warning",
        )
    )
    tasks.append(
        Task(
            label="Prüfen und einreichen",
            href=url_for("applicant.check", ref=case.ref),
            status="noch nicht eingereicht",
            tone="neutral",
        )
    )
    return tasks


def _task(case: FundingCase, section: Section, rows: list[Any], faults: Mapping[str, str]) -> Task:
    here = [row for row in rows if row.slug == section.slug]
    open_ones = sum(row.outcome is Outcome.NOT_ASKED for row in here)
    refused = sum(row.outcome is Outcome.NOT_MET for row in here)
    guideline = registry.guideline(case.line, case.version)
    values = section_values(case.draft, section, guideline)
    if typed_of(case.draft, section.slug) is not None:
        status, tone = "nicht lesbar", "warning"
    elif not begun(values):
        status, tone = "noch nicht begonnen", "neutral"
    elif open_ones:
        status, tone = f"{open_ones} offen", "warning"
    elif refused:
        status, tone = "Voraussetzung nicht erfüllt", "danger"
    else:
        status, tone = "vollständig", "success"
    return Task(
        label=section.title,
        href=url_for("applicant.section", ref=case.ref, slug=section.slug),
        status=status,
        tone=tone,
        hint=faults.get(section.slug, ""),
    )


@blueprint.route("/<ref>/abschnitt/<slug>", methods=["GET", "POST"])
@permit(Permission.OWN_CASE_EDIT)
def section(ref: str, slug: str) -> str | Response | tuple[str, int]:
    """Shows a section or saves it.

    Saving keeps everything: what cannot be read stays as it was typed and is shown again with its
    message (303). 409 shows both texts when somebody else changed this section; 422 only when a
    text is too long to be kept at all.
    """
    with read_only() as session:
        desk = desk_of(session, current_actor(), ref, slug)
        if request.method == "GET":
            blank = _MORE_ROWS if "mehr" in request.args else 1
            return _page(session, desk, fresh_form(desk, blank))
        sent = sent_section(desk)
        if sent.too_long:
            return _page(session, desk, sent.form), 422
    try:
        saved = save_section(current_actor(), ref, sent.to_save(posted_version()))
    except Conflict as conflict:
        raise both_texts(ref, slug, sent.typed, sent.form) from conflict
    _say(saved.changed, sent.readable)
    return redirect(_onward(desk, saved.slugs, readable=sent.readable), 303)


def _say(changed: bool, readable: bool) -> None:
    if not readable:
        flash(
            "Gespeichert. Einige Angaben sind noch nicht lesbar; sie sind unten markiert.",
            "warning",
        )
    elif changed:
        flash("Entwurf gespeichert.", "success")
    else:
        flash("Es hat sich nichts geändert.", "info")


def _onward(desk: Desk, slugs: tuple[str, ...], *, readable: bool) -> str:
    """Back to the section after "save", a change of rows or an unreadable text, else onward."""
    here = url_for("applicant.section", ref=desk.case.ref, slug=desk.section.slug)
    if "add" in request.form:
        return f"{here}?mehr=1"
    if "next" not in request.form or not readable:
        return here
    after = slugs.index(desk.section.slug) + 1
    if after < len(slugs):
        return url_for("applicant.section", ref=desk.case.ref, slug=slugs[after])
    return url_for("applicant.papers", ref=desk.case.ref)


def _page(session: Session, desk: Desk, form: HouseForm) -> str:
    plan, most, own = None, {}, None
    if desk.section.kind is SectionKind.PLAN:
        values = section_values(desk.case.draft, desk.section, desk.guideline)
        plan = replace(shown_plan(values["plan"], values["asked"]), years=desk.shape.years)
        papers = papers_of(session, desk.case)
        found = review(session, desk.case, papers)
        years = found.entitlement.years
        most = {year.year: year.amount for year in years if year.part == desk.section.part}
        own = least_own_funds(found, desk.section.part, plan)
    places = [one.slug for one in desk.sections]
    place = places.index(desk.section.slug)
    return render_template(
        "applicant/plan.html" if plan is not None else "applicant/section.html",
        **frame(session, desk.case),
        section=desk.section,
        form=form,
        base=base_of(desk.case.draft, desk.section, desk.guideline),
        directory=sorted(desk.directory.values()) if desk.needs_directory else [],
        plan=plan,
        most=most,
        own=own,
        categories=desk.categories,
        place=place + 1,
        places=len(places),
        previous=desk.sections[place - 1] if place else None,
        next=desk.sections[place + 1] if place + 1 < len(places) else None,
        papers_slug=PAPERS,
    )
