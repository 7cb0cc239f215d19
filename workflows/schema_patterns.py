"""Patterns of the JSON Schema: texts, days and numbers exactly as the reader takes them.

Patterns end with `END` instead of a dollar sign, which some engines also find before a last line
break, and spell out the digits, because the short form means more than ASCII in others.
"""

from decimal import Decimal

END = r"(?![\s\S])"
CLEAN = rf"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ud800-\udfff]*{END}"
"""A text without control characters and lone surrogates; line breaks and tabs are text."""

FILLED = r"\S"
KEY = rf"^(?:[0-9]{{5}}|[0-9]{{8}}){END}"

_LONG = r"(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
_SHORT = r"(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
_FEBRUARY = r"02-(?:0[1-9]|1[0-9]|2[0-8])"
_LEAP = r"20(?:0[048]|[2468][048]|[13579][26])-02-29"


def days(years: str) -> str:
    """The days that exist in these years of the century after 2000 (a pattern of two digits)."""
    leap = rf"(?=20{years}){_LEAP}"
    return rf"^(?:20{years}-(?:{_LONG}|{_SHORT}|{_FEBRUARY})|{leap}){END}"


ANY_DAY = days("[0-9]{2}")
FROM_2014 = days("(?:1[4-9]|[2-9][0-9])")
YEAR = rf"^20[0-9]{{2}}{END}"


def numbers_to(most: Decimal | int, decimals: int) -> str:
    """Plain numbers from 0 to `most` with at most so many decimals and no leading zero."""
    whole, _, rest = str(most).partition(".")
    places = rf"(?:\.[0-9]{{1,{decimals}}})?" if decimals else ""
    last = _up_to(rest.ljust(decimals, "0")) if decimals else ""
    below = [rf"{one}{places}" for one in _smaller(whole)]
    return rf"^(?:{'|'.join([*below, whole + last])}){END}"


def _smaller(whole: str) -> list[str]:
    """Patterns of the whole numbers below this one, by their first digit that is smaller."""
    found = ["0"] if whole != "0" else []
    if len(whole) > 1:
        found.append(rf"[1-9][0-9]{{0,{len(whole) - 2}}}")
    for place, digit in enumerate(whole):
        least = 1 if place == 0 else 0
        if int(digit) > least:
            rest = len(whole) - place - 1
            found.append(rf"{whole[:place]}[{least}-{int(digit) - 1}][0-9]{{{rest}}}")
    return found


def _up_to(places: str) -> str:
    """Decimals that do not exceed the most: ".99" allows all, ".00" only zeros."""
    if set(places) == {"9"}:
        return rf"(?:\.[0-9]{{1,{len(places)}}})?"
    if set(places) == {"0"}:
        return rf"(?:\.0{{1,{len(places)}}})?"
    raise ValueError(f"a most with the decimals {places} has no pattern")
