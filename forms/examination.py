"""The examination of a proof: what is accepted of each row, the counters, the note."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from forms.base import HouseForm, clean_text, one_line, required, strip
from forms.fields import EuroField
from forms.fitting_fields import field_of, from_json, to_json
from workflows.questions import Question

LONGEST_NOTE = 20_000
LONGEST_REASON = 500


@dataclass(frozen=True, kw_only=True)
class RowShape:
    """One row of the statement: its key and name, planned and stated euros."""

    key: str
    name: str
    year: int
    planned: Decimal
    stated: Decimal


@dataclass(frozen=True, kw_only=True)
class ExaminationShape:
    """The rows and counters that an examination goes through."""

    items: tuple[RowShape, ...]
    funds: tuple[RowShape, ...]
    counters: tuple[Question, ...]


def amount_name(prefix: str, row: RowShape) -> str:
    """The name of the field for the accepted amount; `prefix` is "item" or "fund"."""
    return f"{prefix}_{row.key}"


def reason_name(prefix: str, row: RowShape) -> str:
    """The name of the field for the reason of a difference."""
    return f"{prefix}note_{row.key}"


def counter_name(question: Question) -> str:
    """The name of the field for an examined counter."""
    return f"counter_{question.id}"


class ExaminationForm(HouseForm):
    """The fitted form. A difference needs its reason; no cost is accepted above the statement."""

    shape: ExaminationShape
    revision = HiddenField(validators=[clean_text(8, multiline=False)])
    in_depth = BooleanField("Vertiefte Prüfung anhand von Belegen")
    note = TextAreaField(
        "Prüfvermerk",
        description="Nur für die Bewilligungsbehörde und die Prüfung sichtbar.",
        filters=[strip],
        validators=[required("Bitte schreiben Sie den Prüfvermerk."), clean_text(LONGEST_NOTE)],
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Every row has an amount, a difference its reason."""
        fine = super().validate(extra_validators)
        for prefix, rows in (("item", self.shape.items), ("fund", self.shape.funds)):
            for row in rows:
                fine &= self._row(prefix, row)
        return fine

    def _row(self, prefix: str, row: RowShape) -> bool:
        amount, reason = self[amount_name(prefix, row)], self[reason_name(prefix, row)]
        if amount.errors:
            return False
        if amount.data is None:
            amount.errors = ["Bitte geben Sie den anerkannten Betrag ein."]
            return False
        if prefix == "item" and amount.data > row.stated:
            amount.errors = ["Anerkannt wird höchstens der abgerechnete Betrag."]
            return False
        if amount.data != row.stated and not reason.data:
            reason.errors = ["Bitte begründen Sie die Abweichung."]
            return False
        return True

    def accepted(self, prefix: str) -> dict[str, tuple[Decimal, str]]:
        """Accepted amount and reason by the row's key."""
        rows = self.shape.items if prefix == "item" else self.shape.funds
        return {
            row.key: (
                self[amount_name(prefix, row)].data,
                self[reason_name(prefix, row)].data or "",
            )
            for row in rows
        }

    def counters(self) -> dict[str, Any]:
        """The examined counters as JSON values."""
        return {
            question.id: to_json(self[counter_name(question)].data)
            for question in self.shape.counters
        }


def examination_form(
    shape: ExaminationShape,
    formdata: Any = None,
    *,
    revision: int,
    counters: Mapping[str, Any] | None = None,
) -> ExaminationForm:
    """The form, from what was posted or else as stated, with the given counters."""
    fields: dict[str, Any] = {"shape": shape}
    data: dict[str, Any] = {"revision": str(revision)}
    for prefix, rows in (("item", shape.items), ("fund", shape.funds)):
        for row in rows:
            fields[amount_name(prefix, row)] = EuroField(f"{row.name} {row.year}: anerkannt")
            fields[reason_name(prefix, row)] = StringField(
                f"{row.name} {row.year}: Grund der Abweichung",
                filters=[one_line],
                validators=[Optional(), clean_text(LONGEST_REASON, multiline=False)],
            )
            data[amount_name(prefix, row)] = row.stated
    for question in shape.counters:
        fields[counter_name(question)] = field_of(question, {})
        data[counter_name(question)] = from_json(question, (counters or {}).get(question.id))
    made = type("FittedExaminationForm", (ExaminationForm,), fields)
    form: ExaminationForm = made(formdata) if formdata is not None else made(data=data)
    return form
