"""Applications before and after the decision: proposed, signed, overdue, taken back."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from wirgrants.demo import deciding, filing, paying
from wirgrants.demo import projects_groups as groups
from wirgrants.demo import projects_posts as posts
from wirgrants.demo import projects_volunteers as volunteers
from wirgrants.demo.project import Part
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage
from wirgrants.demo.ways import decided, filed, ready
from wirgrants.models import VoteOutcome


def returned_by_approver(stage: Stage) -> Story:
    """The approver wants to know more; the case is ready again."""
    project = posts.case_management("taunusgrund", "Taunusgrund", 2027, "58500.00", "11700.00")
    case = yield from ready(stage, project, date(2026, 9, 21))
    yield date(2026, 11, 10)
    deciding.propose(stage, case)
    yield date(2026, 11, 16)
    deciding.send_back(stage, case, "Bitte die Abgrenzung zur Koordination im Bescheid darstellen.")


def award_waits(stage: Stage) -> Story:
    """Guides with all three parts; the notice waits for its signature."""
    parts = {
        "training": volunteers.training(2027, 16, 30),
        "seminar": volunteers.seminar(2027),
        "deployment": volunteers.guides_at_work(2027, 1200),
    }
    project = volunteers.guides("altenried", 2027, "in Altenried", parts)
    case = yield from ready(stage, project, date(2026, 9, 14), officer="officer2")
    yield date(2026, 11, 18)
    deciding.propose(stage, case)


def rejection_waits(stage: Stage) -> Story:
    """A pool of four interpreters: the rejection waits for its signature."""
    project = volunteers.interpreters("volkshochschule", 2027, "Altenried", course=False)
    small = {**project.parts["deployment"].answers, "pool_size": 4, "pool_languages": 3}
    part = project.parts["deployment"]
    smaller = Part(start=part.start, end=part.end, items=part.items, answers=small)
    told = replace(project, parts={"deployment": smaller})
    case = yield from filed(stage, told, date(2026, 10, 7))
    yield date(2026, 10, 21)
    deciding.begin(stage, case)
    deciding.fail_as_found(stage, case)
    yield date(2026, 11, 17)
    deciding.propose_rejection(
        stage, case, "Der Pool hat weniger als fünf Dolmetschende und weniger als fünf Sprachen."
    )


def private_person_rejected(stage: Stage) -> Story:
    """A private person applied; received, checked and rejected."""
    project = groups.women("privat", 2027, "Nähkurs im Wohnzimmer", "Wallenstett")
    case = yield from filed(stage, project, date(2026, 9, 8))
    yield date(2026, 9, 18)
    deciding.begin(stage, case)
    deciding.fail_as_found(stage, case)
    deciding.propose_rejection(stage, case, "Privatpersonen sind nicht antragsberechtigt.")
    yield date(2026, 9, 25)
    deciding.sign_rejection(stage, case)


def award_to_accept(stage: Stage) -> Story:
    """The award is out; the recipient has to declare next month."""
    project = groups.innovative("arbeiterhilfe", (2027, 2028), "Azubi-Lotsen im Handwerk",
                                "Neu-Hainau")  # fmt: skip
    case = yield from decided(stage, project, date(2026, 9, 16))
    yield date(2026, 11, 4)
    paying.opened(stage, case)


def award_overdue(stage: Stage) -> Story:
    """The day to accept has passed; the approver may let the award lapse."""
    project = groups.strategy("ellerbachtal", 2027, "Ellerbachtal, zweite Stufe")
    case = yield from filed(stage, project, date(2026, 9, 2), officer="officer2")
    yield date(2026, 9, 9)
    deciding.checked(stage, case)
    yield date(2026, 9, 23)
    deciding.reviewed(stage, case)
    deciding.propose(stage, case)
    yield date(2026, 9, 25)
    deciding.sign(stage, case)
    yield date(2026, 9, 28)
    paying.opened(stage, case)


def conditional_vote(stage: Stage) -> Story:
    """A vote with conditions; a little less than asked is granted."""
    project = groups.innovative("forum", (2027,), "Radio der Nachbarschaft", "Lindenbach")
    case = yield from filed(stage, project, date(2026, 9, 4))
    yield date(2026, 9, 18)
    deciding.checked(stage, case)
    yield date(2026, 10, 9)
    deciding.reviewed(
        stage, case, VoteOutcome.CONDITIONAL, "Befürwortet ohne die Kosten der Dokumentation."
    )
    yield date(2026, 11, 13)
    deciding.propose(
        stage, case, reason="Die Dokumentation wird nicht gefördert.", least="36000.00"
    )
    yield date(2026, 11, 19)
    deciding.sign(stage, case)


def withdrawn(stage: Stage) -> Story:
    """Taken back a week after the filing."""
    parts = {"deployment": volunteers.guides_at_work(2027, 500)}
    project = volunteers.guides("sprachbruecke", 2027, "in Wallenstett", parts)
    case = yield from filed(stage, project, date(2026, 10, 1))
    yield date(2026, 10, 9)
    filing.take_back(stage, case, "Der Antrag wird mit der Stadt Wallenstett gemeinsam gestellt.")


def filed_late(stage: Stage) -> Story:
    """Filed after the closing of the call of 2026, and rejected as the money was spent."""
    project = groups.micro("familien", (2026,), "Gartenprojekt der Generationen", "Kirchgarten")
    case = yield from filed(stage, project, date(2026, 2, 18))
    yield date(2026, 3, 4)
    deciding.checked(stage, case)
    deciding.reviewed(stage, case)
    deciding.propose_rejection(
        stage, case, "Der Antrag ging nach Antragsschluss ein; die Mittel sind gebunden."
    )
    yield date(2026, 3, 10)
    deciding.sign_rejection(stage, case)


STORIES: tuple[Callable[[Stage], Story], ...] = (
    returned_by_approver,
    award_waits,
    rejection_waits,
    private_person_rejected,
    award_to_accept,
    award_overdue,
    conditional_vote,
    withdrawn,
    filed_late,
)
