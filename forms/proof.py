"""The proof of use of one part: narrative, counters, goals, persons, and cost against the plan.

Type-safe only: a draft keeps whatever was typed; what is missing is a finding of the examination.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import FieldList, FormField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from forms.base import HouseForm, choices_from, clean_text, one_line, strip
from forms.fields import DecimalNumberField, EuroField
from forms.fitting_fields import field_of, from_json
from forms.plan import MOST_ROWS, SOURCES, row_class, rows_of
from workflows.questions import Question
from workflows.wording import say

MOST_PERSONS = 400
MOST_HOURS_A_YEAR = Decimal(8_784)
LONGEST_CODE = 40
LONGEST_RESULT = 4_000
GOAL_OUTCOMES = ("reached", "partly", "missed")
GUIDE, COORDINATING = "guide", "coordinating"
PERSON_ROLES: Mapping[str, str] = {
    GUIDE: "Lotsin oder Lotse",
    COORDINATING: "koordinierend",
}


@dataclass(frozen=True, kw_only=True)
class PlanRow:
    """One line of the binding plan: kind (category or source), label, planned euros by year."""

    kind: str
    label: str
    planned: Mapping[int, Decimal]

    @property
    def key(self) -> str:
        """A name for its fields that stays when other rows come or go."""
        return hashlib.sha256(f"{self.kind}\n{self.label}".encode()).hexdigest()[:8]

    @property
    def total(self) -> Decimal:
        """All years together."""
        return sum(self.planned.values(), Decimal("0.00"))


@dataclass(frozen=True, kw_only=True)
class ReportShape:
    """What the proof of one part asks: its years, plan, questions, goals, and whether for persons.

    `categories` are the cost categories in which spending outside the plan may be entered.
    """

    years: tuple[int, ...]
    categories: tuple[str, ...]
    items: tuple[PlanRow, ...]
    funds: tuple[PlanRow, ...]
    narrative: tuple[Question, ...]
    counters: tuple[Question, ...]
    goals: tuple[str, ...] = ()
    persons: bool = False

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question with a field of its own."""
        return (*self.narrative, *self.counters)


class PersonRow(HouseForm):
    """Hours of one volunteer; a row in which nothing was typed is no row."""

    code = StringField(
        "Kürzel",
        filters=[one_line],
        validators=[clean_text(LONGEST_CODE, multiline=False)],
    )
    role = SelectField(
        "Aufgabe", choices=choices_from(PERSON_ROLES), default=GUIDE, validators=[Optional()]
    )
    year = SelectField("Jahr", validators=[Optional()])
    hours = DecimalNumberField("Stunden")

    @property
    def blank(self) -> bool:
        """Neither a code nor hours were typed."""
        fields = (self["code"], self["hours"])
        return not any(str((f.raw_data or [f.data or ""])[0]).strip() for f in fields)

    def validate(self, extra_validators: Any = None) -> bool:
        """A row with something in it needs a code and hours that fit into a year."""
        if self.blank:
            return True
        fine = super().validate(extra_validators)
        if not self.code.data:
            self.code.errors = ["Bitte geben Sie ein Kürzel an, zum Beispiel L-01."]
            fine = False
        if self.hours.data is None and not self.hours.errors:
            self.hours.errors = ["Bitte geben Sie die Stunden an, zum Beispiel 120,5."]
            fine = False
        if self.hours.data is not None and self.hours.data > MOST_HOURS_A_YEAR:
            self.hours.errors = ["So viele Stunden hat kein Jahr. Bitte berichtigen Sie die Zahl."]
            fine = False
        return fine


class ReportForm(HouseForm):
    """The fitted form; `items`, `funds` and `persons` are lists of rows."""

    shape: ReportShape
    items: Any
    funds: Any


def cell(prefix: str, row: PlanRow, year: int) -> str:
    """The name of the field for the actual amount of a plan row in a year."""
    return f"{prefix}_{row.key}_{year}"


def goal_names(place: int) -> tuple[str, str]:
    """The names of the two fields of a goal: how far reached, and the result in words."""
    return f"goal_{place}_outcome", f"goal_{place}_result"


