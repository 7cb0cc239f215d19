"""The page of one section of a draft: its form from the questions of the guideline, and back.

Type-safe, never complete: what cannot be read is kept as it was typed and shown again with its
message; whether anything is missing is a finding when the application is filed.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import ValidationError

from forms.authorities import Directory
from forms.base import HouseForm
from forms.fields import DayField, YesNoField
from forms.fitting_fields import field_of, from_json, to_json
from forms.fitting_sections import Section, SectionKind, part_name
from workflows.facts import ApplicantType
from workflows.guideline import Guideline
from workflows.questions import Question
from workflows.rules.reading import WANTS

FORM_VERSION = 1
LONGEST_KEPT = 60_000
"""Characters of one field that a draft keeps although they are too many; more are not taken."""

_OWN_TYPES: Mapping[ApplicantType, tuple[ApplicantType, ...]] = {
    ApplicantType.COUNTY: (ApplicantType.CONSORTIUM, ApplicantType.MUNICIPALITY_WITH_MO),
    ApplicantType.INDEPENDENT_CITY: (ApplicantType.CONSORTIUM, ApplicantType.MUNICIPALITY_WITH_MO),
    ApplicantType.SPECIAL_STATUS_CITY: (
        ApplicantType.CONSORTIUM,
        ApplicantType.MUNICIPALITY_WITH_MO,
    ),
    ApplicantType.MUNICIPALITY: (ApplicantType.CONSORTIUM, ApplicantType.MUNICIPALITY_WITH_MO),
    ApplicantType.CHARITY: (ApplicantType.MIGRANT_ORG,),
    ApplicantType.MIGRANT_ORG: (ApplicantType.CHARITY,),
}


def types_open_to(kind: ApplicantType) -> tuple[ApplicantType, ...]:
    """As what an organisation of this kind may apply: as itself, or leading a consortium."""
    return (kind, *_OWN_TYPES.get(kind, ()))


class _Period(HouseForm):
    """Refuses an end before the beginning."""

    start = DayField("Beginn", description="Erster Tag, zum Beispiel 01.01.2027")
    end = DayField("Ende", description="Letzter Tag, zum Beispiel 31.12.2027")

    def validate_end(self, field: Field) -> None:
        """The last day must not lie before the first."""
        start = self["start"].data
        if field.data is not None and start is not None and field.data < start:
            raise ValidationError("Das Ende liegt vor dem Beginn. Bitte berichtigen Sie den Tag.")


class _Declared(HouseForm):
    """Refuses a begin that has been declared and lies ahead."""

    today: date | None = None

    def validate_begin_day(self, field: Field) -> None:
        """Who has begun has done so by today; a later day contradicts the declaration."""
        begun = "already_begun" in self and self["already_begun"].data is True
        if not begun or self.today is None or field.data is None or field.data <= self.today:
            return
        raise ValidationError(
            "Sie geben an, schon begonnen zu haben; dieser Tag liegt in der Zukunft. Bitte "
            "berichtigen Sie den Tag oder die Angabe zum Beginn."
        )


_BASES: Mapping[SectionKind, type[HouseForm]] = {
    SectionKind.PART: _Period,
    SectionKind.DECLARATIONS: _Declared,
}


def section_form(
    section: Section,
    guideline: Guideline,
    *,
    directory: Directory,
    formdata: Any = None,
    values: Mapping[str, Any] | None = None,
    types: tuple[ApplicantType, ...] = tuple(ApplicantType),
    today: date | None = None,
) -> HouseForm:
    """The form of a section with questions, from what was posted or else from the draft's values.

    `types` are the applicant types offered; nothing has begun after `today`. Not for PLAN sections
    (see `forms.plan`).
    """
    fields: dict[str, Any] = {}
    base = _BASES.get(section.kind, HouseForm)
    if base is _Declared:
        fields["today"] = today
    if section.kind is SectionKind.PARTS:
        for part in guideline.parts:
            fields[WANTS + part.id] = YesNoField(f"{part_name(part.id)} beantragen?")
    for question in section.questions:
        fields[question.id] = field_of(_narrowed(question, types), directory)
    made = type("SectionForm", (base,), fields)
    form: HouseForm = made(formdata, data=None if formdata is not None else _typed(section, values))
    return form


def _narrowed(question: Question, types: tuple[ApplicantType, ...]) -> Question:
    if question.id != "applicant_type":
        return question
    return Question(
        id=question.id,
        kind=question.kind,
        scope=question.scope,
        choices=tuple(kind.value for kind in types),
    )


def _typed(section: Section, values: Mapping[str, Any] | None) -> dict[str, Any]:
    """Stored values in the types of their fields."""
    by_id = {question.id: question for question in section.questions}
    found: dict[str, Any] = {}
    for name, value in (values or {}).items():
        if name in by_id:
            found[name] = from_json(by_id[name], value)
        elif name in ("start", "end"):
            found[name] = date.fromisoformat(value) if value else None
        elif name.startswith(WANTS):
            found[name] = value
    return found


def values_of(form: HouseForm, section: Section) -> dict[str, Any]:
    """What could be read, as the draft keeps it; None for what is empty or unreadable."""
    by_id = {question.id: question for question in section.questions}
    found: dict[str, Any] = {}
    for field in form:
        name = field.short_name
        if field.errors:
            found[name] = None
        elif name in by_id:
            found[name] = to_json(field.data)
        else:
            found[name] = field.data.isoformat() if hasattr(field.data, "isoformat") else field.data
    return found


class Texts(dict[str, list[str]]):
    """Typed texts by field name, as a form reads them and as a draft keeps them."""

    def getlist(self, name: str) -> list[str]:
        """All texts of a field."""
        return self.get(name, [])


def too_long_to_keep(formdata: Mapping[str, list[str]]) -> bool:
    """True when a field holds more than a draft keeps; the page then shows it again, unsaved."""
    return any(len(text) > LONGEST_KEPT for texts in formdata.values() for text in texts)
