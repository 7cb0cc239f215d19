"""Every story of the demo."""

from wirgrants.demo import (
    stories_applicants,
    stories_decided,
    stories_finished,
    stories_open,
    stories_running,
    stories_settling,
    stories_waiting,
)
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage


def all_stories(stage: Stage) -> tuple[Story, ...]:
    """What plays on this stage, in any order; the schedule sorts it by day."""
    told = (
        *stories_finished.STORIES,
        *stories_running.STORIES,
        *stories_settling.STORIES,
        *stories_waiting.STORIES,
        *stories_open.STORIES,
        *stories_decided.STORIES,
        *stories_applicants.STORIES,
    )
    return (
        *stories_finished.without_a_fault(stage),
        *(make(stage) for make in told),
    )
