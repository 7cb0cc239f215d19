"""Cases of the calls of 2024 and 2025 that have come to their end."""

from collections.abc import Callable
from datetime import date

from wirgrants.demo import deciding, filing, paying, proving, settling
from wirgrants.demo import projects_groups as groups
from wirgrants.demo import projects_posts as posts
from wirgrants.demo import projects_volunteers as volunteers
from wirgrants.demo.papers import paper_pdf
from wirgrants.demo.project import Project
from wirgrants.demo.proving import Spent
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage
from wirgrants.demo.ways import decided, filed, finished, ready, settling_case

Road = tuple[Project, date, date]
"""A project, the day of its filing and the day of its proof."""


def without_a_fault(stage: Stage) -> tuple[Story, ...]:
    """One finished case of nearly every line, from different bodies."""
    return tuple(
        finished(stage, project, day, proof, officer="officer2" if place % 2 else "officer")
        for place, (project, day, proof) in enumerate((*_posts(), *_groups(), *_volunteers()))
    )


def _posts() -> tuple[Road, ...]:
    """Posts in counties and towns."""
    return (
        (
            posts.coordination("taunusgrund", "Taunusgrund", 2024, "61000.00", "12200.00"),
            date(2023, 10, 12), date(2025, 2, 20),
        ),
        (
            posts.case_management("burgwaldau", "Burgwaldau", 2024, "58000.00", "11600.00"),
            date(2023, 10, 19), date(2025, 3, 6),
        ),
    )  # fmt: skip


def _groups() -> tuple[Road, ...]:
    """Projects for groups and for the whole town."""
    return (
        (
            groups.women("frauenberatung", 2024, "Mein Weg: Sprache, Beruf, Nachbarschaft",
                         "Altenried"),
            date(2023, 10, 26), date(2025, 3, 19),
        ),
        (
            groups.south_east("rodenfeld", 2024, "Ankommen in Rodenfeld", "Rodenfeld"),
            date(2023, 11, 2), date(2025, 2, 27),
        ),
        (
            groups.welcome("wallenstett", 2024, "Wallenstett wächst zusammen", "Wallenstett"),
            date(2023, 11, 8), date(2025, 3, 25),
        ),
        (
            groups.micro("eritrea", (2024,), "Offener Treff am Hafen", "Altenried"),
            date(2023, 10, 5), date(2025, 3, 27),
        ),
        (
            groups.innovative("mittelsinn", (2024,), "Sprachpaten im Ehrenamt der Feuerwehren",
                              "Mittelsinn", group="newcomers"),
            date(2023, 10, 30), date(2025, 3, 13),
        ),
    )  # fmt: skip


def _volunteers() -> tuple[Road, ...]:
    """Guides and interpreters."""
    return (
        (
            volunteers.guides("burgwaldau", 2024, "im Landkreis Burgwaldau", {
                "training": volunteers.training(2024), "seminar": volunteers.seminar(2024),
                "deployment": volunteers.guides_at_work(2024),
            }),
            date(2023, 10, 16), date(2025, 2, 24),
        ),
        (
            volunteers.interpreters("sprachbruecke", 2024, "Wallenstett"),
            date(2023, 10, 23), date(2025, 3, 4),
        ),
    )  # fmt: skip


def strategy_resolved(stage: Stage) -> Story:
    """A town's strategy, resolved by its council in June 2025."""
    project = groups.strategy("wallenstett", 2024, "Wallenstett")
    case = yield from decided(stage, project, date(2023, 11, 20))
    yield date(2024, 1, 15)
    paying.accepted_on_paper(stage, case)
    yield date(2024, 11, 11)
    paying.paid(stage, case, "main", 2024)
    yield date(2025, 2, 25)
    interim = proving.proven(stage, case, year=2024)
    yield date(2025, 3, 5)
    paying.paid(stage, case, "main", 2025)
    yield date(2025, 3, 31)
    settling.delivered(stage, case, paper_pdf("strategy"))
    yield date(2025, 4, 14)
    proving.take_up(stage, case, interim)
    proving.examined(stage, case, interim)
    yield date(2025, 6, 17)
    settling.resolved(stage, case, "StVV 2025/47", paper_pdf("resolution"))
    final = proving.proven(stage, case)
    yield date(2025, 7, 9)
    proving.take_up(stage, case, final)
    proving.examined(stage, case, final)
    settling.begin(stage, case)
    yield date(2025, 7, 22)
    settling.settled(stage, case)


def rest_called_late(stage: Stage) -> Story:
    """Only a part was called during the year; the rest is paid with the settlement."""
    project = groups.micro("forum", (2025,), "Küche der Welt: Begegnung in Lindenbach",
                           "Lindenbach")  # fmt: skip
    case = yield from decided(stage, project, date(2024, 10, 21))
    yield date(2025, 1, 13)
    paying.accepted(stage, case)
    yield date(2025, 9, 2)
    paying.paid(stage, case, "main", 2025, amount="6000.00")
    yield date(2026, 3, 12)
    ref = proving.proven(stage, case)
    yield date(2026, 4, 1)
    proving.take_up(stage, case, ref)
    proving.examined(stage, case, ref)
    settling.begin(stage, case)
    yield date(2026, 4, 15)
    paying.all_paid(stage, case, 2025)
    yield date(2026, 4, 28)
    settling.settled(stage, case)


