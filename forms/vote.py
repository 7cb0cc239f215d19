"""What others have said before a decision, as the authority records it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import FileField, RadioField, SelectField, StringField, TextAreaField
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
from forms.fields import DayField, filled, not_after
from forms.review import LONGEST_NOTE

OUTCOMES: Mapping[str, str] = {
    "favourable": "befürwortet",
    "conditional": "unter Bedingungen befürwortet",
    "unfavourable": "nicht befürwortet",
    "recorded": "liegt vor (ohne Votum)",
    "not_held": "nicht durchgeführt",
}
_NOT_HELD = "not_held"


class VoteForm(HouseForm):
    """What others have said, with the paper: uploaded, or one that lies in the case."""

    outcome = RadioField(
        "Ergebnis",
        choices=choices_from({key: text for key, text in OUTCOMES.items() if key != _NOT_HELD}),
        validators=[required("Bitte wählen Sie das Ergebnis.")],
    )
    body = StringField(
        "Stelle",
        description="Wer hat sich geäußert oder mitunterzeichnet?",
        filters=[one_line],
        validators=[
            required("Bitte nennen Sie die Stelle."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
    )
    on = DayField("Datum des Papiers", validators=[filled("Bitte nennen Sie das Datum.")])
    text = TextAreaField(
        "Wesentlicher Inhalt (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_NOTE)],
    )
    goals = TextAreaField(
        "Ziele der Zielvereinbarung",
        description="Ein Ziel je Zeile; sie stehen später im Bescheid und im Nachweis.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_NOTE)],
    )
    paper = SelectField("Unterlage aus dem Vorgang", validate_choice=False)
    file = FileField("Oder neue Datei (PDF, JPEG oder PNG)")

    def goal_list(self) -> tuple[str, ...]:
        """One goal per line."""
        return tuple(one.strip() for one in (self.goals.data or "").split("\n") if one.strip())


class LeftOutForm(VoteForm):
    """The same where it is not known whether anybody is heard: then nobody, with a reason."""

    outcome = RadioField(
        "Ergebnis",
        choices=choices_from(OUTCOMES),
        validators=[required("Bitte wählen Sie das Ergebnis.")],
    )
    body = StringField(
        "Stelle",
        description="Wer hat sich geäußert oder entschieden, dass niemand beteiligt wird?",
        filters=[one_line],
        validators=[
            required("Bitte nennen Sie die Stelle."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
    )
    text = TextAreaField(
        "Wesentlicher Inhalt, bei „nicht durchgeführt“ die Begründung",
        filters=[strip],
        validators=[clean_text(LONGEST_NOTE)],
    )

    def validate_text(self, field: TextAreaField) -> None:
        """Whoever hears nobody says why."""
        if self.outcome.data == _NOT_HELD and not field.data:
            raise ValidationError("Bitte begründen Sie, warum niemand beteiligt wurde.")


def vote_form(
    formdata: Any,
    *,
    papers: Mapping[str, str],
    today: date,
    with_goals: bool,
    may_be_left_out: bool = False,
) -> VoteForm:
    """The form with the papers of the case to choose from; goals only for a target agreement."""
    form = LeftOutForm(formdata) if may_be_left_out else VoteForm(formdata)
    form.paper.choices = choices_from({"": "keine", **papers})
    form.on.validators = [
        *form.on.validators,
        not_after(today, "Das Papier kann nicht in der Zukunft liegen."),
    ]
    if not with_goals:
        del form.goals
    return form
