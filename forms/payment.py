"""What people type around a payment request: the request, its check, payout and return."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import ValidationError

from forms.base import (
    HouseForm,
    choices_from,
    clean_text,
    offered_only,
    one_line,
    required,
    strip,
)
from forms.fields import DayField, EuroField, YesNoField, filled, not_after
from workflows.payment_call import HighestCall
from workflows.wording.formats import german_euros

LONGEST_NOTE = 4_000
LONGEST_REFERENCE = 140

# The most of (chosen award year, spent to date, due soon); None when the year is not on offer.
Computation = Callable[[str, Decimal, Decimal], HighestCall | None]


class PaymentRequestForm(HouseForm):
    """The recipient calls money of one part and year; the highest call is computed beside it."""

    award = SelectField("Teil und Haushaltsjahr", validate_choice=False)
    spent = EuroField(
        "Bisher gezahlte zuwendungsfähige Ausgaben dieses Teils",
        description="Alles, was seit Beginn bezahlt wurde, auch soweit es schon gefördert wurde.",
        validators=[filled("Bitte geben Sie den Betrag ein, gegebenenfalls 0,00.")],
    )
    due_soon = EuroField(
        "Ausgaben, die innerhalb von zwei Monaten nach der Auszahlung fällig werden",
        validators=[filled("Bitte geben Sie den Betrag ein, gegebenenfalls 0,00.")],
    )
    own_funds_used = EuroField(
        "Davon aus eigenen und anderen Mitteln bezahlt",
        description="Eigenmittel, Mittel Dritter und Einnahmen, die bisher eingesetzt wurden.",
        validators=[filled("Bitte geben Sie den Betrag ein, gegebenenfalls 0,00.")],
    )
    use = TextAreaField(
        "Geplante Verwendung",
        description="Wofür wird das Geld in den nächsten zwei Monaten gebraucht?",
        filters=[strip],
        validators=[
            required("Bitte beschreiben Sie kurz, wofür das Geld gebraucht wird."),
            clean_text(LONGEST_NOTE),
        ],
    )
    amount = EuroField(
        "Abgerufener Betrag",
        description="Höchstens, was sich aus Ihren Angaben ergibt; der Rechenweg wird gezeigt.",
        validators=[filled("Bitte geben Sie den Betrag ein, den Sie abrufen.")],
    )

    def __init__(
        self,
        formdata: Any = None,
        *,
        awards: Mapping[str, str],
        compute: Computation,
        **kwargs: Any,
    ) -> None:
        super().__init__(formdata, **kwargs)
        self.award.choices = choices_from(awards)
        self._awards = awards
        self._compute = compute
        self.computed: HighestCall | None = None

    def validate(self, extra_validators: Any = None) -> bool:
        """The amount must not exceed the highest call; the arithmetic is kept for the page."""
        fine = super().validate(extra_validators)
        if self.spent.data is None or self.due_soon.data is None or self.award.errors:
            return False
        self.computed = self._compute(self.award.data, self.spent.data, self.due_soon.data)
        amount = self.amount.data
        if self.computed is None or amount is None:
            if self.computed is not None and not (self.amount.raw_data or [""])[0].strip():
                self.amount.errors = [self._how_much(self.computed)]
            return False
        if amount > self.computed.amount:
            self.amount.errors = [
                (
                    f"Derzeit abrufbar sind höchstens {german_euros(self.computed.amount)}. Bitte "
                    "verringern Sie den Betrag; der Rechenweg steht unten auf der Seite."
                )
            ]
            return False
        return fine

    @staticmethod
    def _how_much(most: HighestCall) -> str:
        return (
            f"Derzeit abrufbar sind höchstens {german_euros(most.amount)}. Bitte geben Sie den "
            "Betrag ein, den Sie abrufen; der Rechenweg steht unten auf der Seite."
        )

    @property
    def computed_lines(self) -> list[str]:
        """The arithmetic of the highest call in German; empty before it was computed."""
        return [] if self.computed is None else [line.text() for line in self.computed.lines]

    def validate_award(self, field: Any) -> None:
        """Only a part and year on offer."""
        if field.data not in self._awards:
            raise ValidationError("Bitte wählen Sie einen Teil und ein Haushaltsjahr aus.")

    def validate_amount(self, field: Any) -> None:
        """Nobody calls nothing."""
        if field.data is not None and field.data <= 0:
            raise ValidationError("Bitte geben Sie einen Betrag über null ein.")

    def validate_own_funds_used(self, field: Any) -> None:
        """Own funds are a part of what was spent."""
        if field.data is not None and self.spent.data is not None and field.data > self.spent.data:
            raise ValidationError(
                "Aus eigenen Mitteln kann nicht mehr bezahlt worden sein als insgesamt."
            )

    def statement(self) -> dict[str, str]:
        """What the recipient states, as the request keeps it."""
        return {
            "spent": format(self.spent.data, "f"),
            "due_soon": format(self.due_soon.data, "f"),
            "own_funds_used": format(self.own_funds_used.data, "f"),
            "use": self.use.data or "",
        }


CHECK_QUESTIONS = {
    "plausible": (
        "Die angegebenen Ausgaben passen zum Finanzierungsplan und zum Stand der Maßnahme"
    ),
    "conditions": "Die Auflagen, an die die Auszahlung gebunden ist, sind erfüllt",
}
"""What the officer answers of every request beside the computed findings."""


class PaymentCheckForm(HouseForm):
    """The officer's check of a request, beside the computed findings."""

    plausible = YesNoField(
        CHECK_QUESTIONS["plausible"],
        validators=[filled("Bitte beantworten Sie die Frage.")],
    )
    conditions = YesNoField(
        CHECK_QUESTIONS["conditions"],
        validators=[filled("Bitte beantworten Sie die Frage.")],
    )
    note = TextAreaField(
        "Prüfvermerk",
        filters=[strip],
        validators=[
            required("Bitte halten Sie das Ergebnis der Prüfung fest."),
            clean_text(LONGEST_NOTE),
        ],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A request that fails is not passed on as checked."""
        fine = super().validate(extra_validators)
        for field in (self.plausible, self.conditions):
            if field.data is False:
                field.errors = [
                    (
                        "So kann der Abruf nicht freigegeben werden. Klären Sie den Punkt mit der "
                        "Stelle oder legen Sie den Abruf der Bewilligung zur Ablehnung vor."
                    )
                ]
                fine = False
        return fine

    def answers(self) -> dict[str, bool]:
        """The answers by the names of `CHECK_QUESTIONS`."""
        return {name: bool(self[name].data) for name in CHECK_QUESTIONS}


class ReleaseForm(HouseForm):
    """The release is bound to what was shown."""

    digest = HiddenField(validators=[clean_text(64, multiline=False)])


class PayForm(HouseForm):
    """Finance has paid: the day and the reference on the statement of account."""

    paid_on = DayField(
        "Tag der Auszahlung", validators=[filled("Bitte geben Sie den Tag der Auszahlung ein.")]
    )
    bank_reference = StringField(
        "Buchungszeichen",
        description="wie auf dem Kontoauszug",
        filters=[one_line],
        validators=[
            required("Bitte geben Sie das Buchungszeichen ein."),
            clean_text(LONGEST_REFERENCE, multiline=False),
        ],
    )

    def __init__(
        self, formdata: Any = None, *, today: date, released_on: date, **kwargs: Any
    ) -> None:
        super().__init__(formdata, **kwargs)
        self._released_on = released_on
        self.paid_on.validators = [
            *self.paid_on.validators,
            not_after(today, "Der Tag der Auszahlung darf nicht in der Zukunft liegen."),
        ]

    def validate_paid_on(self, field: Any) -> None:
        """Nothing is paid before it was released."""
        if field.data is not None and field.data < self._released_on:
            raise ValidationError(
                f"Die Auszahlung wurde am {self._released_on:%d.%m.%Y} freigegeben. Der Tag der "
                "Auszahlung darf nicht davor liegen."
            )


class ReturnForm(HouseForm):
    """The bank sent the money back."""

    returned_on = DayField(
        "Rückläufer gebucht am", validators=[filled("Bitte geben Sie den Tag ein.")]
    )
    reason = TextAreaField(
        "Grund der Rückgabe",
        description="wie von der Bank angegeben, zum Beispiel „Konto erloschen“",
        filters=[strip],
        validators=[
            required("Bitte geben Sie den Grund an, den die Bank nennt."),
            clean_text(LONGEST_NOTE),
        ],
    )

    def __init__(self, formdata: Any = None, *, today: date, paid_on: date, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self._paid_on = paid_on
        self.returned_on.validators = [
            *self.returned_on.validators,
            not_after(today, "Der Tag darf nicht in der Zukunft liegen."),
        ]

    def validate_returned_on(self, field: Any) -> None:
        """Nothing comes back before it was paid."""
        if field.data is not None and field.data < self._paid_on:
            raise ValidationError(
                f"Ausgezahlt wurde am {self._paid_on:%d.%m.%Y}. Der Rückläufer kann nicht davor "
                "liegen."
            )


FINANCE_STATES: Mapping[str, str] = {
    "requested": "zu prüfen",
    "checked": "freizugeben",
    "released": "zur Auszahlung",
    "paid": "ausgezahlt",
    "returned": "Rückläufer",
}


class FinanceFilter(HouseForm):
    """Which payments the cash office wants to see."""

    stand = SelectField(
        "Stand", [offered_only], choices=choices_from(FINANCE_STATES), validate_choice=False
    )
    linie = SelectField("Förderschwerpunkt", [offered_only], validate_choice=False)

    def __init__(self, formdata: Any = None, *, lines: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.linie.choices = choices_from({"": "alle", **lines})
