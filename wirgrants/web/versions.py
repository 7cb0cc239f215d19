"""Versions of a funding line as pages name them: in force or replaced, and by what since when."""

from datetime import date

from workflows import registry
from workflows.guideline import Guideline
from workflows.wording import say


def is_historic(guideline: Guideline, today: date) -> bool:
    """Whether the version's time is over; a call may open it all the same."""
    return guideline.valid_to is not None and guideline.valid_to < today


def successor_of(guideline: Guideline) -> dict[str, str] | None:
    """Name, version and first year of what came after; None where nothing did."""
    if guideline.successor is None:
        return None
    line, version = guideline.successor
    since = registry.guideline(line, version).valid_from
    # A guideline of the last days of December counts from the next year.
    year = since.year + 1 if since.month == 12 else since.year
    return {"name": say(f"line.{line}.name"), "version": version, "since": str(year)}
