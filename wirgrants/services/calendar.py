"""The public holidays of Hesse, as the law wants them handed in."""

from collections.abc import Iterable
from datetime import date
from functools import cache


@cache
def _of_year(year: int) -> frozenset[date]:
    import holidays  # takes a while to import; only dates of letters and facts need it

    return frozenset(holidays.country_holidays("DE", subdiv="HE", years=year))


def holidays_of(years: Iterable[int]) -> frozenset[date]:
    """The public holidays of Hesse in these years."""
    return frozenset().union(*(_of_year(year) for year in years))


def holidays_around(day: date, years: int = 2) -> frozenset[date]:
    """The holidays from the day's year on, for periods that begin on that day."""
    return holidays_of(range(day.year, day.year + years))
