"""The register as of a day: the 33, Hanau on both sides of 1 January 2026, names that collide."""

import csv
from datetime import date, timedelta
from importlib.resources import files

import pytest

from workflows.facts import ApplicantType as T
from workflows.register import (
    BEGINS,
    HANAU,
    HANAU_INDEPENDENT,
    AuthorityRecord,
    PopulationRecord,
    Register,
    SourceRow,
    authority_records,
    population_records,
)

LAST_DAY_BEFORE = date(2025, 12, 31)
FIRST_DAY_AFTER = date(2026, 1, 1)
COUNTED = date(2024, 12, 31)


@pytest.fixture(scope="module")
def rows():
    path = files("wirgrants") / "data" / "register" / "hessen_kommunen.csv"
    return [
        SourceRow(
            ags=row["ags"],
            name=row["name"],
            independent=row["kind"] == "kreisfreie_stadt",
            county_ags=row["county_ags"],
            inhabitants=int(row["inhabitants"]),
            inhabitants_as_of=date.fromisoformat(row["inhabitants_as_of"]),
        )
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
    ]


@pytest.fixture(scope="module")
def register(rows):
    return Register(authority_records(rows), population_records(rows))


@pytest.mark.parametrize(
    ("day", "counties", "independent", "special"),
    [
        (date(2021, 6, 30), 21, 5, 7),
        (LAST_DAY_BEFORE, 21, 5, 7),
        (FIRST_DAY_AFTER, 21, 6, 6),
        (date(2026, 11, 23), 21, 6, 6),
    ],
)
def test_the_33_are_derived_from_the_status_of_the_day(
    register, day, counties, independent, special
):
    kinds = [record.kind for record in register.entitled(day)]

    assert len(kinds) == 33
    assert kinds.count(T.COUNTY) == counties
    assert kinds.count(T.INDEPENDENT_CITY) == independent
    assert kinds.count(T.SPECIAL_STATUS_CITY) == special


def test_the_directory_holds_421_municipalities_and_21_counties_on_every_day(register):
    for day in (LAST_DAY_BEFORE, FIRST_DAY_AFTER):
        kinds = [record.kind for record in register.valid_on(day)]
        assert len(kinds) == 442
        assert len(kinds) - kinds.count(T.COUNTY) == 421


@pytest.mark.parametrize("asked", [HANAU, HANAU_INDEPENDENT])
def test_hanau_keeps_its_identity_when_key_and_status_change(register, asked):
    before = register.find(asked, LAST_DAY_BEFORE)
    after = register.find(asked, FIRST_DAY_AFTER)

    assert (before.ags, before.kind, before.county_ags) == (HANAU, T.SPECIAL_STATUS_CITY, "06435")
    assert (after.ags, after.kind, after.county_ags) == (
        HANAU_INDEPENDENT,
        T.INDEPENDENT_CITY,
        "06415",
    )
    assert before.identity == after.identity
    assert after.predecessor == HANAU
    assert register.population(after.identity, FIRST_DAY_AFTER).inhabitants == 97_956


def test_main_kinzig_loses_hanaus_inhabitants_with_the_change(register):
    assert register.population("06435", LAST_DAY_BEFORE).inhabitants == 420_914
    assert register.population("06435", FIRST_DAY_AFTER).inhabitants == 322_958


@pytest.mark.parametrize(
    ("county", "city", "kind"),
    [
        ("06438", "06413000", T.INDEPENDENT_CITY),
        ("06633", "06611000", T.INDEPENDENT_CITY),
        ("06631", "06631009", T.SPECIAL_STATUS_CITY),
        ("06531", "06531005", T.SPECIAL_STATUS_CITY),
        ("06433", "06433006", T.MUNICIPALITY),
    ],
)
def test_a_county_and_a_city_of_the_same_name_never_mix(register, county, city, kind):
    day = date(2026, 11, 23)
    first, second = register.find(county, day), register.find(city, day)

    assert first.name.split(" ")[0] == second.name.split(" ")[0].split(",")[0]
    assert (first.kind, second.kind) == (T.COUNTY, kind)
    assert first.identity != second.identity


