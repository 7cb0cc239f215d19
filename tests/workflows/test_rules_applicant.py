"""Who may apply: types, keys, county, population, flat rate, papers and their age."""

from dataclasses import replace
from datetime import date

import pytest

from workflows import registry
from workflows.facts import Applicant, CallTerms, Facts, PartFacts
from workflows.facts import ApplicantType as T
from workflows.figures import Figure, Unit
from workflows.findings import Outcome
from workflows.guideline import Admission
from workflows.judging import find
from workflows.rules.applicant import applicant_is_admitted, belongs_to_county, key_fits_type
from workflows.rules.association import exemption_notice_fresh, register_extract_fresh
from workflows.rules.population import flat_rate_is_open, partners_are_named, population_fits
from workflows.sources import Clause, Mark

DAY = date(2026, 11, 23)
PROJECTS = registry.guideline("innovative_projects", "2021")
CLAUSE = Clause("S4o", "Einwohnerzahl")
MET, NOT_MET = Outcome.MET, Outcome.NOT_MET
REVIEW, NOT_ASKED = Outcome.REVIEW, Outcome.NOT_ASKED


def figure(key, value):
    return Figure(key=key, value=value, unit=Unit.INHABITANTS, clause=CLAUSE, mark=Mark.SOURCED)


def town(inhabitants, kind=T.MUNICIPALITY, county="06535"):
    return Applicant(type=kind, ags="06535001", county_ags=county, population=inhabitants)


def judged(rule, applicant, answers=None, **members):
    return rule.judge(Facts(day=DAY, applicant=applicant, answers=answers or {}, **members))


def fits(*, high_included, with_partners):
    return population_fits(
        id="population_fits",
        low=figure("population_least", 10_000),
        high=figure("population_most", 50_000),
        high_included=high_included,
        with_partners=with_partners,
        clause=CLAUSE,
        mark=Mark.SOURCED,
    )


def test_the_admission_decides_with_its_own_clause_and_an_unnamed_type_is_not_met():
    row = Admission(
        outcome=REVIEW, clause=CLAUSE, mark=Mark.INFERRED, key="admission.public_body_not_named"
    )
    rule = applicant_is_admitted({T.PUBLIC_BODY: row}, Clause("R2020", "4.2"))

    named = judged(rule, Applicant(type=T.PUBLIC_BODY))
    unnamed = judged(rule, Applicant(type=T.COMPANY))

    assert (named.outcome, named.key, named.clause, named.mark) == (
        REVIEW, "admission.public_body_not_named", CLAUSE, Mark.INFERRED,
    )  # fmt: skip
    assert (unnamed.outcome, unnamed.key) == (NOT_MET, "admission.not_named")
    assert judged(rule, Applicant()).values["question"] == "@applicant.type"


@pytest.mark.parametrize(
    ("kind", "key", "outcome"),
    [
        (T.COUNTY, "06535", MET),
        (T.COUNTY, "06535001", NOT_MET),
        (T.MUNICIPALITY, "06535001", MET),
        (T.MUNICIPALITY, "06535", NOT_MET),
        (T.MUNICIPALITY_WITH_MO, "06535", MET),
        (T.MUNICIPALITY_WITH_MO, "06535001", MET),
        (T.MUNICIPALITY_WITH_MO, "065350", NOT_MET),
        (T.INDEPENDENT_CITY, "0641500x", NOT_MET),
        (T.INDEPENDENT_CITY, None, NOT_ASKED),
        (T.CHARITY, None, MET),
        (None, None, NOT_ASKED),
    ],
)
def test_the_key_fits_the_type(kind, key, outcome):
    assert judged(key_fits_type(), Applicant(type=kind, ags=key)).outcome is outcome


