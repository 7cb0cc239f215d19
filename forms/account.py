"""What is typed about accounts: by an administrator, and by their owners."""

from wtforms import Field, PasswordField, RadioField, SelectMultipleField, StringField
from wtforms.validators import ValidationError
from wtforms.widgets import CheckboxInput, ListWidget

from forms.base import HouseForm, choices_from, clean_text, one_line, refused_characters, required
from forms.organisation import MEMBERSHIPS, email_address
from workflows.states import APPLICANT_ROLES, Role
from workflows.wording import say

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 128
OFFICE = {
    role.value: say(f"role.{role.value}")
    for role in Role
    if role not in APPLICANT_ROLES and role is not Role.SYSTEM
}


class _PersonForm(HouseForm):
    """Name and address of a person."""

    name = StringField(
        "Vor- und Nachname",
        [required("Bitte geben Sie den Namen an."), clean_text(200, multiline=False)],
        filters=[one_line],
    )
    email = StringField(
        "E-Mail-Adresse",
        [
            required("Bitte geben Sie die E-Mail-Adresse an."),
            clean_text(255, multiline=False),
            email_address(),
        ],
        filters=[one_line],
        description="Damit meldet sich die Person an.",
    )


class OfficeAccountForm(_PersonForm):
    """An account of the authority with its roles."""

    roles = SelectMultipleField(
        "Rollen in der Behörde",
        choices=choices_from(OFFICE),
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        validate_choice=False,
        description="Wer vorbereitet, zeichnet nicht selbst: Das System prüft das bei jedem "
        "Schritt zusätzlich.",
    )

    def validate_roles(self, field: Field) -> None:
        """Roles of the authority; a forged one is refused."""
        if not set(field.data or ()) <= set(OFFICE):
            raise ValidationError("Bitte wählen Sie nur aus den angebotenen Rollen.")


class MemberAccountForm(_PersonForm):
    """A new account for somebody who acts for an organisation."""

    kind = RadioField(
        "Zuordnung",
        choices=choices_from({k: v for k, v in MEMBERSHIPS.items() if k != "tied"}),
        validate_choice=False,
    )
    function = StringField(
        "Funktion",
        [clean_text(300, multiline=False)],
        filters=[one_line],
        description="Zum Beispiel Vorsitz, Fachdienstleitung",
    )

    def validate_kind(self, field: Field) -> None:
        """To prepare or to sign."""
        if field.data not in {"editor", "signatory"}:
            raise ValidationError("Bitte wählen Sie eine Zuordnung.")


class PasswordForm(HouseForm):
    """The own password: the present one, the new one, and the new one again."""

    present = PasswordField(
        "Bisheriges Kennwort", [required("Bitte geben Sie Ihr bisheriges Kennwort ein.")]
    )
    wanted = PasswordField(
        "Neues Kennwort",
        [required("Bitte geben Sie ein neues Kennwort ein.")],
        description=f"Mindestens {SHORTEST_PASSWORD} Zeichen, zum Beispiel vier zufällige Wörter.",
    )
    repeated = PasswordField(
        "Neues Kennwort wiederholen", [required("Bitte wiederholen Sie das neue Kennwort.")]
    )

    def validate_wanted(self, field: Field) -> None:
        """Long enough, not endless, and without characters that no keyboard types."""
        text = field.data or ""
        if len(text) < SHORTEST_PASSWORD:
            raise ValidationError(
                f"Das Kennwort braucht mindestens {SHORTEST_PASSWORD} Zeichen (jetzt {len(text)})."
            )
        if len(text) > LONGEST_PASSWORD:
            raise ValidationError(f"Das Kennwort darf höchstens {LONGEST_PASSWORD} Zeichen haben.")
        if refused_characters(text, multiline=False):
            raise ValidationError("Das Kennwort enthält unsichtbare Steuerzeichen.")

    def validate_present(self, field: Field) -> None:
        """An endless text is not checked against the stored one."""
        if len(field.data or "") > LONGEST_PASSWORD:
            raise ValidationError("Das bisherige Kennwort stimmt nicht.")

    def validate_repeated(self, field: Field) -> None:
        """The same twice."""
        if field.data != self["wanted"].data:
            raise ValidationError("Die beiden neuen Kennwörter stimmen nicht überein.")


SECRETS = frozenset(f.name for f in PasswordForm() if isinstance(f, PasswordField)) | {"password"}
"""Names of fields whose text no page ever shows again: this form's and the sign-in's."""
