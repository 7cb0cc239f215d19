"""Values as German administrative texts show them: 1.234,50, 31.12.2026, Ja."""

from datetime import date
from decimal import Decimal

from workflows.facts import Answer


def german_number(value: Decimal | int) -> str:
    """A number with thousands points and decimal comma; decimals as they were given."""
    return f"{value:,}".translate(_GERMAN)


def german_euros(value: Decimal) -> str:
    """An amount of euros with two decimals and the sign: 12.345,67 €."""
    return f"{value:,.2f}".translate(_GERMAN) + " €"


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


_GERMAN = str.maketrans({",": ".", ".": ","})
