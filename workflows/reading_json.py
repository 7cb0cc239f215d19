"""Small readers of plain JSON values: each returns a clean value or names the field at fault."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from workflows.money import MoneyError, euros
from workflows.wording import say

T = TypeVar("T")

LONGEST_NAME = 200
LONGEST_LIST = 500
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,15}(?:\.\d{1,2})?", re.ASCII)
_LINE_BREAKS = "\n\r\t"


class FactsError(ValueError):
    """A document that is not facts: the path of the field at fault and the German reason."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        self.message = message
        super().__init__(f"{field}: {message}")


def fault(field: str, key: str, **values: str) -> FactsError:
    """The error of a field, worded in `facts.<key>`."""
    return FactsError(field, say(f"facts.{key}", values))


def below(field: str, name: str | int) -> str:
    """The path of a member: `parts[0].plan.items`, `answers.charitable`."""
    if isinstance(name, int):
        return f"{field}[{name}]"
    return f"{field}.{name}" if field else name


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
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise fault(field, "not_whole")
    if value < least:
        raise fault(field, "negative" if least == 0 else "too_small", least=str(least))
    if value > most:
        raise fault(field, "too_large", most=str(most))
    return value


def number(value: object, field: str, decimals: int, most: int) -> Decimal | int:
    """A number that is not negative, as number or text, with at most so many decimals."""
    found = _decimal(value)
    if found is None:
        raise fault(field, "not_number")
    if found < 0:
        raise fault(field, "negative")
    if found > most:
        raise fault(field, "too_large", most=str(most))
    if found == found.to_integral_value():
        return int(found) if decimals == 0 else found
    if decimals == 0:
        raise fault(field, "not_whole")
    exponent = found.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > decimals:
        raise fault(field, "too_many_decimals", decimals=str(decimals))
    return found


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return Decimal(value)
    if isinstance(value, float):
        value = repr(value)
    if isinstance(value, Decimal):
        return value if value.is_finite() else None
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        return Decimal(value)
    return None


def amount(value: object, field: str) -> Decimal:
    """Euros as text with a point ("1234.56") or as a whole number; never negative."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise fault(field, "not_money")
    if isinstance(value, str) and not _AMOUNT.fullmatch(value):
        raise fault(field, "not_money")
    try:
        found = euros(Decimal(value))
    except MoneyError:
        raise fault(field, "not_money") from None
    if found < 0:
        raise fault(field, "negative")
    return found


def day(value: object, field: str) -> date:
    """A day as "2026-12-31"."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise fault(field, "not_date")
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise fault(field, "not_date") from None


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
