"""What a proof is about: the part as awarded, its plan, its questions, and what is known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.fitting_fields import to_json
from forms.proof import PlanRow, ReportShape
from wirgrants.errors import NotFound
from wirgrants.models import (
    AwardPart,
    FundingCase,
    Proof,
    ProofExamination,
    ProofKind,
    Proposal,
    ProposalEnd,
    Revision,
    Vote,
    VoteKind,
)
from wirgrants.services.finance_rows import award_parts
from wirgrants.services.proofs import reported_period
from wirgrants.services.snapshot import call_terms
from wirgrants.services.votes import agreement_of
from workflows import registry
from workflows.figures import Figure
from workflows.guideline import Guideline, PartDefinition
from workflows.part_grant import categories_of
from workflows.proving import (
    COORDINATING_MOST,
    GUIDE_MOST,
    HOURS_COUNTERS,
    HoursCount,
    PersonHours,
    count_hours,
)
from workflows.questions import QUESTIONS, Question
from workflows.states import MachineName
from workflows.wording import say

GOALS = "report_goals"
_RESULT = frozenset({"resolution_date", "resolution_number"})
"""What only the final proof can tell."""

Content = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class ProofBasis:
    """The proof with the part as awarded, the shape of its form and what earlier steps told."""

    proof: Proof
    part: AwardPart
    guideline: Guideline
    definition: PartDefinition
    shape: ReportShape
    prefill: Content

    def asks(self, name: str) -> bool:
        """Whether the form asks this question as it stands."""
        return any(question.id == name for question in self.shape.questions)

    def plan_of(self, name: str) -> list[Mapping[str, Any]]:
        """The planned items or funds of the reported years."""
        years = set(self.shape.years)
        entries: list[Mapping[str, Any]] = self.part.plan.get(name, [])
        return [entry for entry in entries if int(entry["year"]) in years]


def basis_of(session: Session, case: FundingCase, proof: Proof) -> ProofBasis:
    """Everything that the form and the examination of a proof rest on; at most six statements."""
    guideline = registry.guideline(case.line, case.version)
    part = next((one for one in award_parts(session, case) if one.part == proof.part), None)
    if part is None:
        raise NotFound("the part is not awarded")
    definition = guideline.part(proof.part)
    first, last = reported_period(proof, part)
    years = tuple(range(first.year, last.year + 1))
    agreed = _agreed(session, case) if GOALS in definition.proof.narrative else None
    return ProofBasis(
        proof=proof,
        part=part,
        guideline=guideline,
        definition=definition,
        shape=_shape(guideline, definition, proof, part, (years, agreed)),
        prefill=_prefill(session, case, proof, definition),
    )


def _agreed(session: Session, case: FundingCase) -> tuple[str, ...] | None:
    """The goals that were agreed: those of the target agreement, else those that the notice names.

    Empty where an agreement names none one by one, None where nothing was agreed: then no proof
    asks for goals.
    """
    agreement = agreement_of(session, case)
    if agreement is not None:
        return tuple(str(goal) for goal in agreement.data.get("goals", ()))
    content = session.scalars(
        select(Proposal.content)
        .where(Proposal.case_id == case.id, Proposal.ended == ProposalEnd.APPROVED)
        .order_by(Proposal.number.desc())
        .limit(1)
    ).first()
    return tuple(((content or {}).get("wish") or {}).get("goals", ())) or None


def _shape(
    guideline: Guideline,
    definition: PartDefinition,
    proof: Proof,
    part: AwardPart,
    known: tuple[tuple[int, ...], tuple[str, ...] | None],
) -> ReportShape:
    years, agreed = known
    counters = [name for name in definition.proof.counters if name not in HOURS_COUNTERS]
    if proof.kind is ProofKind.INTERIM:
        counters = [name for name in counters if name not in _RESULT]
    narrative = [name for name in definition.proof.narrative if name != GOALS or agreed == ()]
    return ReportShape(
        years=years,
        categories=categories_of(guideline, part.part, _used(part)),
        items=_rows(part.plan.get("items", ()), "category", years) or _categories(definition),
        funds=_rows(part.plan.get("funds", ()), "source", years),
        narrative=_questions(narrative),
        counters=_questions(counters),
        goals=agreed or (),
        persons=bool(HOURS_COUNTERS & set(definition.proof.counters)),
    )


def _used(part: AwardPart) -> Iterable[str]:
    """The categories that the awarded plan names, whatever part they belong to."""
    return (entry["category"] for entry in part.plan.get("items", ()))


def _categories(definition: PartDefinition) -> tuple[PlanRow, ...]:
    """A part awarded without a plan (units × rate) states its cost by the categories it pays."""
    names = dict.fromkeys(name for one in definition.components for name in one.categories)
    return tuple(PlanRow(kind=name, label="", planned={}) for name in names)


def _questions(names: Iterable[str]) -> tuple[Question, ...]:
    return tuple(QUESTIONS[name] for name in names)


def _rows(entries: Iterable[Content], kind: str, years: tuple[int, ...]) -> tuple[PlanRow, ...]:
    planned: dict[tuple[str, str], dict[int, Decimal]] = {}
    for entry in entries:
        if int(entry["year"]) in years:
            row = planned.setdefault((entry[kind], entry.get("label", "")), {})
            year = int(entry["year"])
            row[year] = row.get(year, Decimal("0.00")) + Decimal(entry["amount"])
    return tuple(
        PlanRow(kind=one, label=label, planned=amounts) for (one, label), amounts in planned.items()
    )


def _prefill(
    session: Session, case: FundingCase, proof: Proof, definition: PartDefinition
) -> Content:
    """What a fresh final proof starts with: years examined before, and the council's resolution."""
    if proof.kind is ProofKind.INTERIM:
        return {}
    found: dict[str, Any] = {"answers": {}, "items": [], "funds": []}
    if definition.proof.interim_yearly:
        for examination in examined_before(session, case, proof.part):
            found["items"] += [_stated(one, "category") for one in examination.items]
            found["funds"] += [_stated(one, "source") for one in examination.funds]
    if _RESULT & set(definition.proof.counters):
        resolution = resolution_of(session, case)
        if resolution is not None:
            found["answers"] = {
                "resolution_date": to_json(resolution.on),
                "resolution_number": resolution.data.get("number"),
            }
    return found


