"""A figure of the programme: value, unit, clause and mark, so that no number stands alone."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from workflows.sources import Clause, Mark


class Unit(StrEnum):
    """What a figure counts."""

    EUR = "EUR"
    EUR_PER_YEAR = "EUR/Jahr"
    EUR_PER_POST_YEAR = "EUR/Vollzeitstelle und Jahr"
    EUR_PER_HOUR = "EUR/Stunde"
    EUR_PER_UNIT = "EUR/Person und Unterrichtseinheit"
    EUR_PER_DEPLOYMENT = "EUR/Einsatz"
    SHARE = "Anteil"
    HOURS = "Stunden"
    UNITS = "Unterrichtseinheiten"
    PERSONS = "Personen"
    LANGUAGES = "Sprachen"
    INHABITANTS = "Einwohner"
    MONTHS = "Monate"
    DAYS = "Tage"
    COUNT = "Anzahl"
    WEEKS = "Wochen"
    YEARS = "Jahre"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A value with its unit, its clause and its mark.

    `value=None` with mark NOT_FOUND is an empty figure: what rests on it is "not determinable".
    `value=None` with mark NOT_APPLICABLE says that the line has no such figure (rulings, Money).
    `replaced` names why a call or an administrator put another value in place of the shipped one
    (e.g. "Demonstrationswert"); it is shown wherever the figure is used.
    """

    key: str
    value: Decimal | int | None
    unit: Unit
    clause: Clause
    mark: Mark
    replaced: str = ""

    @property
    def empty(self) -> bool:
        """True when the sources give no value and nobody has entered one."""
        return self.value is None and self.mark is not Mark.NOT_APPLICABLE

    @property
    def applies(self) -> bool:
        """False when the guideline version has no such figure at all."""
        return self.mark is not Mark.NOT_APPLICABLE

    @property
    def needs_confirmation(self) -> bool:
        """True when whoever opens a call must confirm or replace it (house, The law)."""
        return self.applies and self.mark is not Mark.SOURCED

    def with_value(self, value: Decimal | int | None, reason: str) -> "Figure":
        """The same figure as a call or an administrator has confirmed or replaced it."""
        return replace(self, value=value, mark=Mark.CONFIRMED, replaced=reason)

    def decimal(self) -> Decimal:
        """The value as Decimal; ValueError when it is empty."""
        if self.value is None:
            raise ValueError(f"figure {self.key} has no value")
        return Decimal(self.value)

    def to_json(self) -> dict[str, object]:
        """The figure as used, for verdicts, letters and the audit file."""
        return {
            "key": self.key,
            "value": None if self.value is None else str(self.value),
            "unit": self.unit.value,
            "source": self.clause.source,
            "number": self.clause.number,
            "mark": self.mark.value,
            "replaced": self.replaced,
        }
