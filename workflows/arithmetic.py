"""Arithmetic that a clerk can follow: lines with key and values, told in German on demand.

A line such as "12 Teilnehmende × 36 Unterrichtseinheiten × 12,50 € = 5.400,00 €" is kept as its key
and values, so that judging stays quick and another language can follow.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

from workflows.money import Exact, to_cents
from workflows.wording.formats import german_day, german_euros, german_number

HUNDRED = 100


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A number that is no money, with its noun: the id of the question or unit it counts."""

    number: Exact
    noun: str

    def text(self) -> str:
        """The number with its noun, in the singular for one: "1 Einsatz", "36 Stunden"."""
        from workflows.wording import known, say

        key = f"quantity.{self.noun}"
        if self.number == 1 and known(f"{key}.one"):
            key += ".one"
        return f"{number_text(self.number)} {say(key)}"


@dataclass(frozen=True)
class Rate:
    """A share or percentage (0.9 is 90 %), shown with at most two decimals."""

    share: Exact

    def text(self) -> str:
        """The share as people read it: 90 %, 66,67 %."""
        return number_text(to_cents(Fraction(self.share) * HUNDRED)) + " %"


@dataclass(frozen=True)
class Word:
    """A name that stands in the catalogue under this key."""

    key: str

    def text(self) -> str:
        """The German name."""
        from workflows.wording import say

        return say(self.key)


@dataclass(frozen=True)
class Objection:
    """Why something is not granted: the sentence of a failed rule with its values."""

    key: str
    values: Mapping[str, str]

    def text(self) -> str:
        """The German sentence without the words with which it begins."""
        from workflows.wording import say
        from workflows.wording.making import bare

        return bare(say(self.key, self.values))


Product = tuple[Quantity, ...]
Shown = (
    Decimal
    | Fraction
    | int
    | str
    | date
    | Quantity
    | Rate
    | Word
    | Objection
    | Product
    | tuple[Product, ...]
)


@dataclass(frozen=True)
class Line:
    """One step of a calculation. Decimals and fractions among the values are euros."""

    key: str
    values: Mapping[str, Shown] = field(default_factory=dict)

    def text(self) -> str:
        """The step as one German line."""
        from workflows.wording import say

        return say(f"money.{self.key}", {name: shown(value) for name, value in self.values.items()})


def step(key: str, **values: Shown) -> Line:
    """A line with its values."""
    return Line(key, values)


def shown(value: Shown) -> str:
    """A value as it stands in a line."""
    if isinstance(value, str):
        return value
    if isinstance(value, (Quantity, Rate, Word, Objection)):
        return value.text()
    if isinstance(value, date):
        return german_day(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, tuple):
        return _sum_of_products(value)
    return german_euros(to_cents(value))


def _sum_of_products(value: Product | tuple[Product, ...]) -> str:
    products = [one if isinstance(one, tuple) else (one,) for one in value]
    if all(isinstance(one, Quantity) for one in value):
        return " × ".join(product[0].text() for product in products)
    return " + ".join(" × ".join(one.text() for one in product) for product in products)


def number_text(number: Exact) -> str:
    """A number without superfluous zeros; a fraction of a whole is shown as such (9 17/31)."""
    exact = Fraction(number)
    hundredths = exact * HUNDRED
    if hundredths.denominator == 1:
        plain = Decimal(hundredths.numerator) / HUNDRED
        return german_number(plain.normalize() + 0 if plain % 1 else int(plain))
    whole, rest = divmod(exact, 1)
    return f"{german_number(whole)} {rest}" if whole else str(rest)
