"""What the office types to decide: the award, the rejection, an early start, signature and way."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import (
    FieldList,
    FormField,
    HiddenField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.validators import Optional, ValidationError

from forms.base import (
    LONGEST_LINE,
    HouseForm,
    choices_from,
    clean_text,
    one_line,
    required,
    strip,
)
from forms.fields import DayField, EuroField, filled

LONGEST_TERMS = 8_000
MOST_ROWS = 30


GAPS: Mapping[str, str] = {
    "own_funds": "Die antragstellende Stelle trägt den fehlenden Betrag: die Eigenmittel steigen.",
    "cut_costs": "Die Ausgaben sinken um den fehlenden Betrag, anteilig in allen Einzelansätzen.",
}


@dataclass(frozen=True, kw_only=True)
class PartShape:
    """One part in the award form: its id, German name and budget years."""

    id: str
    name: str
    years: tuple[int, ...]


class PreviewedForm(HouseForm):
    """A step with a letter: which preview was on the page, by ref and digest; empty without one."""

    letter = HiddenField(validators=[clean_text(64, multiline=False)])
    digest = HiddenField(validators=[clean_text(64, multiline=False)])


class ObligationForm(HouseForm):
    """An obligation with the day until which it is to be met; empty ones count nothing."""

    text = TextAreaField("Auflage", filters=[strip], validators=[clean_text(LONGEST_TERMS)])
    due_on = DayField("Zu erfüllen bis (freiwillig)")

    def validate_text(self, field: Any) -> None:
        """A day alone orders nothing."""
        if self.due_on.data is not None and not (field.data or "").strip():
            raise ValidationError("Bitte schreiben Sie die Auflage oder entfernen Sie den Tag.")


class _InstalmentForm(HouseForm):
    due = StringField(
        "Fällig",
        filters=[one_line],
        validators=[clean_text(LONGEST_LINE, multiline=False)],
    )
    amount = EuroField("Teilbetrag")

    def validate_amount(self, field: Any) -> None:
        """A condition and a sum belong together."""
        if bool((self.due.data or "").strip()) != (field.data is not None):
            raise ValidationError("Bitte füllen Sie Fälligkeit und Teilbetrag gemeinsam aus.")


class AwardForm(PreviewedForm):
    """An award: amounts and period of each part, obligations, instalments and texts."""

    shapes: tuple[PartShape, ...] = ()
    purpose = TextAreaField(
        "Zuwendungszweck",
        description="Wofür die Zuwendung verwendet werden darf; steht wörtlich im Bescheid.",
        filters=[strip],
        validators=[required("Bitte nennen Sie den Zweck."), clean_text(LONGEST_TERMS)],
    )
    goals = TextAreaField(
        "Ziele (freiwillig)",
        description="Ein Ziel je Zeile.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_TERMS)],
    )
    obligations = FieldList(FormField(ObligationForm), label="Auflage", max_entries=MOST_ROWS)
    text = TextAreaField(
        "Freier Text zu den Nebenbestimmungen (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_TERMS)],
    )
    instalments = FieldList(FormField(_InstalmentForm), label="Teilbetrag", max_entries=MOST_ROWS)
    reason = TextAreaField(
        "Begründung, wenn weniger bewilligt als beantragt wird",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_TERMS)],
    )
    gap = RadioField(
        "Wenn die Zuwendung den Finanzierungsplan nicht mehr deckt",
        description="Der Bescheid macht den Finanzierungsplan verbindlich; er muss aufgehen.",
        choices=choices_from(GAPS),
        default=next(iter(GAPS)),
    )
    state_aid = TextAreaField(
        "Hinweis zum Beihilferecht (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_TERMS)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """No part ends before it begins; something is awarded."""
        fine = super().validate(extra_validators)
        for shape in self.shapes:
            start, end = self[f"start_{shape.id}"], self[f"end_{shape.id}"]
            if start.data and end.data and end.data < start.data:
                end.errors = [*end.errors, "Das Ende liegt vor dem Beginn."]
                fine = False
        if fine and not any(self.amounts(shape) for shape in self.shapes):
            first = self[amount_name(self.shapes[0], self.shapes[0].years[0])]
            first.errors = [*first.errors, "Bitte geben Sie einen Betrag ein."]
            fine = False
        return fine

    def amounts(self, shape: PartShape) -> dict[int, Decimal]:
        """The amounts of a part by year; empty and zero ones left out."""
        found = ((year, self[amount_name(shape, year)].data) for year in shape.years)
        return {year: value for year, value in found if value}


def amount_name(shape: PartShape, year: int) -> str:
    """The field's name of one part and year."""
    return f"amount_{shape.id}_{year}"


