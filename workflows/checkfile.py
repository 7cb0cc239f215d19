"""Facts as a JSON document, read strictly against a guideline: what does not fit is named.

Money and numbers with decimals are text ("1234.56"), days are ISO, answers stand under the ids of
their questions in the place where the guideline asks them.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cache, partial

from workflows import reading_json as read
from workflows.asked_questions import AskedQuestions, asked_questions
from workflows.facts import (
    NO_EUROS,
    Answer,
    Applicant,
    ApplicantType,
    Facts,
    FundSource,
    History,
    PartFacts,
    Plan,
    PlanFunds,
    PlanItem,
)
from workflows.guideline import Guideline
from workflows.reading_answers import answers
from workflows.reading_call import call, figure_units, figures, parameter_units, year
from workflows.reading_json import (
    an_object,
    below,
    choice,
    fault,
    listed,
    members,
    optional,
    required,
)
from workflows.registry import guidelines
from workflows.rules.reviews import review_paper_kinds

MOST_INHABITANTS = 10_000_000
MOST_HOLIDAYS = 2_000
KEY_LENGTHS = (5, 8)
FIRST_START = date(2014, 1, 1)
"""The programme's first day: no part begins or ends before it."""

APPLICANT_FIELDS = ("type", "name", "ags", "county_ags", "population", "population_as_of")
FIELDS: Mapping[str, tuple[str, ...]] = {
    "": (
        "day", "applicant", "partners", "answers", "parts", "papers", "call", "history",
        "parameters", "report", "holidays",
    ),
    "applicant": APPLICANT_FIELDS,
    "part": ("part", "start", "end", "answers", "plan", "asked"),
    "plan": ("items", "funds"),
    "item": ("category", "label", "year", "amount"),
    "fund": ("source", "label", "year", "amount"),
    "history": (
        "filed_on", "early_start_from", "notice_effective_on", "begun_on", "is_follow_up", "paid",
    ),
}  # fmt: skip


def facts_from_json(document: object, guideline: Guideline) -> Facts:
    """The facts of a document. FactsError names the path of the first field at fault."""
    source = an_object(document, "", FIELDS[""])
    asked = asked_questions(guideline)
    units = figure_units(guideline.figures.values())
    of_proof = partial(answers, asked=asked.report)
    found = Facts(
        day=required(source, "day", "", read.day),
        applicant=optional(source, "applicant", "", _applicant) or Applicant(),
        answers=optional(source, "answers", "", partial(answers, asked=asked.case)) or {},
        parts=optional(source, "parts", "", partial(_parts, asked=asked)) or (),
        papers=optional(source, "papers", "", partial(_papers, kinds=paper_kinds(guideline))),
        call=optional(source, "call", "", partial(call, known=units)),
        history=optional(source, "history", "", _history) or History(),
        parameters=optional(source, "parameters", "", _parameters) or {},
        report=optional(source, "report", "", of_proof) or {},
        holidays=frozenset(optional(source, "holidays", "", _holidays) or ()),
        partners=optional(source, "partners", "", _partners) or (),
    )
    _refuse_contradictions(source, found)
    return found


def _refuse_contradictions(source: Mapping[str, object], facts: Facts) -> None:
    """What two fields say of the same thing must be the same."""
    history = source.get("history")
    told = history.get("is_follow_up") if isinstance(history, Mapping) else None
    answered = facts.answers.get("is_follow_up")
    if None not in (told, answered) and told is not answered:
        raise fault("history.is_follow_up", "contradicts", other="answers.is_follow_up")
    bodies = {"applicant": facts.applicant}
    bodies |= {f"partners[{place}]": one for place, one in enumerate(facts.partners)}
    for field, body in bodies.items():
        if body.population_as_of is not None and body.population_as_of > facts.day:
            raise fault(below(field, "population_as_of"), "contradicts", other="day")
    named = facts.answers.get("partner_ags", ())
    for place, partner in enumerate(facts.partners):
        if not isinstance(named, tuple) or partner.ags not in named:
            raise fault(f"partners[{place}].ags", "not_named")


def paper_kinds(guideline: Guideline) -> tuple[str, ...]:
    """The kinds of paper that the guideline or its review asks for."""
    asked = (need.kind for need in guideline.papers)
    return tuple(dict.fromkeys((*asked, *review_paper_kinds(guideline))))


@cache
def cost_categories() -> tuple[str, ...]:
    """The categories of any guideline: a foreign one is for a rule, an unknown one is a fault."""
    named = (name for guideline in guidelines() for name in guideline.cost_categories)
    return tuple(sorted(set(named)))


