"""Rows to the frozen values that the law reads: facts of a case, circumstances of a step."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from forms.fitting_fields import from_json
from wirgrants import clock
from wirgrants.models import Call, EarlyStart, FundingCase, Letter, LetterKind, Paper
from wirgrants.services.calendar import holidays_of
from workflows import registry
from workflows.facts import (
    TERRITORIAL,
    Answer,
    Applicant,
    ApplicantType,
    CallTerms,
    Facts,
    FundSource,
    History,
    PartFacts,
    Plan,
    PlanFunds,
    PlanItem,
)
from workflows.figures import Figure
from workflows.parameters import Parameters
from workflows.questions import QUESTIONS
from workflows.register import Register
from workflows.rules.reading import WANTS

ENDS = ("start", "end")
_MOST_YEARS = 20


@dataclass(frozen=True, kw_only=True)
class Papers:
    """What the database adds to a case's content: papers present and what has happened."""

    kinds: frozenset[str] | None = None
    history: History = field(default_factory=History)


def facts_of(
    case: FundingCase,
    *,
    day: date,
    register: Register,
    parameters: Parameters,
    known: Papers | None = None,
    content: Mapping[str, Any] | None = None,
    report: Mapping[str, Any] | None = None,
) -> Facts:
    """The facts of a case on a day, from its draft or from a frozen revision's `content`.

    Who applies, with which status and population, is told as of the day on which the application
    was received; of a draft as of today. `report` holds the raw answers of a proof. An answer that
    cannot be read counts as not given. Makes no statement: organisation and call come with the
    case (`load_case`).
    """
    told = case.draft if content is None else content
    extra = known or Papers()
    answers = _answers(told.get("answers", {}))
    asked, applied_on = asked_of(told), case.received_on or day
    return Facts(
        day=day,
        applicant=_applicant(case, answers, applied_on, register),
        answers={**answers, **_refused_parts(told)},
        parts=tuple(
            replace(_part(name, part), asked=asked.get(name, {}))
            for name, part in told.get("parts", {}).items()
        ),
        papers=extra.kinds,
        call=None if case.call is None else call_terms(case.call),
        history=extra.history,
        parameters=parameters.figures_on(day),
        report=_answers(report or {}),
        holidays=holidays_of(_years_touched(told, day)),
        partners=register.partners(_named_partners(answers), applied_on),
    )


def _refused_parts(told: Mapping[str, Any]) -> dict[str, Answer]:
    """The "no" to each part while none is applied for; with a part, the parts speak themselves."""
    if told.get("parts"):
        return {}
    return {WANTS + part: False for part in told.get("shelved", {})}


def _named_partners(answers: Mapping[str, Answer]) -> tuple[str, ...]:
    named = answers.get("partner_ags")
    return named if isinstance(named, tuple) else ()


def _years_touched(told: Mapping[str, Any], day: date) -> range:
    """The years in which a deadline, a period or a proof of the case may fall."""
    days = [_day(part.get(end)) for part in told.get("parts", {}).values() for end in ENDS]
    years = [day.year, *(found.year for found in days if found is not None)]
    return range(min(years) - 1, min(max(years), min(years) + _MOST_YEARS) + 3)


def paper_facts(session: Session, case: FundingCase) -> Papers:
    """The kinds of paper present and the case's history; two statements."""
    kinds = session.scalars(
        select(Paper.kind)
        .where(Paper.case_id == case.id, Paper.removed_at.is_(None))
        .group_by(Paper.kind)
    )
    return Papers(kinds=frozenset(kinds), history=history_of(session, case))


def history_of(session: Session, case: FundingCase) -> History:
    """What has happened to the case so far; one statement."""
    early = select(func.min(EarlyStart.from_day)).where(EarlyStart.case_id == case.id)
    notice = select(func.min(Letter.notified_on)).where(
        Letter.case_id == case.id, Letter.kind == LetterKind.AWARD, Letter.issued_at.is_not(None)
    )
    early_from, effective_on = session.execute(
        select(early.scalar_subquery(), notice.scalar_subquery())
    ).one()
    answers = _answers(case.draft.get("answers", {}))
    begun = answers.get("begin_day") if answers.get("already_begun") is True else None
    return History(
        filed_on=None if case.filed_at is None else case.received_on,
        early_start_from=early_from,
        notice_effective_on=effective_on,
        begun_on=begun if isinstance(begun, date) else None,
        is_follow_up=answers.get("is_follow_up") is True,
        paid=case.paid or Decimal("0.00"),
    )


