"""What is typed to settle and to recover: closing letter, hearing, statement, order, repayment."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from forms.base import (
    HouseForm,
    choices_from,
    clean_text,
    one_line,
    required,
    strip,
)
from forms.decision import PreviewedForm
from forms.fields import DayField, EuroField, filled, not_after
from forms.signing import WAYS, not_beyond
from workflows.wording import say

LONGEST_FACTS = 8_000
LONGEST_REASON = 4_000
LONGEST_REFERENCE = 140
GROUNDS = ("reduction", "not_for_purpose", "obligation_broken", "unlawful")


class SentForm(PreviewedForm):
    """A letter with a preview, and the way and day by which it leaves: not long after today."""

    way = RadioField(
        "Bekanntgabe",
        choices=choices_from(WAYS),
        validators=[required("Bitte wählen Sie den Weg der Bekanntgabe.")],
    )
    sent_on = DayField(
        "Tag der Absendung oder Übergabe", validators=[filled("Bitte nennen Sie den Tag.")]
    )

    def __init__(self, formdata: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.sent_on.validators = [*self.sent_on.validators, not_beyond(today)]


class ClosingForm(SentForm):
    """The end of a case: remarks for the letter, and an uncalled rest given up."""

    remarks = TextAreaField(
        "Hinweise in der Schlussmitteilung (freiwillig)",
        description="Ein Absatz je Zeile.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_FACTS)],
    )
    late_decision = RadioField(
        "Verwendung der ausgezahlten Mittel",
        description="Zinsen nach § 49a Abs. 4 HVwVfG lassen sich hier noch nicht festsetzen; "
        "sollen sie erhoben werden, bleibt der Vorgang offen.",
        choices=choices_from(
            {
                "in_time": "Die Mittel wurden fristgerecht verwendet",
                "not_claimed": "Mittel wurden verspätet verwendet; Zinsen werden nicht erhoben",
            }
        ),
        validators=[required("Bitte stellen Sie fest, ob die Mittel fristgerecht verwendet sind.")],
    )
    late_reason = TextAreaField(
        "Begründung zur Verwendung der Mittel",
        description="Bei fristgerechter Verwendung: was sie zeigt (Belegliste, Buchungen); steht "
        "nur in der Akte. Sonst: warum im Rahmen des Ermessens keine Zinsen erhoben werden; steht "
        "wörtlich in der Schlussmitteilung.",
        filters=[strip],
        validators=[required("Bitte begründen Sie das."), clean_text(LONGEST_REASON)],
    )
    give_up_rest = BooleanField("Der noch auszahlbare Rest wird nicht abgerufen und freigegeben.")


def ground_choices(*, but: str = "") -> list[Any]:
    """The grounds of a recovery to choose from, all or all but one."""
    offered = {one: say(f"recovery_ground.{one}") for one in GROUNDS if one != but}
    return choices_from({"": "Bitte wählen", **offered})


class HearingForm(SentForm):
    """The hearing before money is asked back."""

    amount = EuroField(
        "Beabsichtigte Rückforderung", validators=[filled("Bitte nennen Sie den Betrag.")]
    )
    ground = SelectField(
        "Grund",
        choices=ground_choices(),
        validators=[required("Bitte wählen Sie den Grund.")],
    )
    facts = TextAreaField(
        "Sachverhalt",
        description="Steht wörtlich in der Anhörung; ein Absatz je Zeile.",
        filters=[strip],
        validators=[required("Bitte schildern Sie den Sachverhalt."), clean_text(LONGEST_FACTS)],
    )
    due = DayField("Äußerung bis", validators=[filled("Bitte nennen Sie den letzten Tag.")])
    short_reason = TextAreaField(
        "Begründung einer kürzeren Frist",
        description="Nur nötig, wenn die Frist kürzer ist als üblich. Steht nicht im Schreiben.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_REASON)],
    )


class StatementForm(HouseForm):
    """What the recipient says in the hearing."""

    text = TextAreaField(
        "Stellungnahme",
        filters=[strip],
        validators=[required("Bitte schreiben Sie die Stellungnahme."), clean_text(LONGEST_FACTS)],
    )


class OrderForm(SentForm):
    """The order to pay back; it leaves on paper only."""

    effective = DayField(
        "Unwirksam ab",
        description="Von diesem Tag an laufen Zinsen, frühestens von der Auszahlung an "
        "(§ 49a Abs. 3 HVwVfG).",
        validators=[filled("Bitte nennen Sie den Tag.")],
    )
    pay_until = DayField("Zu zahlen bis", validators=[filled("Bitte nennen Sie den Tag.")])
    facts = TextAreaField(
        "Sachverhalt",
        filters=[strip],
        validators=[required("Bitte schildern Sie den Sachverhalt."), clean_text(LONGEST_FACTS)],
    )
    discretion = TextAreaField(
        "Ermessen",
        description="Bei Widerruf und Rücknahme notwendig: warum die Rückforderung angemessen ist.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_FACTS)],
    )


class InterestForm(SentForm):
    """The notice on the interest since the order; it leaves on paper only."""

    pay_until = DayField("Zu zahlen bis", validators=[filled("Bitte nennen Sie den Tag.")])
    discretion = TextAreaField(
        "Ermessen",
        description="Warum auf die Zinsen nicht verzichtet wird (§ 49a Abs. 3 Satz 2 HVwVfG). "
        "Steht wörtlich im Bescheid; ein Absatz je Zeile.",
        filters=[strip],
        validators=[
            required("Bitte begründen Sie die Ausübung des Ermessens."),
            clean_text(LONGEST_FACTS),
        ],
    )


class NoticeForm(SentForm):
    """A decision with its letter, whose reason stands in it."""

    reason = TextAreaField(
        "Begründung",
        description="Steht wörtlich im Schreiben; ein Absatz je Zeile.",
        filters=[strip],
        validators=[required("Bitte begründen Sie diesen Schritt."), clean_text(LONGEST_REASON)],
    )


class EndForm(SentForm):
    """A claim given up: why, for the file, and what the recipient reads."""

    reason = TextAreaField(
        "Begründung für die Akte",
        description="Steht nicht im Schreiben.",
        filters=[strip],
        validators=[required("Bitte begründen Sie diesen Schritt."), clean_text(LONGEST_REASON)],
    )
    remarks = TextAreaField(
        "Erläuterung im Schreiben (freiwillig)",
        description="Ein Absatz je Zeile.",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_FACTS)],
    )


class RepaymentForm(HouseForm):
    """Money that came back, as the bank shows it."""

    amount = EuroField("Betrag", validators=[filled("Bitte nennen Sie den Betrag.")])
    received_on = DayField("Eingegangen am", validators=[filled("Bitte nennen Sie den Tag.")])
    reference = StringField(
        "Buchungszeichen (freiwillig)",
        filters=[one_line],
        validators=[Optional(), clean_text(LONGEST_REFERENCE, multiline=False)],
    )

    def __init__(self, formdata: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        late = not_after(today, "Der Tag des Eingangs liegt in der Zukunft.")
        self.received_on.validators = [*self.received_on.validators, late]


def offered_ways(*, consent: bool, in_writing: bool = False) -> Mapping[str, str]:
    """The ways a letter may leave: electronically with consent only, an order on paper only."""
    return {
        way: label
        for way, label in WAYS.items()
        if way != "electronic" or (consent and not in_writing)
    }
