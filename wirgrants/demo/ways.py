"""Stretches of road that many stories share."""

from collections.abc import Generator
from datetime import date, timedelta

from wirgrants.demo import deciding, filing, paying, proving, settling
from wirgrants.demo.project import Case, Project
from wirgrants.demo.proving import AS_PLANNED, Spent
from wirgrants.demo.stage import Stage
from wirgrants.demo.stating import days_of_calls

Way = Generator[date, None, Case]


def filed(stage: Stage, project: Project, day: date, *, officer: str = "officer") -> Way:
    """Drafted and filed on one day."""
    yield day
    return filing.applied(stage, project, officer=officer)


def decided(stage: Stage, project: Project, day: date, *, officer: str = "officer") -> Way:
    """Filed, checked, reviewed, awarded: about two months after the filing."""
    case = yield from ready(stage, project, day, officer=officer)
    yield day + timedelta(days=45)
    deciding.propose(stage, case)
    yield day + timedelta(days=48)
    deciding.sign(stage, case)
    return case


def ready(stage: Stage, project: Project, day: date, *, officer: str = "officer") -> Way:
    """Filed, checked and, where the guideline hears somebody, reviewed."""
    case = yield from filed(stage, project, day, officer=officer)
    yield day + timedelta(days=5)
    deciding.take_on(stage, case)
    yield day + timedelta(days=14)
    deciding.checked(stage, case)
    yield day + timedelta(days=33)
    deciding.reviewed(stage, case)
    return case


def running(stage: Stage, project: Project, day: date, *, officer: str = "officer") -> Way:
    """Awarded, accepted with a waiver, final: the measure runs from January."""
    case = yield from decided(stage, project, day, officer=officer)
    yield max(day + timedelta(days=58), date(project.year, 1, 8))
    paying.accepted(stage, case)
    return case


def paid_up(stage: Stage, project: Project, day: date, *, officer: str = "officer") -> Way:
    """Running, and the first year's grant paid."""
    case = yield from running(stage, project, day, officer=officer)
    for called, part in days_of_calls(case, project.year):
        yield called
        paying.paid(stage, case, part, project.year)
    return case


def settling_case(
    stage: Stage,
    project: Project,
    day: date,
    proof: date,
    *,
    spent: Spent = AS_PLANNED,
    officer: str = "officer",
) -> Way:
    """Paid, proven on one day for every part, examined three weeks later, settlement computed."""
    case = yield from paid_up(stage, project, day, officer=officer)
    yield proof
    refs = [proving.proven(stage, case, part, spent=spent) for part in project.parts]
    yield proof + timedelta(days=12)
    for ref in refs:
        proving.take_up(stage, case, ref)
    yield proof + timedelta(days=24)
    for ref in refs:
        proving.examined(stage, case, ref)
    settling.begin(stage, case)
    return case


def finished(
    stage: Stage,
    project: Project,
    day: date,
    proof: date,
    *,
    spent: Spent = AS_PLANNED,
    officer: str = "officer",
) -> Generator[date, None, None]:
    """The whole road without a fault, from the draft to the settled file."""
    case = yield from settling_case(stage, project, day, proof, spent=spent, officer=officer)
    yield proof + timedelta(days=38)
    settling.settled(stage, case)
