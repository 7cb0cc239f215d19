"""What people type when an award is accepted, lapses or becomes final."""

from datetime import date
from typing import Any

from schwifty import IBAN
from schwifty.exceptions import SchwiftyException
from wtforms import BooleanField, StringField, TextAreaField

from forms.base import LONGEST_LINE, HouseForm, clean_text, one_line, required, strip
from forms.fields import DayField, IbanField, YesNoField, bank_name, filled, not_after
from forms.person import DeclaringForm

LONGEST_REASON = 4_000


def sound_iban(text: str) -> bool:
    """Whether the text is an IBAN in its electronic form with right check digits."""
    try:
        return str(IBAN(text, validate_bban=True).compact) == text
    except SchwiftyException:
        return False


class AccountForm(HouseForm):
    """A bank account: its holder and its IBAN; an unknown bank is warned of, never refused."""

    account_holder = StringField(
        "Kontoinhaberin oder Kontoinhaber",
        filters=[one_line],
        validators=[
            required("Bitte geben Sie an, auf wessen Namen das Konto lautet."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
    )
    iban = IbanField(
        "IBAN",
        description="Auf dieses Konto wird die Zuwendung ausgezahlt.",
        validators=[filled("Bitte geben Sie die IBAN ein.")],
        render_kw={"autocomplete": "off"},
    )
    unknown_bank = BooleanField(
        "Ich habe die IBAN geprüft. Sie ist richtig, auch wenn die Bank nicht bekannt ist.",
    )

    @property
    def bank(self) -> str:
        """The bank of the typed IBAN, empty when there is none or it is not in the table."""
        return (bank_name(self.iban.data) or "") if self.iban.data else ""

    @property
    def asks_about_bank(self) -> bool:
        """The IBAN is sound, but nobody knows the bank: said once, to be confirmed."""
        return bool(self.iban.data) and not self.bank

    def validate(self, extra_validators: Any = None) -> bool:
        """An unknown bank is a warning: it has to be confirmed, it never refuses."""
        fine = super().validate(extra_validators)
        if self.asks_about_bank and not self.unknown_bank.data:
            self.unknown_bank.errors = [
                (
                    "Die Bank zu dieser IBAN ist nicht bekannt. Bitte prüfen Sie die IBAN und "
                    "bestätigen Sie, dass sie richtig ist."
                )
            ]
            return False
        return fine


class _BankAndPerson(AccountForm, DeclaringForm):
    """Who declares, and where the money goes."""

    waived = YesNoField(
        "Wird auf Rechtsbehelfe verzichtet?",
        description="Mit dem Verzicht wird der Bescheid sofort bestandskräftig. "
        "Sonst kann erst nach Ablauf der Klagefrist ausgezahlt werden.",
        validators=[filled("Bitte wählen Sie „Ja“ oder „Nein“.")],
    )


class AcceptanceForm(_BankAndPerson):
    """The signatory's declaration on the notice that was shown, bound to it by its digest."""

    entitled = BooleanField(
        "Ich bin berechtigt, die Stelle zu vertreten, der die Zuwendung bewilligt wurde.",
        validators=[required("Bitte bestätigen Sie Ihre Vertretungsberechtigung.")],
    )
    accepted = BooleanField(
        "Wir nehmen die Zuwendung an und erkennen den Zuwendungsbescheid mit seinen "
        "Nebenbestimmungen als verbindlich an.",
        validators=[required("Bitte bestätigen Sie, dass Sie die Zuwendung annehmen.")],
    )


class _OnPaperForm(HouseForm):
    """When a signed declaration came, and where it lies in the file."""

    received_on = DayField(
        "Eingegangen am", validators=[filled("Bitte geben Sie den Tag des Eingangs ein.")]
    )
    signed = BooleanField(
        "Die Erklärung liegt unterschrieben vor.",
        validators=[required("Bitte bestätigen Sie, dass die Unterschrift vorliegt.")],
    )
    reason = TextAreaField(
        "Aus welchem Schreiben geht die Erklärung hervor?",
        description="Zum Beispiel: Erklärung vom 12.01.2027, Blatt 34 der Akte.",
        filters=[strip],
        validators=[
            required("Bitte geben Sie an, aus welchem Schreiben die Erklärung hervorgeht."),
            clean_text(LONGEST_REASON),
        ],
    )

    def __init__(self, formdata: Any = None, *, today: date, **kwargs: Any) -> None:
        super().__init__(formdata, **kwargs)
        self.received_on.validators = [
            *self.received_on.validators,
            not_after(today, "Der Tag des Eingangs darf nicht in der Zukunft liegen."),
        ]


class PaperAcceptanceForm(_OnPaperForm, _BankAndPerson):
    """The officer enters a signed declaration that came on paper."""


class DeclineForm(DeclaringForm):
    """The signatory's declaration that the award is not accepted."""

    reason = TextAreaField(
        "Grund (freiwillig)",
        filters=[strip],
        validators=[clean_text(LONGEST_REASON)],
    )
    entitled = BooleanField(
        "Ich bin berechtigt, die Stelle zu vertreten, der die Zuwendung bewilligt wurde.",
        validators=[required("Bitte bestätigen Sie Ihre Vertretungsberechtigung.")],
    )
    declined = BooleanField(
        "Wir nehmen die Zuwendung nicht an. Uns ist bekannt, dass das Verfahren damit endet und "
        "nichts ausgezahlt wird.",
        validators=[required("Bitte bestätigen Sie, dass Sie die Zuwendung nicht annehmen.")],
    )


class PaperDeclineForm(_OnPaperForm, DeclaringForm):
    """The officer enters a signed declaration on paper that the award is not accepted."""
