"""What the office types while it checks: notes, answers to findings, questions, votes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import (
    FieldList,
    FormField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Optional

from forms.base import (
    LONGEST_LINE,
    HouseForm,
    choices_from,
    clean_text,
    one_line,
    required,
    strip,
)
from forms.decision import PreviewedForm
from forms.fields import DayField, filled

LONGEST_NOTE = 8_000
LONGEST_REASON = 4_000
MOST_ITEMS = 20


class NoteForm(HouseForm):
    """An internal note."""

    text = TextAreaField(
        "Vermerk",
        description="Nur für die Bewilligungsbehörde und die Prüfung sichtbar, nie für die "
        "antragstellende Stelle.",
        filters=[strip],
        validators=[required("Bitte schreiben Sie einen Vermerk."), clean_text(LONGEST_NOTE)],
    )


LEFT_TO_PEOPLE = "review"
"""The outcome by which the machine decides nothing itself."""

ANSWERS: Mapping[str, str] = {"met": "erfüllt", "not_met": "nicht erfüllt"}
STILL_OPEN: Mapping[str, str] = {"": "noch offen"}


@dataclass(frozen=True, kw_only=True)
class CheckField:
    """One finding as the form asks about it; `answer` and `note` are those kept so far."""

    ref: str
    label: str
    machine: str
    answer: str
    note: str


def checks_form(checks: Sequence[CheckField], formdata: Any = None) -> HouseForm:
    """One answer and one note per finding; what the machine decided is offered as answer.

    What it left to a person, or could not ask, stays open until somebody answers.
    """
    fields: dict[str, Any] = {}
    values: dict[str, str] = {}
    for check in checks:
        fields[f"answer_{check.ref}"] = RadioField(
            f"Entscheidung: {check.label}",
            choices=choices_from({**ANSWERS, **STILL_OPEN}),
            validators=[Optional()],
            validate_choice=False,
        )
        fields[f"note_{check.ref}"] = StringField(
            f"Begründung: {check.label}",
            filters=[strip],
            validators=[clean_text(LONGEST_REASON)],
        )
        offered = check.answer or (check.machine if check.machine in ANSWERS else "")
        values |= {f"answer_{check.ref}": offered, f"note_{check.ref}": check.note}
    made = type("ChecksForm", (_Checks,), {**fields, "checks": tuple(checks)})
    form: HouseForm = made(formdata) if formdata is not None else made(data=values)
    return form


class _Checks(HouseForm):
    checks: tuple[CheckField, ...] = ()

    def validate(self, extra_validators: Any = None) -> bool:
        """An answer that differs from the machine's needs a reason; what it left open does not."""
        fine = super().validate(extra_validators)
        for check in self.checks:
            answer, note = self[f"answer_{check.ref}"], self[f"note_{check.ref}"]
            if answer.data and answer.data not in ANSWERS:
                answer.errors = [*answer.errors, "Bitte wählen Sie eine der Antworten."]
                fine = False
            elif (
                answer.data
                and check.machine not in (answer.data, LEFT_TO_PEOPLE)
                and not (note.data or "").strip()
            ):
                note.errors = [
                    *note.errors,
                    "Bitte begründen Sie die Abweichung vom Ergebnis der maschinellen Prüfung.",
                ]
                fine = False
        return fine


class _ItemForm(HouseForm):
    about = StringField(
        "Zu",
        description="zum Beispiel Finanzierungsplan",
        filters=[one_line],
        validators=[clean_text(LONGEST_LINE, multiline=False)],
    )
    request = TextAreaField(
        "Was wird benötigt?", filters=[strip], validators=[clean_text(LONGEST_REASON)]
    )

    @property
    def blank(self) -> bool:
        """Nothing was typed in this row."""
        return not ((self.about.data or "").strip() or (self.request.data or "").strip())


class QuestionForm(PreviewedForm):
    """A request for information: things asked for, the last day, a note."""

    items = FieldList(FormField(_ItemForm), label="Nachgefordert", max_entries=MOST_ITEMS)
    due_on = DayField(
        "Antwort bis",
        description="Fällt der Tag auf ein Wochenende oder einen Feiertag, endet die Frist am "
        "nächsten Werktag (§ 31 Abs. 3 HVwVfG).",
        validators=[filled("Bitte nennen Sie den letzten Tag für die Antwort.")],
    )
    note = TextAreaField(
        "Hinweis (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_REASON)],
    )

    def _look_at_rows(self, field: Any) -> None:
        """At least one thing is asked for; a started row says what is needed."""
        if not field.entries:
            field.append_entry({})  # somewhere to say that nothing was asked
        asked = [row for row in field if not row.form.blank]
        if not asked:
            field[0].form.request.errors = ["Bitte nennen Sie, was nachgereicht werden soll."]
        for row in asked:
            if not (row.form.request.data or "").strip():
                row.form.request.errors = ["Bitte schreiben Sie, was benötigt wird."]

    def validate(self, extra_validators: Any = None) -> bool:
        """Rows are looked at as a whole."""
        fine = super().validate(extra_validators)
        self._look_at_rows(self.items)
        return fine and not any(row.form.request.errors for row in self.items)

    def asked(self) -> tuple[tuple[str, str], ...]:
        """What is asked for, as (about, request)."""
        rows = [row.form for row in self.items if not row.form.blank]
        return tuple((row.about.data or "Antrag", row.request.data or "") for row in rows)


class QuestionAgainForm(QuestionForm):
    """The same, with the reason why the answer does not do."""

    reason = TextAreaField(
        "Warum reicht die Antwort nicht?",
        filters=[strip],
        validators=[required("Bitte nennen Sie den Grund."), clean_text(LONGEST_REASON)],
    )


def question_form(
    formdata: Any, *, again: bool = False, data: Mapping[str, Any] | None = None, rows: int = 3
) -> QuestionForm:
    """The form with some empty rows to fill."""
    kind = QuestionAgainForm if again else QuestionForm
    if formdata is not None:
        return kind(formdata)
    return kind(data={"items": [{} for _ in range(rows)], **(data or {})})


class AssignForm(HouseForm):
    """Who works on the case; empty: nobody."""

    account = SelectField("Sachbearbeitung", validate_choice=False)
