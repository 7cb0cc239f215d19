"""What people type around an application: its filing, withdrawal, answers, uploads."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import (
    BooleanField,
    FileField,
    HiddenField,
    MultipleFileField,
    SelectField,
    TextAreaField,
)
from wtforms.validators import Optional

from forms.base import HouseForm, choices_from, clean_text, required, strip
from forms.person import DeclaringForm

LONGEST_REASON = 4_000
LONGEST_ANSWER = 10_000


class DeclarationForm(DeclaringForm):
    """The signatory's declaration on the revision that was shown, bound to it by its digest."""

    entitled = BooleanField(
        "Ich bin berechtigt, die antragstellende Stelle zu vertreten.",
        validators=[required("Bitte bestätigen Sie Ihre Vertretungsberechtigung.")],
    )
    truthful = BooleanField(
        "Die Angaben in diesem Antrag und in den Unterlagen sind richtig und vollständig. "
        "Änderungen teilen wir unverzüglich mit.",
        validators=[required("Bitte bestätigen Sie, dass die Angaben richtig sind.")],
    )
    subsidy = BooleanField(
        "Mir ist bekannt, dass die Angaben zum Vorhaben, zum Finanzierungsplan und zur "
        "antragstellenden Stelle subventionserheblich im Sinne des § 264 Strafgesetzbuch sind und "
        "dass falsche oder unvollständige Angaben strafbar sein können.",
        validators=[required("Bitte bestätigen Sie den Hinweis auf § 264 Strafgesetzbuch.")],
    )
    privacy = BooleanField(
        "Die Hinweise zum Datenschutz habe ich gelesen. Personen, deren Daten im Antrag stehen, "
        "sind informiert.",
        validators=[required("Bitte bestätigen Sie die Hinweise zum Datenschutz.")],
    )


RECEIPT_SENTENCE = "Die Eingangsbestätigung nehmen wir in diesem System entgegen."
"""Goes with every filing: whoever files here gets the receipt here."""


class WithdrawForm(HouseForm):
    """Taking an application back; whoever records it for the applicant says on what paper."""

    reason = TextAreaField(
        "Grund (freiwillig)",
        filters=[strip],
        validators=[clean_text(LONGEST_REASON)],
    )


class WithdrawOnPaperForm(HouseForm):
    """The authority records a withdrawal that reached it in writing."""

    reason = TextAreaField(
        "Wie wurde die Rücknahme erklärt?",
        description="Zum Beispiel: Schreiben vom 12.01.2027, eingegangen am 14.01.2027.",
        filters=[strip],
        validators=[
            required("Bitte geben Sie an, wie und wann die Rücknahme erklärt wurde."),
            clean_text(LONGEST_REASON),
        ],
    )


class KeptField(HiddenField):
    """A sealed mark of what an earlier attempt brought; it outlives a page that is out of date."""


DECLARED = ("name", "function", "entitled", "truthful", "subsidy", "privacy")
"""What whoever sends a corrected application declares, as at its filing."""


class AnswerForm(HouseForm):
    """The answer to a request for information, with papers of one kind beside the missing ones."""

    answer = TextAreaField(
        "Ihre Antwort",
        filters=[strip],
        validators=[
            required("Bitte schreiben Sie Ihre Antwort."),
            clean_text(LONGEST_ANSWER),
        ],
    )

    kept = KeptField()
    missing: Mapping[str, str] = {}
    held: Sequence[str] = ()
    """The names of the files that `kept` stands for, for the page."""

    def files(self) -> list[tuple[str, Any]]:
        """What was sent, each with its kind of paper."""
        named = [(kind, self[paper_field(kind)].data) for kind in self.missing]
        more = [(self["kind"].data, one) for one in self["papers"].data or []]
        return [(kind, one) for kind, one in (*named, *more) if getattr(one, "filename", "")]


def paper_field(kind: str) -> str:
    """The name of the field that takes a missing paper of this kind."""
    return f"paper_{kind}"


def answer_form(
    kinds: Mapping[str, str], missing: Sequence[str], formdata: Any, *, signer: str = ""
) -> AnswerForm:
    """The answer with a field of its own for each missing paper; `kinds` are names by kind.

    With a `signer` it asks for that person's declaration on the corrected application.
    """
    fields: dict[str, Any] = {
        paper_field(kind): FileField(
            kinds[kind], description="Diese Unterlage fehlt noch. PDF, JPEG oder PNG"
        )
        for kind in missing
    }
    fields["papers"] = MultipleFileField(
        "Weitere Unterlagen (freiwillig)" if missing else "Unterlagen (freiwillig)",
        description="PDF, JPEG oder PNG, je Datei höchstens 25 MB",
    )
    fields["kind"] = SelectField(
        "Art dieser Unterlagen", choices=choices_from(dict(kinds)), default=list(kinds)[-1]
    )
    if signer:
        fields |= {name: getattr(DeclarationForm, name) for name in DECLARED}
    told = {kind: kinds[kind] for kind in missing}
    made = type("PaperedAnswerForm", (AnswerForm,), {**fields, "missing": told})
    form: AnswerForm = made(formdata, data={"name": signer})
    return form


class UploadForm(HouseForm):
    """One paper: what it is, and the file."""

    kind = SelectField("Art der Unterlage")
    replaces = SelectField("Ersetzt die Datei eine vorhandene?")
    file = FileField("Datei", description="PDF, JPEG oder PNG, höchstens 25 MB")

    def __init__(
        self,
        formdata: Any = None,
        *,
        kinds: dict[str, str],
        held: dict[str, str] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(formdata, **kwargs)
        self.kind.choices = choices_from(kinds)
        if held:
            self.replaces.choices = choices_from({"": "Nein, zusätzlich aufnehmen", **held})
        else:
            del self.replaces


class PresentForm(HouseForm):
    """A word to the people who sign."""

    note = TextAreaField(
        "Nachricht an die Vertretungsberechtigten (freiwillig)",
        filters=[strip],
        validators=[Optional(), clean_text(LONGEST_REASON)],
    )
