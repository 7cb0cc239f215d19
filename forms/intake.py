"""What an officer types when an application arrives on paper."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import BooleanField, FileField, SelectField, StringField
from wtforms.validators import Optional

from forms.base import LONGEST_LINE, HouseForm, choices_from, clean_text, one_line, required
from forms.fields import AgsField, DayField, filled, not_after
from workflows.facts import TERRITORIAL, ApplicantType
from workflows.wording import say

NEW = "neu"


def _line(label: str, hint: str = "", longest: int = LONGEST_LINE) -> StringField:
    return StringField(
        label,
        description=hint,
        filters=[one_line],
        validators=[Optional(), clean_text(longest, multiline=False)],
    )


class IntakeForm(HouseForm):
    """Applicant, line, day of receipt, signature and scan; everything else is copied later."""

    offered: frozenset[str] = frozenset()
    targets: frozenset[str] = frozenset()
    organisation = SelectField("Antragstellende Stelle", validate_choice=False)
    name = _line("Name der neuen Organisation", longest=300)
    kind = SelectField("Art der neuen Organisation", validate_choice=False)
    authority = SelectField("Gebietskörperschaft der neuen Organisation", validate_choice=False)
    seat_ags = AgsField("Gemeindeschlüssel des Sitzes der neuen Organisation")
    street = _line("Straße und Hausnummer")
    postcode = _line("Postleitzahl", longest=10)
    city = _line("Ort")
    target = SelectField("Förderschwerpunkt und Aufruf", validate_choice=False)
    project_title = StringField(
        "Titel des Vorhabens",
        filters=[one_line],
        validators=[
            required("Bitte geben Sie den Titel des Vorhabens an."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
    )
    received_on = DayField(
        "Eingangstag",
        description="Tag des Eingangsstempels. Er entscheidet über die Frist.",
        validators=[filled("Bitte nennen Sie den Eingangstag.")],
    )
    signatory = StringField(
        "Unterschrieben von",
        filters=[one_line],
        validators=[
            required("Bitte nennen Sie, wer unterschrieben hat."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
    )
    function = StringField(
        "In der Funktion",
        filters=[one_line],
        validators=[
            required("Bitte nennen Sie die Funktion."),
            clean_text(LONGEST_LINE, multiline=False),
        ],
    )
    signed = BooleanField(
        "Der Antrag trägt die Unterschrift und die Erklärungen der vertretungsberechtigten Person.",
        validators=[required("Ohne Unterschrift liegt noch kein Antrag vor.")],
    )
    scan = FileField(
        "Scan des unterschriebenen Antrags (PDF, JPEG oder PNG)",
        description="Die Datei muss nach einer Fehlermeldung erneut gewählt werden.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """A new organisation needs its name, kind, place and (a body) its entry in the register."""
        fine = super().validate(extra_validators)
        found = list(self._gaps())
        for name, message in found:
            self[name].errors = [*self[name].errors, message]
        return fine and not found

    def _gaps(self) -> Any:
        if self.organisation.data not in self.offered:
            yield "organisation", "Bitte wählen Sie die antragstellende Stelle."
        if self.target.data not in self.targets:
            yield "target", "Bitte wählen Sie Förderschwerpunkt und Aufruf."
        if getattr(self.scan.data, "filename", "") in ("", None):
            yield "scan", "Bitte wählen Sie den Scan des Antrags aus."
        if self.organisation.data == NEW:
            yield from self._gaps_of_new()

    def _gaps_of_new(self) -> Any:
        if not self.name.data:
            yield "name", "Bitte geben Sie den Namen der Organisation an."
        if not self.city.data:
            yield "city", "Bitte geben Sie den Ort an."
        if self.kind.data not in set(ApplicantType):
            yield "kind", "Bitte wählen Sie die Art der Organisation."
        elif ApplicantType(self.kind.data) in TERRITORIAL and not self.authority.data:
            yield "authority", "Bitte wählen Sie die Gebietskörperschaft aus dem Verzeichnis."


def intake_form(
    formdata: Any,
    *,
    organisations: Mapping[str, str],
    targets: Mapping[str, str],
    bodies: Mapping[str, str],
    today: date,
    data: Mapping[str, Any] | None = None,
) -> IntakeForm:
    """The form with these organisations, lines and calls (value -> label)."""
    form = IntakeForm(formdata) if formdata is not None else IntakeForm(data=dict(data or {}))
    form.offered, form.targets = frozenset({NEW, *organisations}), frozenset(targets)
    form.organisation.choices = choices_from({NEW: "Neue Organisation", **organisations})
    kinds = {kind.value: say(f"applicant_type.{kind.value}") for kind in ApplicantType}
    form.kind.choices = choices_from({"": "Bitte wählen", **kinds})
    form.authority.choices = choices_from({"": "keine", **bodies})
    form.target.choices = choices_from({"": "Bitte wählen", **targets})
    late = not_after(today, "Der Eingangstag kann nicht in der Zukunft liegen.")
    form.received_on.validators = [*form.received_on.validators, late]
    return form
