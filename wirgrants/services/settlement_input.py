"""What a settlement is computed from: the award as noticed, the examined proofs, the money paid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.errors import Refused
from wirgrants.models import (
    AwardPart,
    AwardYear,
    FundingCase,
    Proof,
    ProofExamination,
    ProofKind,
)
from wirgrants.services.examination_sheet import Shelf, report_facts, shelf_of
from wirgrants.services.finance_rows import award_parts, award_years
from wirgrants.services.snapshot import is_municipal
from workflows import registry
from workflows.counted import count_part
from workflows.facts import FundSource
from workflows.guideline import FinancingType
from workflows.money import spread, total
from workflows.parameters import Parameters
from workflows.settling import AwardedYear, Counted, ExaminedYear
from workflows.states import ProofState
from workflows.wording import known, say

Examinations = Sequence[tuple[Proof, ProofExamination]]


@dataclass(frozen=True, kw_only=True)
class SettlementInput:
    """Everything the law asks for, with the rows it came from."""

    awarded: tuple[AwardedYear, ...]
    examined: tuple[ExaminedYear, ...]
    counted: tuple[Counted, ...]
    parts: Sequence[AwardPart]
    years: Sequence[AwardYear]
    examinations: Examinations
    parameters: Parameters
    paid: Decimal
    municipal: bool


def settlement_input(session: Session, case: FundingCase) -> SettlementInput:
    """Read the input in a fixed number of statements (seven and the call's).

    Raises Refused, naming them, while counters are missing without which units × rate cannot be
    counted.
    """
    parts = award_parts(session, case)
    years = award_years(session, case)
    examinations = standing_examinations(session, case)
    shelf = shelf_of(session, case)
    return SettlementInput(
        awarded=tuple(_awarded(parts, years)),
        examined=tuple(_examined(years, examinations)),
        counted=tuple(_counted(case, parts, years, (examinations, shelf))),
        parts=parts,
        years=years,
        examinations=examinations,
        parameters=shelf.parameters,
        paid=case.paid,
        municipal=is_municipal(case),
    )


def standing_examinations(session: Session, case: FundingCase) -> Examinations:
    """The proofs that are examined, with the examination that counts; one statement."""
    rows = session.execute(
        select(Proof, ProofExamination)
        .join(ProofExamination, ProofExamination.proof_id == Proof.id)
        .where(
            Proof.case_id == case.id,
            Proof.state == ProofState.EXAMINED,
            ProofExamination.reopened_at.is_(None),
        )
        .order_by(Proof.part, Proof.year, Proof.id)
    ).all()
    return [(row[0], row[1]) for row in rows]


def _awarded(parts: Sequence[AwardPart], years: Sequence[AwardYear]) -> Iterator[AwardedYear]:
    """The notice by part and year; the part's eligible cost falls on its years as planned.

    The share is the part's own: years whose awards are not in proportion to their cost keep it.
    """
    for part in parts:
        own = [year for year in years if year.part == part.part]
        planned = [_planned(part, "items", year.year) for year in own]
        grants = [year.amount - year.released for year in own]
        weights = planned if any(planned) else grants
        for year, grant, eligible in zip(
            own, grants, spread(part.eligible_cost, weights), strict=True
        ):
            yield AwardedYear(
                part=part.part,
                year=year.year,
                financing=part.financing,
                grant=grant,
                eligible=eligible,
                own=_planned(part, "funds", year.year, own=True),
                other=_planned(part, "funds", year.year, own=False),
                share=part.share,
            )


def _planned(part: AwardPart, name: str, year: int, *, own: bool | None = None) -> Decimal:
    return total(
        Decimal(entry["amount"])
        for entry in part.plan.get(name, ())
        if int(entry["year"]) == year
        and (own is None or (entry["source"] == FundSource.OWN.value) is own)
    )


def _examined(years: Sequence[AwardYear], examinations: Examinations) -> Iterator[ExaminedYear]:
    """By part and year; the final proof tells of all years, without one the year's interim proof.

    A year that no proof tells of (all were cancelled) has no cost that counts.
    """
    for year in years:
        found = _telling(year.part, year.year, examinations)
        items = [] if found is None else found.items
        funds = [] if found is None else found.funds
        yield ExaminedYear(
            part=year.part,
            year=year.year,
            eligible=_sum(items, year.year),
            other=_sum((f for f in funds if f["source"] != FundSource.OWN.value), year.year),
        )


def _telling(part: str, year: int, examinations: Examinations) -> ProofExamination | None:
    of_part = [pair for pair in examinations if pair[0].part == part]
    final = next((e for p, e in of_part if p.kind is ProofKind.FINAL), None)
    return final or next((e for p, e in of_part if p.year == year), None)


def _sum(entries: Any, year: int) -> Decimal:
    return total(Decimal(one["examined"]) for one in entries if int(one["year"]) == year)


def _counted(
    case: FundingCase,
    parts: Sequence[AwardPart],
    years: Sequence[AwardYear],
    known_rows: tuple[Examinations, Shelf],
) -> Iterator[Counted]:
    """Units × rate of the parts with a fixed amount, as their final proof was examined."""
    examinations, shelf = known_rows
    guideline = registry.guideline(case.line, case.version)
    for part in parts:
        finals = [e for p, e in examinations if p.part == part.part and p.kind is ProofKind.FINAL]
        if part.financing is not FinancingType.FIXED or not finals:
            continue
        facts = report_facts(case, part, shelf, finals[-1].counters)
        told = facts.part(part.part)
        assert told is not None
        own = tuple(year.year for year in years if year.part == part.part)
        result = count_part(guideline, facts, told, own)
        if result.missing:
            raise Refused(
                f"{part.part}: {result.missing}",
                message="Für die Abrechnung nach Einheiten fehlen Angaben: "
                + "; ".join(_name(one) for one in result.missing),
            )
        if result.counted is not None:
            yield result.counted


def _name(key: str) -> str:
    for prefix in ("question.name.", "figure.name."):
        if known(prefix + key):
            return say(prefix + key)
    return key
