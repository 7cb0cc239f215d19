"""The award as plain values: as it stands, compared with a changed one, and written as changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.change_terms import TEXTS, units_of
from forms.plan import SOURCES
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.amendment import ChangedTerm
from wirgrants.models import AwardPart, AwardYear, Budget, FundingCase, Payment
from wirgrants.services.finance_rows import on_the_way, pending
from wirgrants.services.ledger import free, kind_for
from workflows.money import ZERO, total
from workflows.questions import QUESTIONS
from workflows.wording import say
from workflows.wording.formats import german

Award = Mapping[str, Any]
NOTHING_YET = "keine eigene Regelung im Bescheid"


def award_json(
    parts: Sequence[AwardPart], years: Sequence[AwardYear], texts: Mapping[str, str]
) -> dict[str, Any]:
    """The award as it stands, in the shape of `forms.change_award.Award`."""
    amounts: dict[str, dict[str, str]] = {}
    for year in years:
        if year.amount:
            amounts.setdefault(year.part, {})[str(year.year)] = format(year.amount, "f")
    return {
        "parts": {
            part.part: {
                "start": part.starts_on.isoformat(),
                "end": part.ends_on.isoformat(),
                "eligible": format(part.eligible_cost, "f"),
                "plan": {
                    "items": list(part.plan.get("items", ())),
                    "funds": list(part.plan.get("funds", ())),
                },
                "units": units_of(part.units),
                # What the notice said of a flat rate stands; no form changes it.
                "options": {k: v for k, v in part.units.items() if isinstance(v, bool)},
            }
            for part in parts
        },
        "amounts": amounts,
        "texts": dict(texts),
    }


def amounts_of(award: Award) -> dict[tuple[str, int], Decimal]:
    """Euros by part and year."""
    return {
        (part, int(year)): Decimal(amount)
        for part, years in award["amounts"].items()
        for year, amount in years.items()
    }


def by_year(award: Award) -> dict[int, Decimal]:
    """Euros by budget year over all parts, ascending."""
    found: dict[int, Decimal] = {}
    for (_, year), amount in amounts_of(award).items():
        found[year] = found.get(year, ZERO) + amount
    return dict(sorted(found.items()))


def changed_terms(before: Award, after: Award) -> tuple[ChangedTerm, ...]:
    """What differs between two awards, as a letter and a page tell it; empty when nothing does."""
    return tuple(_terms(before, after))


def _terms(before: Award, after: Award) -> Iterator[ChangedTerm]:
    several = len(before["parts"]) > 1
    for part, old in before["parts"].items():
        new = after["parts"].get(part, old)
        of = f" ({say(f'part.name.{part}')})" if several else ""
        if (old["start"], old["end"]) != (new["start"], new["end"]):
            yield ChangedTerm(
                term=f"Bewilligungszeitraum{of}", before=_period(old), after=_period(new)
            )
        if Decimal(old["eligible"]) != Decimal(new["eligible"]):
            yield ChangedTerm(
                term=f"Zuwendungsfähige Ausgaben{of}",
                before=euros(Decimal(old["eligible"])),
                after=euros(Decimal(new["eligible"])),
            )
        yield from _plan_terms(old["plan"], new["plan"], of)
        yield from _unit_terms(old.get("units", {}), new.get("units", {}), of)
        yield from _amount_terms(before, after, part, of)
    yield from _text_terms(before.get("texts", {}), after.get("texts", {}))


def _period(part: Mapping[str, Any]) -> str:
    first, last = date.fromisoformat(part["start"]), date.fromisoformat(part["end"])
    return f"{day(first)} bis {day(last)}"


def _plan_terms(old: Mapping[str, Any], new: Mapping[str, Any], of: str) -> Iterator[ChangedTerm]:
    was, will = _plan_lines(old), _plan_lines(new)
    for name in dict.fromkeys((*was, *will)):
        if was.get(name, ZERO) != will.get(name, ZERO):
            yield ChangedTerm(
                term=f"Finanzierungsplan{of}: {name}",
                before=euros(was.get(name, ZERO)),
                after=euros(will.get(name, ZERO)),
            )


def _plan_lines(plan: Mapping[str, Any]) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for kind in ("items", "funds"):
        for entry in plan.get(kind, ()):
            name = (
                say(f"category.{entry['category']}")
                if kind == "items"
                else SOURCES.get(entry["source"], entry["source"])
            )
            label = f" – {entry['label']}" if entry.get("label") else ""
            key = f"{name}{label} {entry['year']}"
            found[key] = found.get(key, ZERO) + Decimal(entry["amount"])
    return found


def _unit_terms(old: Mapping[str, str], new: Mapping[str, str], of: str) -> Iterator[ChangedTerm]:
    for question, value in new.items():
        was = old.get(question)
        if was is None or Decimal(was) != Decimal(value):
            yield ChangedTerm(
                term=f"{say(QUESTIONS[question].label_key)}{of}",
                before="" if was is None else german(Decimal(was)),
                after=german(Decimal(value)),
            )


def _text_terms(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[ChangedTerm]:
    for name, title in TEXTS.items():
        was, will = old.get(name, ""), new.get(name, "")
        if will and was != will:
            yield ChangedTerm(term=title, before=was or NOTHING_YET, after=will)


def _amount_terms(before: Award, after: Award, part: str, of: str) -> Iterator[ChangedTerm]:
    was, will = amounts_of(before), amounts_of(after)
    for key in sorted({*was, *will}):
        if key[0] == part and was.get(key, ZERO) != will.get(key, ZERO):
            yield ChangedTerm(
                term=f"Zuwendung {key[1]}{of}",
                before=euros(was.get(key, ZERO)),
                after=euros(will.get(key, ZERO)),
            )


@dataclass(frozen=True, kw_only=True)
class Shift:
    """One part and year whose award grows (above zero) or shrinks, and the budget behind it."""

    part: str
    year: int
    amount: Decimal
    budget_id: int | None


@dataclass(frozen=True, kw_only=True)
class Cover:
    """Every shift of a change, and the years whose growth nothing carries."""

    shifts: tuple[Shift, ...]
    without_budget: tuple[int, ...] = ()
    without_commitment: tuple[int, ...] = ()

    def growth(self) -> list[Shift]:
        """What must be reserved and then committed."""
        return [shift for shift in self.shifts if shift.amount > ZERO]

    def shrinkage(self) -> list[Shift]:
        """What goes back to the budget."""
        return [shift for shift in self.shifts if shift.amount < ZERO]


def cover_of(
    session: Session, case: FundingCase, years: Sequence[AwardYear], after: Award
) -> Cover:
    """Which budgets carry the growth of each year; one statement, a promise for this moment."""
    known = {(year.part, year.year): year for year in years}
    will = amounts_of(after)
    first = min((year.year for year in years), default=0)
    budgets = session.scalars(select(Budget).where(Budget.line == case.line)).all()
    fitting = {
        budget.year: budget for budget in budgets if budget.kind is kind_for(budget.year, first)
    }
    shifts = [
        Shift(
            part=part,
            year=year,
            amount=will.get((part, year), ZERO) - _present(known.get((part, year))),
            budget_id=_budget(known.get((part, year)), fitting.get(year)),
        )
        for part, year in sorted({*known, *will})
        if will.get((part, year), ZERO) != _present(known.get((part, year)))
    ]
    missing = _years_without(shifts, {budget.id: budget for budget in budgets})
    return Cover(
        shifts=tuple(shifts),
        without_budget=tuple(year for year in missing if year <= first),
        without_commitment=tuple(year for year in missing if year > first),
    )


def _present(year: AwardYear | None) -> Decimal:
    return ZERO if year is None else year.amount


def _budget(year: AwardYear | None, fitting: Budget | None) -> int | None:
    if year is not None:
        return year.budget_id
    return None if fitting is None else fitting.id


def _years_without(shifts: Sequence[Shift], budgets: Mapping[int, Budget]) -> list[int]:
    needed: dict[int, list[Shift]] = {}
    for shift in shifts:
        if shift.amount > ZERO:
            needed.setdefault(shift.year, []).append(shift)
    return [
        year
        for year, wanted in sorted(needed.items())
        if any(one.budget_id is None for one in wanted)
        or free(budgets[wanted[0].budget_id or 0]) < total(one.amount for one in wanted)
    ]


def below_paid(
    years: Sequence[AwardYear], payments: Sequence[Payment], after: Award
) -> tuple[int, ...]:
    """The years of which more is paid, or asked for and on its way, than the changed award leaves.

    A released payment is paid whatever the award says then, so it counts from its request on.
    """
    will, asked = amounts_of(after), on_the_way(payments)
    return tuple(
        sorted(
            {
                year.year
                for year in years
                if will.get((year.part, year.year), ZERO)
                < year.paid + year.released + pending(asked, year.part, year.year)
            }
        )
    )


def write_award(
    session: Session,
    case: FundingCase,
    parts: Sequence[AwardPart],
    years: Sequence[AwardYear],
    after: Award,
    shifts: Sequence[Shift],
) -> None:
    """Write the changed award into its rows; the share follows amount and eligible cost."""
    known = {(year.part, year.year): year for year in years}
    for shift in shifts:
        row = known.get((shift.part, shift.year))
        if row is not None:
            row.amount += shift.amount
        else:
            assert shift.budget_id is not None
            session.add(
                AwardYear(
                    case_id=case.id,
                    part=shift.part,
                    year=shift.year,
                    amount=shift.amount,
                    paid=ZERO,
                    released=ZERO,
                    budget_id=shift.budget_id,
                )
            )
    will = amounts_of(after)
    for part in parts:
        told = after["parts"][part.part]
        part.starts_on = date.fromisoformat(told["start"])
        part.ends_on = date.fromisoformat(told["end"])
        part.plan = dict(told["plan"])
        part.eligible_cost = Decimal(told["eligible"])
        part.units = {**part.units, **told["units"]}
        part.amount = total(amount for (name, _), amount in will.items() if name == part.part)
        if part.share is not None and part.eligible_cost:
            part.share = part.amount / part.eligible_cost
