"""The filters of the auditors' list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import SelectField, StringField
from wtforms.validators import Optional

from forms.base import HouseForm, choices_from, clean_text, offered_only, one_line

LONGEST_SEARCH = 120


@dataclass(frozen=True, kw_only=True)
class AuditChoices:
    """What the filters offer, value to German."""

    states: Mapping[str, str]
    lines: Mapping[str, str]
    years: Sequence[int]


class AuditListForm(HouseForm):
    """The filters of the list of all filed cases; every field may be empty."""

    suche = StringField(
        "Suche",
        description="Aktenzeichen, Name oder Titel, auch nur der Anfang",
        filters=[one_line],
        validators=[Optional(), clean_text(LONGEST_SEARCH, multiline=False)],
    )
    stand = SelectField("Stand", [offered_only], validate_choice=False)
    linie = SelectField("Förderschwerpunkt", [offered_only], validate_choice=False)
    jahr = SelectField("Eingangsjahr", [offered_only], validate_choice=False)


def audit_list_form(args: Any, choices: AuditChoices) -> AuditListForm:
    """The filter form with these choices, filled from the address of the page."""
    form = AuditListForm(args)
    for field, options in (
        (form.stand, {"": "alle", **choices.states}),
        (form.linie, {"": "alle", **choices.lines}),
        (form.jahr, {"": "alle", **{str(year): str(year) for year in choices.years}}),
    ):
        field.choices = choices_from(options)
    return form