def report_form(
    shape: ReportShape,
    formdata: Any = None,
    *,
    content: Mapping[str, Any] | None = None,
    blank: int = 2,
) -> ReportForm:
    """The form, from what was posted or else from a draft's content, with `blank` rows to fill."""
    made = _form_class(shape)
    if formdata is not None:
        return made(formdata)
    return made(data=_data(shape, content or {}, blank))


def _form_class(shape: ReportShape) -> type[ReportForm]:
    fields: dict[str, Any] = {"shape": shape}
    for question in shape.questions:
        fields[question.id] = field_of(question, {})
    for place, goal in enumerate(shape.goals):
        fields.update(_goal_fields(place, goal))
    for prefix, rows in (("item", shape.items), ("fund", shape.funds)):
        for row in rows:
            for year in shape.years:
                fields[cell(prefix, row, year)] = EuroField(f"{row.label or row.kind} {year}")
    fields |= _lists(shape)
    return type("FittedReportForm", (ReportForm,), fields)


def _goal_fields(place: int, goal: str) -> dict[str, Any]:
    outcome, result = goal_names(place)
    options = {one: say(f"goal_outcome.{one}") for one in GOAL_OUTCOMES}
    return {
        outcome: SelectField(
            f"Ziel {place + 1}",
            description=goal,
            choices=choices_from({"": "Bitte wählen", **options}),
            validators=[Optional()],
        ),
        result: TextAreaField(
            f"Ergebnis zu Ziel {place + 1}",
            filters=[strip],
            validators=[clean_text(LONGEST_RESULT)],
        ),
    }


def _lists(shape: ReportShape) -> dict[str, Any]:
    categories = {name: say(f"category.{name}") for name in shape.categories}
    found: dict[str, Any] = {
        "items": FieldList(
            FormField(row_class("ItemRow", "Ausgabeart", categories, shape.years)),
            label="Weitere Ausgaben",
            max_entries=MOST_ROWS,
        ),
        "funds": FieldList(
            FormField(row_class("FundsRow", "Herkunft", SOURCES, shape.years)),
            label="Weitere Einnahmen",
            max_entries=MOST_ROWS,
        ),
    }
    if shape.persons:
        years = choices_from({str(year): str(year) for year in shape.years})
        row = type(
            "YearPersonRow",
            (PersonRow,),
            {
                "year": SelectField(
                    "Jahr", choices=years, default=str(shape.years[0]), validators=[Optional()]
                )
            },
        )
        found["persons"] = FieldList(
            FormField(row), label="Geleistete Stunden", max_entries=MOST_PERSONS
        )
    return found


def _data(shape: ReportShape, content: Mapping[str, Any], blank: int) -> dict[str, Any]:
    """Stored content in the types of the fields."""
    answers = content.get("answers", {})
    data: dict[str, Any] = {
        question.id: from_json(question, answers.get(question.id)) for question in shape.questions
    }
    told = {goal["goal"]: goal for goal in content.get("goals", ())}
    for place, goal in enumerate(shape.goals):
        outcome, result = goal_names(place)
        data[outcome] = told.get(goal, {}).get("outcome", "")
        data[result] = told.get(goal, {}).get("result", "")
    for name, kind, prefix, rows in (
        ("items", "category", "item", shape.items),
        ("funds", "source", "fund", shape.funds),
    ):
        extra = []
        for entry in content.get(name, ()):
            row = _row_of(rows, entry[kind], entry["label"])
            place_name = None if row is None else cell(prefix, row, int(entry["year"]))
            if place_name is None or place_name in data or int(entry["year"]) not in shape.years:
                extra.append(entry)
            else:
                data[place_name] = Decimal(entry["amount"])
        data[name] = rows_of(extra, kind, blank)
    if shape.persons:
        data["persons"] = [_person_data(one) for one in content.get("persons", ())] + [
            {} for _ in range(blank + 1)
        ]
    return data


def _row_of(rows: Sequence[PlanRow], kind: str, label: str) -> PlanRow | None:
    return next((row for row in rows if row.kind == kind and row.label == label), None)


def _person_data(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "code": entry["code"],
        "role": COORDINATING if entry["coordinating"] else GUIDE,
        "year": str(entry["year"]),
        "hours": Decimal(entry["hours"]),
    }
