"""Plays many stories at once, always the one whose next day comes first."""

import heapq
from collections.abc import Callable, Generator, Iterable
from datetime import date

Story = Generator[date, None, None]
"""Yields the day on which it goes on; ends where the case rests."""


def play(stories: Iterable[Story], turn_to: Callable[[date], None], *, until: date) -> int:
    """Play every story to its end in order of days; how many acts there were.

    `turn_to` moves the clock before each act. Raises ValueError for a day after `until`, or before
    the day on which the story stands.
    """
    waiting: list[tuple[date, int, Story]] = []
    for number, story in enumerate(stories):
        _wait(waiting, number, story, date.min, until)
    acts = 0
    while waiting:
        day, number, story = heapq.heappop(waiting)
        turn_to(day)
        _wait(waiting, number, story, day, until)
        acts += 1
    return acts


def _wait(
    waiting: list[tuple[date, int, Story]], number: int, story: Story, since: date, until: date
) -> None:
    day = next(story, None)
    if day is None:
        return
    if not since <= day <= until:
        raise ValueError(f"{story!r}: {day} is not between {since} and {until}")
    heapq.heappush(waiting, (day, number, story))
