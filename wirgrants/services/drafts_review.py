"""What the law says of an application now: verdict, entitlement, dates, papers, bad fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from forms.authorities import Directory
from forms.base import HouseForm, faults_of
from forms.fitting import Texts, section_form, types_open_to
from forms.fitting_sections import Section, SectionKind
from forms.plan import plan_form
from wirgrants import clock
from wirgrants.models import FundingCase, Paper
from wirgrants.services.drafts_content import Draft, plan_shape, sections_for, typed_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.register import load_register
from wirgrants.services.snapshot import Papers, call_terms, facts_of, history_of
from workflows import registry
from workflows.dates import LegalDate
from workflows.due import call_closing
from workflows.entitlement import Entitlement, most
from workflows.facts import ApplicantType, Facts
from workflows.findings import Moment, Verdict
from workflows.guideline import Guideline, PaperNeed
from workflows.judging import judge
from workflows.register import AuthorityRecord, Register
from workflows.rules.deadlines import deadlines_of
from workflows.rules.papers import papers_needed

_LATE = frozenset({"deadline.late", "call.closed"})
_KIND_WORDS = {
    ApplicantType.COUNTY: "Landkreis",
    ApplicantType.INDEPENDENT_CITY: "kreisfreie Stadt",
    ApplicantType.SPECIAL_STATUS_CITY: "Sonderstatusstadt",
    ApplicantType.MUNICIPALITY: "Gemeinde",
}


@dataclass(frozen=True, kw_only=True)
class Review:
    """The judgement of one moment, for the page before filing and frozen with the filing."""

    guideline: Guideline
    facts: Facts
    verdict: Verdict
    entitlement: Entitlement
    closing: LegalDate | None
    deadlines: tuple[tuple[str, LegalDate], ...]
    needed: tuple[PaperNeed, ...]
    missing: tuple[PaperNeed, ...]
    late: bool


def review(
    session: Session, case: FundingCase, papers: Sequence[Paper], *, day: date | None = None
) -> Review:
    """Judges the draft at the moment of filing; three statements, none of them per row."""
    guideline = registry.guideline(case.line, case.version)
    known = Papers(
        kinds=frozenset(paper.kind for paper in papers), history=history_of(session, case)
    )
    facts = facts_of(
        case,
        day=day or clock.today(),
        register=load_register(session),
        parameters=load_parameters(session),
        known=known,
    )
    return judged(guideline, facts)


def judged(guideline: Guideline, facts: Facts) -> Review:
    """The same from facts that are known already."""
    verdict = judge(guideline, facts, Moment.FILING)
    needed = papers_needed(guideline, facts, Moment.FILING)
    there = facts.papers or frozenset()
    return Review(
        guideline=guideline,
        facts=facts,
        verdict=verdict,
        entitlement=most(guideline, facts),
        closing=None if facts.call is None else call_closing(facts.call, facts.holidays),
        deadlines=deadlines_of(guideline.deadline, facts),
        needed=needed,
        missing=tuple(need for need in needed if need.kind not in there),
        late=any(finding.key in _LATE for finding in verdict.findings),
    )


def unreadable(
    guideline: Guideline, draft: Draft, years: tuple[int, ...], directory: Directory
) -> tuple[tuple[Section, tuple[str, ...]], ...]:
    """The sections that hold a text which cannot be read, with what is wrong with which field."""
    found = []
    for section in sections_for(guideline, draft):
        typed = typed_of(draft, section.slug)
        if typed is None:
            continue
        if section.kind is SectionKind.PLAN:
            assert section.part is not None
            form: HouseForm = plan_form(
                plan_shape(draft, section.part, guideline, years), Texts(typed)
            )
        else:
            form = section_form(
                section, guideline, directory=directory, formdata=Texts(typed), today=clock.today()
            )
        form.validate()
        found.append((section, tuple(faults_of(form))))
    return tuple(found)


def years_of(case: FundingCase) -> tuple[int, ...]:
    """The budget years of the case's call."""
    return () if case.call is None else call_terms(case.call).years


def directory_of(register: Register, day: date) -> Directory:
    """Every authority of that day by key, shown with its kind: county and city never mix."""
    return {record.ags: authority_label(record) for record in register.valid_on(day)}


def authority_label(record: AuthorityRecord) -> str:
    """As in "Kassel, Landkreis (06633)"."""
    return f"{record.name}, {_KIND_WORDS[record.kind]} ({record.ags})"


def types_for(case: FundingCase) -> tuple[ApplicantType, ...]:
    """As what the organisation of this case may apply."""
    return types_open_to(case.organisation.kind)
