"""The proofs that a part owes: yearly interim ones and the final one, by recipient and notice."""

from dataclasses import replace
from datetime import date

import holidays
import pytest

from tests.workflows.money_cases import CLAUSE, call, component, figure, guideline, main, part
from workflows.due import NamedDay
from workflows.expected_proofs import expected_proofs
from workflows.facts import Applicant, ApplicantType, Facts, History
from workflows.guideline import Deadline, DeadlineKind, Guideline, ProofDue, YearCap
from workflows.parameters import DEFAULTS
from workflows.sources import Mark

HESSE = frozenset(holidays.Germany(subdiv="HE", years=range(2025, 2032)))


def line(due: ProofDue, *, interim: bool = False) -> Guideline:
    one = part("main", component("project", YearCap(amount="cap")))
    one = replace(one, proof=replace(one.proof, due=due, interim_yearly=interim))
    rule = Deadline(kind=DeadlineKind.YEAR_END_BEFORE_START, clause=CLAUSE, mark=Mark.SOURCED)
    return replace(guideline(one, figures=(figure("cap", 1),)), deadline={"*": rule})


def case(kind: ApplicantType = ApplicantType.CHARITY, end: str | None = "2027-12-31") -> Facts:
    whole = main(None, "2027-01-01", end or "2027-12-31")
    return Facts(
        day=date(2026, 11, 23),
        applicant=Applicant(type=kind),
        parts=(whole if end else replace(whole, end=None),),
        call=call(2027),
        history=History(filed_on=date(2026, 11, 20)),
        holidays=HESSE,
    )


def owed(
    lines: Guideline, facts: Facts, named: dict[str, NamedDay] | None = None
) -> list[tuple[int | None, str]]:
    found = expected_proofs(lines, facts, facts.parts[0], named or {}, DEFAULTS)
    return [(year, legal.day.isoformat()) for year, legal in found]


def test_an_award_over_years_owes_interim_proofs_before_the_final_one() -> None:
    lines = line(ProofDue.ANBEST_P, interim=True)
    assert owed(lines, case(end="2029-12-31")) == [
        (2027, "2028-05-02"),
        (2028, "2029-04-30"),
        (None, "2030-07-01"),  # 30 June 2030 is a Sunday
    ]


@pytest.mark.parametrize(
    ("due", "kind", "day"),
    [
        (ProofDue.MARCH_AFTER_YEAR, ApplicantType.CHARITY, "2028-03-31"),
        (ProofDue.ANBEST_P, ApplicantType.CHARITY, "2028-06-30"),
        (ProofDue.ANBEST_P, ApplicantType.MUNICIPALITY, "2029-01-02"),
    ],
)
def test_line_and_recipient_decide_the_day_of_the_final_proof(due, kind, day) -> None:
    assert owed(line(due), case(kind)) == [(None, day)]


def test_a_day_that_the_notice_names_wins() -> None:
    named = {"main": NamedDay(day=date(2028, 9, 30), fixed=True)}
    facts = case(ApplicantType.MUNICIPALITY)
    assert owed(line(ProofDue.ANBEST_P), facts, named) == [(None, "2028-09-30")]
    assert owed(line(ProofDue.ANBEST_P), facts, {"other": named["main"]}) == [(None, "2029-01-02")]


def test_a_part_without_an_end_owes_nothing_yet() -> None:
    assert owed(line(ProofDue.ANBEST_P, interim=True), case(end=None)) == []
