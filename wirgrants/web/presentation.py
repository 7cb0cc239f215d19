"""Turns values into the German text that screens show: money, days, moments, sizes and tones.

All functions are pure; the application factory registers ``FILTERS`` with Jinja. None of them
raises for ``None``: an unknown value is shown as such, never as a zero.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

from workflows.wording import known, say

BERLIN: Final = ZoneInfo("Europe/Berlin")
NOT_DETERMINABLE: Final = "nicht bestimmbar"
UNKNOWN: Final = "keine Angabe"
NBSP: Final = "\N{NO-BREAK SPACE}"

# Tones are the only five the style sheet knows.
NEUTRAL, INFO, SUCCESS, WARNING, DANGER = "neutral", "info", "success", "warning", "danger"

_OUTCOME_TONES: Final[Mapping[str, str]] = {
    "met": SUCCESS,
    "not_met": DANGER,
    "review": WARNING,
    "eligible": SUCCESS,
    "not_eligible": DANGER,
    "for_review": WARNING,
}


def _grouped(value: Decimal, places: int) -> str:
    """Return ``value`` with German separators; a true minus sign for negative values."""
    quantum = Decimal(1).scaleb(-places)
    rounded = value.quantize(quantum, rounding=ROUND_HALF_UP)
    text = f"{abs(rounded):,.{places}f}"
    text = text.translate(str.maketrans(",.", ".,"))
    return f"\N{MINUS SIGN}{text}" if rounded < 0 else text


def euro(value: Decimal | int | None) -> str:
    """Return euros as ``12.345,67 €``; ``nicht bestimmbar`` when there is no value."""
    if value is None:
        return NOT_DETERMINABLE
    return f"{_grouped(Decimal(value), 2)}{NBSP}€"


def number(value: Decimal | int | None, places: int = 0) -> str:
    """Return a plain number with German separators and ``places`` decimals."""
    return NOT_DETERMINABLE if value is None else _grouped(Decimal(value), places)


def amount(text: str | None) -> Decimal | None:
    """Return the exact number of a plain text such as ``1234.50``, as documents keep amounts."""
    return None if text in (None, "") else Decimal(str(text))


def iban(value: str | None) -> str:
    """Return an IBAN in groups of four that stay on one line."""
    text = value or ""
    return NBSP.join(text[i : i + 4] for i in range(0, len(text), 4)) or UNKNOWN


def percent(share: Decimal | None, places: int = 0) -> str:
    """Return a share of one (``Decimal('0.90')``) as ``90 %``."""
    if share is None:
        return NOT_DETERMINABLE
    return f"{_grouped(share * 100, places)}{NBSP}%"


def day(value: date | None) -> str:
    """Return a calendar day as ``31.12.2026``; a moment counts with its day in Berlin."""
    if value is None:
        return UNKNOWN
    if isinstance(value, datetime):
        value = _in_berlin(value)
    return f"{value.day:02d}.{value.month:02d}.{value.year:04d}"


def moment(value: datetime | None) -> str:
    """Return an instant as ``31.12.2026, 14:05 Uhr`` in Berlin time; naive values are UTC."""
    if value is None:
        return UNKNOWN
    local = _in_berlin(value)
    return f"{day(local)}, {local.hour:02d}:{local.minute:02d}{NBSP}Uhr"


def _in_berlin(value: datetime) -> datetime:
    aware = value if value.tzinfo is not None else value.replace(tzinfo=UTC)
    return aware.astimezone(BERLIN)


def iso(value: date | None) -> str:
    """Return a day or instant for the ``datetime`` attribute of ``<time>``."""
    return "" if value is None else value.isoformat()


def period(bounds: tuple[date | None, date | None]) -> str:
    """Return a span of days as ``01.01.2027 bis 31.12.2027``."""
    return f"{day(bounds[0])} bis {day(bounds[1])}"


def yes_no(value: bool | None) -> str:
    """Return ``ja``, ``nein`` or ``keine Angabe``."""
    return UNKNOWN if value is None else ("ja" if value else "nein")


def file_size(octets: int | None) -> str:
    """Return a size in bytes as ``312 Bytes``, ``48 KB`` or ``1,2 MB`` (steps of 1,000)."""
    if octets is None:
        return UNKNOWN
    if octets < 1_000:
        return f"{octets}{NBSP}Bytes"
    if octets < 1_000_000:
        return f"{_grouped(Decimal(octets) / 1_000, 0)}{NBSP}KB"
    return f"{_grouped(Decimal(octets) / 1_000_000, 1)}{NBSP}MB"


def _key(value: object) -> str:
    """Return the plain lower-case key of an enum member or string."""
    return str(getattr(value, "value", value)).lower().replace(" ", "_").replace("-", "_")


def outcome_tone(outcome: object) -> str:
    """Return the tone of a finding's or verdict's outcome; ``neutral`` if it is unknown."""
    return _OUTCOME_TONES.get(_key(outcome), NEUTRAL)


def outcome_label(outcome: object) -> str:
    """Return the German word of a finding's or verdict's outcome."""
    return _said(outcome, "outcome", "verdict")


def _said(value: object, *topics: str) -> str:
    """Return the catalogue's word of a key in the first topic that has it, else the value."""
    keys = (f"{topic}.{_key(value)}" for topic in topics)
    return next((say(key) for key in keys if known(key)), str(value))


