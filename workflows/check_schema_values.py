"""The small pieces of the JSON Schema: values, answers and figures with the reader's own bounds."""

from collections.abc import Mapping
from decimal import Decimal

from workflows import schema_patterns as patterns
from workflows.checkfile import MOST_INHABITANTS, cost_categories
from workflows.figures import Unit
from workflows.questions import LONGEST_LONG_TEXT, LONGEST_TEXT, Kind, Question
from workflows.reading_answers import most_of
from workflows.reading_call import BOUNDS, FIRST_YEAR, LAST_YEAR
from workflows.reading_json import CENTS, LONGEST_LIST, LONGEST_NAME, MOST_EUROS
from workflows.sources import SOURCES, Mark
from workflows.wording import say

Json = dict[str, object]


def text(longest: int) -> Json:
    """A text without control characters."""
    return {"type": "string", "maxLength": longest, "pattern": patterns.CLEAN}


def number(most: Decimal | int, decimals: int) -> Json:
    """A whole number, or text where there are decimals; from 0 to `most`."""
    return {
        "anyOf": [
            {"type": "integer", "minimum": 0, "maximum": int(most)},
            {"type": "string", "pattern": patterns.numbers_to(most, decimals)},
        ]
    }


def whole(least: int, most: int) -> Json:
    """A whole number, never text."""
    return {"type": "integer", "minimum": least, "maximum": most}


VALUES: Mapping[str, Json] = {
    "name": text(LONGEST_NAME),
    "day": {"type": "string", "format": "date", "pattern": patterns.ANY_DAY},
    "part_day": {"type": "string", "format": "date", "pattern": patterns.FROM_2014},
    "key": {"type": "string", "pattern": patterns.KEY},
    "year": whole(FIRST_YEAR, LAST_YEAR),
    "population": whole(0, MOST_INHABITANTS),
    "money": {**number(MOST_EUROS, CENTS), "examples": ["1234.56"]},
    "category": {"enum": list(cost_categories())},
    "source": {"enum": sorted(SOURCES)},
    "mark": {"enum": [mark.value for mark in Mark]},
    **{
        f"figure.{unit.name.lower()}": number(most, decimals)
        for unit, (decimals, most) in BOUNDS.items()
    },
}
"""What `$defs` holds of values, named once for all members that take them."""


def value(name: str) -> Json:
    """A reference to one of `VALUES`."""
    return {"$ref": f"#/$defs/{name}"}


NAME, DAY, PART_DAY, KEY = value("name"), value("day"), value("part_day"), value("key")
YEAR, POPULATION, MONEY, CATEGORY = (
    value("year"),
    value("population"),
    value("money"),
    value("category"),
)
YES_NO: Json = {"type": "boolean"}


def object_of(properties: Json, required: tuple[str, ...] = ()) -> Json:
    """An object without other members; members that are not required may be null."""
    return {
        "type": "object",
        "properties": {
            name: one if name in required else or_null(one) for name, one in properties.items()
        },
        "required": list(required),
        "additionalProperties": False,
    }


def or_null(one: object) -> Json:
    """The same, or nothing."""
    return {"anyOf": [one, {"type": "null"}]}


def list_of(items: Json, most: int = LONGEST_LIST) -> Json:
    """A list of at most so many members."""
    return {"type": "array", "items": items, "maxItems": most}


def answer_of(question: Question) -> Json:
    """The form that a question asks for, with its German words."""
    return {**_form(question), "title": say(question.label_key)}


def _form(question: Question) -> Json:
    if question.kind is Kind.NUMBER:
        return number(most_of(question), question.decimals)
    if question.kind is Kind.CHOICE:
        return {"enum": list(question.choices)}
    if question.kind is Kind.MANY:
        member: Json = {"enum": list(question.choices)} if question.choices else NAME
        return {**list_of(member), "uniqueItems": True}
    if question.kind in {Kind.TEXT, Kind.LONG_TEXT}:
        return text(LONGEST_TEXT if question.kind is Kind.TEXT else LONGEST_LONG_TEXT)
    return {Kind.YES_NO: YES_NO, Kind.MONEY: MONEY, Kind.DATE: DAY}[question.kind]


def figures_of(units: Mapping[str, Unit]) -> Json:
    """Figures by key, each in its own unit and within its bounds."""
    return object_without_null({key: figure_of(key, units[key]) for key in sorted(units)})


def object_without_null(properties: Json) -> Json:
    """An object whose members are left out rather than null."""
    return {"type": "object", "properties": properties, "additionalProperties": False}


def figure_of(key: str, unit: Unit) -> Json:
    """One figure: value, unit, source with its number, mark."""
    return object_of(
        {
            "key": {"const": key},
            "value": value(f"figure.{unit.name.lower()}"),
            "unit": {"const": unit.value},
            "source": value("source"),
            "number": {**NAME, "pattern": patterns.FILLED},
            "mark": value("mark"),
            "replaced": NAME,
        },
        required=("unit", "source", "number"),
    )
