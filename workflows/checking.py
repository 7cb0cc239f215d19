"""A check from outside: a document with line, version, moment and facts, judged as one answer."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from workflows import registry
from workflows.checkfile import FIELDS, facts_from_json
from workflows.due import call_closing, interim_proof_due, proof_due
from workflows.entitlement import most
from workflows.facts import TERRITORIAL, Facts
from workflows.findings import Moment
from workflows.guideline import Guideline
from workflows.judging import judge
from workflows.parameters import DEFAULTS, Parameters
from workflows.reading_json import FactsError, an_object, choice, fault, optional, required
from workflows.rules.deadlines import deadlines_of
from workflows.writing_json import facts_to_json

Json = dict[str, object]

REQUEST_FIELDS = ("line", "version", "moment", *FIELDS[""])


@dataclass(frozen=True, kw_only=True)
class Request:
    """What is to be judged: one guideline, one moment, the facts."""

    guideline: Guideline
    moment: Moment
    facts: Facts


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
            raise fault(name, "twice")
        found[name] = value
    return found


def _refuse_constant(name: str) -> object:
    raise fault("$", "no_json", fault=name)


def request_from_json(document: object) -> Request:
    """The request of a parsed document. Without `version` the one valid on the day is taken."""
    source = an_object(document, "", REQUEST_FIELDS)
    known = registry.lines()
    line = required(source, "line", "", lambda v, f: choice(v, f, tuple(known)))
    facts = facts_from_json({name: value for name, value in source.items() if name in FIELDS[""]})
    moments = tuple(moment.value for moment in Moment)
    moment = optional(source, "moment", "", lambda v, f: choice(v, f, moments))
    versions = tuple(version.version for version in known[line].versions)
    name = optional(source, "version", "", lambda v, f: choice(v, f, versions))
    current = registry.current(line, facts.day)
    guideline = current if name is None else known[line].version(name)
    if guideline is None:
        raise fault("version", "missing")
    parts = tuple(part.id for part in guideline.parts)
    for place, part in enumerate(facts.parts):
        choice(part.part, f"parts[{place}].part", parts)
    return Request(
        guideline=guideline,
        moment=Moment.FILING if moment is None else Moment(moment),
        facts=facts,
    )


def check(request: Request, parameters: Parameters = DEFAULTS) -> Json:
    """Verdict, entitlement and dates of a request as one document."""
    guideline, facts = request.guideline, request.facts
    return {
        "verdict": judge(guideline, facts, request.moment).to_json(),
        "entitlement": most(guideline, facts).to_json(),
        "dates": dates_of(guideline, facts, parameters),
        "facts": facts_to_json(facts),
    }


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
