"""Facts under which every rule of a guideline is met, so that a test can spoil one of them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from workflows.asked_questions import asked_questions
from workflows.checkfile import paper_kinds
from workflows.facts import (
    Answer,
    Applicant,
    ApplicantType,
    CallTerms,
    Facts,
    FundSource,
    History,
    PartFacts,
    Plan,
    PlanFunds,
    PlanItem,
)
from workflows.figures import Figure, Unit
from workflows.guideline import Guideline, PartDefinition

T = ApplicantType
TODAY = date(2026, 11, 23)
OWN_SHARE = Decimal("0.10")
SHARE = Decimal("0.80")

# What a call of these tests puts where the sources give nothing; test values, not law.
TEST_VALUES: Mapping[Unit, Decimal | int] = {
    Unit.EUR: 10_000,
    Unit.EUR_PER_YEAR: 10_000,
    Unit.EUR_PER_UNIT: Decimal("10.00"),
    Unit.EUR_PER_HOUR: Decimal("4.00"),
    Unit.MONTHS: 24,
    Unit.UNITS: 24,
    Unit.HOURS: 200,
    Unit.COUNT: 5,
}

APPLICANTS: Mapping[ApplicantType, Applicant] = {
    T.COUNTY: Applicant(type=T.COUNTY, ags="06431", population=274_169),
    T.INDEPENDENT_CITY: Applicant(type=T.INDEPENDENT_CITY, ags="06411000", population=167_029),
    T.SPECIAL_STATUS_CITY: Applicant(
        type=T.SPECIAL_STATUS_CITY, ags="06434001", county_ags="06434", population=56_688
    ),
    T.MUNICIPALITY: Applicant(
        type=T.MUNICIPALITY, ags="06431002", county_ags="06431", population=41_124
    ),
    T.CONSORTIUM: Applicant(
        type=T.CONSORTIUM, ags="06431001", county_ags="06431", population=2_405
    ),
    T.MUNICIPALITY_WITH_MO: Applicant(
        type=T.MUNICIPALITY_WITH_MO, ags="06431002", county_ags="06431", population=41_124
    ),
}

PARTNERS: Mapping[str, Applicant] = {
    "06431003": Applicant(
        type=T.MUNICIPALITY, name="Biblis", ags="06431003", county_ags="06431", population=9_076
    ),
    "06431004": Applicant(
        type=T.MUNICIPALITY, name="Birkenau", ags="06431004", county_ags="06431", population=9_565
    ),
}

YES = (
    "seat_in_hesse", "charitable", "registered_association", "orderly_management",
    "can_prove_use", "can_bear_own_share", "financing_secured", "subsidy_facts_declared",
    "new_measure", "new_approach", "model_character", "low_threshold", "concept_at_hand",
    "local_actors_agreed", "cooperation_agreement", "partner_passes_mo_tests", "chief_matter",
    "staff_qualified", "one_organisational_unit", "target_agreement_accepted",
    "forwarding_agreement", "cooperation_with_coordination", "labour_market_focus",
    "assistant_post", "micro_project_pot", "micro_projects_for_charities",
    "mo_aims_participation", "mo_aims_from_migration", "mo_members_board_mostly_migrants",
    "micro_project_new", "micro_project_in_hesse", "mini_job", "municipality_letter",
    "external_moderation",
    "county_coordination_involved", "integration_officer_involved",
    "council_resolution_planned", "partner_resolutions", "post_with_charity",
)  # fmt: skip
NO = (
    "vat_deductible", "other_state_programme", "economic_activity", "mostly_publicly_funded",
    "already_begun", "is_follow_up", "mo_only_religion_language_culture",
    "mo_full_time_structure", "mo_counselling_body", "health_guides",
)  # fmt: skip
CASE: Mapping[str, Answer] = {
    **dict.fromkeys(YES, True),
    **dict.fromkeys(NO, False),
    "full_time_equivalents": Decimal("0.50"),
    "coordinators_fte": Decimal("2.00"),
    "assistant_fte": Decimal("0.50"),
    "partners": 1,
    "partner_ags": ("06431003",),
    "participation_formats": 4,
    "micro_projects": 1,
    "exemption_notice_kind": "corporation_tax",
    "project_focus": "intercultural_opening",
    "project_title": "Ankommen",
    "project_summary": "Ein Satz.",
}
TARGET_GROUPS = {"refugee_women": "refugee_women_girls", "south_east_europe": "south_east_europe"}
PART: Mapping[str, Answer] = {
    "participants": 20,
    "units": 24,
    "guides": 6,
    "coordinating_guides": 1,
    "hours": Decimal("1000.00"),
    "guides_of_age": True,
    "guides_suitable": True,
    "guides_trained": True,
    "guides_are_no_sponsors": True,
    "coordination_flat_rate": False,
    "pool_of_guides": 6,
    "pool_exists": True,
    "pool_size": 6,
    "planned_pool_size": 6,
    "planned_pool_languages": 7,
    "pool_languages": 7,
    "not_only_own_body": True,
    "not_for_courts": True,
    "interpreters_of_age": True,
    "german_b1": True,
    "further_language": True,
    "careful_selection": True,
    "no_extremism": True,
    "trained_before_deployment": True,
    "confidentiality_signed": True,
    "police_certificates_inspected": True,
    "deployments": 250,
    "deployments_per_client": 3,
}
REPORT: Mapping[str, Answer] = {"resolution_date": TODAY, "resolution_number": "12/2026"}


def filled(figure: Figure) -> Figure:
    """The figure as a call of these tests confirms it."""
    if not figure.empty:
        return figure
    if figure.unit is Unit.SHARE:
        value: Decimal | int = OWN_SHARE if figure.key == "minimum_own_share" else SHARE
    else:
        value = TEST_VALUES[figure.unit]
    return figure.with_value(value, "Testwert")


def days_of(guideline: Guideline) -> tuple[date, date, date]:
    """Day of the facts, start and end: in time for the deadline of this version."""
    fixed = guideline.deadline_of(guideline.parts[0].id).fixed_day
    if fixed is None:
        return TODAY, date(2027, 1, 1), date(2027, 12, 31)
    return fixed - timedelta(days=30), fixed + timedelta(days=60), date(fixed.year + 1, 3, 31)


def good_facts(guideline: Guideline, kind: ApplicantType) -> Facts:
    """All parts applied for, every answer good, every paper there, the call's figures filled."""
    day, start, end = days_of(guideline)
    answers = {
        **CASE,
        "target_group": TARGET_GROUPS.get(guideline.line, "newcomers"),
        "exemption_notice_date": day - timedelta(days=100),
        "register_extract_date": day - timedelta(days=100),
    }
    asked = asked_questions(guideline)
    return Facts(
        day=day,
        applicant=APPLICANTS.get(kind, Applicant(type=kind)),
        answers={name: value for name, value in answers.items() if name in asked.case},
        partners=_partners(answers["partner_ags"]) if "partner_ags" in asked.case else (),
        parts=tuple(good_part(guideline, part, start, end) for part in guideline.parts),
        papers=frozenset(paper_kinds(guideline)),
        call=CallTerms(
            years=tuple(range(start.year, end.year + 1)),
            opens_on=day - timedelta(days=60),
            closes_on=day + timedelta(days=25),
            figures={key: filled(figure) for key, figure in guideline.figures.items()},
        ),
        history=History(filed_on=day),
        report=good_report(guideline),
    )