def award_form(
    shapes: Sequence[PartShape],
    formdata: Any = None,
    data: Mapping[str, Any] | None = None,
    *,
    blank: int = 2,
) -> AwardForm:
    """The form for these parts, from what was posted or else filled with `data`."""
    fields: dict[str, Any] = {"shapes": tuple(shapes)}
    for shape in shapes:
        for year in shape.years:
            fields[amount_name(shape, year)] = EuroField(f"{shape.name}: Zuwendung {year}")
        fields[f"start_{shape.id}"] = DayField(
            f"{shape.name}: Beginn des Bewilligungszeitraums",
            validators=[filled("Bitte nennen Sie den ersten Tag.")],
        )
        fields[f"end_{shape.id}"] = DayField(
            f"{shape.name}: Ende des Bewilligungszeitraums",
            validators=[filled("Bitte nennen Sie den letzten Tag.")],
        )
        fields[f"proof_{shape.id}"] = DayField(
            f"{shape.name}: Verwendungsnachweis bis (freiwillig)",
            description="Leer: der Tag aus Förderschwerpunkt und Nebenbestimmungen.",
        )
    made = type("FittedAwardForm", (AwardForm,), fields)
    told = dict(data or {})
    for name in ("obligations", "instalments"):
        told[name] = [*told.get(name, ()), *({} for _ in range(blank))]
    form: AwardForm = made(formdata) if formdata is not None else made(data=told)
    return form


class RejectionForm(PreviewedForm):
    """A rejection: its reasons, the facts, and the findings that the letter cites."""

    reasons = TextAreaField(
        "Gründe der Ablehnung",
        description="Steht wörtlich in der Begründung; ein Absatz je Zeile.",
        filters=[strip],
        validators=[
            required("Bitte begründen Sie die Ablehnung (§ 39 HVwVfG)."),
            clean_text(LONGEST_TERMS),
        ],
    )
    facts = TextAreaField(
        "Sachverhalt (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_TERMS)],
    )
    rules = SelectMultipleField(
        "Nicht erfüllte Voraussetzungen, die der Bescheid nennt",
        option_widget=widgets.CheckboxInput(),
        widget=widgets.ListWidget(prefix_label=False),
        validate_choice=False,
    )


def rejection_form(
    formdata: Any, *, findings: Mapping[str, str], data: Mapping[str, Any] | None = None
) -> RejectionForm:
    """The form with the failed findings to cite; without one the choice falls away."""
    form = RejectionForm(formdata) if formdata is not None else RejectionForm(data=dict(data or {}))
    form.rules.choices = choices_from(findings)
    if not findings:
        del form.rules
    return form


class _EarlyStartForm(PreviewedForm):
    """The applicant's wish that an early start decides on."""

    requested_on = DayField("Beantragt am", validators=[filled("Bitte nennen Sie den Tag.")])
    request_reason = TextAreaField(
        "Begründung der antragstellenden Stelle",
        filters=[strip],
        validators=[
            required("Bitte halten Sie fest, wie der Wunsch begründet wurde."),
            clean_text(LONGEST_TERMS),
        ],
    )


class PermitStartForm(_EarlyStartForm):
    """An early start is permitted from a day on."""

    from_day = DayField(
        "Beginn zugelassen ab", validators=[filled("Bitte nennen Sie den ersten Tag.")]
    )
    reason = TextAreaField(
        "Begründung der Entscheidung (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_TERMS)],
    )


class RefuseStartForm(_EarlyStartForm):
    """An early start is refused."""

    reason = TextAreaField(
        "Begründung der Ablehnung",
        filters=[strip],
        validators=[required("Bitte begründen Sie die Ablehnung."), clean_text(LONGEST_TERMS)],
    )
