"""Values as German administrative texts show them: 1.234,50, 31.12.2026, Ja."""

from datetime import date
from decimal import Decimal

from workflows.facts import Answer
from workflows.figures import Unit


def german_number(value: Decimal | int) -> str:
    """A number with thousands points and decimal comma; decimals as they were given."""
    return f"{value:,}".translate(_GERMAN)


def german_euros(value: Decimal) -> str:
    """An amount of euros with two decimals and the sign: 12.345,67 €."""
    return f"{value:,.2f}".translate(_GERMAN) + " €"


def german_short(value: Decimal | int) -> str:
    """A number without the zeros at the end of its decimals: 4, 12,5."""
    whole = int(value)
    return german_number(whole if whole == value else Decimal(value).normalize())


def german_quantity(value: Decimal | int | None, unit: Unit) -> str:
    """A figure's value with its unit in words: 10 %, 12.345,67 € je Jahr, 1 Monat, 5 Personen.

    A missing value is said ("nicht bestimmbar"), never shown as nought.
    """
    if value is None:
        return "nicht bestimmbar"
    if unit is Unit.SHARE:
        return f"{german_short(Decimal(value).scaleb(2))} %"
    money, _, per = unit.value.partition("/")
    if money == Unit.EUR.value:
        return f"{german_euros(Decimal(value))} je {per}" if per else german_euros(Decimal(value))
    if unit is Unit.COUNT:
        return german_short(value)
    return f"{german_short(value)} {_SINGLE.get(unit, unit.value) if value == 1 else unit.value}"


def german_day(value: date) -> str:
    """A day as 31.12.2026."""
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"


def german(value: Answer | None) -> str:
    """Any answer as text; a missing one is an en dash."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "Ja" if value else "Nein"
    if isinstance(value, (int, Decimal)):
        return german_number(value)
    if isinstance(value, date):
        return german_day(value)
    if isinstance(value, str):
        return value
    return ", ".join(value)


_SINGLE = {
    Unit.HOURS: "Stunde",
    Unit.UNITS: "Unterrichtseinheit",
    Unit.PERSONS: "Person",
    Unit.LANGUAGES: "Sprache",
    Unit.MONTHS: "Monat",
    Unit.DAYS: "Tag",
    Unit.WEEKS: "Woche",
    Unit.YEARS: "Jahr",
}
_GERMAN = str.maketrans({",": ".", ".": ","})
