"""The moments at which a call opens and closes, through both changes of the clock."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from forms.call import instant
from wirgrants.clock import day_of


@pytest.mark.parametrize(
    ("closing", "instant_"),
    [
        ("2026-01-15", "2026-01-15T22:59:59"),
        ("2026-07-15", "2026-07-15T21:59:59"),
        ("2026-03-28", "2026-03-28T22:59:59"),  # eve of summer time
        ("2026-03-29", "2026-03-29T21:59:59"),  # day of 23 hours
        ("2026-10-24", "2026-10-24T21:59:59"),  # eve of winter time
        ("2026-10-25", "2026-10-25T22:59:59"),  # day of 25 hours
        ("2026-12-31", "2026-12-31T22:59:59"),
    ],
)
def test_the_last_minute_ends_with_the_last_second_of_the_local_day(
    closing: str, instant_: str
) -> None:
    day = date.fromisoformat(closing)
    end = instant(day, time(23, 59)).astimezone(UTC)
    assert end == datetime.fromisoformat(instant_).replace(tzinfo=UTC)
    assert day_of(end) == day
    assert day_of(end + timedelta(seconds=1)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("on", "hours"), [("2026-03-29", 23), ("2026-10-25", 25), ("2026-06-01", 24)]
)
def test_a_day_of_a_clock_change_has_its_own_length(on: str, hours: int) -> None:
    day = date.fromisoformat(on)
    first, last = instant(day, time(0)), instant(day, time(23, 59))
    length = last.astimezone(UTC) - first.astimezone(UTC)
    assert length == timedelta(hours=hours, seconds=-1)


def test_any_other_minute_counts_as_it_is_typed() -> None:
    assert instant(date(2026, 12, 31), time(12, 0)).isoformat() == "2026-12-31T12:00:00+01:00"