@pytest.mark.parametrize(
    ("applicant", "outcome"),
    [
        (town(20_000), MET),
        (town(8_000, T.CONSORTIUM), MET),
        (town(54_000, T.SPECIAL_STATUS_CITY), NOT_MET),
        (Applicant(type=T.INDEPENDENT_CITY, ags="06415000"), NOT_MET),
        (Applicant(type=T.COUNTY, ags="06535"), NOT_MET),
        (town(20_000, county=None), REVIEW),
        (Applicant(type=T.MUNICIPALITY), NOT_ASKED),
        (Applicant(), NOT_ASKED),
    ],
)
def test_member_of_a_county_without_special_status(applicant, outcome):
    rule = belongs_to_county(id="belongs", clause=CLAUSE, mark=Mark.SOURCED)

    assert judged(rule, applicant).outcome is outcome


@pytest.mark.parametrize(
    ("inhabitants", "kind", "of_2018", "of_2019", "of_2021"),
    [
        (9_999, T.MUNICIPALITY, NOT_MET, NOT_MET, NOT_MET),
        (9_999, T.CONSORTIUM, NOT_MET, MET, MET),
        (10_000, T.MUNICIPALITY, MET, MET, MET),
        (49_999, T.MUNICIPALITY, MET, MET, MET),
        (50_000, T.MUNICIPALITY, MET, MET, NOT_MET),
        (50_001, T.MUNICIPALITY, NOT_MET, NOT_MET, NOT_MET),
        (50_001, T.CONSORTIUM, NOT_MET, NOT_MET, NOT_MET),
        (None, T.MUNICIPALITY, REVIEW, REVIEW, REVIEW),
    ],
)
def test_population_with_and_without_consortium(inhabitants, kind, of_2018, of_2019, of_2021):
    rules = (
        fits(high_included=True, with_partners=False),
        fits(high_included=True, with_partners=True),
        fits(high_included=False, with_partners=True),
    )

    found = tuple(judged(rule, town(inhabitants, kind)).outcome for rule in rules)

    assert found == (of_2018, of_2019, of_2021)


@pytest.mark.parametrize(
    ("inhabitants", "mark", "outcome", "source"),
    [
        (9_076, Mark.INFERRED, NOT_MET, "S4o"),
        (9_076, Mark.UNVERIFIED, REVIEW, "S4o"),
        (9_076, Mark.CONFIRMED, NOT_MET, "S4o"),
        (50_000, Mark.INFERRED, NOT_MET, "S7d"),
    ],
)
def test_a_missed_limit_is_told_under_its_own_clause_and_mark(inhabitants, mark, outcome, source):
    of_2021 = registry.guideline("diversity_strategies", "2021")
    rule = next(one for one in of_2021.rules if one.id == "population_fits")
    low = replace(of_2021.figures["population_least"], mark=mark)
    call = CallTerms(years=(2027,), opens_on=DAY, closes_on=DAY, figures={"population_least": low})

    found = find(rule, Facts(day=DAY, applicant=town(inhabitants), call=call))

    assert (found.outcome, found.clause.source) == (outcome, source)
    assert found.mark is (mark if source == "S4o" else Mark.SOURCED)


def test_the_number_of_partners_in_2021_is_inferred_and_only_asks_an_officer():
    rules = registry.guideline("diversity_strategies", "2021").rules
    assert next(one for one in rules if one.id == "one_or_two_partners").mark is Mark.INFERRED


def test_population_without_a_key_is_asked_and_without_a_limit_reviewed():
    rule = fits(high_included=False, with_partners=True)
    emptied = CallTerms(
        years=(2027,), opens_on=DAY, closes_on=DAY,
        figures={"population_most": figure("population_most", None)},
    )  # fmt: skip

    assert judged(rule, Applicant(type=T.MUNICIPALITY)).values["question"] == (
        "@applicant.population"
    )
    found = judged(rule, town(20_000), call=emptied)
    assert (found.outcome, found.values["figure"]) == (REVIEW, "population_most")


FLAT_RATE = flat_rate_is_open(
    id="flat_rate_is_open",
    below=figure("flat_rate_population_below", 50_000),
    clause=CLAUSE,
    mark=Mark.SOURCED,
)


