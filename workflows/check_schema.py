"""The JSON Schema of the document that `wirgrants check` reads, built from what the reader knows.

It says of every document whether the reader takes it, except for what two fields say together (the
call's end before its beginning, a partner who is not named, a version left out and found by year).
"""

from collections.abc import Iterable

from workflows import registry
from workflows import schema_patterns as patterns
from workflows.asked_questions import asked_questions
from workflows.check_schema_values import (
    CATEGORY,
    DAY,
    KEY,
    MONEY,
    NAME,
    PART_DAY,
    POPULATION,
    VALUES,
    YEAR,
    YES_NO,
    Json,
    answer_of,
    figures_of,
    list_of,
    object_of,
    or_null,
)
from workflows.checkfile import FIELDS, MOST_HOLIDAYS, paper_kinds
from workflows.facts import ApplicantType, FundSource
from workflows.findings import Moment
from workflows.guideline import Guideline
from workflows.questions import QUESTIONS
from workflows.reading_call import figure_units, parameter_units
from workflows.rules.reading import MAIN


def schema() -> Json:
    """The whole schema (draft 2020-12). Unknown members are refused everywhere."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "WIR Grants: facts to be checked",
        **object_of(
            {
                "line": {"enum": list(registry.lines())},
                "version": {"type": "string"},
                "moment": {"enum": [moment.value for moment in Moment], "default": "filing"},
                "day": DAY,
                "applicant": _applicant(),
                "partners": list_of(_applicant(required=("ags",))),
                "history": _history(),
                "parameters": figures_of(parameter_units()),
                "holidays": list_of(DAY, MOST_HOLIDAYS),
                # Each guideline says below what these may hold.
                **{name: {} for name in _BY_GUIDELINE},
            },
            required=("line", "day"),
        ),
        "allOf": [_of_line(line) for line in registry.lines()],
        "$defs": {
            **{name_of(one): _guideline(one) for one in registry.guidelines()},
            **VALUES,
            **{f"answer.{one.id}": answer_of(one) for one in QUESTIONS.values()},
        },
    }


_BY_GUIDELINE = tuple(
    name for name in FIELDS[""] if name in {"answers", "parts", "papers", "call", "report"}
)


def name_of(guideline: Guideline) -> str:
    """Where the schema keeps a guideline's own part: `$defs/coordination.2014`."""
    return f"{guideline.line}.{guideline.version}"


def _of_line(line: str) -> Json:
    """With its version named the guideline decides; without, one of the line's must fit."""
    versions = registry.line(line).versions
    named: list[Json] = [
        {
            "properties": {"version": {"const": one.version}},
            "required": ["version"],
            "$ref": f"#/$defs/{name_of(one)}",
        }
        for one in versions
    ]
    left_out: Json = {
        "properties": {"version": {"type": "null"}},
        "anyOf": [{"$ref": f"#/$defs/{name_of(one)}"} for one in versions],
    }
    return {
        "if": {"properties": {"line": {"const": line}}, "required": ["line"]},
        "then": {"anyOf": [*named, left_out]},
    }


def _guideline(guideline: Guideline) -> Json:
    """What the members may hold that a guideline decides."""
    asked = asked_questions(guideline)
    kinds: Json = {"enum": list(paper_kinds(guideline))}
    members: Json = {
        "answers": _answers(asked.case),
        "parts": _parts(guideline),
        "papers": list_of(kinds),
        "call": _call(guideline),
        "report": _answers(asked.report),
    }
    return {"properties": {name: or_null(one) for name, one in members.items()}}


def _answers(names: Iterable[str]) -> Json:
    return object_of({name: {"$ref": f"#/$defs/answer.{name}"} for name in sorted(names)})


def _applicant(required: tuple[str, ...] = ()) -> Json:
    return object_of(
        {
            "type": {"enum": [kind.value for kind in ApplicantType]},
            "name": NAME,
            "ags": KEY,
            "county_ags": KEY,
            "population": POPULATION,
            "population_as_of": DAY,
        },
        required=required,
    )


def _parts(guideline: Guideline) -> Json:
    """Each part of the line at most once."""
    once = [
        {
            "contains": {"properties": {"part": {"const": part.id}}, "required": ["part"]},
            "minContains": 0,
            "maxContains": 1,
        }
        for part in guideline.parts
    ]
    kinds = [_part(guideline, part.id) for part in guideline.parts]
    if [part.id for part in guideline.parts] == [MAIN]:
        return list_of(kinds[0], 1)
    return {**list_of({"anyOf": kinds}), "allOf": once}


def _part(guideline: Guideline, part: str) -> Json:
    """A part; its name may be left out where the line has only one."""
    return object_of(
        {
            "part": {"const": part},
            "start": PART_DAY,
            "end": PART_DAY,
            "answers": _answers(asked_questions(guideline).part(part)),
            "plan": object_of({"items": list_of(_item()), "funds": list_of(_fund())}),
            "asked": {
                "type": "object",
                "patternProperties": {patterns.YEAR: MONEY},
                "additionalProperties": False,
            },
        },
        required=() if part == MAIN else ("part",),
    )


def _item() -> Json:
    return object_of(
        {"category": CATEGORY, "label": NAME, "year": YEAR, "amount": MONEY},
        required=("category", "year", "amount"),
    )


def _fund() -> Json:
    sources = [source.value for source in FundSource]
    return object_of(
        {"source": {"enum": sources}, "label": NAME, "year": YEAR, "amount": MONEY},
        required=("source", "year", "amount"),
    )


def _call(guideline: Guideline) -> Json:
    return object_of(
        {
            "years": {**list_of(YEAR), "minItems": 1, "uniqueItems": True},
            "opens_on": DAY,
            "closes_on": DAY,
            "closing_is_fixed_day": YES_NO,
            "figures": figures_of(figure_units(guideline.figures.values())),
        },
        required=("years", "opens_on", "closes_on"),
    )


def _history() -> Json:
    days = ("filed_on", "early_start_from", "notice_effective_on", "begun_on")
    return object_of({**dict.fromkeys(days, DAY), "is_follow_up": YES_NO, "paid": MONEY})