def call_terms(call: Call) -> CallTerms:
    """The call as the law reads it, every figure as confirmed or replaced."""
    figures = registry.guideline(call.line, call.version).figures
    return CallTerms(
        years=tuple(call.years),
        opens_on=clock.day_of(call.opens_at),
        closes_on=clock.day_of(call.closes_at),
        closing_is_fixed_day=call.closing_is_fixed_day,
        figures={
            key: _confirmed(figures[key], told)
            for key, told in call.figures.items()
            if key in figures
        },
    )


def _confirmed(figure: Figure, told: Mapping[str, Any]) -> Figure:
    value = told.get("value")
    number: Decimal | int | None = None if value is None else Decimal(str(value))
    if isinstance(figure.value, int) and number is not None:
        number = int(number)
    return figure.with_value(number, str(told.get("reason", "")))


def _applicant(
    case: FundingCase, answers: Mapping[str, Answer], day: date, register: Register
) -> Applicant:
    organisation = case.organisation
    asked = answers.get("applicant_type")
    kind = ApplicantType(str(asked)) if asked in set(ApplicantType) else organisation.kind
    if organisation.authority is not None:
        found = register.applicant(organisation.authority.identity, day, kind)
        if found is not None:
            return found
    return Applicant(type=kind, name=organisation.name)


def _answers(raw: Mapping[str, Any]) -> dict[str, Answer]:
    read: dict[str, Answer] = {}
    for name, value in raw.items():
        question = QUESTIONS.get(name)
        if question is None:
            continue
        try:
            answer = from_json(question, value)
        except (ValueError, TypeError, InvalidOperation):
            continue  # kept in the draft as typed, unknown to the rules
        if answer is not None:
            read[name] = answer
    return read


def _part(name: str, raw: Mapping[str, Any]) -> PartFacts:
    return PartFacts(
        part=name,
        start=_day(raw.get("start")),
        end=_day(raw.get("end")),
        answers=_answers(raw.get("answers", {})),
        plan=plan_of(raw["plan"]) if raw.get("plan") else None,
    )


def plan_of(raw: Mapping[str, Any]) -> Plan:
    """A plan from its plain form; entries that cannot be read are left out."""
    return Plan(
        items=tuple(
            PlanItem(
                category=str(item["category"]),
                label=str(item.get("label", "")),
                year=int(item["year"]),
                amount=Decimal(item["amount"]),
            )
            for item in _readable(raw.get("items", ()), "category")
        ),
        funds=tuple(
            PlanFunds(
                source=FundSource(item["source"]),
                label=str(item.get("label", "")),
                year=int(item["year"]),
                amount=Decimal(item["amount"]),
            )
            for item in _readable(raw.get("funds", ()), "source")
            if item["source"] in set(FundSource)
        ),
    )


def asked_of(content: Mapping[str, Any]) -> dict[str, dict[int, Decimal]]:
    """What is asked for by part and year, in euros."""
    return {
        part: {int(year): Decimal(amount) for year, amount in years.items()}
        for part, years in content.get("asked", {}).items()
    }


def _readable(entries: Iterable[Mapping[str, Any]], kind: str) -> Iterable[Mapping[str, Any]]:
    for entry in entries:
        try:
            whole = entry.get(kind) and int(entry["year"]) and Decimal(entry["amount"]).is_finite()
        except (ValueError, KeyError, TypeError, InvalidOperation):
            continue
        if whole:
            yield entry


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (ValueError, TypeError):
        return None


def is_municipal(case: FundingCase) -> bool:
    """Whether the recipient is a territorial authority, with its own limits and annex."""
    return (case.applicant_type or case.organisation.kind) in TERRITORIAL
