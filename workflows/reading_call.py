"""The call of a JSON document and its figures, read against the guideline that they belong to."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import partial

from workflows import reading_json as read
from workflows.facts import CallTerms
from workflows.figures import Figure, Unit
from workflows.parameters import DEFAULTS
from workflows.reading_json import an_object, below, fault, listed, optional, required
from workflows.sources import SOURCES, Clause, Mark

FIRST_YEAR, LAST_YEAR = read.FIRST_DAY.year, read.LAST_DAY.year
CALL_FIELDS = ("years", "opens_on", "closes_on", "closing_is_fixed_day", "figures")
FIGURE_FIELDS = ("key", "value", "unit", "source", "number", "mark", "replaced")

_EUROS = (read.CENTS, read.MOST_EUROS)
BOUNDS: Mapping[Unit, tuple[int, Decimal | int]] = {
    Unit.EUR: _EUROS,
    Unit.EUR_PER_YEAR: _EUROS,
    Unit.EUR_PER_POST_YEAR: _EUROS,
    Unit.EUR_PER_HOUR: _EUROS,
    Unit.EUR_PER_UNIT: _EUROS,
    Unit.EUR_PER_DEPLOYMENT: _EUROS,
    Unit.SHARE: (4, 1),
    Unit.HOURS: (2, 100_000),
    Unit.UNITS: (0, 10_000),
    Unit.PERSONS: (0, 100_000),
    Unit.LANGUAGES: (0, 1_000),
    Unit.INHABITANTS: (0, 10_000_000),
    Unit.MONTHS: (0, 600),
    Unit.DAYS: (0, 3_650),
    Unit.COUNT: (2, 1_000_000),
    Unit.WEEKS: (0, 520),
    Unit.YEARS: (0, 50),
}
"""How many decimals a figure of a unit may have, and the most that is no typing error."""


def year(value: object, field: str) -> int:
    """A budget year."""
    return read.whole(value, field, FIRST_YEAR, LAST_YEAR)


years = listed(year, once=True)


def call(value: object, field: str, known: Mapping[str, Unit]) -> CallTerms:
    """The call; `known` are the figures of the guideline with their units."""
    source = an_object(value, field, CALL_FIELDS)
    found = CallTerms(
        years=call_years(source, field),
        opens_on=required(source, "opens_on", field, read.day),
        closes_on=required(source, "closes_on", field, read.day),
        closing_is_fixed_day=optional(source, "closing_is_fixed_day", field, read.yes_no) or False,
        figures=optional(source, "figures", field, partial(figures, known=known)) or {},
    )
    if found.closes_on < found.opens_on:
        raise fault(below(field, "closes_on"), "reversed")
    return found


def call_years(source: Mapping[str, object], field: str) -> tuple[int, ...]:
    """The budget years of a call, at least one and none twice."""
    found = required(source, "years", field, years)
    if not found:
        raise fault(below(field, "years"), "missing")
    return found


def figure_units(declared: Iterable[Figure]) -> dict[str, Unit]:
    """The keys of figures with their units."""
    return {figure.key: figure.unit for figure in declared}


def parameter_units() -> dict[str, Unit]:
    """The dated parameters that are numbers of a unit, as a document may replace them."""
    found = {}
    for key in DEFAULTS.names():
        newest = DEFAULTS.series(key)[-1]
        if not isinstance(newest.value, str) and newest.unit in {unit.value for unit in Unit}:
            found[key] = Unit(newest.unit)
    return found


def figures(value: object, field: str, known: Mapping[str, Unit]) -> dict[str, Figure]:
    """Figures by key; only those known, each in its own unit."""
    found = {}
    for name, one in an_object(value, field).items():
        path = below(field, name)
        if name not in known:
            raise fault(path, "unknown")
        found[name] = _figure(one, path, name, known[name])
    return found


def _figure(value: object, field: str, key: str, unit: Unit) -> Figure:
    source = an_object(value, field, FIGURE_FIELDS)
    if optional(source, "key", field, read.text) not in {None, key}:
        raise fault(below(field, "key"), "unknown")
    told = required(source, "unit", field, partial(read.choice, choices=[u.value for u in Unit]))
    if told != unit.value:
        raise fault(below(field, "unit"), "wrong_unit", unit=unit.value)
    number = required(source, "number", field, read.text)
    if not number.strip():
        raise fault(below(field, "number"), "missing")
    cited = required(source, "source", field, partial(read.choice, choices=sorted(SOURCES)))
    mark = optional(source, "mark", field, partial(read.choice, choices=[m.value for m in Mark]))
    decimals, most = BOUNDS[unit]

    def bounded(given: object, path: str) -> Decimal | int:
        return read.number(given, path, decimals, most)

    return Figure(
        key=key,
        value=optional(source, "value", field, bounded),
        unit=unit,
        clause=Clause(cited, number),
        mark=Mark.CONFIRMED if mark is None else Mark(mark),
        replaced=optional(source, "replaced", field, read.text) or "",
    )