def _applicant(value: object, field: str) -> Applicant:
    source = an_object(value, field, APPLICANT_FIELDS)
    kind = optional(
        source, "type", field, partial(choice, choices=[t.value for t in ApplicantType])
    )
    return Applicant(
        type=None if kind is None else ApplicantType(kind),
        name=optional(source, "name", field, read.text) or "",
        ags=optional(source, "ags", field, _key),
        county_ags=optional(source, "county_ags", field, _key),
        population=optional(source, "population", field, _inhabitants),
        population_as_of=optional(source, "population_as_of", field, read.day),
    )


def _partners(value: object, field: str) -> tuple[Applicant, ...]:
    found = listed(_partner)(value, field)
    keys = [partner.ags for partner in found]
    for place, key in enumerate(keys):
        if key in keys[:place]:
            raise fault(below(below(field, place), "ags"), "twice")
    return found


def _partner(value: object, field: str) -> Applicant:
    found = _applicant(value, field)
    if found.ags is None:
        raise fault(below(field, "ags"), "missing")
    return found


def _key(value: object, field: str) -> str:
    found = read.text(value, field)
    if not (found.isascii() and found.isdigit() and len(found) in KEY_LENGTHS):
        raise fault(field, "bad_key")
    return found


def _inhabitants(value: object, field: str) -> int:
    return read.whole(value, field, 0, MOST_INHABITANTS)


def _parts(value: object, field: str, asked: AskedQuestions) -> tuple[PartFacts, ...]:
    found = tuple(_part(member, path, asked) for path, member in members(value, field))
    names = [part.part for part in found]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise fault(below(below(field, place), "part"), "twice")
    return found


def _part(value: object, field: str, asked: AskedQuestions) -> PartFacts:
    source = an_object(value, field, FIELDS["part"])
    name = optional(source, "part", field, read.text) or "main"
    name = choice(name, below(field, "part"), [part for part, _ in asked.parts])
    own: dict[str, Answer] | None = optional(
        source, "answers", field, partial(answers, asked=asked.part(name))
    )
    return PartFacts(
        part=name,
        start=optional(source, "start", field, part_day),
        end=optional(source, "end", field, part_day),
        answers=own or {},
        plan=optional(source, "plan", field, _plan),
        asked=optional(source, "asked", field, _asked) or {},
    )


def part_day(value: object, field: str) -> date:
    """First or last day of a part."""
    return read.day(value, field, FIRST_START)


def _asked(value: object, field: str) -> dict[int, Decimal]:
    found = {}
    for name, given in an_object(value, field).items():
        path = below(field, name)
        if not (name.isascii() and name.isdigit() and len(name) == len("2026")):
            raise fault(path, "unknown")
        found[year(int(name), path)] = read.amount(given, path)
    return found


def _plan(value: object, field: str) -> Plan:
    source = an_object(value, field, FIELDS["plan"])
    return Plan(
        items=optional(source, "items", field, listed(_item)) or (),
        funds=optional(source, "funds", field, listed(_fund)) or (),
    )


def _item(value: object, field: str) -> PlanItem:
    source = an_object(value, field, FIELDS["item"])
    known = partial(choice, choices=cost_categories())
    return PlanItem(
        category=required(source, "category", field, known),
        label=optional(source, "label", field, read.text) or "",
        year=required(source, "year", field, year),
        amount=required(source, "amount", field, read.amount),
    )


def _fund(value: object, field: str) -> PlanFunds:
    source = an_object(value, field, FIELDS["fund"])
    known = partial(choice, choices=[one.value for one in FundSource])
    return PlanFunds(
        source=FundSource(required(source, "source", field, known)),
        label=optional(source, "label", field, read.text) or "",
        year=required(source, "year", field, year),
        amount=required(source, "amount", field, read.amount),
    )


def _papers(value: object, field: str, kinds: tuple[str, ...]) -> frozenset[str]:
    return frozenset(listed(partial(choice, choices=kinds))(value, field))


_holidays = listed(read.day, MOST_HOLIDAYS)
_parameters = partial(figures, known=parameter_units())


def _history(value: object, field: str) -> History:
    source = an_object(value, field, FIELDS["history"])
    return History(
        filed_on=optional(source, "filed_on", field, read.day),
        early_start_from=optional(source, "early_start_from", field, read.day),
        notice_effective_on=optional(source, "notice_effective_on", field, read.day),
        begun_on=optional(source, "begun_on", field, read.day),
        is_follow_up=optional(source, "is_follow_up", field, read.yes_no) or False,
        paid=optional(source, "paid", field, read.amount) or NO_EUROS,
    )