def _stated(entry: Content, kind: str) -> dict[str, Any]:
    return {
        kind: entry[kind],
        "label": entry["label"],
        "year": entry["year"],
        "amount": entry["examined"],
    }


def examined_before(session: Session, case: FundingCase, part: str) -> list[ProofExamination]:
    """The standing examinations of the part's interim proofs, by year; one statement."""
    rows = session.scalars(
        select(ProofExamination)
        .join(Proof, Proof.id == ProofExamination.proof_id)
        .where(
            Proof.case_id == case.id,
            Proof.part == part,
            Proof.kind == ProofKind.INTERIM,
            ProofExamination.reopened_at.is_(None),
        )
        .order_by(Proof.year, ProofExamination.number)
    )
    return list({row.proof_id: row for row in rows}.values())


def resolution_of(session: Session, case: FundingCase) -> Vote | None:
    """The newest resolution of the council that was recorded; one statement."""
    return session.scalars(
        select(Vote)
        .where(Vote.case_id == case.id, Vote.kind == VoteKind.RESOLUTION)
        .order_by(Vote.id.desc())
        .limit(1)
    ).first()


def submitted_revision(session: Session, case: FundingCase, proof: Proof) -> Revision | None:
    """The frozen content that counts now; None before the first submission. One statement."""
    if not proof.revision_number:
        return None
    return session.scalars(
        select(Revision).where(
            Revision.case_id == case.id,
            Revision.subject == MachineName.PROOF,
            Revision.subject_ref == proof.ref,
            Revision.number == proof.revision_number,
        )
    ).one()


def figure_of(case: FundingCase, guideline: Guideline, key: str) -> Decimal | None:
    """A figure as the case's call confirmed it; None where it is empty or the line has none."""
    told = {} if case.call is None else call_terms(case.call).figures
    figure: Figure | None = told.get(key) or guideline.figures.get(key)
    return None if figure is None or figure.value is None else figure.decimal()


def hours_of(case: FundingCase, guideline: Guideline, content: Content) -> HoursCount:
    """The list of persons of a proof added up, with the most of each person as the call has it."""
    persons = [
        PersonHours(
            code=one["code"],
            coordinating=bool(one["coordinating"]),
            year=int(one["year"]),
            hours=Decimal(one["hours"]),
        )
        for one in content.get("persons", ())
    ]
    return count_hours(
        persons,
        guide_most=figure_of(case, guideline, GUIDE_MOST),
        coordinating_most=figure_of(case, guideline, COORDINATING_MOST),
    )


def report_answers(case: FundingCase, basis: ProofBasis, content: Content) -> dict[str, Any]:
    """Every answer of a proof as the rules read it: typed ones, the list of persons, the goals."""
    answers = dict(content.get("answers", {}))
    if basis.shape.persons and content.get("persons"):
        counted = hours_of(case, basis.guideline, content).counters()
        wanted = set(basis.definition.proof.counters)
        answers |= {name: to_json(value) for name, value in counted.items() if name in wanted}
    if basis.shape.goals:
        told = [
            f"{one['goal']}: {say('goal_outcome.' + one['outcome']) if one['outcome'] else ''} "
            f"{one['result']}".strip()
            for one in content.get("goals", ())
        ]
        if told:
            answers[GOALS] = "\n".join(told)
    elif GOALS in basis.definition.proof.narrative and not basis.asks(GOALS):
        answers.setdefault(GOALS, say("proof.no_target_agreement"))
    return answers
