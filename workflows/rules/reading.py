"""How judges read facts: case or part answers, figures as the call confirmed them, rulings."""

from decimal import Decimal
from enum import Enum

from workflows.facts import Answer, Facts
from workflows.figures import Figure
from workflows.findings import Moment, Outcome, Ruling
from workflows.sources import Mark
from workflows.wording.formats import german_quantity

APPLICATION = frozenset({Moment.FINDER, Moment.FILING, Moment.DECISION})
FROM_FILING = frozenset({Moment.FILING, Moment.DECISION})
AT_PAYMENT = frozenset({Moment.PAYMENT})
AT_PROOF = frozenset({Moment.PROOF})

FIRM = frozenset({Mark.SOURCED, Mark.CONFIRMED})
"""The marks of a figure that may refuse; any other only asks an officer to look."""

MAIN = "main"
WANTS = "wants_"


class PartStatus(Enum):
    """Whether a part of the line is applied for, as far as the facts tell."""

    PRESENT = "present"
    ABSENT = "absent"
    UNKNOWN = "unknown"


def part_status(facts: Facts, part: str) -> PartStatus:
    """A part is applied for when it is in the facts; the finder asks `wants_<part>` first.

    Facts of a case name their parts and carry no `wants_` answers: a part not named is then
    not applied for. Without parts and without answers nothing is known yet.
    """
    if facts.part(part) is not None:
        return PartStatus.PRESENT
    wanted = facts.answer(WANTS + part)
    if wanted is False:
        return PartStatus.ABSENT
    if wanted is None and facts.parts and not any(q.startswith(WANTS) for q in facts.answers):
        return PartStatus.ABSENT
    return PartStatus.UNKNOWN


def part_gate(facts: Facts, part: str | None) -> Ruling | None:
    """The ruling where a part is not applied for or not yet asked for; None: go on and judge."""
    if part is None or part == MAIN:
        return None
    status = part_status(facts, part)
    if status is PartStatus.ABSENT:
        return met("rule.part_not_applied_for", part=part)
    if status is PartStatus.UNKNOWN and facts.answer(WANTS + part) is None:
        return not_asked(WANTS + part)
    return None


def gate_reads(part: str | None) -> tuple[str, ...]:
    """What `part_gate` reads."""
    return () if part is None or part == MAIN else (WANTS + part,)


def read(facts: Facts, question: str, part: str | None = None) -> Answer | None:
    """The answer on case level, or that of a part."""
    if part is None:
        return facts.answers.get(question)
    found = facts.part(part)
    return None if found is None else found.answers.get(question)


def number(answer: Answer | None) -> Decimal | int | None:
    """The answer as a number, or None when it is not one (a yes is not a one)."""
    if isinstance(answer, (int, Decimal)) and not isinstance(answer, bool):
        return answer
    return None


def figure_now(facts: Facts, figure: Figure) -> Figure:
    """The figure as the call confirmed it, else as the dated parameters, else as declared."""
    call = facts.call
    if call is not None and figure.key in call.figures:
        return call.figures[figure.key]
    return facts.parameters.get(figure.key, figure)


def limit_text(figure: Figure) -> str:
    """The figure's value with its unit, and why it was replaced: "5 Personen"."""
    replaced = f" ({figure.replaced})" if figure.replaced else ""
    if figure.value is None:
        return f"–{replaced}"
    return f"{german_quantity(figure.value, figure.unit)}{replaced}"


def name_of(question: str, part: str | None) -> str:
    """How `Rule.reads` names a question: `units`, or `training.units` of a part."""
    return question if part is None else f"{part}.{question}"


def met(key: str, **values: str) -> Ruling:
    """The condition holds."""
    return Ruling(outcome=Outcome.MET, key=key, values=values)


def not_met(key: str, **values: str) -> Ruling:
    """The condition fails."""
    return Ruling(outcome=Outcome.NOT_MET, key=key, values=values)


def review(key: str, **values: str) -> Ruling:
    """An officer must decide."""
    return Ruling(outcome=Outcome.REVIEW, key=key, values=values)


def not_asked(question: str, key: str = "rule.not_asked", **values: str) -> Ruling:
    """The answer is missing; `values["question"]` names what to ask, as in `Rule.reads`."""
    return Ruling(outcome=Outcome.NOT_ASKED, key=key, values={"question": question, **values})


def as_outcome(outcome: Outcome, key: str, **values: str) -> Ruling:
    """A ruling with an outcome that the line file has chosen."""
    return Ruling(outcome=outcome, key=key, values=values)


def failed(otherwise: Outcome, stem: str, **values: str) -> Ruling:
    """A condition that does not hold: a soft one asks to look at it, a hard one says so."""
    key = f"{stem}.not_met"
    return as_outcome(otherwise, review_key(key) if otherwise is Outcome.REVIEW else key, **values)


def review_key(key: str) -> str:
    """The sentence of a failed condition as one that asks an officer to look."""
    return f"{key.removesuffix('.not_met')}.review"
