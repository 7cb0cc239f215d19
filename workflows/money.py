"""Euros as Decimal with two places, and the one rounding rule of the house: half up to the cent.

Amounts come in through `euros`, which refuses what is not whole cents. What arithmetic makes of
them is rounded by `to_cents` once per part and budget year (rulings, Money); totals are their sums.
"""

import re
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

ZERO = Decimal("0.00")
CENT = Decimal("0.01")
MOST = Decimal("9999999999.99")
"""The largest amount that is read; above it a typing error is certain."""

Exact = Decimal | Fraction | int

_GERMAN = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+),\d{1,2}|-?\d{1,3}(?:\.\d{3})+|-?\d+", re.ASCII)
_PLAIN = re.compile(r"-?\d+\.\d{1,2}", re.ASCII)


class MoneyError(ValueError):
    """What was handed in is no amount in whole cents."""


def euros(value: Decimal | int | str) -> Decimal:
    """The amount with exactly two places.

    Reads 12.345,67 and 12345.67. Raises MoneyError for NaN, infinity, exponents (1e3), a third
    decimal, anything above `MOST` and anything that is no number; never rounds.
    """
    amount = _read(value) if isinstance(value, str) else Decimal(value)
    if not amount.is_finite():
        raise MoneyError("not a finite amount")
    if abs(amount) > MOST:
        raise MoneyError("amount too large")
    exact = amount.quantize(CENT)
    if exact != amount:
        raise MoneyError("more than two decimals")
    return exact


def _read(text: str) -> Decimal:
    stripped = text.strip()
    if len(stripped) <= 20:
        if _PLAIN.fullmatch(stripped):
            return Decimal(stripped)
        if _GERMAN.fullmatch(stripped):
            return Decimal(stripped.replace(".", "").replace(",", "."))
    raise MoneyError("not an amount")


def to_cents(value: Exact) -> Decimal:
    """The value rounded half up (away from zero) to the cent."""
    if isinstance(value, Fraction):
        doubled = abs(value) * 200
        cents = (doubled.numerator // doubled.denominator + 1) // 2
        return Decimal(cents if value >= 0 else -cents) * CENT
    return Decimal(value).quantize(CENT, rounding=ROUND_HALF_UP)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, with two places even when there is nothing to add."""
    return sum(amounts, ZERO)


def ratio(part: Decimal, whole: Decimal) -> Fraction:
    """`part ÷ whole` without loss; zero when there is no whole to share in."""
    return Fraction(part) / Fraction(whole) if whole else Fraction(0)


def share_of(amount: Decimal, share: Exact) -> Fraction:
    """`share × amount` without loss, still to be rounded by whoever owns the year."""
    return Fraction(amount) * Fraction(share)


def spread(amount: Decimal, weights: Sequence[Exact]) -> tuple[Decimal, ...]:
    """The amount split to whole cents in proportion to the weights; the parts add up to it.

    The cents left over go to the largest remainders, earlier ones first. No part exceeds its
    weight when the weights are amounts in whole cents that add up to at least `amount`. Without
    any weight everything stands in the first part.
    """
    whole = sum((Fraction(weight) for weight in weights), Fraction(0))
    if not weights:
        return ()
    if not whole:
        return (amount, *(ZERO for _ in weights[1:]))
    cents = Fraction(amount) * 100
    exact = [cents * Fraction(weight) / whole for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: parts[i] - exact[i])
    for i in by_remainder[: int(cents) - sum(parts)]:
        parts[i] += 1
    return tuple(Decimal(part) * CENT for part in parts)
