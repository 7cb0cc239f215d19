"""The fields of an award that may change: periods, plan, quantities, amounts by year, texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from wtforms import SelectField
from wtforms.validators import Optional

from forms.base import HouseForm, choices_from
from forms.change_terms import (
    TEXTS,
    MoreLine,
    PlanLine,
    amount_fields,
    initial_units,
    option_fields,
    option_name,
    period_fields,
    text_fields,
    text_name,
    unit_fields,
    unit_name,
)
from forms.fields import EuroField
from forms.plan import SOURCES
from workflows.wording import say

BLANK_ROWS = 2
_MORE = ("what", "year", "amount")
# What tells the kind of an entry of the plan.
_KEYS: Mapping[str, str] = {"item": "category", "fund": "source"}
_WHAT_IS_MISSING: Mapping[str, str] = {
    "item": "Bitte wählen Sie die Art der Ausgabe.",
    "fund": "Bitte wählen Sie die Herkunft der Mittel.",
}

# The award as plain values: {"parts": {part: {start, end, eligible, plan, units, options}},
# "amounts": {part: {year: euros}}, "texts": {name: what the notice regulates in words}}.
Award = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ChangeShape:
    """What may be changed: the award as it stands, the years and each part's categories."""

    award: Award
    years: tuple[int, ...]
    categories: Mapping[str, tuple[str, ...]]
    # The officer also fixes the eligible cost of each part.
    with_eligible: bool = False


class ChangedAward(HouseForm):
    """The fields of a changed award; built for one award by `award_form`."""

    shape: ChangeShape

    def lines(self, part: str, kind: str) -> list[PlanLine]:
        """The lines of items ("item") or funds ("fund") of a part, as the page shows them."""
        entries = _entries(self.shape.award, part, kind)
        return [
            PlanLine(
                label=_entry_label(entry, kind),
                before=Decimal(entry["amount"]),
                field=self[f"{kind}_{part}_{number}"],
            )
            for number, entry in enumerate(entries)
        ]

    def more(self, part: str, kind: str) -> list[MoreLine]:
        """The blank rows for further items ("item") or funds ("fund") of a part."""
        return [
            MoreLine(**{name: self[f"more_{kind}_{name}_{part}_{row}"] for name in _MORE})
            for row in range(BLANK_ROWS)
        ]

    def amounts(self, part: str) -> list[PlanLine]:
        """The award of a part by year, as the page shows it."""
        present = self.shape.award["amounts"].get(part, {})
        return [
            PlanLine(
                label=str(year),
                before=Decimal(present.get(str(year), "0.00")),
                field=self[f"amount_{part}_{year}"],
            )
            for year in self.shape.years
        ]

    def units(self, part: str) -> list[Any]:
        """The fields of the quantities that a part's fixed amount rests on."""
        return [self[unit_name(part, one)] for one in self.shape.award["parts"][part]["units"]]

    def options(self, part: str) -> list[Any]:
        """The fields of the flat rates that the notice of a part pays or leaves out."""
        present = self.shape.award["parts"][part].get("options", {})
        return [self[option_name(part, one)] for one in present]

    def texts(self) -> list[Any]:
        """The fields of what the award regulates in words."""
        return [self[text_name(name)] for name in TEXTS]

    @property
    def parts(self) -> list[tuple[str, str]]:
        """Id and German name of every part."""
        return [(part, say(f"part.name.{part}")) for part in self.shape.award["parts"]]

    def wanted(self) -> dict[str, Any]:
        """The whole award as it would stand, with what was not touched as it is."""
        return {
            "parts": {part: self._part(part) for part, _ in self.parts},
            "amounts": {
                part: {
                    line.label: format(line.field.data, "f")
                    for line in self.amounts(part)
                    if line.field.data
                }
                for part, _ in self.parts
            },
            "texts": {
                **self.shape.award["texts"],
                **{name: said for name in TEXTS if (said := self[text_name(name)].data)},
            },
        }

    def _part(self, part: str) -> dict[str, Any]:
        present = self.shape.award["parts"][part]
        eligible = (
            format(self[f"eligible_{part}"].data, "f")
            if self.shape.with_eligible
            else present["eligible"]
        )
        return {
            "start": self[f"start_{part}"].data.isoformat(),
            "end": self[f"end_{part}"].data.isoformat(),
            "eligible": eligible,
            "plan": {"items": self._rows(part, "item"), "funds": self._rows(part, "fund")},
            "units": {one: str(self[unit_name(part, one)].data) for one in present["units"]},
            "options": {
                one: bool(self[option_name(part, one)].data) for one in present.get("options", {})
            },
        }

    def _rows(self, part: str, kind: str) -> list[dict[str, Any]]:
        further = [
            {
                _KEYS[kind]: row.what.data,
                "label": "",
                "year": int(row.year.data),
                "amount": format(row.amount.data, "f"),
            }
            for row in self.more(part, kind)
            if row.amount.data
        ]
        return self._kept(part, kind) + further

    def _kept(self, part: str, kind: str) -> list[dict[str, Any]]:
        entries = _entries(self.shape.award, part, kind)
        typed = [self[f"{kind}_{part}_{number}"].data for number in range(len(entries))]
        return [
            {**entry, "amount": format(amount, "f")}
            for entry, amount in zip(entries, typed, strict=True)
            if amount is not None
        ]

    def validate(self, extra_validators: Any = None) -> bool:
        """Periods run forward, new rows are whole, and the award stays within the cost."""
        fine = super().validate(extra_validators)
        for part, _ in self.parts:
            fine = self._period_is_right(part) and fine
            fine = self._rows_are_whole(part) and fine
            if self.shape.with_eligible and fine:
                fine = self._within_cost(part)
        return fine

    def _period_is_right(self, part: str) -> bool:
        start, end = self[f"start_{part}"], self[f"end_{part}"]
        if start.data is None or end.data is None or start.data <= end.data:
            return True
        end.errors = ["Das Ende muss nach dem Beginn liegen."]
        return False

    def _rows_are_whole(self, part: str) -> bool:
        fine = True
        for kind, missing in _WHAT_IS_MISSING.items():
            for row in self.more(part, kind):
                if row.amount.data and not row.what.data:
                    row.what.errors = [missing]
                    fine = False
        return fine

    def _within_cost(self, part: str) -> bool:
        eligible = self[f"eligible_{part}"]
        grant = sum((line.field.data or Decimal(0) for line in self.amounts(part)), Decimal(0))
        if eligible.data is None or grant <= eligible.data:
            return True
        eligible.errors = ["Die Zuwendung darf die zuwendungsfähigen Ausgaben nicht übersteigen."]
        return False


