"""What an administrator types about an organisation, its members and ties."""

import re
from collections.abc import Mapping

from wtforms import Field, RadioField, SelectField, StringField
from wtforms.validators import ValidationError

from forms.base import HouseForm, choices_from, clean_text, one_line, required
from forms.fields import DayField, YesNoField
from workflows.facts import TERRITORIAL, ApplicantType
from workflows.wording import say

_EMAIL = re.compile(r"^[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
NOTICE_KINDS = {
    "": "keiner",
    "corporation_tax": "Freistellungsbescheid oder Anlage zum Körperschaftsteuerbescheid",
    "section_60a": "Bescheid nach § 60a AO",
}
MEMBERSHIPS = {
    kind: f"{say(f'membership.{kind}')}: {say(f'membership.{kind}.hint')}"
    for kind in ("editor", "signatory", "tied")
}


def email_problem(text: str) -> str:
    """A sentence about an address that cannot be one; empty when it can."""
    if _EMAIL.match(text) and len(text) <= 255:
        return ""
    return "Bitte geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de."


class email_address:  # noqa: N801 - a validator, named like its neighbours
    """The field holds an address or nothing."""

    def __call__(self, form: object, field: Field) -> None:
        """Raises ValidationError with the reason."""
        problem = email_problem(field.data) if field.data else ""
        if problem:
            raise ValidationError(problem)


def _line(label: str, longest: int, hint: str = "") -> StringField:
    return StringField(
        label, [clean_text(longest, multiline=False)], filters=[one_line], description=hint
    )


class OrganisationForm(HouseForm):
    """Name, kind, register, address and what has been proven of charity and legal form."""

    name = StringField(
        "Name der Organisation",
        [required("Bitte geben Sie den Namen an."), clean_text(300, multiline=False)],
        filters=[one_line],
    )
    kind = SelectField(
        "Art der Organisation",
        choices=choices_from(
            {"": "Bitte wählen"}
            | {k.value: say(f"applicant_type.{k.value}") for k in ApplicantType}
        ),
        validate_choice=False,
    )
    authority = SelectField(
        "Gebietskörperschaft aus dem Verzeichnis",
        validate_choice=False,
        description="Nur für Landkreise, Städte und Gemeinden: Daraus ergeben sich Status und "
        "Einwohnerzahl zum jeweiligen Tag.",
    )
    seat_ags = SelectField(
        "Landkreis oder kreisfreie Stadt des Sitzes",
        validate_choice=False,
        description="Bestimmt das zuständige Verwaltungsgericht.",
    )
    street = _line("Straße und Hausnummer", 300)
    postcode = StringField("Postleitzahl", [clean_text(10, multiline=False)], filters=[one_line])
    city = _line("Ort", 300)
    email = StringField(
        "E-Mail-Adresse",
        [clean_text(255, multiline=False), email_address()],
        filters=[one_line],
    )
    phone = _line("Telefon", 64)
    electronic_consent_on = DayField(
        "Einwilligung in die elektronische Bekanntgabe vom",
        description="Leer: Bescheide gehen mit der Post.",
    )
    registered_association = YesNoField("Eingetragener Verein?")
    register_entry = _line("Registereintrag", 300, "Zum Beispiel VR 1234, Amtsgericht Kassel")
    register_extract_date = DayField("Registerauszug vom")
    charitable = YesNoField("Als gemeinnützig anerkannt?")
    exemption_notice_kind = SelectField(
        "Nachweis der Gemeinnützigkeit", choices=choices_from(NOTICE_KINDS), validate_choice=False
    )
    exemption_notice_date = DayField("Nachweis vom")
    vat_deductible = YesNoField("Zum Vorsteuerabzug berechtigt?")

    def offer(self, bodies: Mapping[str, str], seats: Mapping[str, str]) -> None:
        """The bodies of the register and the seats to choose from, key to name."""
        self.authority.choices = choices_from({"": "keine", **bodies})
        self.seat_ags.choices = choices_from({"": "nicht bekannt", **seats})
        self._bodies, self._seats = set(bodies), set(seats)

    def validate_kind(self, field: Field) -> None:
        """One of the kinds of applicants."""
        if field.data not in set(ApplicantType):
            raise ValidationError("Bitte wählen Sie die Art der Organisation.")

    def validate_authority(self, field: Field) -> None:
        """A body of the register, for territorial applicants only."""
        if field.data and field.data not in self._bodies:
            raise ValidationError("Bitte wählen Sie einen Eintrag des Verzeichnisses.")
        territorial = self["kind"].data in set(TERRITORIAL)
        if territorial and not field.data:
            raise ValidationError("Bitte wählen Sie die Gebietskörperschaft aus dem Verzeichnis.")
        if field.data and self["kind"].data in set(ApplicantType) and not territorial:
            raise ValidationError("Bitte lassen Sie dieses Feld bei dieser Art leer.")

    def validate_seat_ags(self, field: Field) -> None:
        """A known seat or none."""
        if field.data and field.data not in self._seats:
            raise ValidationError("Bitte wählen Sie einen Eintrag der Liste.")

    def validate_postcode(self, field: Field) -> None:
        """Five digits or nothing."""
        if field.data and not re.match(r"^[0-9]{5}$", field.data):
            raise ValidationError("Bitte geben Sie fünf Ziffern ein.")

    def validate_exemption_notice_kind(self, field: Field) -> None:
        """One of the kinds of proof."""
        if field.data not in NOTICE_KINDS:
            raise ValidationError("Bitte wählen Sie eine der Möglichkeiten.")

    def validate_exemption_notice_date(self, field: Field) -> None:
        """A proof and its day belong together."""
        if self["exemption_notice_kind"].data and field.data is None and not field.errors:
            raise ValidationError("Bitte geben Sie das Datum des Nachweises an.")
        if field.data is not None and not self["exemption_notice_kind"].data:
            raise ValidationError("Bitte wählen Sie dazu die Art des Nachweises.")


class MembershipForm(HouseForm):
    """Who acts for the organisation, or is tied to it."""

    email = StringField(
        "E-Mail-Adresse des Kontos",
        [
            required("Bitte geben Sie die E-Mail-Adresse des Kontos an."),
            clean_text(255, multiline=False),
            email_address(),
        ],
        filters=[one_line],
    )
    kind = RadioField("Zuordnung", choices=choices_from(MEMBERSHIPS), validate_choice=False)
    function = _line("Funktion", 300, "Zum Beispiel Vorsitz, Fachdienstleitung")

    def validate_kind(self, field: Field) -> None:
        """One of the kinds of membership."""
        if field.data not in MEMBERSHIPS:
            raise ValidationError("Bitte wählen Sie eine Zuordnung.")