def petty_rest(stage: Stage) -> Story:
    """A little less was spent than planned: below the limit nothing comes back."""
    project = groups.micro("bruecke", (2025,), "Elterncafé in drei Sprachen", "Neu-Hainau")
    case = yield from settling_case(
        stage, project, date(2024, 11, 4), date(2026, 3, 24), spent=Spent(share="0.97")
    )
    yield date(2026, 5, 4)
    settling.settled(stage, case)


def repaid(stage: Stage) -> Story:
    """A third was not spent; the money came back in time."""
    project = groups.welcome("arbeiterhilfe", 2025, "Nachbarschaft kennenlernen", "Neu-Hainau")
    case = yield from settling_case(
        stage, project, date(2024, 10, 29), date(2026, 1, 27), spent=Spent(share="0.66")
    )
    yield date(2026, 3, 2)
    ref = settling.heard(stage, case)
    yield date(2026, 3, 20)
    settling.stated(stage, case, ref, "Zwei Werkstätten sind ausgefallen. Wir zahlen den Betrag.")
    yield date(2026, 3, 30)
    settling.ordered(stage, case, ref)
    yield date(2026, 4, 27)
    settling.repaid(stage, case, ref)
    settling.interest_waived(
        stage, case, ref,
        "Innerhalb der Frist erstattet; den Ausfall der Werkstätten hatte der Verein nicht zu "
        "vertreten.",
    )  # fmt: skip
    settling.closed(stage, case)
    yield date(2026, 5, 7)
    settling.settled(stage, case)


def company_rejected(stage: Stage) -> Story:
    """A company may not be funded; it is received, checked and rejected by letter."""
    project = groups.innovative("lingua", (2025,), "Digitale Dolmetschplattform", "Rodenfeld")
    case = yield from filed(stage, project, date(2024, 11, 11))
    yield date(2024, 11, 25)
    deciding.begin(stage, case)
    deciding.answer(stage, case, failed={"applicant_is_admitted": "Gewerbliches Unternehmen."})
    deciding.propose_rejection(
        stage, case, "Unternehmen gehören nicht zum Kreis der Antragsberechtigten.",
        ("applicant_is_admitted",),
    )  # fmt: skip
    yield date(2024, 11, 29)
    deciding.sign_rejection(stage, case)


def rejected_after_vote(stage: Stage) -> Story:
    """The approver overrules nothing: the officer proposes to reject after an unfavourable vote."""
    project = groups.south_east("volkshochschule", 2025, "Lesen lernen mit Romanes", "Altenried")
    case = yield from ready(stage, project, date(2024, 10, 24))
    yield date(2024, 12, 5)
    deciding.propose_rejection(
        stage, case, "Die Mittel reichen nicht für alle Vorhaben. Nach der Reihung der "
        "Fachstelle gehen andere Vorhaben vor.",
    )  # fmt: skip
    yield date(2024, 12, 12)
    deciding.sign_rejection(stage, case)


def award_lapsed(stage: Stage) -> Story:
    """The association never accepted its award."""
    project = groups.micro("familien", (2025,), "Frauenfrühstück Kirchgarten", "Kirchgarten")
    case = yield from decided(stage, project, date(2024, 11, 18))
    yield date(2025, 1, 9)
    paying.opened(stage, case)
    yield date(2025, 4, 7)
    paying.lapsed(stage, case)


def award_declined(stage: Stage) -> Story:
    """The association found no room for its project and did not accept its award."""
    project = groups.women("familien", 2025, "Sprachcafé am Abend", "Kirchgarten")
    case = yield from decided(stage, project, date(2024, 10, 29))
    yield date(2025, 1, 14)
    paying.declined(stage, case, "Die Räume stehen nicht mehr zur Verfügung.")


def withdrawn(stage: Stage) -> Story:
    """A community withdrew before anybody had decided."""
    parts = {"deployment": volunteers.guides_at_work(2025, 400)}
    project = volunteers.guides("lindenbach", 2025, "in Lindenbach", parts)
    case = yield from filed(stage, project, date(2024, 10, 10))
    yield date(2024, 10, 22)
    deciding.begin(stage, case)
    yield date(2024, 11, 6)
    filing.take_back(stage, case, "Der Träger hat keine ausreichende Zahl an Lotsen gefunden.")


STORIES: tuple[Callable[[Stage], Story], ...] = (
    strategy_resolved,
    rest_called_late,
    petty_rest,
    repaid,
    company_rejected,
    rejected_after_vote,
    award_lapsed,
    award_declined,
    withdrawn,
)
