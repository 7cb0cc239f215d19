"""Facts written as the JSON document that `workflows.checkfile` reads back to equal facts."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from decimal import Decimal
from enum import Enum

from workflows.facts import NO_EUROS, Answer, CallTerms, Facts, PartFacts, Plan
from workflows.figures import Figure

Json = dict[str, object]

_NOTHING = (None, "", False, str(NO_EUROS))


def facts_to_json(facts: Facts) -> Json:
    """The facts as plain JSON values, stable in their order; absent members are left out."""
    document: Json = {"day": facts.day.isoformat()}
    applicant = _members(facts.applicant)
    members: Json = {
        "applicant": applicant,
        "partners": [_members(partner) for partner in facts.partners],
        "answers": _answers(facts.answers),
        "parts": [_part(part) for part in facts.parts],
        "history": _members(facts.history),
        "parameters": _figures(facts.parameters),
        "report": _answers(facts.report),
        "holidays": [day.isoformat() for day in sorted(facts.holidays)],
    }
    document.update({name: value for name, value in members.items() if value})
    if facts.papers is not None:
        document["papers"] = sorted(facts.papers)
    if facts.call is not None:
        document["call"] = _call(facts.call)
    return document


def plain(value: object) -> object:
    """One value as JSON knows it: Decimal and dates become text, tuples lists."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (Decimal, date)):
        return str(value)
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    return value


def _members(record: object) -> Json:
    """A flat record's members that differ from "nothing"."""
    found = {
        one.name: plain(getattr(record, one.name))
        for one in fields(record)  # type: ignore[arg-type]
    }
    return {name: value for name, value in found.items() if value not in _NOTHING}


def _answers(answers: Mapping[str, Answer]) -> Json:
    return {name: plain(answers[name]) for name in sorted(answers)}


def _figures(figures: Mapping[str, Figure]) -> Json:
    return {name: figures[name].to_json() for name in sorted(figures)}


def _part(part: PartFacts) -> Json:
    document: Json = {"part": part.part}
    if part.start is not None:
        document["start"] = part.start.isoformat()
    if part.end is not None:
        document["end"] = part.end.isoformat()
    document["answers"] = _answers(part.answers)
    if part.plan is not None:
        document["plan"] = _plan(part.plan)
    document["asked"] = {str(year): str(part.asked[year]) for year in sorted(part.asked)}
    return document


def _plan(plan: Plan) -> Json:
    return {
        "items": [_row(item) for item in plan.items],
        "funds": [_row(fund) for fund in plan.funds],
    }


def _row(record: object) -> Json:
    return {
        one.name: plain(getattr(record, one.name))
        for one in fields(record)  # type: ignore[arg-type]
    }


def _call(call: CallTerms) -> Json:
    return {
        "years": list(call.years),
        "opens_on": call.opens_on.isoformat(),
        "closes_on": call.closes_on.isoformat(),
        "closing_is_fixed_day": call.closing_is_fixed_day,
        "figures": _figures(call.figures),
    }
