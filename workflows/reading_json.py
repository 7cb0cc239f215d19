"""Small readers of plain JSON values: each returns a clean value or names the field at fault."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from workflows.money import MOST, euros
from workflows.wording import say

T = TypeVar("T")

LONGEST_NAME = 200
LONGEST_LIST = 500
LONGEST_PATH = 300
FIRST_DAY, LAST_DAY = date(2000, 1, 1), date(2099, 12, 31)
"""Days outside are typing errors; beyond them periods and holidays are not known either."""

CENTS = 2
MOST_EUROS = MOST
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"(-?)((?:0|[1-9]\d{0,14})(?:\.(\d{1,6}))?)", re.ASCII)
_LINE_BREAKS = "\n\r\t"


class FactsError(ValueError):
    """A document that is not facts: the path of the field at fault and the German reason.

    `key` is the wording key of the reason. A name of the document stands in the path as it can be
    printed anywhere: control and direction characters and lone surrogates are escaped.
    """

    def __init__(self, field: str, message: str, key: str = "") -> None:
        self.field = printable(field)
        self.message = message
        self.key = key
        super().__init__(f"{self.field}: {message}")


def fault(field: str, key: str, **values: str) -> FactsError:
    """The error of a field, worded in `facts.<key>`."""
    return FactsError(field, say(f"facts.{key}", values), key)


def printable(name: str) -> str:
    """A name of a document as it can be printed anywhere, and not longer than a line or three."""
    return printable_line(name[:LONGEST_PATH]) + ("…" if len(name) > LONGEST_PATH else "")


def printable_line(text: str) -> str:
    """The text with every character that a terminal or a file could stumble over escaped."""
    return "".join(c if _is_safe(c) else f"\\u{ord(c):04x}" for c in text)


def _is_safe(character: str) -> bool:
    """Letters, digits, signs and blanks; no control, format, private or surrogate character."""
    category = unicodedata.category(character)
    return category[0] != "C" and category not in {"Zl", "Zp"}


def below(field: str, name: str | int) -> str:
    """The path of a member: `parts[0].plan.items`, `answers.charitable`."""
    if isinstance(name, int):
        return f"{field}[{name}]"
    shown = name or '""'
    return f"{field}.{shown}" if field else shown


def an_object(value: object, field: str, allowed: Sequence[str] = ()) -> Mapping[str, object]:
    """An object; with `allowed`, one that has no other members."""
    if not isinstance(value, Mapping):
        raise fault(field or "$", "not_object")
    for name in value:
        if allowed and name not in allowed:
            raise fault(below(field, str(name)), "unknown")
    return value


def members(value: object, field: str) -> Iterator[tuple[str, object]]:
    """The members of a list with their paths."""
    if not isinstance(value, (list, tuple)):
        raise fault(field, "not_list")
    for place, member in enumerate(value):
        yield below(field, place), member


def text(value: object, field: str, longest: int = LONGEST_NAME) -> str:
    """A text without control characters, not longer than allowed."""
    if not isinstance(value, str):
        raise fault(field, "not_text")
    if len(value) > longest:
        raise fault(field, "too_long", most=str(longest))
    if any(_is_control(character) for character in value):
        raise fault(field, "bad_character")
    return value


def _is_control(character: str) -> bool:
    """Control characters and lone surrogates; line breaks and tabs are text."""
    code = ord(character)
    if code < 0x20:
        return character not in _LINE_BREAKS
    return code == 0x7F or 0x80 <= code < 0xA0 or 0xD800 <= code < 0xE000


def yes_no(value: object, field: str) -> bool:
    """True or false, nothing else."""
    if not isinstance(value, bool):
        raise fault(field, "not_yes_no")
    return value


def whole(value: object, field: str, least: int, most: int) -> int:
    """A whole number within bounds; 5.0 is one, as JSON has it."""
    found = _whole(value)
    if found is None:
        raise fault(field, "not_whole")
    if found < least:
        raise fault(field, "negative" if least == 0 else "too_small", least=str(least))
    if found > most:
        raise fault(field, "too_large", most=str(most))
    return found


def _whole(value: object) -> int | None:
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def number(
    value: object, field: str, decimals: int, most: Decimal | int, wrong: str = "not_number"
) -> Decimal | int:
    """A number from 0 to `most`: a whole one, or text with at most so many decimals ("0.50").

    Numbers with decimals are text, as money is: a binary fraction is not what somebody wrote.
    """
    found = _whole(value)
    places = 0
    if found is None:
        read = _NUMBER.fullmatch(value) if isinstance(value, str) else None
        if read is None:
            raise fault(field, wrong)
        places = len(read[3] or "")
        # "-0" is no number that anybody means, so the sign alone decides.
        if read[1]:
            raise fault(field, "negative")
    elif found < 0:
        raise fault(field, "negative")
    exact = Decimal(str(value)) if found is None else Decimal(found)
    if exact > most:
        raise fault(field, "too_large", most=str(most))
    if places > decimals:
        key = "too_many_decimals" if decimals else "not_whole"
        raise fault(field, key, decimals=str(decimals))
    return exact if decimals else int(exact)


def amount(value: object, field: str) -> Decimal:
    """Euros as text with a point ("1234.56") or as a whole number; never negative."""
    return euros(number(value, field, CENTS, MOST_EUROS, "not_money"))


def day(value: object, field: str, first: date = FIRST_DAY) -> date:
    """A day as "2026-12-31", not before `first` and not after 2099."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise fault(field, "not_date")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise fault(field, "not_date") from None
    if not first <= found <= LAST_DAY:
        raise fault(field, "day_out_of_range", first=first.isoformat(), last=LAST_DAY.isoformat())
    return found


def listed(
    one: Callable[[object, str], T], most: int = LONGEST_LIST, *, once: bool = False
) -> Callable[[object, str], tuple[T, ...]]:
    """A reader of lists whose members `one` reads; with `once` a double is refused."""

    def whole_list(value: object, field: str) -> tuple[T, ...]:
        found = tuple(one(member, path) for path, member in members(value, field))
        if len(found) > most:
            raise fault(field, "too_large", most=str(most))
        if once and len(set(found)) < len(found):
            raise fault(field, "twice")
        return found

    return whole_list


def choice(value: object, field: str, choices: Sequence[str]) -> str:
    """One of the choices."""
    if not isinstance(value, str) or value not in choices:
        raise fault(field, "not_choice", choices=", ".join(choices))
    return value


def optional(
    source: Mapping[str, object], name: str, field: str, read: Callable[[object, str], T]
) -> T | None:
    """A member read where it is present and not null."""
    value = source.get(name)
    return None if value is None else read(value, below(field, name))


def required(
    source: Mapping[str, object], name: str, field: str, read: Callable[[object, str], T]
) -> T:
    """A member that must be there."""
    if source.get(name) is None:
        raise fault(below(field, name), "missing")
    return read(source[name], below(field, name))
