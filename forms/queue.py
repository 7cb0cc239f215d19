"""The filters of the officers' list, as they stand in the address of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import Optional

from forms.base import HouseForm, choices_from, clean_text, offered_only, one_line

LONGEST_SEARCH = 120


@dataclass(frozen=True, kw_only=True)
class QueueChoices:
    """What the list can be narrowed to: value -> label."""

    states: Mapping[str, str]
    lines: Mapping[str, str]
    people: Mapping[str, str]
    years: Sequence[int]


class CaseListForm(HouseForm):
    """The filters that every list of cases has; each field may be empty."""

    suche = StringField(
        "Suche",
        description="Aktenzeichen, Name oder Titel, auch nur der Anfang",
        filters=[one_line],
        validators=[Optional(), clean_text(LONGEST_SEARCH, multiline=False)],
    )
    stand = SelectField("Stand", [offered_only], validate_choice=False)
    linie = SelectField("Förderschwerpunkt", [offered_only], validate_choice=False)
    jahr = SelectField("Eingangsjahr", [offered_only], validate_choice=False)

    def offer(
        self, states: Mapping[str, str], lines: Mapping[str, str], years: Sequence[int]
    ) -> None:
        """What the list can be narrowed to, value to label, after "alle"."""
        self.stand.choices = choices_from({"": "alle", **states})
        self.linie.choices = choices_from({"": "alle", **lines})
        self.jahr.choices = choices_from({"": "alle", **{str(year): str(year) for year in years}})


class QueueForm(CaseListForm):
    """The filters of the officers' list."""

    bei = SelectField("Zuständig", [offered_only], validate_choice=False)
    sortierung = SelectField("Sortierung", [offered_only], validate_choice=False)
    verspaetet = BooleanField("nur verspätet eingegangene")
    ueberfaellig = BooleanField("nur mit abgelaufener Frist")


def queue_form(args: Any, choices: QueueChoices) -> QueueForm:
    """The filter form with these choices, filled from the address of the page."""
    form = QueueForm(args)
    form.offer(choices.states, choices.lines, choices.years)
    form.bei.choices = choices_from({"": "alle", **choices.people})
    form.sortierung.choices = choices_from(
        {"": "Eingang (neueste zuerst)", "frist": "Frist (nächste zuerst)"}
    )
    return form
