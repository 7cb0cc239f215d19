"""One quantity reads the same on a form, in the record of a call, in a finding and in a letter."""

from decimal import Decimal

import pytest

from forms.figure_field import shown
from forms.parameter import parameter_text
from workflows import registry
from workflows.figures import Unit
from workflows.wording.formats import german_quantity

WRITTEN = [
    (Decimal("0.9"), Unit.SHARE, "90 %"),
    (Decimal("0.125"), Unit.SHARE, "12,5 %"),
    (Decimal(1), Unit.SHARE, "100 %"),
    (Decimal("12345.67"), Unit.EUR, "12.345,67 €"),
    (Decimal("12.5"), Unit.EUR_PER_HOUR, "12,50 € je Stunde"),
    (Decimal(50000), Unit.EUR_PER_YEAR, "50.000,00 € je Jahr"),
    (1, Unit.MONTHS, "1 Monat"),
    (2, Unit.MONTHS, "2 Monate"),
    (Decimal("4.00"), Unit.DAYS, "4 Tage"),
    (Decimal("0.5"), Unit.PERSONS, "0,5 Personen"),
    (1, Unit.PERSONS, "1 Person"),
    (50000, Unit.COUNT, "50.000"),
    (Decimal("1E+4"), Unit.COUNT, "10.000"),
    (None, Unit.EUR, "nicht bestimmbar"),
]


@pytest.mark.parametrize(("value", "unit", "text"), WRITTEN)
def test_a_quantity_is_written_as_offices_write_it(
    value: Decimal | int | None, unit: Unit, text: str
) -> None:
    assert german_quantity(value, unit) == text


@pytest.mark.parametrize(("value", "unit", "text"), WRITTEN)
def test_a_parameter_reads_like_a_figure(
    value: Decimal | int | None, unit: Unit, text: str
) -> None:
    if value is not None:
        assert parameter_text(value, unit.value) == text


def test_no_shipped_figure_shows_a_power_of_ten_or_needless_zeros() -> None:
    texts = [
        shown(figure) for version in registry.guidelines() for figure in version.figures.values()
    ]
    assert len(texts) > 100
    assert not [text for text in texts if "E+" in text or (",00" in text and "€" not in text)]
