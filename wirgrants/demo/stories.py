"""Every story of the demo."""

from collections.abc import Callable

from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage

Make = Callable[[Stage], Story]


def all_stories() -> tuple[Make, ...]:
    """What plays, in any order; the schedule sorts it by day."""
    return ()
