"""The JSON Schema of the document that `wirgrants check` reads, built from the questions."""

from workflows import registry
from workflows.checkfile import FIRST_YEAR, LAST_YEAR, MOST_INHABITANTS
from workflows.facts import ApplicantType, FundSource
from workflows.figures import Unit
from workflows.findings import Moment
from workflows.questions import (
    LONGEST_LONG_TEXT,
    LONGEST_TEXT,
    QUESTIONS,
    Kind,
    Question,
    Scope,
)
from workflows.reading_json import LONGEST_LIST, LONGEST_NAME
from workflows.sources import SOURCES, Mark
from workflows.wording import say

Json = dict[str, object]

_DAY: Json = {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_NAME: Json = {"type": "string", "maxLength": LONGEST_NAME}
_KEY: Json = {"type": "string", "pattern": r"^(\d{5}|\d{8})$"}
_YEAR: Json = {"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR}
_MONEY: Json = {
    "oneOf": [
        {"type": "string", "pattern": r"^\d{1,15}(\.\d{1,2})?$"},
        {"type": "integer", "minimum": 0},
    ],
    "examples": ["1234.56"],
}
_YES_NO: Json = {"type": "boolean"}


def schema() -> Json:
    """The whole schema (draft 2020-12). Unknown members are refused everywhere."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "WIR Grants: facts to be checked",
        **_object(
            {
                "line": {"enum": list(registry.lines())},
                "version": {"enum": sorted({one.version for one in registry.guidelines()})},
                "moment": {"enum": [moment.value for moment in Moment], "default": "filing"},
                "day": _DAY,
                "applicant": _applicant(),
                "answers": _answers(report=False),
                "parts": _list(_part()),
                "papers": {"type": ["array", "null"], "items": _NAME},
                "call": _call(),
                "history": _history(),
                "parameters": _figures(),
                "report": _answers(report=True),
                "holidays": _list(_DAY),
            },
            required=("line", "day"),
        ),
    }


def _object(properties: Json, required: tuple[str, ...] = ()) -> Json:
    """An object without other members; members that are not required may be null."""
    return {
        "type": "object",
        "properties": {
            name: one if name in required else _or_null(one) for name, one in properties.items()
        },
        "required": list(required),
        "additionalProperties": False,
    }


def _or_null(one: object) -> Json:
    return {"anyOf": [one, {"type": "null"}]}


def _list(items: Json) -> Json:
    return {"type": "array", "items": items, "maxItems": LONGEST_LIST}


def _applicant() -> Json:
    return _object(
        {
            "type": {"enum": [kind.value for kind in ApplicantType]},
            "name": _NAME,
            "ags": _KEY,
            "county_ags": _KEY,
            "population": {"type": "integer", "minimum": 0, "maximum": MOST_INHABITANTS},
            "population_as_of": _DAY,
        }
    )


def _answers(*, report: bool) -> Json:
    scopes = {Scope.REPORT} if report else {Scope.CASE, Scope.PART}
    asked = (one for one in QUESTIONS.values() if one.scope in scopes)
    return _object({one.id: {**_answer(one), "title": say(one.label_key)} for one in asked})


def _answer(question: Question) -> Json:
    if question.kind is Kind.NUMBER:
        return _number(question)
    if question.kind is Kind.CHOICE:
        return {"enum": list(question.choices)}
    if question.kind is Kind.MANY:
        member: Json = {"enum": list(question.choices)} if question.choices else _NAME
        return {"type": "array", "items": member, "uniqueItems": True, "maxItems": LONGEST_LIST}
    if question.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        short = question.kind is Kind.TEXT
        return {"type": "string", "maxLength": LONGEST_TEXT if short else LONGEST_LONG_TEXT}
    return {Kind.YES_NO: _YES_NO, Kind.MONEY: _MONEY, Kind.DATE: _DAY}[question.kind]


def _number(question: Question) -> Json:
    most = LONGEST_LONG_TEXT if question.most is None else question.most
    if question.decimals == 0:
        kinds: list[Json] = [
            {"type": "integer", "minimum": 0, "maximum": most},
            {"type": "string", "pattern": r"^\d{1,15}$"},
        ]
    else:
        pattern = rf"^\d{{1,15}}(\.\d{{1,{question.decimals}}})?$"
        kinds = [
            {"type": "number", "minimum": 0, "maximum": most},
            {"type": "string", "pattern": pattern},
        ]
    return {"oneOf": kinds}


def _part() -> Json:
    return _object(
        {
            "part": _NAME,
            "start": _DAY,
            "end": _DAY,
            "answers": _answers(report=False),
            "plan": _object({"items": _list(_item()), "funds": _list(_fund())}),
            "asked": {
                "type": "object",
                "patternProperties": {r"^\d{4}$": _MONEY},
                "additionalProperties": False,
            },
        }
    )


def _item() -> Json:
    return _object(
        {"category": _NAME, "label": _NAME, "year": _YEAR, "amount": _MONEY},
        required=("category", "year", "amount"),
    )


def _fund() -> Json:
    sources = [source.value for source in FundSource]
    return _object(
        {"source": {"enum": sources}, "label": _NAME, "year": _YEAR, "amount": _MONEY},
        required=("source", "year", "amount"),
    )


def _call() -> Json:
    return _object(
        {
            "years": {**_list(_YEAR), "minItems": 1},
            "opens_on": _DAY,
            "closes_on": _DAY,
            "closing_is_fixed_day": _YES_NO,
            "figures": _figures(),
        },
        required=("years", "opens_on", "closes_on"),
    )


def _history() -> Json:
    days = ("filed_on", "early_start_from", "notice_effective_on", "begun_on")
    return _object({**dict.fromkeys(days, _DAY), "is_follow_up": _YES_NO, "paid": _MONEY})


def _figures() -> Json:
    figure = _object(
        {
            "key": _NAME,
            "value": {"oneOf": [{"type": "number"}, {"type": "string"}]},
            "unit": {"enum": [unit.value for unit in Unit]},
            "source": {"enum": sorted(SOURCES)},
            "number": _NAME,
            "mark": {"enum": [mark.value for mark in Mark]},
            "replaced": _NAME,
        },
        required=("unit", "source", "number"),
    )
    return {"type": "object", "additionalProperties": figure}
