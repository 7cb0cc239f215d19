"""A check from outside: a document with line, version, moment and facts, judged as one answer."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial

from workflows import reading_json as read
from workflows import registry
from workflows.checkfile import FIELDS, facts_from_json, part_day
from workflows.due import call_closing, interim_proof_due, proof_due
from workflows.entitlement import most
from workflows.facts import TERRITORIAL, Facts
from workflows.findings import Moment
from workflows.guideline import Guideline
from workflows.judging import judge
from workflows.parameters import DEFAULTS, Parameter, Parameters
from workflows.reading_call import CALL_FIELDS, call_years
from workflows.reading_json import (
    FactsError,
    an_object,
    below,
    choice,
    fault,
    listed,
    optional,
    required,
)
from workflows.rules.deadlines import deadlines_of
from workflows.writing_json import facts_to_json

Json = dict[str, object]

REQUEST_FIELDS = ("line", "version", "moment", *FIELDS[""])


class HolidaysFrom(StrEnum):
    """Who named the holidays: the document, or the calendar of Hesse where it names none."""

    FILE = "file"
    CALENDAR = "calendar"


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be judged: one guideline, one moment, the facts.

    `holidays_from` is None while nobody has named the holidays: then no date may be trusted.
    """

    guideline: Guideline
    moment: Moment
    facts: Facts
    holidays_from: HolidaysFrom | None = None


def request_from_text(text: str) -> Request:
    """The request of a JSON text; FactsError with the field `$` when it is no JSON at all."""
    try:
        document = json.loads(
            text, object_pairs_hook=_without_doubles, parse_constant=_refuse_constant
        )
    except FactsError:
        raise
    except RecursionError:
        raise fault("$", "no_json", fault="zu tief verschachtelt") from None
    except ValueError as error:
        raise fault("$", "no_json", fault=_place(error)) from None
    return request_from_json(document)


def _place(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"Zeile {error.lineno}, Spalte {error.colno}"
    return "Zahl zu lang"


def _without_doubles(pairs: Sequence[tuple[str, object]]) -> Json:
    found: Json = {}
    for name, value in pairs:
        if name in found:
            raise fault(below("", name), "twice")
        found[name] = value
    return found


def _refuse_constant(name: str) -> object:
    raise fault("$", "no_json", fault=name)


def request_from_json(document: object) -> Request:
    """The request of a parsed document, read against the guideline that it names or falls under.

    Without `version` the one counts that is valid in the call's first year, without a call the one
    valid at the first start, without both the one valid on the day.
    """
    source = an_object(document, "", REQUEST_FIELDS)
    line = required(source, "line", "", partial(choice, choices=tuple(registry.lines())))
    moments = [moment.value for moment in Moment]
    moment = optional(source, "moment", "", partial(choice, choices=moments))
    guideline = _guideline(source, line)
    told = {name: value for name, value in source.items() if name in FIELDS[""]}
    return Request(
        guideline=guideline,
        moment=Moment.FILING if moment is None else Moment(moment),
        facts=facts_from_json(told, guideline),
        holidays_from=None if source.get("holidays") is None else HolidaysFrom.FILE,
    )


def _guideline(source: Mapping[str, object], line: str) -> Guideline:
    known = registry.line(line)
    versions = [version.version for version in known.versions]
    name = optional(source, "version", "", partial(choice, choices=versions))
    if name is not None:
        return known.version(name)
    valid = (registry.current(line, day) for day in _days_that_decide(source))
    found = next((guideline for guideline in valid if guideline is not None), None)
    if found is None:
        raise fault("version", "no_version")
    return found


def _days_that_decide(source: Mapping[str, object]) -> tuple[date, ...]:
    """The days by which the version is found, the first on which one is valid decides."""
    day = required(source, "day", "", read.day)
    if source.get("call") is not None:
        first = min(call_years(an_object(source["call"], "call", CALL_FIELDS), "call"))
        # A guideline may begin within its first year.
        return date(first, 1, 1), date(first, 12, 31)
    starts = optional(source, "parts", "", listed(_start)) or ()
    known = [start for start in starts if start is not None]
    return (min(known),) if known else (day,)


def _start(part: object, field: str) -> date | None:
    return optional(an_object(part, field, FIELDS["part"]), "start", field, part_day)


def check(request: Request, parameters: Parameters = DEFAULTS) -> Json:
    """Verdict, entitlement and dates of a request as one document."""
    guideline, facts = request.guideline, request.facts
    days = [day.isoformat() for day in sorted(facts.holidays)]
    return {
        "verdict": judge(guideline, facts, request.moment).to_json(),
        "entitlement": most(guideline, facts).to_json(),
        "dates": dates_of(guideline, facts, _with_own(parameters, facts)),
        "holidays": {"from": request.holidays_from and request.holidays_from.value, "days": days},
        "facts": facts_to_json(facts),
    }


def _with_own(parameters: Parameters, facts: Facts) -> Parameters:
    """The parameters with those that the document names in place of ours, on every day."""
    rows = [
        row
        for name in parameters.names()
        for row in parameters.series(name)
        if name not in facts.parameters
    ]
    own = [
        Parameter(
            key=figure.key,
            value=figure.decimal(),
            unit=figure.unit.value,
            valid_from=read.FIRST_DAY,
            clause=figure.clause,
            mark=figure.mark,
        )
        for figure in facts.parameters.values()
        if figure.value is not None
    ]
    return Parameters((*rows, *own))


def dates_of(guideline: Guideline, facts: Facts, parameters: Parameters) -> list[Json]:
    """Closing of the call, last day to apply, proofs due: each with its part, rule and inputs."""
    found: list[Json] = []
    if facts.call is not None:
        closing = call_closing(facts.call, facts.holidays)
        found.append({"kind": "call_closing", "part": None, **closing.to_json()})
    for part, last in deadlines_of(guideline.deadline, facts):
        found.append({"kind": "application_deadline", "part": part, **last.to_json()})
    municipal = facts.applicant.type in TERRITORIAL
    for one in facts.parts:
        if one.end is None:
            continue
        duty = guideline.part(one.part).proof
        due = proof_due(duty, one.end, parameters, facts.holidays, municipal=municipal)
        found.append({"kind": "proof_due", "part": one.part, **due.to_json()})
        if duty.interim_yearly and one.start is not None:
            for year in range(one.start.year, one.end.year):
                interim = interim_proof_due(duty, year, parameters, facts.holidays)
                found.append({"kind": "interim_proof_due", "part": one.part, **interim.to_json()})
    return found
