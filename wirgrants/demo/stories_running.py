"""Cases under way with a history: centres, claims and strategies."""

from collections.abc import Callable
from datetime import date

from wirgrants.demo import paying, proving, settling
from wirgrants.demo import projects_groups as groups
from wirgrants.demo import projects_posts as posts
from wirgrants.demo import projects_volunteers as volunteers
from wirgrants.demo.papers import paper_pdf
from wirgrants.demo.proving import Spent
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage
from wirgrants.demo.ways import paid_up, running, settling_case
from wirgrants.models import ChangeKind


def centre_in_third_year(stage: Stage) -> Story:
    """A centre from 2024 to 2026: two interim proofs, yearly talks, a change granted."""
    project = posts.centre("taunusgrund", "Taunusgrund", (2024, 2025, 2026))
    case = yield from paid_up(stage, project, date(2023, 10, 9))
    yield date(2024, 11, 14)
    settling.talked(stage, case, "Zwei von drei Zielen sind erreicht, der Fachtag folgt im Mai.")
    yield date(2025, 3, 11)
    first = proving.proven(stage, case, year=2024)
    yield date(2025, 4, 8)
    proving.take_up(stage, case, first)
    proving.examined(stage, case, first)
    yield date(2025, 9, 24)
    change = paying.plan_shift(
        stage, case, 2026, "assistant", "personnel", "6000.00",
        "Die Assistenz wechselt die Stelle; die Koordination übernimmt ihre Aufgaben.",
    )  # fmt: skip
    yield date(2025, 10, 2)
    settling.talked(stage, case, "Alle Ziele im Plan. Neues Ziel: Beratung der Kitas.")
    paying.met(stage, case, 1, "Das Faltblatt nennt die Förderung; Belegstück bei den Akten.")
    yield date(2025, 10, 21)
    paying.propose_change(
        stage, case, change, grant=True, words="Die Umwidmung dient dem Zweck der Zuwendung."
    )
    yield date(2025, 10, 27)
    paying.decide_change(stage, case, change, grant=True)
    yield date(2025, 11, 5)
    paying.paid(stage, case, "main", 2025)
    yield date(2026, 3, 17)
    second = proving.proven(stage, case, year=2025)
    yield date(2026, 4, 21)
    proving.take_up(stage, case, second)
    proving.examined(stage, case, second, cut="1200.00", why="Reisekosten gehören nicht zum Plan.")
    paying.paid(stage, case, "main", 2026, amount="50000.00")


def centre_of_the_new_guideline(stage: Stage) -> Story:
    """A centre under the guideline of 2026; a change refused, a call refused, one withdrawn."""
    project = posts.centre("altenried", "Altenried", (2026, 2027, 2028), assistant=False)
    case = yield from running(stage, project, date(2025, 10, 14), officer="officer2")
    yield date(2026, 2, 9)
    early = paying.call(stage, case, "main", 2026, amount="90000.00", due_soon="112500.00")
    yield date(2026, 2, 16)
    paying.refused(stage, case, early, "Der Abruf übersteigt den Bedarf der nächsten zwei Monate.")
    yield date(2026, 2, 24)
    mistaken = paying.call(stage, case, "main", 2026, amount="25000.00")
    yield date(2026, 2, 25)
    paying.called_off(stage, case, mistaken)
    yield date(2026, 3, 3)
    paying.paid(stage, case, "main", 2026, amount="36000.00")
    yield date(2026, 6, 15)
    change = paying.plan_shift(
        stage, case, 2027, "micro_project", "personnel", "5000.00",
        "Der Topf für Mikroprojekte soll in Personal umgewandelt werden.",
    )  # fmt: skip
    yield date(2026, 7, 6)
    paying.propose_change(
        stage, case, change, grant=False,
        words="Der Topf für Mikroprojekte ist ein eigener Zweck und bleibt erhalten.",
    )  # fmt: skip
    yield date(2026, 7, 10)
    paying.decide_change(stage, case, change, grant=False)
    yield date(2026, 9, 8)
    paying.paid(stage, case, "main", 2026, amount="52000.00")


