"""Facts as a JSON document, read strictly and written back: unknown or malformed fields are named.

Money is text ("1234.56"), days are ISO, answers stand under the ids of their questions.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from workflows import reading_json as read
from workflows.facts import (
    NO_EUROS,
    Answer,
    Applicant,
    ApplicantType,
    CallTerms,
    Facts,
    FundSource,
    History,
    PartFacts,
    Plan,
    PlanFunds,
    PlanItem,
)
from workflows.figures import Figure, Unit
from workflows.reading_answers import answers
from workflows.reading_json import (
    LONGEST_LIST,
    an_object,
    below,
    fault,
    members,
    optional,
    required,
)
from workflows.sources import Clause, Mark

FIRST_YEAR, LAST_YEAR = 2000, 2100
MOST_INHABITANTS = 10_000_000
KEY_LENGTHS = (5, 8)

FIELDS: Mapping[str, tuple[str, ...]] = {
    "": (
        "day", "applicant", "answers", "parts", "papers", "call", "history", "parameters",
        "report", "holidays",
    ),
    "applicant": ("type", "name", "ags", "county_ags", "population", "population_as_of"),
    "part": ("part", "start", "end", "answers", "plan", "asked"),
    "plan": ("items", "funds"),
    "item": ("category", "label", "year", "amount"),
    "fund": ("source", "label", "year", "amount"),
    "call": ("years", "opens_on", "closes_on", "closing_is_fixed_day", "figures"),
    "history": (
        "filed_on", "early_start_from", "notice_effective_on", "begun_on", "is_follow_up", "paid",
    ),
    "figure": ("key", "value", "unit", "source", "number", "mark", "replaced"),
}  # fmt: skip

T = TypeVar("T")


def facts_from_json(document: object) -> Facts:
    """The facts of a document. FactsError names the path of the first field at fault."""
    source = an_object(document, "", FIELDS[""])
    return Facts(
        day=required(source, "day", "", read.day),
        applicant=optional(source, "applicant", "", _applicant) or Applicant(),
        answers=optional(source, "answers", "", _application_answers) or {},
        parts=optional(source, "parts", "", _parts) or (),
        papers=optional(source, "papers", "", _papers),
        call=optional(source, "call", "", _call),
        history=optional(source, "history", "", _history) or History(),
        parameters=optional(source, "parameters", "", _figures) or {},
        report=optional(source, "report", "", _report) or {},
        holidays=frozenset(optional(source, "holidays", "", _days) or ()),
    )


def _applicant(value: object, field: str) -> Applicant:
    source = an_object(value, field, FIELDS["applicant"])
    types = tuple(kind.value for kind in ApplicantType)
    kind = optional(source, "type", field, lambda v, f: read.choice(v, f, types))
    return Applicant(
        type=None if kind is None else ApplicantType(kind),
        name=optional(source, "name", field, read.text) or "",
        ags=optional(source, "ags", field, _key),
        county_ags=optional(source, "county_ags", field, _key),
        population=optional(source, "population", field, _inhabitants),
        population_as_of=optional(source, "population_as_of", field, read.day),
    )


def _key(value: object, field: str) -> str:
    found = read.text(value, field)
    if not (found.isascii() and found.isdigit() and len(found) in KEY_LENGTHS):
        raise fault(field, "bad_key")
    return found


def _inhabitants(value: object, field: str) -> int:
    return read.whole(value, field, 0, MOST_INHABITANTS)


def _year(value: object, field: str) -> int:
    return read.whole(value, field, FIRST_YEAR, LAST_YEAR)


def _application_answers(value: object, field: str) -> dict[str, Answer]:
    return answers(value, field, report=False)


def _report(value: object, field: str) -> dict[str, Answer]:
    return answers(value, field, report=True)


def _parts(value: object, field: str) -> tuple[PartFacts, ...]:
    found = tuple(_part(member, path) for path, member in members(value, field))
    names = [part.part for part in found]
    for place, name in enumerate(names):
        if name in names[:place]:
            raise fault(below(below(field, place), "part"), "twice")
    return found


def _part(value: object, field: str) -> PartFacts:
    source = an_object(value, field, FIELDS["part"])
    return PartFacts(
        part=optional(source, "part", field, read.text) or "main",
        start=optional(source, "start", field, read.day),
        end=optional(source, "end", field, read.day),
        answers=optional(source, "answers", field, _application_answers) or {},
        plan=optional(source, "plan", field, _plan),
        asked=optional(source, "asked", field, _asked) or {},
    )


def _asked(value: object, field: str) -> dict[int, Decimal]:
    found = {}
    for name, given in an_object(value, field).items():
        path = below(field, name)
        if not (name.isascii() and name.isdigit() and len(name) == len(str(LAST_YEAR))):
            raise fault(path, "unknown")
        found[_year(int(name), path)] = read.amount(given, path)
    return found


def _plan(value: object, field: str) -> Plan:
    source = an_object(value, field, FIELDS["plan"])
    return Plan(
        items=optional(source, "items", field, _listed(_item)) or (),
        funds=optional(source, "funds", field, _listed(_fund)) or (),
    )


def _listed(one: Callable[[object, str], T]) -> Callable[[object, str], tuple[T, ...]]:
    def whole_list(value: object, field: str) -> tuple[T, ...]:
        found = tuple(one(member, path) for path, member in members(value, field))
        if len(found) > LONGEST_LIST:
            raise fault(field, "too_large", most=str(LONGEST_LIST))
        return found

    return whole_list


def _item(value: object, field: str) -> PlanItem:
    source = an_object(value, field, FIELDS["item"])
    return PlanItem(
        category=required(source, "category", field, read.text),
        label=optional(source, "label", field, read.text) or "",
        year=required(source, "year", field, _year),
        amount=required(source, "amount", field, read.amount),
    )


def _fund(value: object, field: str) -> PlanFunds:
    source = an_object(value, field, FIELDS["fund"])
    sources = tuple(one.value for one in FundSource)
    return PlanFunds(
        source=FundSource(
            required(source, "source", field, lambda v, f: read.choice(v, f, sources))
        ),
        label=optional(source, "label", field, read.text) or "",
        year=required(source, "year", field, _year),
        amount=required(source, "amount", field, read.amount),
    )


def _papers(value: object, field: str) -> frozenset[str]:
    return frozenset(read.text(member, path) for path, member in members(value, field))


def _days(value: object, field: str) -> tuple[date, ...]:
    return tuple(read.day(member, path) for path, member in members(value, field))


def _call(value: object, field: str) -> CallTerms:
    source = an_object(value, field, FIELDS["call"])
    years = required(source, "years", field, _listed(_year))
    if not years:
        raise fault(below(field, "years"), "missing")
    found = CallTerms(
        years=years,
        opens_on=required(source, "opens_on", field, read.day),
        closes_on=required(source, "closes_on", field, read.day),
        closing_is_fixed_day=optional(source, "closing_is_fixed_day", field, read.yes_no) or False,
        figures=optional(source, "figures", field, _figures) or {},
    )
    if found.closes_on < found.opens_on:
        raise fault(below(field, "closes_on"), "reversed")
    return found


def _figures(value: object, field: str) -> dict[str, Figure]:
    source = an_object(value, field)
    return {name: _figure(one, below(field, name), name) for name, one in source.items()}


def _figure(value: object, field: str, key: str) -> Figure:
    source = an_object(value, field, FIELDS["figure"])
    units, marks = tuple(u.value for u in Unit), tuple(m.value for m in Mark)
    cited = required(source, "source", field, read.text)
    place = required(source, "number", field, read.text)
    try:
        clause = Clause(cited, place)
    except ValueError:
        raise fault(below(field, "source"), "unknown") from None
    mark = optional(source, "mark", field, lambda v, f: read.choice(v, f, marks))
    given = source.get("value")
    if optional(source, "key", field, read.text) not in {None, key}:
        raise fault(below(field, "key"), "unknown")
    return Figure(
        key=key,
        value=None if given is None else read.number(given, below(field, "value"), 6, 10**12),
        unit=Unit(required(source, "unit", field, lambda v, f: read.choice(v, f, units))),
        clause=clause,
        mark=Mark.CONFIRMED if mark is None else Mark(mark),
        replaced=optional(source, "replaced", field, read.text) or "",
    )


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
