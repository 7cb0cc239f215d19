"""Applications under the calls of 2027, from the filing until they can be decided."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from wirgrants.demo import deciding, filing
from wirgrants.demo import projects_groups as groups
from wirgrants.demo import projects_posts as posts
from wirgrants.demo import projects_volunteers as volunteers
from wirgrants.demo.schedule import Story
from wirgrants.demo.stage import Stage
from wirgrants.demo.ways import filed, ready
from wirgrants.services import clarify


def just_filed(stage: Stage) -> Story:
    """Filed on Friday, on nobody's desk yet."""
    project = posts.coordination("mittelsinn", "Mittelsinn", 2027, "64000.00", "14000.00")
    yield from filed(stage, project, date(2026, 11, 20))


def filed_with_gaps(stage: Stage) -> Story:
    """A town with an association, one paper missing; an officer withdrew a question."""
    whole = groups.micro("neuhainau", (2027,), "Feste feiern, Vereine öffnen", "Neu-Hainau")
    project = replace(whole, without=frozenset({"municipality_letter"}))
    case = yield from filed(stage, project, date(2026, 11, 9), officer="officer2")
    yield date(2026, 11, 12)
    deciding.take_on(stage, case)
    ref = deciding.ask(
        stage, case, "Finanzierungsplan", "Bitte erläutern Sie die Honorare.",
        date(2026, 12, 4),
    )  # fmt: skip
    yield date(2026, 11, 13)
    clarify.cancel(
        stage.person(case.officer), case.ref, ref, "Die Erläuterung steht im Konzept.",
        version=stage.version(case.ref),
    )  # fmt: skip


def on_paper(stage: Stage) -> Story:
    """A parish sent its application by post."""
    yield date(2026, 11, 17)
    project = groups.innovative(
        "dekanat", (2027,), "Seelsorge und Sprache im Krankenhaus", "Altenried"
    )
    filing.received(stage, project, date(2026, 11, 16))


def question_open(stage: Stage) -> Story:
    """In the formal check; a paper has to come until next week."""
    project = posts.case_management("weilenbach", "Bad Weilenbach", 2027, "57500.00", "11500.00")
    case = yield from filed(stage, project, date(2026, 10, 26))
    yield date(2026, 11, 3)
    deciding.take_on(stage, case)
    deciding.begin(stage, case)
    yield date(2026, 11, 6)
    deciding.ask(
        stage, case, "Eingruppierung", "Bitte reichen Sie die Bewertung der Stelle nach.",
        date(2026, 11, 27),
    )  # fmt: skip


def question_answered(stage: Stage) -> Story:
    """The answer came last week and waits for the officer."""
    project = groups.women("frauenberatung", 2027, "Beruf beginnt hier", "Altenried")
    case = yield from filed(stage, project, date(2026, 10, 14), officer="officer2")
    yield date(2026, 10, 28)
    deciding.take_on(stage, case)
    deciding.begin(stage, case)
    ref = deciding.ask(
        stage, case, "Kinderbetreuung", "Wie viele Plätze sind geplant, und wer betreut?",
        date(2026, 11, 20),
    )  # fmt: skip
    yield date(2026, 11, 16)
    deciding.reply(stage, case, ref, "Zwölf Plätze, zwei Fachkräfte des Trägers der Kita.")


def question_overdue(stage: Stage) -> Story:
    """The day to answer has passed without an answer."""
    parts = {"training": volunteers.training(2027), "seminar": volunteers.seminar(2027)}
    project = volunteers.guides("forum", 2027, "in Lindenbach", parts)
    case = yield from filed(stage, project, date(2026, 9, 28))
    yield date(2026, 10, 12)
    deciding.begin(stage, case)
    deciding.ask(
        stage, case, "Dozentinnen und Dozenten", "Bitte nennen Sie Qualifikation und Honorarsatz.",
        date(2026, 11, 9),
    )  # fmt: skip


def vote_to_be_asked(stage: Stage) -> Story:
    """Every point of the check is answered; the case goes to the experts next."""
    project = groups.south_east("altenried", 2027, "Hafenviertel: Ankommen", "Altenried")
    case = yield from filed(stage, project, date(2026, 10, 22))
    yield date(2026, 11, 12)
    deciding.begin(stage, case)
    deciding.answer(stage, case)