def case_management_in_settlement(stage: Stage) -> Story:
    """Everything is examined; the settlement waits for its signature."""
    project = posts.case_management("mittelsinn", "Mittelsinn", 2025, "59000.00", "11800.00")
    yield from settling_case(stage, project, date(2024, 10, 11), date(2026, 10, 13))


def women_heard(stage: Stage) -> Story:
    """Half the course was cancelled; the hearing runs until December."""
    project = groups.women("dekanat", 2025, "Starke Frauen, starke Wege", "Altenried")
    case = yield from settling_case(
        stage, project, date(2024, 11, 6), date(2026, 9, 28), spent=Spent(share="0.52")
    )
    yield date(2026, 11, 10)
    settling.heard(stage, case)


def heard_without_an_answer(stage: Stage) -> Story:
    """The day to answer has passed; the order can be worded."""
    project = groups.innovative(
        "arbeiterhilfe", (2025,), "Ausbildung im Tandem: Handwerk und Sprache", "Neu-Hainau"
    )
    case = yield from settling_case(
        stage, project, date(2024, 10, 17), date(2026, 8, 11), spent=Spent(share="0.80")
    )
    yield date(2026, 9, 17)
    settling.heard(stage, case)


def statement_came(stage: Stage) -> Story:
    """The recipient has answered; the approver has to weigh it."""
    project = groups.innovative("kirchgarten", (2025,), "Mobiles Rathaus in vier Sprachen",
                                "Kirchgarten")  # fmt: skip
    case = yield from settling_case(
        stage, project, date(2024, 11, 13), date(2026, 9, 2), spent=Spent(share="0.70"),
        officer="officer2",
    )  # fmt: skip
    yield date(2026, 10, 12)
    ref = settling.heard(stage, case)
    yield date(2026, 11, 4)
    settling.stated(
        stage, case, ref, "Die Projektleitung war drei Monate erkrankt. Wir bitten um Verlängerung "
        "des Zeitraums anstelle einer Rückforderung.",
    )  # fmt: skip


def ordered_and_partly_repaid(stage: Stage) -> Story:
    """The order stands, a first part has come back, the rest is due soon."""
    project = groups.micro("familien", (2025,), "Nähwerkstatt und Begegnung", "Kirchgarten")
    case = yield from settling_case(
        stage, project, date(2024, 12, 9), date(2026, 5, 19), spent=Spent(share="0.60")
    )
    yield date(2026, 9, 1)
    ref = settling.heard(stage, case)
    yield date(2026, 10, 20)
    settling.ordered(stage, case, ref)
    yield date(2026, 11, 12)
    settling.repaid(stage, case, ref, "1500.00")


def interest_undecided(stage: Stage) -> Story:
    """The money came back after the day of the order; nobody has decided on the interest."""
    project = groups.women("dekanat", 2025, "Frauentreff im Gemeindehaus", "Altenried")
    case = yield from settling_case(
        stage, project, date(2024, 11, 12), date(2026, 1, 20), spent=Spent(share="0.60")
    )
    yield date(2026, 2, 24)
    ref = settling.heard(stage, case)
    yield date(2026, 4, 1)
    settling.ordered(stage, case, ref)
    yield date(2026, 6, 16)
    settling.repaid(stage, case, ref)


