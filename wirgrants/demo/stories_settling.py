"""Cases whose measure is over: examined, overpaid, about to be heard, left by the council."""

from collections.abc import Callable
from datetime import date

from wirgrants.demo import projects_groups as groups
from wirgrants.demo import projects_posts as posts
from wirgrants.demo import projects_volunteers as volunteers
from wirgrants.demo import proving, settling
from wirgrants.demo.proving import Spent
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage
from wirgrants.demo.ways import paid_up, running, settling_case


def examined(stage: Stage) -> Story:
    """The proof of use is examined, a tenth was not spent; the settlement is computed next."""
    project = posts.coordination("altenried", "Altenried", 2025, "63500.00", "13500.00")
    case = yield from paid_up(stage, project, date(2024, 10, 8), officer="officer2")
    yield date(2026, 10, 20)
    ref = proving.proven(stage, case, spent=Spent(share="0.90"))
    yield date(2026, 11, 10)
    proving.take_up(stage, case, ref)
    proving.examined(stage, case, ref)


def overpaid(stage: Stage) -> Story:
    """A third was not spent; the officer has to ask for it back."""
    project = groups.micro("eritrea", (2025,), "Lernwerkstatt am Hafen", "Altenried")
    yield from settling_case(
        stage, project, date(2024, 11, 14), date(2026, 10, 12), spent=Spent(share="0.66")
    )


def about_to_be_heard(stage: Stage) -> Story:
    """The recovery was opened last week; the hearing is not yet worded."""
    project = groups.welcome("wallenstett", 2025, "Werkstatt der Nachbarn", "Wallenstett")
    case = yield from settling_case(
        stage, project, date(2024, 11, 7), date(2026, 9, 29), spent=Spent(share="0.60"),
        officer="officer2",
    )  # fmt: skip
    yield date(2026, 11, 18)
    settling.opened(stage, case)


def claim_dropped(stage: Stage) -> Story:
    """Fewer deployments than planned; after the hearing nothing is asked back."""
    project = volunteers.interpreters("kirchgarten", 2025, "Kirchgarten", deployments=200)
    case = yield from settling_case(
        stage, project, date(2024, 10, 15), date(2026, 8, 25),
        spent=Spent(share="0.55", counters={"deployments_done": 110}), officer="officer2",
    )  # fmt: skip
    yield date(2026, 9, 28)
    ref = settling.heard(stage, case)
    yield date(2026, 10, 16)
    settling.stated(stage, case, ref, "Die Einsätze wurden wegen der Schließung des Rathauses "
                    "abgesagt; die Ehrenamtlichen hatten sich bereitgehalten.")  # fmt: skip
    yield date(2026, 11, 19)
    settling.dropped(stage, case, ref, "Nach der Stellungnahme wird aus Billigkeit abgesehen.")


def left_by_the_council(stage: Stage) -> Story:
    """No council resolved the strategy, half was not spent; the approver let it be settled."""
    project = groups.strategy("kirchgarten", 2025, "Kirchgarten an der Lohr, erster Anlauf")
    case = yield from paid_up(stage, project, date(2024, 11, 12))
    yield date(2026, 5, 12)
    proving.strike(
        stage, case, proving.proof_of(stage, case, year=2025),
        "Der Zeitraum ist kürzer als 16 Monate; der Verwendungsnachweis genügt.",
    )  # fmt: skip
    final = proving.proven(stage, case, spent=Spent(share="0.50"))
    yield date(2026, 6, 9)
    proving.take_up(stage, case, final)
    proving.examined(stage, case, final)
    yield date(2026, 11, 11)
    settling.settled_unresolved(
        stage, case, "Die neue Stadtverordnetenversammlung befasst sich nicht mehr mit dem Entwurf."
    )


def never_delivered(stage: Stage) -> Story:
    """All was spent and examined, but no strategy came: the approver has to decide."""
    project = groups.strategy("lindenbach", 2024, "Lindenbach, erster Entwurf")
    case = yield from running(stage, project, date(2023, 11, 15), officer="officer2")
    yield date(2026, 8, 11)
    interim, final = proving.proof_of(stage, case, year=2024), proving.proven(stage, case)
    proving.strike(stage, case, interim, "Der Verwendungsnachweis deckt das Jahr 2024 mit ab.")
    yield date(2026, 9, 15)
    proving.take_up(stage, case, final)
    proving.examined(stage, case, final)


STORIES: tuple[Callable[[Stage], Story], ...] = (
    examined,
    overpaid,
    about_to_be_heard,
    claim_dropped,
    left_by_the_council,
    never_delivered,
)
