"""How figures, days and times are written in a German letter; units named with each function."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Final
from zoneinfo import ZoneInfo

BERLIN: Final = ZoneInfo("Europe/Berlin")
NBSP: Final = "\N{NO-BREAK SPACE}"


def number(value: Decimal, places: int | None = None) -> str:
    """``value`` with decimal comma and points between thousands; ``places`` fixes the decimals."""
    shown = f"{value:,.{places}f}" if places is not None else f"{value.normalize():,f}"
    return shown.translate(str.maketrans(",.", ".,")).replace("-", "−")


def euros(value: Decimal | None) -> str:
    """Euros as ``12.345,67 €``; a missing figure is said, never shown as nought."""
    return "nicht bestimmbar" if value is None else f"{number(value, 2)}{NBSP}€"


def percent(value: Decimal) -> str:
    """A share (0.9) as ``90 %``, with as many decimals as it has, at most two."""
    return f"{number(round(value * 100, 2))}{NBSP}%"


def day(value: date) -> str:
    """A day as ``31.12.2026``."""
    return value.strftime("%d.%m.%Y")


def moment(value: datetime) -> str:
    """An instant as ``31.12.2026, 14:05 Uhr`` in the time of Hesse.

    Raises:
        ValueError: the instant does not say its time zone.
    """
    if value.tzinfo is None:
        message = "an instant without time zone cannot be printed"
        raise ValueError(message)
    return value.astimezone(BERLIN).strftime(f"%d.%m.%Y, %H:%M{NBSP}Uhr")


def period(first: date, last: date) -> str:
    """A period as ``01.01.2027 bis 31.12.2027``."""
    return f"{day(first)} bis {day(last)}"
