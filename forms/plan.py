"""The financing plan of one part: rows of expenditure and of funds, and the grant asked for."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from wtforms import FieldList, FormField, SelectField, StringField
from wtforms.validators import Optional, ValidationError

from forms.base import HouseForm, choices_from, clean_text, one_line
from forms.fields import EuroField
from workflows.facts import FundSource
from workflows.wording import say

MOST_ROWS = 200
LONGEST_LABEL = 200

SOURCES: Mapping[str, str] = {
    FundSource.OWN.value: "Eigenmittel",
    FundSource.THIRD_PARTY.value: "Mittel Dritter (zum Beispiel Stiftungen)",
    FundSource.PUBLIC.value: "Andere öffentliche Mittel",
    FundSource.INCOME.value: "Einnahmen aus dem Vorhaben",
}


@dataclass(frozen=True, kw_only=True)
class PlanShape:
    """What the table offers: its budget years and the cost categories of the guideline."""

    years: tuple[int, ...]
    categories: tuple[str, ...]


class _Row(HouseForm):
    """One row: a kind, a label and one amount per year; wholly empty rows are no rows."""

    kind: Any
    label = StringField(
        "Bezeichnung",
        filters=[one_line],
        validators=[clean_text(LONGEST_LABEL, multiline=False)],
    )
    years: tuple[int, ...] = ()
    choose = "Bitte wählen Sie die Art aus."

    def amounts(self) -> dict[int, Decimal]:
        """The amounts that could be read, by year."""
        found = ((year, self[amount_name(year)].data) for year in self.years)
        return {year: value for year, value in found if value is not None}

    @property
    def blank(self) -> bool:
        """Nothing was typed or chosen in this row."""
        typed = (str((field.raw_data or [field.data or ""])[0]).strip() for field in self)
        return not any(typed)

    def validate(self, extra_validators: Any = None) -> bool:
        """A row with something in it needs a kind and an amount."""
        if self.blank:
            return True
        fine = super().validate(extra_validators)
        if not self.kind.data:
            self.kind.errors = [*self.kind.errors, self.choose]
            fine = False
        first = self[amount_name(self.years[0])] if self.years else self.label
        if not self.amounts() and not any(self[amount_name(y)].errors for y in self.years):
            first.errors = [
                *first.errors,
                "Bitte geben Sie einen Betrag ein oder entfernen Sie die Zeile.",
            ]
            fine = False
        return fine


def amount_name(year: int) -> str:
    """The field's name of one year's amount."""
    return f"amount_{year}"


def row_class(name: str, label: str, kinds: Mapping[str, str], years: Iterable[int]) -> type[_Row]:
    """The form of one row: a kind of `kinds`, a label, and `amount_<year>` for each year."""
    years = tuple(years)
    fields: dict[str, Any] = {
        "kind": SelectField(
            label,
            choices=choices_from({"": "Bitte wählen", **kinds}),
            validators=[Optional(), _known(kinds)],
            validate_choice=False,
        ),
        "years": years,
    }
    for year in years:
        fields[amount_name(year)] = EuroField(f"Betrag {year} in Euro")
    return type(name, (_Row,), fields)


def _known(kinds: Mapping[str, str]) -> Any:
    def check(_form: Any, field: Any) -> None:
        if field.data not in kinds:
            raise ValidationError("Bitte wählen Sie eine Art aus der Liste.")

    return check


class PlanForm(HouseForm):
    """The plan of one part; `items`, `funds` and one `asked_<year>` per budget year."""

    shape: PlanShape
    items: Any
    funds: Any

    def asked(self) -> dict[int, Decimal]:
        """The grant asked for per year, as far as it could be read."""
        found = ((year, self[asked_name(year)].data) for year in self.shape.years)
        return {year: value for year, value in found if value is not None}


def asked_name(year: int) -> str:
    """The field's name of the grant asked for in one year."""
    return f"asked_{year}"


def plan_form(
    shape: PlanShape,
    formdata: Any = None,
    *,
    plan: Mapping[str, Any] | None = None,
    asked: Mapping[str, str] | None = None,
    blank: int = 1,
) -> PlanForm:
    """The form, from what was posted or else from the draft, with `blank` empty rows to fill."""
    made = _form_class(shape)
    if formdata is not None:
        return named(made(formdata))
    items = rows_of((plan or {}).get("items", ()), "category", blank)
    funds = rows_of((plan or {}).get("funds", ()), "source", blank)
    wanted = {asked_name(int(year)): Decimal(amount) for year, amount in (asked or {}).items()}
    return named(made(data={"items": items, "funds": funds, **wanted}))


def named(form: PlanForm) -> PlanForm:
    """The form with fields that say in which table and row they stand, for messages and readers."""
    for rows in (form.items, form.funds):
        for place, row in enumerate(rows, start=1):
            for field in row.form:
                plain = field.label.text.rpartition(": ")[2]
                field.label.text = f"{rows.label.text}, Zeile {place}: {plain}"
    return form


def _form_class(shape: PlanShape) -> type[PlanForm]:
    categories = {name: say(f"category.{name}") for name in shape.categories}
    fields: dict[str, Any] = {
        "shape": shape,
        "items": FieldList(
            FormField(row_class("ItemRow", "Ausgabeart", categories, shape.years)),
            label="Ausgaben",
            max_entries=MOST_ROWS,
        ),
        "funds": FieldList(
            FormField(row_class("FundsRow", "Herkunft", SOURCES, shape.years)),
            label="Mittel ohne die beantragte Zuwendung",
            max_entries=MOST_ROWS,
        ),
    }
    for year in shape.years:
        fields[asked_name(year)] = EuroField(f"Beantragte Zuwendung {year}")
    return type("FittedPlanForm", (PlanForm,), fields)


def rows_of(entries: Sequence[Mapping[str, Any]], kind: str, blank: int) -> list[dict[str, Any]]:
    """Entries of one kind and label in one row, unless two of them are of the same year."""
    rows: list[dict[str, Any]] = []
    for entry in entries:
        name = amount_name(int(entry["year"]))
        fitting = (
            row
            for row in rows
            if row["kind"] == entry[kind] and row["label"] == entry["label"] and name not in row
        )
        row = next(fitting, None)
        if row is None:
            row = {"kind": entry[kind], "label": entry["label"]}
            rows.append(row)
        row[name] = Decimal(entry["amount"])
    return rows + [{} for _ in range(blank)]


def plan_of(form: PlanForm) -> dict[str, Any]:
    """The plan as the draft keeps it: what could be read, rows that are blank left out."""
    return {
        "items": entries_of(form.items, "category"),
        "funds": entries_of(form.funds, "source"),
    }


def entries_of(rows: Any, kind: str) -> list[dict[str, Any]]:
    """One entry per row and year with an amount; `kind` is the key of the row's kind."""
    return [
        {
            kind: row.form.kind.data,
            "label": _readable(row.form.label),
            "year": year,
            "amount": format(amount, "f"),
        }
        for row in rows
        if row.form.kind.data and not row.form.kind.errors
        for year, amount in row.form.amounts().items()
    ]


def _readable(field: Any) -> str:
    return "" if field.errors else (field.data or "")


def asked_of(form: PlanForm) -> dict[str, str]:
    """The grant asked for by year, as the draft keeps it."""
    return {str(year): format(amount, "f") for year, amount in form.asked().items()}
