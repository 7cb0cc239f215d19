"""What the programme lead's page puts first: what needs a decision, and which money moves."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for

from wirgrants.services.programme_overview import BudgetRow, CallRow
from wirgrants.web.presentation import euro
from workflows.wording import say


@dataclass(frozen=True, kw_only=True)
class Need:
    """One thing to do: what, why, and the page where it is done."""

    label: str
    hint: str
    href: str
    status: str
    tone: str


def needs(in_preparation: Iterable[CallRow], budgets: Iterable[BudgetRow]) -> list[Need]:
    """Calls that nobody announced yet, then years whose asks have no money or not enough."""
    found = [_unannounced(row) for row in in_preparation]
    for row in budgets:
        if row.asked and row.budget is None:
            found.append(_without_money(row))
        elif row.asked > row.free:
            found.append(_too_little(row))
    return found


def _unannounced(row: CallRow) -> Need:
    return Need(
        label=row.call.title,
        hint="Der Aufruf ist angelegt und noch nicht bekannt gemacht.",
        href=url_for("call.show", ref=row.call.ref),
        status="in Vorbereitung",
        tone="info",
    )


def _without_money(row: BudgetRow) -> Need:
    return Need(
        label=f"{say(f'line.{row.line}.name')} {row.year}: Mittel bereitstellen",
        hint=f"{euro(row.asked)} sind beantragt; für {row.year} gibt es keinen Ansatz.",
        href=url_for("budget.allot", linie=row.line, jahr=row.year),
        status="ohne Ansatz",
        tone="warning",
    )


def _too_little(row: BudgetRow) -> Need:
    assert row.budget is not None
    return Need(
        label=f"{say(f'line.{row.line}.name')} {row.year}: Ansatz prüfen",
        hint=f"{euro(row.asked)} sind beantragt, frei sind {euro(row.free)}: "
        f"es fehlen {euro(row.asked - row.free)}.",
        href=url_for("budget.show", ref=row.budget.ref),
        status="reicht nicht",
        tone="warning",
    )


def moving(row: BudgetRow, day: date) -> bool:
    """Whether a row belongs on the page at once: this year or later, and something happens."""
    if row.budget is None:
        return True
    used = (row.asked, row.budget.reserved, row.budget.committed, row.budget.spent)
    return row.year >= day.year and any(used)


def by_line(rows: Sequence[BudgetRow]) -> dict[str, list[BudgetRow]]:
    """The rows of each line, in their order."""
    found: dict[str, list[BudgetRow]] = {}
    for row in rows:
        found.setdefault(row.line, []).append(row)
    return found