@pytest.mark.parametrize(
    ("applicant", "answers", "outcome"),
    [
        (Applicant(type=T.CHARITY), {"charitable": True}, MET),
        (Applicant(type=T.CHARITY), {"charitable": False}, NOT_MET),
        (Applicant(type=T.MIGRANT_ORG), {}, NOT_ASKED),
        (Applicant(type=T.CHURCH_BODY), {"charitable": True}, MET),
        (town(49_999), {}, MET),
        (town(50_000), {}, NOT_MET),
        (town(None), {}, REVIEW),
        (Applicant(type=T.MUNICIPALITY), {}, NOT_ASKED),
        (Applicant(type=T.COUNTY, ags="06535", population=30_000), {}, NOT_MET),
        (Applicant(), {}, NOT_ASKED),
    ],
)
def test_the_flat_rate_is_for_charities_and_smaller_municipalities(applicant, answers, outcome):
    part = PartFacts(part="deployment", answers={"coordination_flat_rate": True})

    assert judged(FLAT_RATE, applicant, answers, parts=(part,)).outcome is outcome


@pytest.mark.parametrize(("wanted", "outcome"), [(False, MET), (None, NOT_ASKED)])
def test_the_flat_rate_is_judged_only_where_it_is_wanted(wanted, outcome):
    answers = {} if wanted is None else {"coordination_flat_rate": wanted}
    part = PartFacts(part="deployment", answers=answers)
    county = Applicant(type=T.COUNTY, ags="06535")

    assert judged(FLAT_RATE, county, parts=(part,)).outcome is outcome


PARTNERS = (
    Applicant(type=T.MUNICIPALITY, ags="06535001", county_ags="06535"),
    Applicant(type=T.MUNICIPALITY, ags="06535002", county_ags="06535"),
    Applicant(type=T.MUNICIPALITY, ags="06535003", county_ags="06535"),
    Applicant(type=T.MUNICIPALITY, ags="06535004"),
    Applicant(type=T.COUNTY, ags="06535"),
    Applicant(type=T.INDEPENDENT_CITY, ags="06412000"),
    Applicant(type=T.SPECIAL_STATUS_CITY, ags="06434001"),
    Applicant(ags="06999999"),
)


@pytest.mark.parametrize(
    ("kind", "count", "keys", "outcome"),
    [
        (T.MUNICIPALITY, None, None, MET),
        (T.CONSORTIUM, None, None, NOT_ASKED),
        (T.CONSORTIUM, 2, None, NOT_ASKED),
        (T.CONSORTIUM, 2, ("06535002", "06535003"), MET),
        (T.CONSORTIUM, 1, ("06535002",), MET),
        (T.CONSORTIUM, 2, ("06535002",), REVIEW),
        (T.CONSORTIUM, 1, ("06535001",), REVIEW),  # the leading municipality itself
        (T.CONSORTIUM, 1, ("06535",), NOT_MET),
        (T.CONSORTIUM, 1, ("06412000",), NOT_MET),
        (T.CONSORTIUM, 1, ("06434001",), NOT_MET),
        (T.CONSORTIUM, 2, ("06535002", "06412000"), NOT_MET),
        (T.CONSORTIUM, 1, ("99999999",), REVIEW),
        (T.CONSORTIUM, 1, ("06999999",), REVIEW),  # told, but no type known
        (T.CONSORTIUM, 1, ("06535004",), REVIEW),  # no county known
        (None, None, None, NOT_ASKED),
    ],
)
def test_partners_of_a_consortium_are_county_member_municipalities(kind, count, keys, outcome):
    rule = partners_are_named(id="partners_are_named", clause=CLAUSE, mark=Mark.SOURCED)
    answers = {"partners": count, "partner_ags": keys}
    answers = {name: value for name, value in answers.items() if value is not None}

    found = judged(rule, town(8_000, kind), answers, partners=PARTNERS)

    assert found.outcome is outcome
    if outcome is NOT_MET:
        assert found.values["keys"] == keys[-1]