def good_part(guideline: Guideline, part: PartDefinition, start: date, end: date) -> PartFacts:
    """A part with a balanced plan in its first year: own funds carry a fifth.

    An optional component that the answers do not want has no cost.
    """
    year = start.year
    asked = asked_questions(guideline).part(part.id)
    items = tuple(
        PlanItem(category=component.categories[0], label="", year=year, amount=Decimal("5000.00"))
        for component in part.components
        if component.wanted is None or {**CASE, **PART}.get(component.wanted) is True
    )
    cost = sum((item.amount for item in items), Decimal("0.00"))
    own = cost / 5
    return PartFacts(
        part=part.id,
        start=start,
        end=end,
        answers={name: value for name, value in PART.items() if name in asked},
        plan=Plan(
            items=items,
            funds=(PlanFunds(source=FundSource.OWN, label="", year=year, amount=own),),
        ),
        asked={year: cost - own},
    )


def good_report(guideline: Guideline) -> Mapping[str, Answer]:
    """Every text and counter of every part's proof."""
    names = {
        name for part in guideline.parts for name in (*part.proof.narrative, *part.proof.counters)
    }
    texts = {"report_result", "report_deviations", "report_goals", "strategy_status"}
    plain: dict[str, Answer] = {name: "Text" if name in texts else 3 for name in sorted(names)}
    return {**plain, **{name: value for name, value in REPORT.items() if name in names}}


def answered(facts: Facts, question: str, value: Answer | None) -> Facts:
    """The facts with one answer changed or (None) taken away.

    `question` is an id of the case, "part.id" of a part, "report:id" of the proof,
    "@applicant.x" for what the register says or "@start" for the first day of every part.
    """
    if question == "@start":
        assert isinstance(value, date)
        return replace(facts, parts=tuple(replace(one, start=value) for one in facts.parts))
    if question.startswith("@applicant."):
        name = question.removeprefix("@applicant.")
        return replace(facts, applicant=replace(facts.applicant, **{name: value}))
    if question.startswith("report:"):
        return replace(
            facts, report=_changed(facts.report, question.removeprefix("report:"), value)
        )
    part, _, name = question.rpartition(".")
    if not part:
        told = replace(facts, answers=_changed(facts.answers, name, value))
        return replace(told, partners=_partners(value)) if name == "partner_ags" else told
    return replace(
        facts,
        parts=tuple(
            replace(one, answers=_changed(one.answers, name, value)) if one.part == part else one
            for one in facts.parts
        ),
    )


def _partners(keys: Answer | None) -> tuple[Applicant, ...]:
    """What the register says of the partners named."""
    named = keys if isinstance(keys, tuple) else ()
    return tuple(PARTNERS[key] for key in named if key in PARTNERS)


def _changed(
    answers: Mapping[str, Answer], name: str, value: Answer | None
) -> Mapping[str, Answer]:
    rest = {key: answer for key, answer in answers.items() if key != name}
    return rest if value is None else {**rest, name: value}
