"""What stands out in a proof: hours by person and findings on both sides of each limit."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from workflows.findings import Outcome
from workflows.guideline import FinancingType, ProofForm
from workflows.parameters import DEFAULTS
from workflows.proving import (
    HOURS_COUNTERS,
    AboveMost,
    PersonHours,
    Reported,
    count_hours,
    proof_findings,
)
from workflows.sources import Clause

DUE = date(2028, 3, 31)
GOOD = Reported(
    financing=FinancingType.SHARE,
    form=ProofForm.FULL,
    planned={"Personal": Decimal("1000.00"), "Räume": Decimal("500.00")},
    actual={"Personal": Decimal("1000.00"), "Räume": Decimal("500.00")},
    own=(Decimal("300.00"), Decimal("300.00")),
    other=(Decimal("100.00"), Decimal("100.00")),
    due_on=DUE,
    received_on=DUE,
    receipts_listed=True,
)


def person(code, hours, *, coordinating=False, year=2027):
    return PersonHours(code=code, coordinating=coordinating, year=year, hours=Decimal(hours))


def count(*persons):
    return count_hours(persons, guide_most=Decimal(276), coordinating_most=Decimal(414))


def outcomes(told):
    found = proof_findings(told, DEFAULTS, DUE, Clause("S6h", "Verwendungsnachweis"))
    return {finding.rule: finding.outcome for finding in found}


def test_hours_count_up_to_each_persons_most():
    found = count(person("L-01", "276"), person("L-02", "276.5"), person("K", "414",
                  coordinating=True))  # fmt: skip

    assert found.worked == Decimal("966.5")
    assert found.payable == Decimal(966)
    assert found.above == (
        AboveMost(code="L-02", year=2027, hours=Decimal("276.5"), most=Decimal(276)),
    )
    assert (found.guides, found.coordinating_guides) == (2, 1)
    assert set(found.counters()) == HOURS_COUNTERS


def test_rows_of_one_person_and_year_count_together_and_years_apart():
    together = count(person("L", "200"), person("L", "100"))
    apart = count(person("L", "200"), person("L", "100", year=2028))

    assert (together.payable, together.guides) == (Decimal(276), 1)
    assert (apart.payable, apart.guides, apart.above) == (Decimal(300), 1, ())


@pytest.mark.parametrize(
    ("guiding", "coordinating", "payable", "above"),
    [
        ("276", "138", 414, []),
        ("276", "414", 414, [(690, 414)]),
        ("300", "100", 376, [(300, 276)]),
        ("300", "200", 414, [(300, 276), (476, 414)]),
    ],
)
def test_who_guides_and_coordinates_has_one_most_for_both(guiding, coordinating, payable, above):
    found = count(person("L", guiding), person("L", coordinating, coordinating=True))

    assert found.payable == Decimal(payable)
    assert [(one.hours, one.most) for one in found.above] == above
    assert found.worked == Decimal(guiding) + Decimal(coordinating)


def test_without_a_most_every_hour_counts():
    found = count_hours([person("L", "900")], guide_most=None, coordinating_most=None)
    assert (found.payable, found.above) == (Decimal(900), ())


def test_a_good_proof_stands_out_nowhere():
    assert set(outcomes(GOOD).values()) == {Outcome.MET}


@pytest.mark.parametrize(
    ("change", "rule", "outcome"),
    [
        ({"received_on": date(2028, 4, 1)}, "proof_on_time", Outcome.REVIEW),
        ({"receipts_listed": False}, "receipts_listed", Outcome.REVIEW),
        (
            {"actual": {"Personal": Decimal("900.00"), "Räume": Decimal("600.01")}},
            "item_shift_allowed",
            Outcome.REVIEW,
        ),
        (
            {"actual": {"Personal": Decimal("900.00"), "Räume": Decimal("600.00")}},
            "items_within_plan",
            Outcome.MET,
        ),
        (
            {"actual": {"Personal": Decimal("1000.00"), "Räume": Decimal("500.01")}},
            "cost_above_plan",
            Outcome.MET,
        ),
        ({"other": (Decimal("100.00"), Decimal("100.01"))}, "no_new_funds", Outcome.REVIEW),
        ({"own": (Decimal("300.00"), Decimal("299.99"))}, "own_funds_brought", Outcome.REVIEW),
        (
            {"above": (AboveMost(code="L", year=2027, hours=Decimal(300), most=Decimal(276)),)},
            "person_within_most",
            Outcome.NOT_MET,
        ),
    ],
)
def test_each_deviation_is_found(change, rule, outcome):
    assert outcomes(replace(GOOD, **change))[rule] is outcome


def test_fixed_amounts_know_no_shift_and_simple_proofs_no_list_of_receipts():
    told = replace(
        GOOD,
        financing=FinancingType.FIXED,
        form=ProofForm.SIMPLE,
        actual={"Personal": Decimal("1500.00")},
        receipts_listed=False,
    )
    found = outcomes(told)
    assert "item_shift_allowed" not in found
    assert "receipts_listed" not in found


def test_an_authority_is_told_the_annex_of_its_own_notice():
    told = replace(
        GOOD,
        actual={"Personal": Decimal("1100.00"), "Räume": Decimal("500.00")},
        own=(Decimal("300.00"), Decimal("200.00")),
        other=(Decimal("100.00"), Decimal("200.00")),
        receipts_listed=False,
    )

    def annexes(one):
        found = proof_findings(one, DEFAULTS, DUE, Clause("S6h", "Verwendungsnachweis"))
        own = {"cost_above_plan", "no_new_funds", "own_funds_brought", "receipts_listed"}
        return {f.rule: f.clause.source for f in found if f.rule in own}

    others, theirs = annexes(told), annexes(replace(told, municipal=True))
    assert len(others) == 4
    assert set(others.values()) == {"ANBest-P"}
    assert theirs == dict.fromkeys(others, "ANBest-GK")


def test_only_the_final_proof_is_asked_for_the_list_of_receipts():
    told = replace(GOOD, receipts_listed=False)
    assert outcomes(told)["receipts_listed"] is Outcome.REVIEW
    assert "receipts_listed" not in outcomes(replace(told, final=False))
