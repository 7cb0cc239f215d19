"""What an officer types about an obligation of an award: when it was met, or why it was not."""

from datetime import date
from typing import Any

from wtforms import FileField, TextAreaField

from forms.base import HouseForm, clean_text, required, strip
from forms.fields import DayField, filled, not_after

LONGEST_NOTE = 4_000


class MetForm(HouseForm):
    """An obligation is met."""

    on = DayField("Erfüllt am", validators=[filled("Bitte nennen Sie den Tag.")])
    note = TextAreaField(
        "Woraus ergibt sich das?",
        description="Zum Beispiel: Schreiben vom 12.01.2027, Blatt 34 der Akte. Die empfangende "
        "Stelle sieht diesen Text.",
        filters=[strip],
        validators=[
            required("Bitte geben Sie an, woraus sich ergibt, dass die Auflage erfüllt ist."),
            clean_text(LONGEST_NOTE),
        ],
    )
    file = FileField("Unterlage (freiwillig)", description="PDF, JPEG oder PNG, höchstens 25 MB")

    def __init__(self, formdata: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        late = not_after(today, "Der Tag darf nicht in der Zukunft liegen.")
        self.on.validators = [*self.on.validators, late]


class ReopenForm(HouseForm):
    """The obligation is open again."""

    reason = TextAreaField(
        "Warum ist die Auflage doch nicht erfüllt?",
        description="Die empfangende Stelle sieht diesen Text.",
        filters=[strip],
        validators=[required("Bitte nennen Sie den Grund."), clean_text(LONGEST_NOTE)],
    )
