"""The award as plain values: as it stands, compared with a changed one, and written as changed."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from forms.change_terms import TEXTS, units_of
from forms.plan import SOURCES
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.amendment import ChangedTerm
from wirgrants.models import AwardPart, AwardYear, FundingCase, Payment
from wirgrants.services.changes_cover import Award, Shift, amounts_of
from wirgrants.services.finance_rows import on_the_way, pending
from workflows.money import ZERO, total
from workflows.questions import QUESTIONS
from workflows.wording import say
from workflows.wording.formats import german

NOTHING_YET = "keine eigene Regelung im Bescheid"
_OPTION = {True: "bewilligt", False: "nicht bewilligt"}


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
                # Whether a flat rate that was applied for is part of the award.
                "options": {k: v for k, v in part.units.items() if isinstance(v, bool)},
            }
            for part in parts
        },
        "amounts": amounts,
        "texts": dict(texts),
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
        yield from _option_terms(old.get("options", {}), new.get("options", {}), of)
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


def _option_terms(
    old: Mapping[str, bool], new: Mapping[str, bool], of: str
) -> Iterator[ChangedTerm]:
    for question, paid in new.items():
        if old.get(question) is not paid:
            yield ChangedTerm(
                term=f"{say(f'question.name.{question}')}{of}",
                before=_OPTION[bool(old.get(question))],
                after=_OPTION[paid],
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
        part.units = {**part.units, **told["units"], **told.get("options", {})}
        part.amount = total(amount for (name, _), amount in will.items() if name == part.part)
        if part.share is not None and part.eligible_cost:
            part.share = part.amount / part.eligible_cost
