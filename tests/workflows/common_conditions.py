"""What every version of every line asks for beside its own table: the rule, who asks, how it fails.

Written by hand from the domain report (general conditions, 2.2 to 2.6, section 3) and the rulings.
A row spoils good facts in one place; `also` names rules that the same wrong answer cannot but
break, `also_reading` a fact that decides for several rules at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from tests.workflows.good import answered
from workflows.facts import Answer, ApplicantType, Facts, FundSource, PartFacts, PlanFunds
from workflows.findings import Outcome

T = ApplicantType
NOT_MET, REVIEW, NOT_ASKED = Outcome.NOT_MET, Outcome.REVIEW, Outcome.NOT_ASKED
MILLION = Decimal("1000000.00")
EVERYTHING = "*"

Spoil = Callable[[Facts], Facts]
Line = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class Common:
    """One condition: spoiling `asked` (a question or a fact of the form) flips `rule`."""

    rule: str
    asked: str
    spoil: Spoil
    outcome: Outcome
    kind: ApplicantType
    given: Mapping[str, Answer] = field(default_factory=dict)
    also: frozenset[str] = frozenset()
    also_reading: str = ""


def first_part(change: Callable[[PartFacts], PartFacts]) -> Spoil:
    """Changes the first part of the facts alone."""
    return lambda facts: replace(facts, parts=(change(facts.parts[0]), *facts.parts[1:]))


def each_part(change: Callable[[PartFacts], PartFacts]) -> Spoil:
    """Changes every part alike."""
    return lambda facts: replace(facts, parts=tuple(change(part) for part in facts.parts))


def says(question: str, value: Answer | None) -> Spoil:
    """Gives another answer, or none."""
    return lambda facts: answered(facts, question, value)


def lacks(*papers: str) -> Spoil:
    """Takes papers away."""
    return lambda facts: replace(facts, papers=(facts.papers or frozenset()) - set(papers))


def begin(facts: Facts) -> date:
    """The first day of the measure."""
    return min(part.start for part in facts.parts if part.start is not None)


def notice_after_begin(facts: Facts) -> Facts:
    effective = begin(facts) + timedelta(days=1)
    return replace(facts, history=replace(facts.history, notice_effective_on=effective))


def filed_after_begin(facts: Facts) -> Facts:
    return replace(facts, history=replace(facts.history, filed_on=begin(facts) + timedelta(days=1)))


def call_over(facts: Facts) -> Facts:
    assert facts.call is not None
    return replace(facts, call=replace(facts.call, closes_on=facts.day - timedelta(days=20)))


def ten_years(part: PartFacts) -> PartFacts:
    assert part.start is not None
    return replace(part, end=date(part.start.year + 10, 12, 31))


def later_years(part: PartFacts) -> PartFacts:
    assert part.plan is not None
    plan = replace(
        part.plan,
        items=tuple(replace(one, year=one.year + 20) for one in part.plan.items),
        funds=tuple(replace(one, year=one.year + 20) for one in part.plan.funds),
    )
    return replace(part, plan=plan, asked={year + 20: sum_ for year, sum_ in part.asked.items()})


def other_category(part: PartFacts) -> PartFacts:
    assert part.plan is not None
    first, *rest = part.plan.items
    return replace(part, plan=replace(part.plan, items=(replace(first, category="stocks"), *rest)))


def one_cent_too_much(part: PartFacts) -> PartFacts:
    assert part.plan is not None
    year = part.plan.items[0].year
    more = PlanFunds(source=FundSource.THIRD_PARTY, label="", year=year, amount=Decimal("0.01"))
    return replace(part, plan=replace(part.plan, funds=(*part.plan.funds, more)))


def nothing_of_its_own(part: PartFacts) -> PartFacts:
    assert part.plan is not None
    funds = tuple(replace(one, source=FundSource.THIRD_PARTY) for one in part.plan.funds)
    return replace(part, plan=replace(part.plan, funds=funds))


def asks_a_million(part: PartFacts) -> PartFacts:
    return replace(part, asked=dict.fromkeys(part.asked, MILLION))


def wants_nothing(facts: Facts) -> Facts:
    for part in ("training", "seminar", "deployment"):
        facts = answered(facts, f"wants_{part}", False)
    return replace(facts, parts=())


def key_of(kind: ApplicantType) -> tuple[ApplicantType, str]:
    """A territorial type that the line admits or looks at, with a key that does not fit it."""
    wrong = {T.COUNTY: "06431002", T.CHARITY: "06431002", T.MIGRANT_ORG: "064310"}
    fits = {T.CHARITY: T.COUNTY, T.MIGRANT_ORG: T.MUNICIPALITY_WITH_MO}
    return fits.get(kind, kind), wrong.get(kind, "06431")


def declarations(kind: ApplicantType) -> tuple[Common, ...]:
    """What every applicant declares: three tests of ability, and what an officer looks at."""
    told = (
        ("applicant_manages_orderly", "orderly_management", False, NOT_MET),
        ("applicant_can_prove_use", "can_prove_use", False, NOT_MET),
        ("applicant_can_bear_own_share", "can_bear_own_share", False, NOT_MET),
        ("total_financing_is_secured", "financing_secured", False, REVIEW),
        ("subsidy_facts_are_declared", "subsidy_facts_declared", False, REVIEW),
        ("input_tax_is_not_deductible", "vat_deductible", True, REVIEW),
        ("no_other_state_programme_funds_it", "other_state_programme", True, REVIEW),
        ("no_state_aid_is_involved", "economic_activity", True, REVIEW),
    )
    return tuple(
        Common(rule=rule, asked=name, spoil=says(name, bad), outcome=outcome, kind=kind)
        for rule, name, bad, outcome in told
    )


PAPER_DAYS = {
    ("diversity_strategies", "2018"): date(2018, 1, 1),
    ("diversity_strategies", "2019"): date(2019, 6, 1),
}
"""When the papers of an association were issued: calls that named one day lie in the past."""


def association(line: Line) -> tuple[Common, ...]:
    """What only associations are asked, whichever line they apply for."""
    kind = T.MIGRANT_ORG if line[0] == "migrant_organisations" else T.CHARITY
    issued = PAPER_DAYS.get(line, date(2026, 1, 1))

    def aged(name: str, days: int) -> Spoil:
        return lambda facts: answered(facts, name, facts.day - timedelta(days=days))

    return (
        Common(
            rule="staff_is_not_better_off",
            asked="staff_better_paid",
            spoil=says("staff_better_paid", True),
            outcome=REVIEW,
            kind=kind,
            given={"mostly_publicly_funded": True, "staff_better_paid": False},
        ),
        Common(
            rule="exemption_notice_is_fresh",
            asked="exemption_notice_date",
            spoil=aged("exemption_notice_date", 5 * 366),
            outcome=REVIEW,
            kind=kind,
            given={
                "exemption_notice_kind": "corporation_tax",
                "exemption_notice_date": issued,
            },
        ),
        Common(
            rule="register_extract_is_fresh",
            asked="register_extract_date",
            spoil=aged("register_extract_date", 367),
            outcome=REVIEW,
            kind=kind,
            given={"register_extract_date": issued},
        ),
    )


# The longest award refuses where a source or the call gives it; an inferred one asks an officer.
LONGEST_INFERRED = {
    ("migrant_organisations", "2017"),
    ("diversity_strategies", "2019"),
    ("integration_guides", "2014"),
    ("integration_guides", "2021"),
    ("lay_interpreters", "2018"),
    ("lay_interpreters", "2021"),
    ("innovative_projects", "2021"),
}

# Since 2020 no day is named for strategies; for the second period of the centres none was found.
NO_DEADLINE = {("diversity_strategies", "2021"), ("diversity_centres", "2026")}

# Fixed amounts per hour, unit and deployment ask for no share of one's own.
NO_OWN_SHARE = {
    ("integration_guides", "2014"),
    ("integration_guides", "2021"),
    ("lay_interpreters", "2018"),
    ("lay_interpreters", "2021"),
}

PLAN_RULES = frozenset(
    {
        "plan_years_fit_period_and_call",
        "plan_items_are_eligible",
        "plan_is_balanced",
        "own_share_is_enough",
    }
)


def planning(line: Line, kind: ApplicantType) -> tuple[Common, ...]:
    """Period, plan and the grant asked for: NOT_ASKED without a plan, else as the rulings say."""
    too_long = REVIEW if line in LONGEST_INFERRED else NOT_MET

    def row(rule: str, asked: str, spoil: Spoil, outcome: Outcome, *also: str) -> Common:
        return Common(
            rule=rule, asked=asked, spoil=spoil, outcome=outcome, kind=kind, also=frozenset(also)
        )

    rows = [
        row("start_is_not_before_decision", "@history", notice_after_begin, NOT_MET),
        row("duration_is_within_longest_award", "@period", each_part(ten_years), too_long),
        row(
            "plan_is_there",
            "@plan",
            first_part(lambda part: replace(part, plan=None)),
            NOT_ASKED,
            *PLAN_RULES,
        ),
        row("plan_years_fit_period_and_call", "@plan", first_part(later_years), REVIEW),
        row("plan_items_are_eligible", "@plan", first_part(other_category), REVIEW),
        row("plan_is_balanced", "@plan", first_part(one_cent_too_much), REVIEW),
        row(
            "grant_asked_is_within_the_most",
            "@asked",
            each_part(asks_a_million),
            REVIEW,
            "plan_is_balanced",
        ),
        row("call_is_open", "@call", call_over, REVIEW),
    ]
    if line not in NO_OWN_SHARE:
        rows.append(row("own_share_is_enough", "@plan", each_part(nothing_of_its_own), NOT_MET))
    if line not in NO_DEADLINE:
        rows.append(
            row(
                "application_deadline_is_kept",
                "@history",
                filed_after_begin,
                REVIEW,
                "call_is_open",
            )
        )
    return tuple(rows)


def applying(kind: ApplicantType) -> tuple[Common, ...]:
    """Who applies, and that nothing has begun."""
    with_key, wrong = key_of(kind)
    return (
        Common(
            rule="applicant_is_admitted",
            asked="@applicant.type",
            spoil=says("@applicant.type", T.PRIVATE_PERSON),
            outcome=NOT_MET,
            kind=kind,
            also_reading="@applicant.type",
        ),
        Common(
            rule="register_key_fits_applicant_type",
            asked="@applicant.ags",
            spoil=says("@applicant.ags", wrong),
            outcome=NOT_MET,
            kind=with_key,
        ),
        Common(
            rule="measure_has_not_begun",
            asked="already_begun",
            spoil=says("already_begun", True),
            outcome=NOT_MET,
            kind=kind,
        ),
    )


SOME_PART = Common(
    rule="some_part_is_applied_for",
    asked="wants_deployment",
    spoil=wants_nothing,
    outcome=NOT_MET,
    kind=T.CHARITY,
    also=frozenset({EVERYTHING}),
)


def paper(kind: str, applicant: ApplicantType, part: str = "") -> tuple[Common, Common]:
    """A paper of the application: "incomplete" at filing, for an officer at the decision."""
    stem = f"paper_{part}_{kind}" if part else f"paper_{kind}"
    filed, decided = f"{stem}_is_there", f"{stem}_is_there_at_decision"
    return (
        Common(rule=filed, asked="@papers", spoil=lacks(kind), outcome=NOT_ASKED, kind=applicant,
               also=frozenset({decided})),
        Common(rule=decided, asked="@papers", spoil=lacks(kind), outcome=REVIEW, kind=applicant,
               also=frozenset({filed})),
    )  # fmt: skip


def brought(rule: str, kind: str, applicant: ApplicantType) -> Common:
    """A paper that the review brings before the decision."""
    return Common(rule=rule, asked="@papers", spoil=lacks(kind), outcome=REVIEW, kind=applicant)


def proof_paper(kind: str, applicant: ApplicantType, part: str = "") -> Common:
    """A paper of the proof of use."""
    stem = f"paper_{part}_{kind}" if part else f"paper_{kind}"
    return Common(
        rule=f"{stem}_is_there",
        asked="@papers",
        spoil=lacks(kind),
        outcome=NOT_ASKED,
        kind=applicant,
    )


def report(applicant: ApplicantType, *names: str, part: str = "") -> tuple[Common, ...]:
    """What the proof of use must tell; a part's rule has the part in its name."""
    stem = f"reported_{part}_" if part else "reported_"
    return tuple(
        Common(
            rule=f"{stem}{name}",
            asked=name,
            spoil=says(f"report:{name}", None),
            outcome=NOT_ASKED,
            kind=applicant,
            also_reading=name,
        )
        for name in names
    )