def test_partners_nobody_has_looked_up_are_for_review():
    rule = partners_are_named(id="partners_are_named", clause=CLAUSE, mark=Mark.SOURCED)
    answers = {"partners": 1, "partner_ags": ("06535002",)}

    found = judged(rule, town(8_000, T.CONSORTIUM), answers)

    assert (found.outcome, found.values["keys"]) == (REVIEW, "06535002")


@pytest.mark.parametrize(
    ("kind", "issued", "outcome"),
    [
        ("corporation_tax", date(2021, 11, 23), MET),
        ("corporation_tax", date(2021, 11, 22), REVIEW),
        ("corporation_tax", date(2026, 11, 24), REVIEW),
        ("section_60a", date(2023, 11, 23), MET),
        ("section_60a", date(2023, 11, 22), REVIEW),
    ],
)
def test_an_old_exemption_notice_is_for_review_never_refused(kind, issued, outcome):
    answers = {"exemption_notice_kind": kind, "exemption_notice_date": issued}

    found = judged(exemption_notice_fresh(PROJECTS), Applicant(type=T.CHARITY), answers)

    assert found.outcome is outcome


def test_a_notice_of_29_february_lasts_to_the_end_of_february():
    answers = {
        "exemption_notice_kind": "corporation_tax",
        "exemption_notice_date": date(2020, 2, 29),
    }
    rule = exemption_notice_fresh(PROJECTS)
    charity = Applicant(type=T.CHARITY)

    def outcome(day):
        return rule.judge(Facts(day=day, applicant=charity, answers=answers)).outcome

    assert (outcome(date(2025, 2, 28)), outcome(date(2025, 3, 1))) == (MET, REVIEW)


@pytest.mark.parametrize(
    ("issued", "outcome"), [(date(2025, 11, 23), MET), (date(2025, 11, 22), REVIEW)]
)
def test_a_register_extract_is_fresh_for_twelve_months(issued, outcome):
    answers = {"register_extract_date": issued}

    found = judged(register_extract_fresh(PROJECTS), Applicant(type=T.MIGRANT_ORG), answers)

    assert found.outcome is outcome


def test_the_months_of_the_extract_are_a_parameter():
    answers = {"register_extract_date": date(2026, 5, 22)}
    six = Figure(
        key="register_extract_months", value=6, unit=Unit.MONTHS, clause=CLAUSE, mark=Mark.CONFIRMED
    )
    rule = register_extract_fresh(PROJECTS)
    charity = Applicant(type=T.CHARITY)

    strict = judged(rule, charity, answers, parameters={"register_extract_months": six})

    assert (judged(rule, charity, answers).outcome, strict.outcome) == (MET, REVIEW)


FRESH = (exemption_notice_fresh, register_extract_fresh)


@pytest.mark.parametrize("fresh", FRESH)
def test_only_associations_prove_with_notice_and_extract(fresh):
    assert judged(fresh(PROJECTS), Applicant(type=T.COUNTY)).outcome is MET
    assert judged(fresh(PROJECTS), Applicant(type=T.CHARITY)).outcome is NOT_ASKED


@pytest.mark.parametrize("version", ["2017", "2021"])
@pytest.mark.parametrize("fresh", FRESH)
def test_a_municipality_proves_them_of_the_organisation_it_applies_with(fresh, version):
    rule = fresh(registry.guideline("migrant_organisations", version))
    partner = Applicant(type=T.MUNICIPALITY_WITH_MO)
    old = {
        "exemption_notice_kind": "corporation_tax",
        "exemption_notice_date": date(2020, 1, 1),
        "register_extract_date": date(2020, 1, 1),
    }
    new = {**old, "exemption_notice_date": DAY, "register_extract_date": DAY}

    assert judged(rule, partner).outcome is NOT_ASKED
    assert judged(rule, partner, old).outcome is REVIEW
    assert judged(rule, partner, new).outcome is MET
    assert judged(rule, Applicant(type=T.MUNICIPALITY)).outcome is MET