@pytest.mark.parametrize(
    ("day", "known"),
    [
        (COUNTED - timedelta(days=1), None),
        (COUNTED, 15_000),
        (date(2025, 12, 30), 15_000),
        (date(2025, 12, 31), 15_500),
    ],
)
def test_the_population_is_the_latest_known_on_the_day_and_none_before_the_first(day, known):
    register = Register(
        [
            AuthorityRecord(
                identity="a", ags="99000001", name="Musterstadt", kind=T.MUNICIPALITY,
                county_ags="99000", valid_from=BEGINS, fictitious=True,
            )
        ],
        [
            PopulationRecord(identity="a", as_of=date(2025, 12, 31), inhabitants=15_500),
            PopulationRecord(identity="a", as_of=COUNTED, inhabitants=15_000),
        ],
    )  # fmt: skip

    applicant = register.applicant("99000001", day)

    assert applicant.population == known
    assert register.entitled(day) == ()


def test_invented_authorities_are_outside_the_33(rows):
    invented = AuthorityRecord(
        identity="99001", ags="99001", name="Landkreis Muster", kind=T.COUNTY,
        county_ags="99001", valid_from=BEGINS, fictitious=True,
    )  # fmt: skip
    register = Register([*authority_records(rows), invented], [])

    assert len(register.entitled(FIRST_DAY_AFTER)) == 33
    assert invented in register.valid_on(FIRST_DAY_AFTER)


def test_a_municipality_applies_as_consortium_but_a_county_never_does(register):
    day = date(2026, 11, 23)
    town = register.applicant("06535001", day, T.CONSORTIUM)
    county = register.applicant("06535", day, T.CONSORTIUM)

    assert (town.type, town.county_ags) == (T.CONSORTIUM, "06535")
    assert (county.type, county.county_ags) == (T.COUNTY, None)
    assert register.applicant("06999999", day) is None
    assert register.applicant("06535001", BEGINS - timedelta(days=1)) is None


@pytest.mark.parametrize(
    ("ags", "kind", "applies_as"),
    [
        ("06434001", T.CONSORTIUM, T.SPECIAL_STATUS_CITY),
        ("06412000", T.CONSORTIUM, T.INDEPENDENT_CITY),
        ("06434001", T.MUNICIPALITY_WITH_MO, T.MUNICIPALITY_WITH_MO),
        ("06412000", T.MUNICIPALITY_WITH_MO, T.MUNICIPALITY_WITH_MO),
        ("06535", T.MUNICIPALITY_WITH_MO, T.MUNICIPALITY_WITH_MO),
        ("06535", T.CONSORTIUM, T.COUNTY),
        ("06535001", T.SPECIAL_STATUS_CITY, T.MUNICIPALITY),
    ],
)
def test_who_may_apply_as_what(register, ags, kind, applies_as):
    assert register.applicant(ags, date(2026, 11, 23), kind).type is applies_as


def test_partners_stand_under_the_key_that_was_named(register):
    found = register.partners(("06535001", HANAU, "06999999"), FIRST_DAY_AFTER)

    assert [(one.ags, one.type, one.county_ags) for one in found] == [
        ("06535001", T.MUNICIPALITY, "06535"),
        (HANAU, T.INDEPENDENT_CITY, None),
    ]


def test_overlapping_statuses_and_shared_keys_are_refused():
    one = AuthorityRecord(
        identity="a", ags="99000001", name="A", kind=T.MUNICIPALITY, county_ags="99000",
        valid_from=BEGINS,
    )  # fmt: skip
    with pytest.raises(ValueError, match="two statuses"):
        Register([one, one], [])
    other = AuthorityRecord(
        identity="b", ags="99000001", name="B", kind=T.MUNICIPALITY, county_ags="99000",
        valid_from=BEGINS,
    )  # fmt: skip
    with pytest.raises(ValueError, match="belongs to a and b"):
        Register([one, other], [])


def test_a_directory_of_2026_gives_hanau_its_new_key_only():
    row = SourceRow(
        ags=HANAU_INDEPENDENT, name="Hanau", independent=True, county_ags="06415",
        inhabitants=98_000, inhabitants_as_of=date(2025, 12, 31),
    )  # fmt: skip
    records = authority_records([row], valid_from=date(2026, 6, 30))
    register = Register(records, population_records([row]))

    assert [record.ags for record in records] == [HANAU_INDEPENDENT]
    assert register.find(HANAU, date(2026, 7, 1)).ags == HANAU_INDEPENDENT
    assert register.population(HANAU, date(2026, 7, 1)).inhabitants == 98_000
