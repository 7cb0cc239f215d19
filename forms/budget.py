"""What the programme lead types about money: a new budget, an increase or a decrease."""

from collections.abc import Mapping
from decimal import Decimal

from wtforms import Field, HiddenField, RadioField, SelectField
from wtforms.validators import ValidationError

from forms.base import HouseForm, choices_from
from forms.call import FIRST_YEAR, LAST_YEAR, reason_field
from forms.fields import EuroField, WholeNumberField, filled, parse_euro

KINDS = {
    "budget": "Haushaltsmittel (Ausgaben dieses Jahres)",
    "commitment": "Verpflichtungsermächtigung (Zusagen für dieses spätere Jahr)",
}
MORE, LESS = "mehr", "weniger"
_AMOUNT = "Bitte geben Sie den Betrag an."


class BudgetForm(HouseForm):
    """The first money of a line and year."""

    line = SelectField("Förderschwerpunkt", validate_choice=False, default="")
    year = WholeNumberField(
        "Haushaltsjahr",
        [filled("Bitte geben Sie das Haushaltsjahr an.")],
        least=FIRST_YEAR,
        most=LAST_YEAR,
    )
    kind = RadioField("Art der Mittel", choices=choices_from(KINDS), validate_choice=False)
    amount = EuroField("Betrag", [filled(_AMOUNT)])
    reason = reason_field()

    def offer(self, lines: Mapping[str, str]) -> None:
        """The funding lines to choose from, id to name."""
        self.line.choices = choices_from({"": "Bitte wählen", **lines})
        self._offered = set(lines)

    def validate_line(self, field: Field) -> None:
        """One of the offered lines."""
        if field.data not in self._offered:
            raise ValidationError("Bitte wählen Sie den Förderschwerpunkt.")

    def validate_kind(self, field: Field) -> None:
        """Budget or commitment authority."""
        if field.data not in KINDS:
            raise ValidationError("Bitte wählen Sie die Art der Mittel.")

    def validate_amount(self, field: Field) -> None:
        """More than nothing."""
        _positive(field)


class BudgetChangeForm(HouseForm):
    """More or less money; `seen` is the total that the page showed."""

    seen = HiddenField()
    direction = RadioField(
        "Was soll geschehen?",
        choices=choices_from({MORE: "Ansatz erhöhen", LESS: "Ansatz vermindern"}),
        validate_choice=False,
    )
    amount = EuroField("Betrag", [filled(_AMOUNT)])
    reason = reason_field()

    def validate_direction(self, field: Field) -> None:
        """Up or down."""
        if field.data not in (MORE, LESS):
            raise ValidationError("Bitte wählen Sie „erhöhen“ oder „vermindern“.")

    def validate_amount(self, field: Field) -> None:
        """More than nothing."""
        _positive(field)

    def change(self) -> Decimal:
        """The amount with its sign, of a valid form."""
        amount = Decimal(self["amount"].data)
        return amount if self["direction"].data == MORE else -amount

    def seen_total(self) -> Decimal:
        """The total that the page showed; below zero (never a total) when it was tampered with."""
        try:
            return parse_euro(str(self["seen"].data or ""))
        except ValueError:
            return Decimal(-1)


def _positive(field: Field) -> None:
    if field.data is not None and field.data <= 0:
        raise ValidationError("Bitte geben Sie einen Betrag über 0,00 € ein.")
