"""Handing a proof in: the declaration on what was shown, its paper twin, and uploads."""

from datetime import date
from typing import Any

from wtforms import BooleanField, FileField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from forms.base import LONGEST_LINE, HouseForm, choices_from, clean_text, one_line, required, strip
from forms.fields import DayField, filled, not_after
from forms.person import DeclaringForm

LONGEST_TEXT = 8_000


class DeclareProofForm(DeclaringForm):
    """The signatory's declaration on the proof that was shown, bound to it by its digest."""

    necessary = BooleanField(
        "Die Ausgaben waren notwendig; es wurde wirtschaftlich und sparsam verfahren.",
        validators=[required("Bitte bestätigen Sie, dass die Ausgaben notwendig waren.")],
    )
    books = BooleanField(
        "Die Angaben stimmen mit den Büchern und Belegen überein.",
        validators=[required("Bitte bestätigen Sie, dass die Angaben mit den Büchern stimmen.")],
    )
    kept = BooleanField(
        "Die Belege werden aufbewahrt und auf Verlangen vorgelegt.",
        validators=[required("Bitte bestätigen Sie, dass die Belege aufbewahrt werden.")],
    )


class PaperProofForm(DeclaringForm):
    """A signed proof that came on paper, entered by the officer."""

    received_on = DayField("Eingegangen am", validators=[filled("Bitte nennen Sie den Tag.")])
    signed = BooleanField(
        "Der Nachweis ist auf Papier rechtsverbindlich unterschrieben.",
        validators=[required("Bitte bestätigen Sie, dass die Unterschrift vorliegt.")],
    )

    def __init__(self, formdata: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        late = not_after(today, "Der Tag des Eingangs liegt in der Zukunft.")
        self.received_on.validators = [*self.received_on.validators, late]


class ProofPaperForm(HouseForm):
    """One paper of a proof: what it is, and the file."""

    kind = SelectField("Art der Unterlage")
    file = FileField("Datei", description="PDF, JPEG oder PNG, höchstens 25 MB")

    def __init__(self, formdata: Any = None, *, kinds: dict[str, str], **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.kind.choices = choices_from(kinds)


class TalkForm(HouseForm):
    """The yearly talk about the target agreement."""

    on = DayField("Tag des Gesprächs", validators=[filled("Bitte nennen Sie den Tag.")])
    people = StringField(
        "Teilnehmende",
        description="Namen oder Funktionen",
        filters=[one_line],
        validators=[Optional(), clean_text(LONGEST_LINE, multiline=False)],
    )
    note = TextAreaField(
        "Vermerk zum Gespräch",
        filters=[strip],
        validators=[required("Bitte schreiben Sie den Vermerk."), clean_text(LONGEST_TEXT)],
    )


class StrategyForm(HouseForm):
    """The strategy paper that is handed in."""

    file = FileField("Strategiepapier", description="PDF, JPEG oder PNG, höchstens 25 MB")


class ResolutionForm(HouseForm):
    """The resolution of the council."""

    on = DayField("Tag des Beschlusses", validators=[filled("Bitte nennen Sie den Tag.")])
    number = StringField(
        "Nummer des Beschlusses",
        description="zum Beispiel STV/2028/117",
        filters=[one_line],
        validators=[
            required("Bitte nennen Sie die Nummer des Beschlusses."),
            clean_text(60, multiline=False),
        ],
    )
    body = StringField(
        "Beschließendes Organ",
        description="zum Beispiel Stadtverordnetenversammlung",
        filters=[one_line],
        validators=[Optional(), clean_text(LONGEST_LINE, multiline=False)],
    )
    text = TextAreaField(
        "Wortlaut oder Anmerkung (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_TEXT)],
    )
    file = FileField(
        "Beschluss als Datei (freiwillig)", description="PDF, JPEG oder PNG, höchstens 25 MB"
    )
