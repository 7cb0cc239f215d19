"""Reminders of the office: the examination that waits, the year to revoke, interest that lapses."""

from datetime import date

import pytest

from workflows.lapsing import file_kept_until, interest_lapse, review_escalation, revocation_end
from workflows.parameters import DEFAULTS, Parameters
from workflows.sources import Mark


@pytest.mark.parametrize(
    ("submitted", "warning", "escalation"),
    [
        ("2027-02-10", "10.05.2027", "2027-06-30"),
        ("2027-03-30", "30.06.2027", "2027-06-30"),
        ("2027-03-31", "30.06.2027", "2027-06-30"),
        ("2027-04-01", "01.07.2027", "2028-06-30"),
        ("2027-11-30", "29.02.2028", "2028-06-30"),
    ],
)
def test_an_unexamined_proof_is_escalated_on_the_30_june_after_the_warning(
    submitted: str, warning: str, escalation: str
) -> None:
    found = review_escalation(date.fromisoformat(submitted), DEFAULTS)
    assert (found.day, found.mark) == (date.fromisoformat(escalation), Mark.UNVERIFIED)
    assert warning in found.text()
    assert found.day.strftime("%d.%m.%Y") in found.text()
    assert found.inputs["event"] == date.fromisoformat(submitted)


@pytest.mark.parametrize(
    ("known", "last"), [("2027-01-15", "2028-01-15"), ("2028-02-29", "2029-02-28")]
)
def test_the_year_to_revoke_runs_from_full_knowledge_and_does_not_shift(
    known: str, last: str
) -> None:
    found = revocation_end(date.fromisoformat(known), DEFAULTS)
    assert (found.day, found.shifted_from) == (date.fromisoformat(last), None)
    assert "12 Monaten ab voller Kenntnis" in found.text()
    assert found.unverified


@pytest.mark.parametrize(
    ("arose", "last"), [("2027-01-01", "2030-12-31"), ("2027-12-31", "2030-12-31")]
)
def test_a_claim_to_interest_lapses_three_years_after_the_end_of_its_year(
    arose: str, last: str
) -> None:
    found = interest_lapse(date.fromisoformat(arose), DEFAULTS)
    assert (found.day, found.unverified) == (date.fromisoformat(last), False)
    assert "verjährt 3 Jahre nach dem Ende" in found.text()


def test_an_administrator_may_set_each_of_these_periods() -> None:
    day = date(2027, 4, 1)
    changed = {
        "review_escalation_months": 9,
        "revocation_months": 6,
        "interest_claim_years": 2,
        "file_years": 1,
    }
    table = Parameters(
        row if row.key not in changed else type(row)(**{**vars(row), "value": changed[row.key]})
        for name in DEFAULTS.names()
        for row in DEFAULTS.series(name)
    )
    assert review_escalation(day, table).day == date(2027, 9, 30)
    assert revocation_end(day, table).day == date(2027, 10, 1)
    assert interest_lapse(day, table).day == date(2029, 12, 31)
    assert file_kept_until(day, table).day == date(2028, 4, 1)


@pytest.mark.parametrize(
    ("closed", "last"), [("2027-04-01", "2037-04-01"), ("2028-02-29", "2038-02-28")]
)
def test_a_closed_file_is_kept_for_ten_years(closed: str, last: str) -> None:
    found = file_kept_until(date.fromisoformat(closed), DEFAULTS)
    assert (found.day, found.mark) == (date.fromisoformat(last), Mark.UNVERIFIED)
    assert found.text().startswith("Die Akte wird 10 Jahre nach ihrem Abschluss")
