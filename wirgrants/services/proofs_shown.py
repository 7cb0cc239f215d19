"""A proof as documents show it: report, spending beside its financing, goals, persons, papers."""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from forms.authorities import Directory
from forms.fitting_fields import shown
from wirgrants.documents.blocks import Bullets, Pairs, Section
from wirgrants.services.drafts_shown import ByYear, ShownSection, shown_plan
from wirgrants.services.filing_print import blocks_of
from workflows.money import ZERO
from workflows.questions import QUESTIONS
from workflows.wording import say
from workflows.wording.formats import german_number

GRANT = "Ausgezahlte Zuwendung"
NOTHING = "keine Angabe"
_ROLES = {True: "koordinierend", False: "Lotsin oder Lotse"}

Content = Mapping[str, Any]


def report_sections(content: Content, paid: ByYear, directory: Directory) -> Iterator[Section]:
    """Everything that a proof tells; `paid` is the grant paid out until then, by budget year.

    The grant stands among the funds: without it they would seem not to cover what was spent.
    """
    answers = [
        (label_of(name), said(name, value, directory))
        for name, value in content.get("answers", {}).items()
    ]
    if answers:
        yield Section(heading="Sachbericht und Kennzahlen", blocks=(Pairs(rows=tuple(answers)),))
    plan = shown_plan(
        {"items": content.get("items", ()), "funds": content.get("funds", ())},
        {str(year): str(amount) for year, amount in paid.items()},
    )
    if plan.years:
        blocks = blocks_of(ShownSection(slug="", title="", plan=plan), grant=GRANT)
        yield Section(heading="Zahlenmäßiger Nachweis", blocks=tuple(blocks))
    for name, heading, told in (
        ("goals", "Ziele", _goal),
        ("persons", "Eingesetzte Personen", _person),
    ):
        entries = tuple(told(one) for one in content.get(name, ()))
        if entries:
            yield Section(heading=heading, blocks=(Bullets(items=entries),))
    papers = tuple(
        f"{say('paper.name.' + paper['kind'])}: {paper['filename']}"
        for paper in content.get("papers", ())
    )
    if papers:
        yield Section(heading="Beigefügte Unterlagen", blocks=(Bullets(items=papers),))


def _goal(one: Content) -> str:
    told = (one["outcome"] and say(f"goal_outcome.{one['outcome']}"), one["result"])
    return f"{one['goal']}: {'; '.join(filter(None, told)) or NOTHING}"


def _person(one: Content) -> str:
    hours = german_number(Decimal(one["hours"]))
    return f"{one['code']}, {_ROLES[bool(one['coordinating'])]}, {one['year']}: {hours} Stunden"


def label_of(name: str) -> str:
    """The question's German text; its id where it is not known any more."""
    return say(QUESTIONS[name].label_key) if name in QUESTIONS else name


def said(name: str, value: Any, directory: Directory) -> str:
    """An answer as people read it, exactly as stored where it cannot be read."""
    question = QUESTIONS.get(name)
    try:
        text = str(value) if question is None else shown(question, value, directory)
    except (ValueError, TypeError, InvalidOperation):
        text = str(value)
    return text or NOTHING


def add_up(rows: Iterable[tuple[int, Decimal]]) -> ByYear:
    """Amounts of budget years, those of one year added up."""
    found: ByYear = {}
    for year, amount in rows:
        found[year] = found.get(year, ZERO) + amount
    return found
