"""Dated parameters: looked up by day, never guessed, warned of beyond what was confirmed."""

from datetime import date
from decimal import Decimal

import pytest

from workflows.parameters import (
    DEFAULTS,
    Parameter,
    ParameterMissing,
    Parameters,
    audit_norm,
    court_key,
    shipped,
)
from workflows.sources import Clause, Mark
from workflows.wording import known

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2014-01-01", "-0.63"),
        ("2014-06-30", "-0.63"),
        ("2014-07-01", "-0.73"),
        ("2015-01-01", "-0.83"),
        ("2016-06-30", "-0.83"),
        ("2016-07-01", "-0.88"),
        ("2022-12-31", "-0.88"),
        ("2023-01-01", "1.62"),
        ("2023-07-01", "3.12"),
        ("2024-01-01", "3.62"),
        ("2024-07-01", "3.37"),
        ("2025-01-01", "2.27"),
        ("2025-07-01", "1.27"),
        ("2026-01-01", "1.27"),
    ],
)
def test_the_base_rate_of_every_half_year(day: str, rate: str) -> None:
    assert DEFAULTS.decimal("base_rate", date.fromisoformat(day)) == Decimal(rate)


def test_before_the_first_row_nothing_is_guessed() -> None:
    with pytest.raises(ParameterMissing):
        DEFAULTS.on("base_rate", date(2013, 12, 31))
    with pytest.raises(ParameterMissing):
        DEFAULTS.on("no_such_key", DAY)


@pytest.mark.parametrize(
    ("ags", "city"),
    [
        ("06411000", "Darmstadt"),
        ("06413000", "Darmstadt"),
        ("06431", "Darmstadt"),
        ("06433012", "Darmstadt"),
        ("06437", "Darmstadt"),
        ("06438", "Darmstadt"),
        ("06412000", "Frankfurt am Main"),
        ("06434001", "Frankfurt am Main"),
        ("06435", "Frankfurt am Main"),
        ("06436", "Frankfurt am Main"),
        ("06440", "Gießen"),
        ("06531005", "Gießen"),
        ("06532023", "Gießen"),
        ("06534014", "Gießen"),
        ("06535", "Gießen"),
        ("06611000", "Kassel"),
        ("06631009", "Kassel"),
        ("06635", "Kassel"),
        ("06636", "Kassel"),
        ("06414000", "Wiesbaden"),
        ("06439", "Wiesbaden"),
        ("06533", "Wiesbaden"),
    ],
)
def test_the_court_of_a_seat(ags: str, city: str) -> None:
    assert DEFAULTS.text(court_key(ags), DAY) == f"Verwaltungsgericht {city}"


def test_hanaus_court_before_and_after_its_change() -> None:
    before = DEFAULTS.on(court_key("06435014"), date(2025, 12, 31))
    after = DEFAULTS.on(court_key("06415000"), date(2026, 1, 1))
    assert before.value == after.value == "Verwaltungsgericht Frankfurt am Main"
    assert (before.mark, after.mark) == (Mark.SOURCED, Mark.UNVERIFIED)
    with pytest.raises(ParameterMissing):
        DEFAULTS.on(court_key("06415000"), date(2025, 12, 31))


def test_twenty_one_counties_and_six_cities_have_a_court() -> None:
    assert len([key for key in DEFAULTS.names() if key.startswith("court.")]) == 27


@pytest.mark.parametrize("ags", ["", "6411", "0641100", "06411x", "٠٦٤١١"])
def test_what_is_no_key_has_no_court(ags: str) -> None:
    with pytest.raises(ValueError):
        court_key(ags)


def test_remedy_and_courts_warn_after_the_stored_act_ends() -> None:
    keys = ("remedy", court_key("06411"), "remedy_months")
    assert not any(DEFAULTS.warns(key, date(2026, 12, 31)) for key in keys)
    warned = [key for key in keys if DEFAULTS.warns(key, date(2027, 1, 1))]
    assert warned == ["remedy", "court.06411"]
    assert DEFAULTS.text("remedy", date(2027, 1, 1)) == "Klage"


def test_an_administrators_row_replaces_the_shipped_one_and_ends_the_warning() -> None:
    row = Parameter(
        key="remedy",
        value="Klage",
        unit="",
        valid_from=date(2027, 1, 1),
        clause=Clause("HessAGVwGO", "§ 16a"),
        mark=Mark.CONFIRMED,
    )
    table = DEFAULTS.with_rows([row])
    assert not table.warns("remedy", date(2027, 1, 1))
    assert table.on("remedy", date(2026, 12, 31)).mark is Mark.GENERAL


def test_the_later_of_two_rows_of_a_day_wins() -> None:
    first, second = (
        Parameter(
            key="petty_limit",
            value=value,
            unit="EUR",
            valid_from=date(2014, 1, 1),
            clause=Clause("RULINGS", "Kleinbeträge"),
            mark=Mark.UNVERIFIED,
        )
        for value in (500, 750)
    )
    assert Parameters([first, second]).decimal("petty_limit", DAY) == 750


