"""Cases under way in which one thing waits: a proof, a change, money, the notice's finality."""

from collections.abc import Callable
from datetime import date

from wirgrants.demo import deciding, paying, proving
from wirgrants.demo import projects_groups as groups
from wirgrants.demo import projects_posts as posts
from wirgrants.demo import projects_volunteers as volunteers
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage
from wirgrants.demo.ways import decided, filed, paid_up, running
from wirgrants.models import ChangeKind


def proof_waits(stage: Stage) -> Story:
    """Two years of a model project: the interim proof is taken up, a change is proposed."""
    project = groups.innovative("altenried", (2025, 2026), "Stadtteilmütter in den Kitas",
                                "Altenried", group="newcomers")  # fmt: skip
    case = yield from paid_up(stage, project, date(2024, 10, 22), officer="officer2")
    yield date(2026, 3, 26)
    interim = proving.proven(stage, case, year=2025)
    yield date(2026, 10, 13)
    proving.take_up(stage, case, interim)
    yield date(2026, 10, 19)
    change = paying.wish(
        stage, case, ChangeKind.PERIOD, "Der Abschluss verschiebt sich in den Januar.",
        {"end": "2027-01-31"},
    )  # fmt: skip
    yield date(2026, 11, 9)
    paying.propose_change(
        stage, case, change, grant=True, words="Die Verlängerung ist kostenneutral."
    )


def change_wished(stage: Stage) -> Story:
    """A model project that asks for another plan; its interim proof will be due in March."""
    project = groups.innovative("frauenberatung", (2026, 2027), "Gründerinnen mit Fluchterfahrung",
                                "Altenried")  # fmt: skip
    case = yield from paid_up(stage, project, date(2025, 10, 27))
    yield date(2026, 11, 12)
    paying.plan_shift(
        stage, case, 2027, "publicity", "speakers", "1500.00",
        "Statt einer Broschüre sind weitere Fachreferate nötig.",
    )  # fmt: skip


def money_asked(stage: Stage) -> Story:
    """A call for the rest of the year has just come in."""
    project = groups.micro("eritrea", (2026,), "Trommeln und Hausaufgaben", "Altenried")
    case = yield from running(stage, project, date(2025, 10, 16))
    yield date(2026, 7, 14)
    paying.paid(stage, case, "main", 2026, amount="5000.00")
    yield date(2026, 11, 19)
    paying.call(stage, case, "main", 2026)


def money_checked(stage: Stage) -> Story:
    """Guides: the training is paid, the call for the deployments waits for its release."""
    parts = {"training": volunteers.training(2026), "deployment": volunteers.guides_at_work(2026)}
    project = volunteers.guides("ederhoehe", 2026, "im Landkreis Ederhöhe", parts)
    case = yield from running(stage, project, date(2025, 11, 3), officer="officer2")
    yield date(2026, 5, 6)
    paying.paid(stage, case, "training", 2026)
    yield date(2026, 11, 11)
    ref = paying.call(stage, case, "deployment", 2026)
    yield date(2026, 11, 17)
    paying.check(stage, case, ref)


def money_released(stage: Stage) -> Story:
    """Interpreters: released yesterday, the cash office pays next."""
    project = volunteers.interpreters("sprachbruecke", 2026, "Wallenstett")
    case = yield from running(stage, project, date(2025, 10, 30))
    yield date(2026, 6, 10)
    paying.paid(stage, case, "training", 2026)
    yield date(2026, 11, 13)
    ref = paying.call(stage, case, "deployment", 2026)
    yield date(2026, 11, 16)
    paying.check(stage, case, ref)
    yield date(2026, 11, 17)
    paying.release(stage, case, ref)
    paying.release_withdrawn(stage, case, ref)
    yield date(2026, 11, 18)
    paying.release(stage, case, ref)


def money_returned(stage: Stage) -> Story:
    """The bank sent a payment back; the account has to be clarified."""
    project = groups.micro("forum", (2026, 2027), "Sprachcafé im Bahnhof", "Lindenbach")
    case = yield from running(stage, project, date(2025, 11, 10))
    yield date(2026, 9, 1)
    first = paying.paid(stage, case, "main", 2026, amount="500.00")
    yield date(2026, 9, 8)
    paying.returned(stage, case, first)
    paying.given_up(stage, case, first)
    yield date(2026, 11, 2)
    ref = paying.paid(stage, case, "main", 2026)
    yield date(2026, 11, 10)
    paying.returned(stage, case, ref)


def proof_overdue(stage: Stage) -> Story:
    """The year is long over and the proof of use has not come."""
    project = posts.coordination("ederhoehe", "Ederhöhe", 2025, "60000.00", "12000.00")
    yield from paid_up(stage, project, date(2024, 11, 7))


def proof_just_in(stage: Stage) -> Story:
    """A late proof of use came in last week."""
    project = groups.welcome("weilenbach", 2025, "Kurstadt für alle", "Bad Weilenbach")
    case = yield from paid_up(stage, project, date(2024, 10, 31), officer="officer2")
    yield date(2026, 11, 18)
    proving.proven(stage, case)


def waiting_for_finality(stage: Stage) -> Story:
    """Accepted without a waiver; the notice becomes final in December."""
    project = groups.micro("bruecke", (2027,), "Brückenbauerinnen in der Schule", "Neu-Hainau")
    case = yield from decided(stage, project, date(2026, 9, 22))
    yield date(2026, 11, 20)
    paying.accepted(stage, case, waived=False)


def final_at_the_weekend(stage: Stage) -> Story:
    """Nobody went to court until Friday: the notice is final, the measure may be let run."""
    project = groups.welcome("lindenbach", 2027, "Dorfplatz für alle", "Lindenbach")
    case = yield from filed(stage, project, date(2026, 9, 3))
    yield date(2026, 9, 14)
    deciding.checked(stage, case)
    yield date(2026, 10, 5)
    deciding.reviewed(stage, case)
    deciding.propose(stage, case)
    yield date(2026, 10, 16)
    deciding.sign(stage, case)
    yield date(2026, 11, 3)
    paying.accepted(stage, case, waived=False)


STORIES: tuple[Callable[[Stage], Story], ...] = (
    proof_waits,
    change_wished,
    money_asked,
    money_checked,
    money_released,
    money_returned,
    proof_overdue,
    proof_just_in,
    waiting_for_finality,
    final_at_the_weekend,
)
