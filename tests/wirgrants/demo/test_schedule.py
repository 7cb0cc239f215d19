"""Stories are interleaved by day."""

from collections.abc import Iterator
from datetime import date

import pytest

from wirgrants.demo.schedule import Story, play

D1, D2, D3, D4 = (date(2026, 1, day) for day in (1, 2, 3, 4))


def _story(told: list[str], name: str, days: tuple[date, ...]) -> Story:
    for day in days:
        yield day
        told.append(f"{name} {day.day}")


def test_the_earliest_act_comes_first() -> None:
    told: list[str] = []
    turned: list[date] = []
    stories: Iterator[Story] = iter(
        (_story(told, "a", (D1, D4)), _story(told, "b", (D2, D3)), _story(told, "c", (D2,)))
    )
    assert play(stories, turned.append, until=D4) == 5
    assert told == ["a 1", "b 2", "c 2", "b 3", "a 4"]
    assert turned == [D1, D2, D2, D3, D4]


@pytest.mark.parametrize("days", [(D2, D1), (D1, date(2026, 1, 5))])
def test_no_story_goes_back_or_beyond_the_end(days: tuple[date, ...]) -> None:
    with pytest.raises(ValueError, match="is not between"):
        play([_story([], "a", days)], lambda _: None, until=D4)