@pytest.mark.parametrize(
    ("key", "day", "value"),
    [
        ("posting_days", "2026-01-01", "3"),
        ("petty_limit", "2026-01-01", "500"),
        ("petty_limit_municipal", "2026-01-01", "2500"),
        ("reduction_threshold", "2026-01-01", "500"),
        ("anbest_p_proof_months", "2026-01-01", "6"),
        ("payment_window_months", "2026-01-01", "2"),
        ("interest_points", "2026-01-01", "5"),
        ("interest_year_days", "2026-01-01", "365"),
        ("retention_share", "2026-01-01", "0"),
        ("plan_shift_share", "2026-01-01", "0.20"),
        ("better_off_threshold", "2026-01-01", "0.50"),
        ("exemption_notice_years", "2026-01-01", "5"),
        ("exemption_notice_60a_years", "2026-01-01", "3"),
        ("register_extract_months", "2026-01-01", "12"),
        ("review_escalation_months", "2026-01-01", "6"),
        ("processing_weeks", "2026-01-01", "6"),
        ("inventory_threshold", "2026-01-01", "410"),
        ("revocation_months", "2026-01-01", "12"),
        ("interest_claim_years", "2026-01-01", "3"),
        ("de_minimis_limit", "2024-01-01", "300000"),
        ("de_minimis_limit_dawi", "2024-01-01", "750000"),
        ("de_minimis_years", "2024-01-01", "3"),
        ("de_minimis_register_days", "2026-01-01", "20"),
        ("police_certificate_months", "2026-01-01", "3"),
        ("police_certificate_years", "2026-01-01", "5"),
        ("volunteer_allowance", "2025-12-31", "3000"),
        ("volunteer_allowance", "2026-01-01", "3300"),
    ],
)
def test_the_shipped_value(key: str, day: str, value: str) -> None:
    assert DEFAULTS.decimal(key, date.fromisoformat(day)) == Decimal(value)


def test_the_audit_norm_goes_by_the_day_of_the_audit() -> None:
    assert audit_norm(DEFAULTS, date(2022, 4, 14)) == "§ 91 LHO"
    assert audit_norm(DEFAULTS, date(2022, 4, 15)) == "§ 84 LHO"


def test_numbers_are_handed_to_facts_as_figures_and_texts_are_not() -> None:
    figures = DEFAULTS.figures_on(DAY)
    assert figures["petty_limit"].value == 500
    assert figures["petty_limit"].mark is Mark.UNVERIFIED
    assert "remedy" not in figures
    assert "volunteer_allowance" in figures


def test_a_text_is_no_number() -> None:
    with pytest.raises(ValueError):
        DEFAULTS.decimal("remedy", DAY)


def test_the_frozen_table_holds_every_row_of_the_day() -> None:
    frozen = DEFAULTS.to_json(DAY)
    assert {row["key"] for row in frozen} == set(DEFAULTS.names())
    rate = next(row for row in frozen if row["key"] == "base_rate")
    assert rate == {
        "key": "base_rate",
        "value": "1.27",
        "unit": "%",
        "valid_from": "2026-01-01",
        "source": "S31c",
        "number": "Basiszinssatz ab 01.01.2026",
        "mark": "sourced",
        "confirmed_until": None,
    }


def test_every_shipped_row_cites_a_source_that_can_be_shown() -> None:
    assert all(row.clause.german() for row in shipped())


# Federal law, and what the rulings give outright; all else was read somewhere or is doubtful.
SETTLED = {
    "base_rate",
    "remedy",
    "remedy_months_without_notice",
    "exemption_notice_years",
    "exemption_notice_60a_years",
    "volunteer_allowance",
}


def test_general_knowledge_is_federal_law_or_a_ruling_and_nothing_else() -> None:
    assert {row.key for row in shipped() if row.mark is Mark.GENERAL} == SETTLED


def test_nothing_marked_as_read_cites_general_knowledge_or_a_ruling() -> None:
    cited = {row.clause.source for row in shipped() if row.mark is Mark.SOURCED}
    assert not cited & {"GK", "RULINGS"}


@pytest.mark.parametrize(
    ("key", "day"),
    [("de_minimis_limit", "2023-12-31"), ("de_minimis_register_days", "2025-12-31")],
)
def test_state_aid_figures_begin_with_their_regulation(key: str, day: str) -> None:
    with pytest.raises(ParameterMissing):
        DEFAULTS.on(key, date.fromisoformat(day))


def test_each_parameter_has_a_german_name_on_its_page() -> None:
    keys = {key.partition(".")[0] for key in DEFAULTS.names()}
    assert sorted(key for key in keys if not known(f"parameter.{key}")) == []


@pytest.mark.parametrize(
    "key",
    [
        "plan_shift_share",
        "interim_proof_months",
        "anbest_gk_proof_months",
        "receipts_years",
        "file_years",
        "register_extract_months",
        "interest_year_days",
        "retention_share",
        "review_warning_months",
        "review_escalation_months",
        "inventory_threshold",
        "revocation_months",
        "police_certificate_months",
        "police_certificate_years",
        "hearing_weeks",
    ],
)
def test_what_no_hessian_text_gave_is_unverified(key: str) -> None:
    assert {row.mark for row in DEFAULTS.series(key)} == {Mark.UNVERIFIED}


def test_a_text_that_is_known_without_its_paragraphs_is_cited_without_one() -> None:
    cited = {row.clause.number for key in DEFAULTS.names() for row in DEFAULTS.series(key)
             if row.clause.source == "S23a"}  # fmt: skip
    assert cited
    assert [number for number in cited if any(sign.isdigit() for sign in number)] == []


@pytest.mark.parametrize(
    ("key", "cited"),
    [
        ("de_minimis_limit", "Art. 3 Abs. 2 Verordnung (EU) 2023/2831 (De-minimis)"),
        ("de_minimis_limit_dawi", "Art. 3 Abs. 2 Verordnung (EU) 2023/2832 (DAWI-De-minimis)"),
        ("de_minimis_years", "Art. 3 Abs. 2 Verordnung (EU) 2023/2831 (De-minimis)"),
        ("de_minimis_register_days", "Art. 6 Verordnung (EU) 2023/2831 (De-minimis)"),
    ],
)
def test_state_aid_cites_the_regulation_itself(key: str, cited: str) -> None:
    assert DEFAULTS.on(key, date(2026, 6, 1)).clause.german() == cited
