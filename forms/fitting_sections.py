"""Which sections the application of a line has, and which questions stand in each."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from workflows.facts import ApplicantType
from workflows.findings import Moment
from workflows.guideline import Guideline, PostCap, UnitCap
from workflows.judging import rules_at
from workflows.questions import QUESTIONS, Question, Scope
from workflows.rules.reading import MAIN, WANTS
from workflows.wording import say


class SectionKind(StrEnum):
    """What a section asks."""

    APPLICANT = "applicant"
    PROJECT = "project"
    PARTS = "parts"
    PART = "part"
    PLAN = "plan"
    DECLARATIONS = "declarations"


@dataclass(frozen=True, kw_only=True)
class Section:
    """One page of the draft. `slug` stands in its address, `questions` are asked in this order."""

    slug: str
    kind: SectionKind
    title: str
    part: str | None = None
    questions: tuple[Question, ...] = ()


# What only an association is asked, unless a rule of the line asks somebody else for it too.
ONLY_ASSOCIATIONS = frozenset(
    {
        "seat_in_hesse",
        "charitable",
        "registered_association",
        "exemption_notice_kind",
        "exemption_notice_date",
        "register_extract_date",
        "mostly_publicly_funded",
        "staff_better_paid",
    }
)
ONLY_WITH_PARTNER = frozenset({"cooperation_agreement", "partner_passes_mo_tests"})
"""Asked of a municipality that applies together with an organisation, of nobody alone."""
ASSOCIATION_LIKE = frozenset(
    {
        ApplicantType.CHARITY,
        ApplicantType.MIGRANT_ORG,
        ApplicantType.PUBLIC_BODY,
        ApplicantType.CHURCH_BODY,
        ApplicantType.COMPANY,
        ApplicantType.PRIVATE_PERSON,
    }
)
# In this order, whatever the line.
_APPLICANT = (
    "applicant_type",
    "seat_in_hesse",
    "registered_association",
    "register_extract_date",
    "charitable",
    "exemption_notice_kind",
    "exemption_notice_date",
    "mo_aims_participation",
    "mo_aims_from_migration",
    "mo_members_board_mostly_migrants",
    "mo_only_religion_language_culture",
    "mo_full_time_structure",
    "mo_counselling_body",
    "partner_passes_mo_tests",
    "orderly_management",
    "can_prove_use",
    "vat_deductible",
    "mostly_publicly_funded",
    "staff_better_paid",
)
_DECLARATIONS = (
    "is_follow_up",
    "already_begun",
    "begin_day",
    "early_start_wanted",
    "begin_reason",
    "can_bear_own_share",
    "financing_secured",
    "other_state_programme",
    "economic_activity",
    "subsidy_facts_declared",
)
_ALWAYS = (
    "applicant_type",
    "project_title",
    "project_summary",
    "project_place",
    "early_start_wanted",
    "begin_reason",
)


def questions_asked(guideline: Guideline) -> tuple[frozenset[str], frozenset[tuple[str, str]]]:
    """Questions of the application: on case level, and per part as (part, question).

    They are those that the guideline names, those that its rules read at filing and decision,
    and the quantities that its caps count.
    """
    case, part = set(_ALWAYS) | set(guideline.questions), set[tuple[str, str]]()
    for moment in (Moment.FILING, Moment.DECISION):
        for rule in rules_at(guideline, moment):
            for name in rule.reads:
                _sort_in(name, guideline, case, part)
    for definition in guideline.parts:
        part.update((definition.id, question) for question in definition.questions)
        for name in _counted(definition.components):
            _sort_in(f"{definition.id}.{name}", guideline, case, part)
    return frozenset(case), frozenset(part)


def _counted(components: Iterable[object]) -> Iterable[str]:
    for component in components:
        cap = getattr(component, "cap", None)
        wanted = getattr(component, "wanted", None)
        if wanted:
            yield wanted
        if isinstance(cap, UnitCap):
            yield from cap.quantities
            yield from cap.ceilings
        elif isinstance(cap, PostCap):
            yield cap.full_time_equivalents


def _sort_in(name: str, guideline: Guideline, case: set[str], part: set[tuple[str, str]]) -> None:
    """Puts what a rule reads where it is asked; facts ("@...") and wishes are not asked so."""
    stem, _, bare = name.rpartition(".")
    if name.startswith("@") or bare.startswith(WANTS) or bare not in QUESTIONS:
        return
    scope = QUESTIONS[bare].scope
    if scope is Scope.CASE:
        case.add(bare)
    elif scope is Scope.PART:
        owners = [stem] if stem else [one.id for one in guideline.parts if bare in one.questions]
        part.update((owner, bare) for owner in owners)


def sections_of(
    guideline: Guideline,
    *,
    applicant_type: ApplicantType | None = None,
    wanted: frozenset[str] | None = None,
    named: frozenset[str] = frozenset(),
) -> tuple[Section, ...]:
    """The sections of a draft in order.

    `wanted` are the parts applied for (None: all). Questions for associations, and those about a
    partner, are left out for other applicants, unless a finding has `named` them.
    """
    case, part = questions_asked(guideline)
    if applicant_type is not None and applicant_type not in ASSOCIATION_LIKE:
        case = frozenset(case - (ONLY_ASSOCIATIONS - named))
    if applicant_type is not None and applicant_type is not ApplicantType.MUNICIPALITY_WITH_MO:
        case = frozenset(case - (ONLY_WITH_PARTNER - named))
    several = len(guideline.parts) > 1
    found = [
        _asking(guideline, SectionKind.APPLICANT, case & frozenset(_APPLICANT)),
        _asking(guideline, SectionKind.PROJECT, case - frozenset((*_APPLICANT, *_DECLARATIONS))),
    ]
    if several:
        found.append(Section(slug="teile", kind=SectionKind.PARTS, title="Teile des Antrags"))
    for definition in guideline.parts:
        if wanted is None or not several or definition.id in wanted:
            found.extend(_of_part(guideline, definition.id, part))
    found.append(_asking(guideline, SectionKind.DECLARATIONS, case & frozenset(_DECLARATIONS)))
    return tuple(found)


_CASE_SECTIONS = {
    SectionKind.APPLICANT: ("antragsteller", "Antragstellende Stelle"),
    SectionKind.PROJECT: ("vorhaben", "Vorhaben"),
    SectionKind.DECLARATIONS: ("erklaerungen", "Erklärungen"),
}


def _asking(guideline: Guideline, kind: SectionKind, names: frozenset[str]) -> Section:
    slug, title = _CASE_SECTIONS[kind]
    return Section(slug=slug, kind=kind, title=title, questions=_ordered(guideline, names))


def _of_part(
    guideline: Guideline, part: str, asked: frozenset[tuple[str, str]]
) -> tuple[Section, Section]:
    own = frozenset(question for owner, question in asked if owner == part)
    single = part == MAIN
    name = "" if single else part_name(part)
    return (
        Section(
            slug=f"teil-{part}",
            kind=SectionKind.PART,
            title="Zeitraum und Umfang" if single else f"{name}: Zeitraum und Umfang",
            part=part,
            questions=_ordered(guideline, own, part),
        ),
        Section(
            slug=f"plan-{part}",
            kind=SectionKind.PLAN,
            title="Finanzierungsplan" if single else f"{name}: Finanzierungsplan",
            part=part,
        ),
    )


def part_name(part: str) -> str:
    """The German of a part; the only part of a line is the project itself."""
    return "Vorhaben" if part == MAIN else say(f"part.name.{part}")


_PLACE = {name: place for place, name in enumerate(QUESTIONS)}
_FIXED = {name: place for place, name in enumerate((*_APPLICANT, *_ALWAYS[1:4], *_DECLARATIONS))}


def _ordered(
    guideline: Guideline, names: frozenset[str], part: str | None = None
) -> tuple[Question, ...]:
    """Fixed ones first, then as the guideline lists them, then in the order of all questions."""
    listed = guideline.questions if part is None else guideline.part(part).questions
    rank = {name: place for place, name in enumerate(listed)}
    last = len(_PLACE)

    def place(name: str) -> tuple[int, int, int]:
        return (_FIXED.get(name, last), rank.get(name, last), _PLACE[name])

    return tuple(QUESTIONS[name] for name in sorted(names, key=place))