# Tone by the state's word; the same word may mean something else in another machine, so those
# stand in a table of their own, by the machine's enum.
_STATE_TONES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("draft", "withdrawn", "lapsed", "declined"), NEUTRAL),
    **dict.fromkeys(("cancelled", "dropped", "expected"), NEUTRAL),
    **dict.fromkeys(
        ("filed", "formal_check", "target_agreement", "expert_vote", "municipal_statement",
         "jury", "ready", "award_proposed", "settling", "answered", "requested", "checked",
         "released", "proposed", "submitted", "in_review", "statement_received"),
        INFO,
    ),
    **dict.fromkeys(
        ("awarded", "accepted", "running", "resolved", "settled", "paid", "granted", "examined",
         "repaid"),
        SUCCESS,
    ),
    **dict.fromkeys(
        ("rejection_proposed", "resolution_pending", "recovering", "sent_back", "hearing",
         "interest_open", "returned"),
        WARNING,
    ),
    **dict.fromkeys(("rejected", "refused", "ordered"), DANGER),
}  # fmt: skip
_STATE_TONES_OF_MACHINE: Final[Mapping[tuple[str, str], str]] = {
    ("ClarificationState", "requested"): WARNING,  # the applicant must act
    ("ClarificationState", "lapsed"): WARNING,
}


def state_tone(state: object) -> str:
    """Return the tone of a state of any machine; ``neutral`` for a word that is not known."""
    key = _key(state)
    special = _STATE_TONES_OF_MACHINE.get((type(state).__name__, key))
    return special or _STATE_TONES.get(key, NEUTRAL)


_MARK_TONES: Final[Mapping[str, str]] = {
    "inferred": INFO,
    "general_knowledge": INFO,
    "unverified": WARNING,
    "not_found": WARNING,
    "confirmed": SUCCESS,
    "demo": WARNING,
}


def mark_tone(mark: object) -> str:
    """Return the tone of the mark that says how well a figure is founded."""
    return _MARK_TONES.get(_key(mark), NEUTRAL)


def mark_label(mark: object) -> str:
    """Return the German word of the mark that says how well a figure is founded."""
    return _said(mark, "mark")


# Applicants read no evidence marks: only that a value is made up, or may still become another.
_PLAIN_MARKS: Final[Mapping[str, str]] = {
    "demo": "Demonstrationswert",
    "unverified": "vorläufiger Wert",
    "not_found": "noch nicht festgelegt",
    "not_applicable": "entfällt",
}


def mark_plainly(mark: object) -> str:
    """Return what a figure's mark means for applicants; "" where the value simply stands."""
    return _PLAIN_MARKS.get(_key(mark), "")


def form_errors(form: Any) -> list[tuple[str, str, str]]:
    """Return ``(field id, label, message)`` for every error of a WTForms form, in page order.

    Enclosed forms and lists are walked; errors of the form as a whole have the id ``""``.
    """
    found = [("", "", str(message)) for message in getattr(form, "form_errors", ())]
    return found + list(_field_errors(form))


def _field_errors(fields: Iterable[Any]) -> Iterator[tuple[str, str, str]]:
    for field in fields:
        if not field.errors:
            continue
        inner = getattr(field, "form", None)
        entries = inner if inner is not None else getattr(field, "entries", None)
        if entries:
            yield from _field_errors(entries)
        own = field.errors if isinstance(field.errors, list | tuple) else ()
        for message in own:
            if isinstance(message, str) or not isinstance(message, Mapping | list | tuple):
                target = _first_option(field)
                yield target, str(field.label.text), str(message)


def _first_option(field: Any) -> str:
    """Return the id a link can focus: a group of options has its first option."""
    options_in_a_list = getattr(field, "option_widget", None) is not None
    plain_select = field.type in {"SelectField", "SelectMultipleField"} and not _is_list(field)
    return f"{field.id}-0" if options_in_a_list and not plain_select else str(field.id)


def _is_list(field: Any) -> bool:
    return type(field.widget).__name__ == "ListWidget"


FILTERS: Final[Mapping[str, Callable[..., object]]] = {
    "euro": euro,
    "number": number,
    "percent": percent,
    "amount": amount,
    "iban": iban,
    "day": day,
    "moment": moment,
    "iso": iso,
    "period": period,
    "yes_no": yes_no,
    "file_size": file_size,
    "outcome_tone": outcome_tone,
    "outcome_label": outcome_label,
    "state_tone": state_tone,
    "mark_tone": mark_tone,
    "mark_label": mark_label,
    "mark_plainly": mark_plainly,
    "form_errors": form_errors,
}