def _entries(award: Award, part: str, kind: str) -> Sequence[Mapping[str, Any]]:
    found: Sequence[Mapping[str, Any]] = award["parts"][part]["plan"].get(f"{kind}s", ())
    return found


def _entry_label(entry: Mapping[str, Any], kind: str) -> str:
    named = (
        say(f"category.{entry['category']}")
        if kind == "item"
        else SOURCES.get(entry["source"], entry["source"])
    )
    of = f" – {entry['label']}" if entry.get("label") else ""
    return f"{named}{of} {entry['year']}"


def built(base: type[ChangedAward], shape: ChangeShape) -> type[ChangedAward]:
    """The form class for one award: the fields of `base` and one per changeable value."""
    fields: dict[str, Any] = {"shape": shape, **text_fields()}
    for part, told in shape.award["parts"].items():
        fields |= period_fields(part) | _plan_fields(shape, part)
        fields |= amount_fields(part, shape.years, with_eligible=shape.with_eligible)
        fields |= unit_fields(part, told["units"])
        fields |= option_fields(part, told.get("options", {}))
    return type("FittedChangeForm", (base,), fields)


def _plan_fields(shape: ChangeShape, part: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for kind in ("item", "fund"):
        for number, entry in enumerate(_entries(shape.award, part, kind)):
            label = _entry_label(entry, kind)
            fields[f"{kind}_{part}_{number}"] = EuroField(label, validators=[Optional()])
    categories = {name: say(f"category.{name}") for name in shape.categories[part]}
    fields |= _more_fields(shape, part, "item", ("Weitere Ausgabe", "Art"), categories)
    return fields | _more_fields(shape, part, "fund", ("Weitere Mittel", "Herkunft"), SOURCES)


def _more_fields(
    shape: ChangeShape, part: str, kind: str, named: tuple[str, str], offered: Mapping[str, str]
) -> dict[str, Any]:
    years = choices_from({str(year): str(year) for year in shape.years})
    fields: dict[str, Any] = {}
    for row in range(BLANK_ROWS):
        label = f"{named[0]} {row + 1}"
        made = {
            "what": SelectField(
                f"{label}: {named[1]}", choices=choices_from({"": "Bitte wählen", **offered})
            ),
            "year": SelectField(f"{label}: Jahr", choices=years),
            "amount": EuroField(f"{label}: Betrag", validators=[Optional()]),
        }
        fields |= {f"more_{kind}_{name}_{part}_{row}": field for name, field in made.items()}
    return fields


def initial(shape: ChangeShape, award: Award) -> dict[str, Any]:
    """The values of the fields; rows that the award adds to the present plan fill blank ones."""
    data: dict[str, Any] = {text_name(name): told for name, told in award.get("texts", {}).items()}
    for part in shape.award["parts"]:
        told = award["parts"].get(part, shape.award["parts"][part])
        data[f"start_{part}"] = date.fromisoformat(told["start"])
        data[f"end_{part}"] = date.fromisoformat(told["end"])
        data[f"eligible_{part}"] = Decimal(told["eligible"])
        data |= _initial_plan(shape, award, part)
        data |= initial_units(part, told["units"])
        data |= {option_name(part, one): paid for one, paid in told.get("options", {}).items()}
        for year, amount in award["amounts"].get(part, {}).items():
            data[f"amount_{part}_{year}"] = Decimal(amount)
    return data


def _initial_plan(shape: ChangeShape, award: Award, part: str) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for kind in ("item", "fund"):
        left = [dict(entry) for entry in _entries(award, part, kind)]
        for number, entry in enumerate(_entries(shape.award, part, kind)):
            same = next((one for one in left if _line_key(one) == _line_key(entry)), None)
            if same is not None:
                left.remove(same)
                data[f"{kind}_{part}_{number}"] = Decimal(same["amount"])
        for row, entry in enumerate(left[:BLANK_ROWS]):
            data[f"more_{kind}_what_{part}_{row}"] = entry[_KEYS[kind]]
            data[f"more_{kind}_year_{part}_{row}"] = str(entry["year"])
            data[f"more_{kind}_amount_{part}_{row}"] = Decimal(entry["amount"])
    return data


def _line_key(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return (entry.get("category"), entry.get("source"), entry.get("label"), entry["year"])