def check_to_be_closed(stage: Stage) -> Story:
    """Guides: every point is answered, nobody else is asked; the check can be closed."""
    parts = {"training": volunteers.training(2027)}
    project = volunteers.guides("mittelsinn", 2027, "im Landkreis Mittelsinn", parts)
    case = yield from filed(stage, project, date(2026, 10, 29), officer="officer2")
    yield date(2026, 11, 17)
    deciding.begin(stage, case)
    deciding.answer(stage, case)


def agreement_awaited(stage: Stage) -> Story:
    """A centre whose target agreement is being negotiated."""
    project = posts.centre("burgwaldau", "Burgwaldau", (2027, 2028, 2029), assistant=False)
    case = yield from filed(stage, project, date(2026, 9, 17))
    yield date(2026, 10, 1)
    deciding.take_on(stage, case)
    deciding.checked(stage, case)
    deciding.note(stage, case, "Telefonat mit der Stabsstelle: Entwurf der Ziele bis Monatsende.")


def vote_awaited(stage: Stage) -> Story:
    """Before the experts; a first question was answered and accepted."""
    project = groups.south_east("rodenfeld", 2027, "Brücken in die Schule", "Rodenfeld")
    case = yield from filed(stage, project, date(2026, 9, 24), officer="officer2")
    yield date(2026, 10, 6)
    deciding.begin(stage, case)
    ref = deciding.ask(
        stage, case, "Muttersprachliche Kräfte", "Für welche Sprachen sind Kräfte gewonnen?",
        date(2026, 10, 30),
    )  # fmt: skip
    yield date(2026, 10, 20)
    deciding.reply(stage, case, ref, "Für Rumänisch, Bulgarisch und Romanes.")
    yield date(2026, 10, 23)
    deciding.accept_reply(stage, case, ref)
    deciding.answer(stage, case)
    deciding.close(stage, case)


def statement_awaited(stage: Stage) -> Story:
    """The municipality has not yet spoken; an early start was refused."""
    project = groups.micro("familien", (2027,), "Väter lesen vor", "Kirchgarten an der Lohr")
    case = yield from filed(stage, project, date(2026, 10, 5))
    yield date(2026, 10, 19)
    deciding.checked(stage, case)
    yield date(2026, 11, 5)
    deciding.early(
        stage, case, wished=date(2026, 10, 5), from_day=None,
        reason="Gründe, die keinen Aufschub dulden, sind nicht dargelegt.",
    )  # fmt: skip


def jury_awaited(stage: Stage) -> Story:
    """Before the jury; one question was never answered and lapsed."""
    project = groups.strategy("kirchgarten", 2027, "Kirchgarten an der Lohr")
    case = yield from filed(stage, project, date(2026, 9, 10), officer="officer2")
    yield date(2026, 9, 21)
    deciding.begin(stage, case)
    ref = deciding.ask(
        stage, case, "Eigenanteil", "Ist der Eigenanteil im Haushalt 2027 eingeplant?",
        date(2026, 10, 16),
    )  # fmt: skip
    yield date(2026, 10, 20)
    clarify.lapse(stage.person(case.officer), case.ref, ref)
    deciding.answer(stage, case)
    deciding.close(stage, case)


def ready_to_decide(stage: Stage) -> Story:
    """Reviewed; the officer words the notice next."""
    project = groups.welcome("wallenstett", 2027, "Ein Leitbild für alle", "Wallenstett")
    yield from ready(stage, project, date(2026, 9, 29))


def begun_early(stage: Stage) -> Story:
    """A county that may begin early."""
    project = posts.coordination("burgwaldau", "Burgwaldau", 2027, "62000.00", "12400.00")
    case = yield from ready(stage, project, date(2026, 9, 15), officer="officer2")
    yield date(2026, 11, 2)
    deciding.early(
        stage, case, wished=date(2026, 9, 15), from_day=date(2026, 12, 1),
        reason="Die Stelleninhaberin steht nur ab Dezember zur Verfügung.",
    )  # fmt: skip


STORIES: tuple[Callable[[Stage], Story], ...] = (
    just_filed,
    filed_with_gaps,
    on_paper,
    question_open,
    question_answered,
    question_overdue,
    vote_to_be_asked,
    check_to_be_closed,
    agreement_awaited,
    vote_awaited,
    statement_awaited,
    jury_awaited,
    ready_to_decide,
    begun_early,
)
