"""What was typed in a proof of use, as its draft keeps it, and which fields cannot be read."""

from collections.abc import Iterable, Sequence
from typing import Any

from wtforms import Form

from forms.fitting_fields import to_json
from forms.plan import entries_of
from forms.proof import COORDINATING, PlanRow, ReportForm, cell, goal_names


def report_content(form: ReportForm) -> dict[str, Any]:
    """The proof as a draft keeps it: what could be read, blank rows left out."""
    shape = form.shape
    answers = {
        question.id: to_json(form[question.id].data)
        for question in shape.questions
        if not form[question.id].errors
    }
    return {
        "answers": {name: value for name, value in answers.items() if value is not None},
        "items": [
            *_cells(form, "item", "category", shape.items),
            *entries_of(form.items, "category"),
        ],
        "funds": [*_cells(form, "fund", "source", shape.funds), *entries_of(form.funds, "source")],
        "goals": list(_goals(form)),
        "persons": list(_persons(form)),
    }


def _cells(
    form: ReportForm, prefix: str, kind: str, rows: Sequence[PlanRow]
) -> Iterable[dict[str, Any]]:
    for row in rows:
        for year in form.shape.years:
            field = form[cell(prefix, row, year)]
            if field.data is not None and not field.errors:
                yield {
                    kind: row.kind,
                    "label": row.label,
                    "year": year,
                    "amount": format(field.data, "f"),
                }


def _goals(form: ReportForm) -> Iterable[dict[str, Any]]:
    for place, goal in enumerate(form.shape.goals):
        outcome, result = (form[name] for name in goal_names(place))
        if outcome.errors or result.errors or not (outcome.data or result.data):
            continue
        yield {"goal": goal, "outcome": outcome.data or "", "result": result.data or ""}


def _persons(form: ReportForm) -> Iterable[dict[str, Any]]:
    if not form.shape.persons:
        return
    persons: Any = form["persons"]
    for entry in persons:
        row: Any = entry.form
        if row.blank or any(field.errors for field in row) or row.hours.data is None:
            continue
        yield {
            "code": row.code.data,
            "coordinating": row.role.data == COORDINATING,
            "year": int(row.year.data or form.shape.years[0]),
            "hours": format(row.hours.data, "f"),
        }


def faults_of(form: Form) -> tuple[str, ...]:
    """The labels of every field that cannot be read, each once, in the order of the page."""
    found: dict[str, None] = {}
    for field in form:
        if not field.errors:
            continue
        entries = getattr(field, "entries", None)
        if entries is None:
            found[str(field.label.text)] = None
            continue
        for place, entry in enumerate(entries, start=1):
            if entry.errors:
                found[f"{field.label.text}, Zeile {place}"] = None
    return tuple(found)
