"""When a call is over: the same moment for finder, home page and law, shifted as § 31 III says."""

from datetime import UTC, datetime, timedelta

import pytest

from wirgrants.models import Call
from wirgrants.services.calendar import holidays_around
from wirgrants.services.call_state import CallState, call_state, closing_of, is_over
from wirgrants.services.drafts import may_be_started
from wirgrants.services.snapshot import call_terms
from workflows.dates import BERLIN
from workflows.due import call_closing


def berlin(text):
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def call(closes, *, fixed=False, years=(2027,)):
    return Call(
        line="migrant_organisations", version="2021", years=list(years), figures={},
        opens_at=berlin("2026-01-01T00:00"), published_at=berlin("2026-01-01T00:00"),
        closes_at=berlin(closes).astimezone(UTC), closing_is_fixed_day=fixed,
    )  # fmt: skip


CASES = [
    # a working day stays; Sunday, Christmas and a chain of both shift; a fixed day never does
    ("2026-12-30T23:59", False, "2026-12-30T23:59"),
    ("2026-12-27T23:59", False, "2026-12-28T23:59"),
    ("2026-12-26T12:00", False, "2026-12-28T12:00"),
    ("2026-12-25T23:59", False, "2026-12-28T23:59"),
    ("2026-12-27T23:59", True, "2026-12-27T23:59"),
    # the hour stays across both changes of the clock, whatever UTC makes of it
    ("2026-03-28T23:59", False, "2026-03-30T23:59"),
    ("2026-10-24T23:59", False, "2026-10-26T23:59"),
    # Corpus Christi, a holiday in Hesse; New Year leads into the next year
    ("2026-06-04T23:59", False, "2026-06-05T23:59"),
    ("2027-01-01T23:59", False, "2027-01-04T23:59"),
]


@pytest.mark.parametrize(("named", "fixed", "last"), CASES)
def test_a_call_is_over_after_its_last_moment_and_not_before(named, fixed, last):
    one, end = call(named, fixed=fixed), berlin(last)

    assert closing_of(one) == end
    assert not is_over(one, end)
    assert call_state(one, end) is CallState.OPEN
    assert is_over(one, end + timedelta(seconds=1))
    assert call_state(one, end + timedelta(seconds=1)) is CallState.CLOSED


@pytest.mark.parametrize(("named", "fixed", "last"), CASES)
def test_the_day_is_the_one_by_which_the_law_judges_lateness(named, fixed, last):
    one = call(named, fixed=fixed)
    law = call_closing(call_terms(one), holidays_around(berlin(named).date()))

    assert closing_of(one).astimezone(BERLIN).date() == law.day == berlin(last).date()


def test_a_call_that_was_closed_by_hand_is_over_whatever_its_day():
    one = call("2026-12-27T23:59")
    one.closed_at = berlin("2026-11-01T10:00")
    assert is_over(one, berlin("2026-11-01T10:01"))


def test_a_closing_that_shifts_past_the_last_budget_year_can_still_be_met():
    one = call("2028-12-31T23:59", years=(2027, 2028))  # a Sunday; New Year follows
    assert closing_of(one) == berlin("2029-01-02T23:59")
    assert may_be_started(one, berlin("2029-01-02T12:00"))
    assert not may_be_started(one, berlin("2029-01-03T00:00"))