def proof_sent_back(stage: Stage) -> Story:
    """Of two parts one proof is examined, the other came back to be completed."""
    parts = {
        "training": volunteers.training(2025),
        "deployment": volunteers.guides_at_work(2025, 600, flat_rate=True),
    }
    project = volunteers.guides("arbeiterhilfe", 2025, "der Arbeiterhilfe Burgwaldau", parts)
    case = yield from running(stage, project, date(2024, 10, 28))
    yield date(2025, 5, 5)
    paying.paid(stage, case, "training", 2025)
    yield date(2025, 9, 22)
    first = proving.proven(stage, case, "training")
    yield date(2025, 10, 13)
    proving.take_up(stage, case, first)
    proving.examined(stage, case, first)
    yield date(2025, 11, 4)
    paying.paid(stage, case, "deployment", 2025)
    yield date(2026, 10, 5)
    second = proving.proven(stage, case, "deployment")
    yield date(2026, 10, 26)
    proving.take_up(stage, case, second)
    proving.give_back(stage, case, second, "In der Stundenliste fehlt das Kürzel L-04.")


def strategy_without_resolution(stage: Stage) -> Story:
    """The strategy lies before three councils; interim proof struck, final proof examined.

    Without a resolution the approver alone can let it be settled.
    """
    project = groups.strategy("ellerbachtal", 2025, "Ellerbachtal")
    case = yield from paid_up(stage, project, date(2024, 11, 5), officer="officer2")
    yield date(2025, 12, 2)
    proving.strike(
        stage, case, proving.proof_of(stage, case, year=2025),
        "Der Zeitraum ist kürzer als 16 Monate; der Verwendungsnachweis genügt.",
    )  # fmt: skip
    yield date(2026, 9, 30)
    settling.delivered(stage, case, paper_pdf("strategy"))
    yield date(2026, 10, 14)
    final = proving.proven(stage, case)
    yield date(2026, 11, 2)
    proving.take_up(stage, case, final)
    proving.examined(stage, case, final)


def strategy_resolved(stage: Stage) -> Story:
    """The council has resolved and the final proof is examined; the settlement comes next."""
    project = groups.strategy("rodenfeld", 2025, "Rodenfeld")
    case = yield from paid_up(stage, project, date(2024, 10, 30))
    yield date(2026, 2, 26)
    interim = proving.proven(stage, case, year=2025)
    yield date(2026, 3, 16)
    proving.take_up(stage, case, interim)
    proving.examined(stage, case, interim)
    yield date(2026, 8, 19)
    settling.delivered(stage, case, paper_pdf("strategy"))
    yield date(2026, 10, 8)
    settling.resolved(stage, case, "StVV 2026/112", paper_pdf("resolution"))
    yield date(2026, 11, 3)
    final = proving.proven(stage, case)
    yield date(2026, 11, 16)
    proving.take_up(stage, case, final)
    proving.examined(stage, case, final)


def strategy_late(stage: Stage) -> Story:
    """A strategy that runs; its interim proof is overdue.

    A first wish to prolong was withdrawn, the second goes beyond what the guideline allows.
    """
    project = groups.strategy("lindenbach", 2026, "Lindenbach")
    case = yield from running(stage, project, date(2025, 10, 20))
    yield date(2026, 8, 3)
    change = paying.wish(
        stage, case, ChangeKind.PERIOD, "Wir brauchen zwei Monate mehr.", {"end": "2027-05-31"}
    )
    yield date(2026, 8, 10)
    paying.withdraw_change(stage, case, change)
    yield date(2026, 11, 2)
    paying.paid(stage, case, "main", 2026)
    yield date(2026, 11, 3)
    longer = paying.wish(
        stage, case, ChangeKind.PERIOD, "Der Beirat tagt erst im Sommer.", {"end": "2027-07-31"}
    )
    yield date(2026, 11, 17)
    paying.propose_change(
        stage, case, longer, grant=False, words="Gefördert werden höchstens 18 Monate."
    )


STORIES: tuple[Callable[[Stage], Story], ...] = (
    centre_in_third_year,
    centre_of_the_new_guideline,
    case_management_in_settlement,
    women_heard,
    heard_without_an_answer,
    statement_came,
    ordered_and_partly_repaid,
    interest_undecided,
    proof_sent_back,
    strategy_without_resolution,
    strategy_resolved,
    strategy_late,
)
