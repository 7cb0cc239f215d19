"""The applicant's part: drafting section by section, adding papers, signing and filing."""

from datetime import date
from typing import Any

from forms.fitting_sections import Section, SectionKind
from wirgrants.demo.answers import usual_answer
from wirgrants.demo.bodies import body_of
from wirgrants.demo.papers import paper_pdf
from wirgrants.demo.project import Case, Project
from wirgrants.demo.stage import Stage
from wirgrants.jobs.registry import run_now
from wirgrants.models import FundingCase
from wirgrants.services import intake
from wirgrants.services.access import load_case
from wirgrants.services.drafts import SectionInput, open_draft, save_section
from wirgrants.services.drafts_content import base_of, sections_for
from wirgrants.services.filing import RECEIPT_JOB, Declaration, file_application, ready
from wirgrants.services.filing_withdrawal import withdraw
from wirgrants.services.papers import Place, attach
from wirgrants.services.presenting import present_for_signature
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.findings import Moment
from workflows.guideline import Guideline
from workflows.rules.reading import WANTS


def start(stage: Stage, project: Project, *, officer: str = "officer") -> Case:
    """The editor opens a draft under the call; nothing is filled in yet."""
    editor = stage.person(f"{project.body}.editor")
    call = stage.calls[project.line, project.year]
    ref, _ = open_draft(editor, call, stage.organisations[project.body])
    return Case(ref=ref, project=project, officer=officer)


def fill(stage: Stage, case: Case, *, sections: frozenset[str] | None = None) -> None:
    """The editor fills the sections in (None: all), in their order."""
    done: set[str] = set()
    while True:
        stored = stage.case(case.ref)
        guideline = registry.guideline(stored.line, stored.version)
        waiting = [s for s in sections_for(guideline, stored.draft) if s.slug not in done]
        if not waiting:
            return
        section = waiting[0]
        done.add(section.slug)
        if sections is None or section.slug in sections:
            _save(stage, case, stored, guideline, section)


def _save(
    stage: Stage, case: Case, stored: FundingCase, guideline: Guideline, section: Section
) -> None:
    sent = _input(stage, case.project, stored, guideline, section)
    save_section(stage.person(case.editor), case.ref, sent)


def _input(
    stage: Stage, project: Project, stored: FundingCase, guideline: Guideline, section: Section
) -> SectionInput:
    values = _values(stage, project, guideline, section)
    return SectionInput(
        slug=section.slug,
        values={name: value for name, value in values.items() if value is not None},
        typed=None,
        version=stored.row_version,
        base=base_of(stored.draft, section, guideline),
    )


def _values(
    stage: Stage, project: Project, guideline: Guideline, section: Section
) -> dict[str, Any]:
    if section.kind is SectionKind.PARTS:
        return {WANTS + part.id: part.id in project.parts for part in guideline.parts}
    if section.part is None:
        day = stage.today
        return {q.id: usual_answer(q, project, day) for q in section.questions}
    part = project.parts[section.part]
    if section.kind is SectionKind.PLAN:
        return {"plan": part.plan, "asked": part.asked}
    told = {
        q.id: part.answers.get(q.id, usual_answer(q, project, stage.today))
        for q in section.questions
    }
    return {"start": part.start.isoformat(), "end": part.end.isoformat(), **told}


def add_papers(stage: Stage, case: Case) -> None:
    """The editor adds every paper that the guideline asks this applicant for."""
    editor = stage.person(case.editor)
    with unit_of_work() as session:
        stored = load_case(session, editor, case.ref, for_update=True)
        guideline = registry.guideline(stored.line, stored.version)
        for kind, part in _needed(stored, case.project, guideline):
            attach(session, editor, stored, stage.papers[kind], Place(kind=kind, part=part))


def _needed(stored: FundingCase, project: Project, guideline: Guideline) -> list[tuple[str, str]]:
    answers = stored.draft["answers"]
    return [
        (need.kind, need.part or "")
        for need in guideline.papers
        if need.moment is Moment.FILING
        and need.kind not in project.without
        and (not need.types or stored.organisation.kind in need.types)
        and (need.part is None or need.part in project.parts)
        and (need.only_if is None or answers.get(need.only_if) is True)
    ]


def present(stage: Stage, case: Case, note: str) -> None:
    """The editor presents the draft to whoever may sign."""
    actor = stage.person(case.editor)
    present_for_signature(actor, case.ref, note, version=stage.version(case.ref))


def submit(stage: Stage, case: Case) -> str:
    """The signatory declares and files what is shown; the file number."""
    signatory = stage.person(case.signatory)
    stored = stage.case(case.ref)
    with read_only() as session:
        digest = ready(session, stored).digest
    function = stage.functions[case.project.body]
    declared = Declaration(name=signatory.name, function=function, digest=digest)
    number = file_application(signatory, case.ref, declared, version=stored.row_version)
    # The worker makes the receipt within seconds; here the clock would have moved on by years.
    run_now(RECEIPT_JOB, {"case": case.ref})
    return number


def applied(stage: Stage, project: Project, *, officer: str = "officer") -> Case:
    """From the first click to the filing, on one day."""
    case = start(stage, project, officer=officer)
    fill(stage, case)
    add_papers(stage, case)
    submit(stage, case)
    return case


def received(stage: Stage, project: Project, day: date, *, officer: str = "officer") -> Case:
    """An officer receives a signed application on paper and copies its answers."""
    guideline = registry.line(project.line).versions[0]
    told = intake.PaperApplication(
        organisation=stage.organisations[project.body],
        line=project.line,
        version=guideline.version,
        call_ref=stage.calls[project.line, project.year],
        title=project.title,
        received_on=day,
        signatory=body_of(project.body).signatory[0],
        function=stage.functions[project.body],
    )
    scan = paper_pdf("signed_application")
    ref = intake.receive_on_paper(stage.person(officer), told, scan)
    case = Case(ref=ref, project=project, officer=officer)
    stored = stage.case(ref)
    for section in sections_for(guideline, stored.draft):
        stored = stage.case(ref)
        sent = _input(stage, project, stored, guideline, section)
        intake.copy_section(stage.person(officer), ref, sent)
    intake.freeze_copy(stage.person(officer), ref, version=stage.version(ref))
    return case


def take_back(stage: Stage, case: Case, reason: str) -> None:
    """The signatory withdraws the application."""
    withdraw(stage.person(case.signatory), case.ref, reason, version=stage.version(case.ref))
