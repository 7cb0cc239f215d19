"""The frozen document of an entitlement, whole, and which parts it is reckoned for."""

from decimal import Decimal

import pytest

from tests.workflows.money_cases import call, component, facts, figure, guideline, main, part, plan
from workflows.caps import Desk
from workflows.entitlement import _applied_for, most
from workflows.facts import Facts, FundSource, PartFacts
from workflows.guideline import FinancingType, Guideline, UnitCap, YearCap

Document = dict[str, object]


def shared(cap: int | None) -> Guideline:
    """One part with one component, financed by a share of nine tenths."""
    return guideline(
        part("main", component("project", YearCap(amount="cap"))),
        figures=(figure("cap", cap),),
        financing=FinancingType.SHARE,
        share=figure("share", "0.9"),
    )


def by_units() -> Guideline:
    cap = UnitCap(quantities=("participants", "units"), rate="unit_rate")
    return guideline(
        part("main", component("base_training", cap, "speakers")),
        figures=(figure("unit_rate", "12.50"),),
        financing=FinancingType.FIXED,
    )


def year(
    of: int, amount: str | None, eligible: str | None, own: str = "0.00", other: str = "0.00"
) -> Document:
    told = {"eligible": eligible, "own": own, "other": other, "amount": amount}
    return {"part": "main", "year": of, **told}


def line(of: int | None, key: str, text: str) -> Document:
    return {"part": "main", "year": of, "key": key, "text": text}


def used(key: str, value: str | None, mark: str = "sourced") -> Document:
    source = {"source": "R2020", "number": "4.3", "mark": mark, "replaced": ""}
    return {"key": key, "value": value, "unit": "EUR", **source}


PLANNED: Document = {
    "amount": "1240.00",
    "years": [
        year(2027, "790.00", "1000.00", own="10.00", other="200.00"),
        year(2028, "450.00", "500.00"),
    ],
    "lines": [
        line(None, "year_cap", "Projekt: höchstens 50.000,00 € je Haushaltsjahr"),
        line(2027, "share", "Projekt: 90 % von 1.000,00 € = 900,00 €"),
        line(
            2027,
            "room",
            "1.000,00 € zuwendungsfähige Ausgaben − 10,00 € Eigenanteil − 200,00 € weitere Mittel "
            "= höchstens 790,00 €",
        ),
        line(2027, "most", "Höchstmögliche Zuwendung 2027: 790,00 €"),
        line(2028, "share", "Projekt: 90 % von 500,00 € = 450,00 €"),
        line(
            2028,
            "room",
            "500,00 € zuwendungsfähige Ausgaben − 0,00 € Eigenanteil − 0,00 € weitere Mittel "
            "= höchstens 500,00 €",
        ),
        line(2028, "most", "Höchstmögliche Zuwendung 2028: 450,00 €"),
    ],
    "figures": [used("share", "0.9"), used("cap", "50000")],
    "missing_figures": [],
    "missing_answers": [],
}
# The cap's value was never found, so nothing is said above what is left of the cost.
WITHOUT_THE_CAP: Document = {
    "amount": None,
    "years": [year(2027, None, "10.00")],
    "lines": [
        line(2027, "share", "Projekt: 90 % von 10,00 € = 9,00 €"),
        line(
            2027,
            "room",
            "10,00 € zuwendungsfähige Ausgaben − 0,00 € Eigenanteil − 0,00 € weitere Mittel "
            "= höchstens 10,00 €",
        ),
        line(2027, "not_determinable", "Höchstmögliche Zuwendung 2027: nicht bestimmbar"),
    ],
    "figures": [used("share", "0.9"), used("cap", None, "not_found")],
    "missing_figures": ["cap"],
    "missing_answers": [],
}
WITHOUT_THE_UNITS: Document = {
    "amount": None,
    "years": [year(2027, None, None)],
    "lines": [line(2027, "not_determinable", "Höchstmögliche Zuwendung 2027: nicht bestimmbar")],
    "figures": [used("unit_rate", "12.50")],
    "missing_figures": [],
    "missing_answers": ["units"],
}
OF_TWO_YEARS = main(
    plan(
        {("personnel", 2027): 1000, ("personnel", 2028): 500},
        {(FundSource.OWN, 2027): 10, (FundSource.THIRD_PARTY, 2027): 200},
    ),
    "2027-01-01",
    "2028-12-31",
)


@pytest.mark.parametrize(
    ("lines", "case", "document"),
    [
        (shared(50_000), facts(OF_TWO_YEARS), PLANNED),
        (shared(None), facts(main(plan({("personnel", 2027): 10}))), WITHOUT_THE_CAP),
        (by_units(), facts(main(participants=12)), WITHOUT_THE_UNITS),
    ],
    ids=["planned", "without the cap", "without the units"],
)
def test_the_document_is_complete(lines: Guideline, case: Facts, document: Document) -> None:
    assert most(lines, case).to_json() == document


COURSES = guideline(
    part("always", component("project", YearCap(amount="cap"))),
    part("training", component("training", YearCap(amount="cap")), wanted="wants_training"),
    part("seminar", component("project", YearCap(amount="cap")), wanted="wants_seminar"),
    figures=(figure("cap", 100),),
)


@pytest.mark.parametrize(
    ("case", "parts", "asked"),
    [
        (facts(), ["always"], ["wants_training", "wants_seminar"]),
        (facts(wants_training=True), ["always", "training"], ["wants_seminar"]),
        (facts(wants_training=False, wants_seminar=True), ["always", "seminar"], []),
        (facts(wants_training=False, wants_seminar=False), ["always"], []),
    ],
)
def test_the_finder_reckons_what_is_always_there_or_wanted_and_asks_for_the_rest(
    case: Facts, parts: list[str], asked: list[str]
) -> None:
    desk = Desk(COURSES, case)
    found = list(_applied_for(COURSES, case, desk))
    assert found == [(COURSES.part(name), PartFacts(part=name)) for name in parts]
    assert list(desk.missing_answers) == asked


def test_a_case_with_parts_is_reckoned_for_these_in_the_order_of_the_guideline() -> None:
    seminar, always = main(name="seminar"), main(name="always")
    # What the finder asked about counts no longer.
    case = facts(seminar, always, call=call(2027), wants_training=True)
    desk = Desk(COURSES, case)
    assert list(_applied_for(COURSES, case, desk)) == [
        (COURSES.part("always"), always),
        (COURSES.part("seminar"), seminar),
    ]
    assert list(desk.missing_answers) == []
    assert most(COURSES, case).per_year() == {2027: Decimal(200)}
