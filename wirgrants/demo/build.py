"""Makes the whole demo in an empty database, and says on the way how far it is."""

from collections.abc import Callable
from datetime import date

from wirgrants import clock
from wirgrants.demo.bodies import found_bodies
from wirgrants.demo.papers import check_papers
from wirgrants.demo.people import admit_members, appoint_staff
from wirgrants.demo.places import found_places
from wirgrants.demo.programme import SEASONS, Season, add_annexes, allot, announce
from wirgrants.demo.schedule import Story, play
from wirgrants.demo.stage import TODAY, Stage
from wirgrants.demo.stories import all_stories
from wirgrants.services.anchors import anchor_now
from wirgrants.services.register import load_shipped
from wirgrants.unit_of_work import unit_of_work

FOUNDED = date(2023, 9, 1)
Say = Callable[[str], None]


def build(say: Say) -> Stage:
    """Everything, in an empty database that is at its newest revision; the clock then holds.

    Needs an application context in demo or test mode. Whatever goes wrong is raised as it is.
    """
    with unit_of_work() as session:
        load_shipped(session)
    stage = Stage()
    stage.on(FOUNDED)
    found_places()
    say("Register of authorities with invented bodies")
    stage.papers = check_papers()
    say(f"{len(stage.papers)} example papers checked")
    appoint_staff(stage)
    found_bodies(stage)
    admit_members(stage)
    add_annexes(stage)
    say(f"{len(stage.emails)} accounts, {len(stage.organisations)} organisations")
    seasons = [_season(stage, season, say) for season in SEASONS]
    stories = all_stories(stage)
    acts = play([*seasons, *stories], stage.on, until=TODAY)
    anchor_now()  # on the day of the last act: nothing of the demo lies after its today
    with unit_of_work() as session:
        clock.hold_day(session, TODAY)
    say(f"{len(stories)} stories in {acts} acts; the clock stands at {TODAY}")
    return stage


def _season(stage: Stage, season: Season, say: Say) -> Story:
    yield season.prepared
    allot(stage, season)
    announce(stage, season)
    say(f"Calls for {season.year}: {len(season.lines)} lines")
