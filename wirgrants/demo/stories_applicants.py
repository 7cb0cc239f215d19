"""What applicants do at their own desks: drafts in all stages, messages read."""

from collections.abc import Callable
from datetime import date

from wirgrants.demo import filing
from wirgrants.demo import projects_groups as groups
from wirgrants.demo import projects_posts as posts
from wirgrants.demo import projects_volunteers as volunteers
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage
from wirgrants.services import inbox
from wirgrants.unit_of_work import read_only


def drafts(stage: Stage) -> Story:
    """Drafts in all stages: hardly begun, half done, waiting for a signature."""
    yield date(2026, 11, 10)
    begun = volunteers.interpreters("bruecke", 2027, "Neu-Hainau")
    case = filing.start(stage, begun)
    filing.fill(stage, case, sections=frozenset({"antragsteller"}))
    yield date(2026, 11, 12)
    half = groups.micro("eritrea", (2027, 2028), "Nachhilfe und Begegnung", "Altenried")
    case = filing.start(stage, half)
    filing.fill(stage, case, sections=frozenset({"antragsteller", "vorhaben", "teil-main"}))
    yield date(2026, 11, 18)
    whole = posts.coordination("taunusgrund", "Taunusgrund", 2027, "66000.00", "16000.00")
    case = filing.start(stage, whole)
    filing.fill(stage, case)
    filing.add_papers(stage, case)
    filing.present(stage, case, "Bitte bis zum Monatsende einreichen.")
    yield date(2026, 11, 19)
    parts = {"training": volunteers.training(2027)}
    case = filing.start(stage, volunteers.guides("dekanat", 2027, "des Dekanats", parts))
    filing.fill(stage, case)
    yield date(2026, 11, 20)
    filing.start(stage, groups.strategy("rodenfeld", 2027, "Rodenfeld"))


def messages_read(stage: Stage) -> Story:
    """Most people have read their older messages."""
    yield date(2026, 11, 5)
    for body in stage.organisations:
        reader = stage.person(f"{body}.signatory")
        with read_only() as session:
            found = inbox.messages(session, reader, size=100).entries
        for entry in found:
            inbox.mark_read(reader, entry.message.ref)


STORIES: tuple[Callable[[Stage], Story], ...] = (
    drafts,
    messages_read,
)
