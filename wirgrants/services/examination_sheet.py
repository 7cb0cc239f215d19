"""What lies before the officer who examines a proof: plan and statement side by side, findings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.fitting_fields import to_json
from forms.proof import PlanRow
from wirgrants import clock
from wirgrants.models import AwardPart, FundingCase, Paper, Proof, ProofExamination, ProofKind
from wirgrants.services.papers_office import handed_in
from wirgrants.services.parameters import load_parameters
from wirgrants.services.proofs_basis import ProofBasis, basis_of, hours_of, submitted_revision
from wirgrants.services.proofs_draft import report_papers
from wirgrants.services.register import load_register
from wirgrants.services.review import revision_of
from wirgrants.services.snapshot import Papers, facts_of, is_municipal, paper_facts
from workflows.facts import Facts, FundSource
from workflows.findings import Finding, Moment
from workflows.guideline import ProofForm
from workflows.judging import judge
from workflows.money import ZERO, total
from workflows.parameters import Parameters
from workflows.proving import HOURS_COUNTERS, HoursCount, Reported, proof_findings
from workflows.questions import QUESTIONS, Question, Scope
from workflows.register import Register
from workflows.wording import say

RECEIPTS = "receipt_list"
# Another part of the line, or a paper of another part.
_NOT_ABOUT_IT = frozenset({"rule.part_not_applied_for", "paper.not_needed"})


@dataclass(frozen=True, kw_only=True)
class SheetRow:
    """One item or source in one year: what was planned and what was stated."""

    kind: str
    label: str
    year: int
    planned: Decimal
    stated: Decimal

    @property
    def key(self) -> str:
        """The row's place in forms: unique within its list."""
        return f"{PlanRow(kind=self.kind, label=self.label, planned={}).key}_{self.year}"


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """The examination's working paper. `counters` are the stated ones as JSON, by question."""

    basis: ProofBasis
    content: Mapping[str, Any]
    items: tuple[SheetRow, ...]
    funds: tuple[SheetRow, ...]
    counters: Mapping[str, Any]
    questions: tuple[Question, ...]
    hours: HoursCount | None
    findings: tuple[Finding, ...]
    papers: Sequence[Paper]
    parameters: Parameters


def sheet_of(session: Session, case: FundingCase, proof: Proof) -> Sheet | None:
    """The sheet of a proof that was handed in, None before; a fixed number of statements."""
    revision = submitted_revision(session, case, proof)
    if revision is None:
        return None
    basis = basis_of(session, case, proof)
    content = revision.content
    shelf = shelf_of(session, case)
    hours = None
    if basis.shape.persons and content.get("persons"):
        hours = hours_of(case, basis.guideline, content)
    names = basis.definition.proof.counters
    named = handed_in([content])
    papers = [one for one in report_papers(session, case, proof) if one.ref in named]
    items = _rows(content, "items", "category")
    funds = _rows(content, "funds", "source")
    facts = report_facts(case, basis.part, shelf, content["answers"])
    return Sheet(
        basis=basis,
        content=content,
        items=items,
        funds=funds,
        counters={name: content["answers"].get(name) for name in names},
        questions=tuple(QUESTIONS[name] for name in names),
        hours=hours,
        findings=(
            *_rules(basis, facts),
            *_beside_plan(case, proof, basis, (items, funds, hours, papers), shelf.parameters),
        ),
        papers=papers,
        parameters=shelf.parameters,
    )


def _rows(content: Mapping[str, Any], name: str, kind: str) -> tuple[SheetRow, ...]:
    """Plan and statement joined by kind, label and year, the plan's order first."""
    planned = _summed(content["planned"][name], kind)
    stated = _summed(content[name], kind)
    return tuple(
        SheetRow(
            kind=key[0],
            label=key[1],
            year=key[2],
            planned=planned.get(key, ZERO),
            stated=stated.get(key, ZERO),
        )
        for key in dict.fromkeys((*planned, *stated))
    )


def _summed(entries: Iterable[Mapping[str, Any]], kind: str) -> dict[tuple[str, str, int], Decimal]:
    found: dict[tuple[str, str, int], Decimal] = {}
    for entry in entries:
        key = (str(entry[kind]), str(entry.get("label", "")), int(entry["year"]))
        found[key] = found.get(key, ZERO) + Decimal(entry["amount"])
    return found


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What the facts of every part's proof are read from, fetched once."""

    filed: Mapping[str, Any]
    register: Register
    parameters: Parameters
    papers: Papers


def shelf_of(session: Session, case: FundingCase) -> Shelf:
    """The filed application, register, parameters and papers of a case; four statements."""
    return Shelf(
        filed=revision_of(session, case).content,
        register=load_register(session),
        parameters=load_parameters(session),
        papers=paper_facts(session, case),
    )


def report_facts(
    case: FundingCase, part: AwardPart, shelf: Shelf, report: Mapping[str, Any]
) -> Facts:
    """The facts of a part's proof: the filed answers, the part as awarded, the report's answers."""
    asked = shelf.filed.get("parts", {}).get(part.part, {})
    content = {
        "answers": shelf.filed.get("answers", {}),
        "parts": {
            part.part: {
                "start": part.starts_on.isoformat(),
                "end": part.ends_on.isoformat(),
                "answers": {**asked.get("answers", {}), **part.units},
                "plan": part.plan,
            }
        },
    }
    return facts_of(
        case,
        day=clock.today(),
        register=shelf.register,
        parameters=shelf.parameters,
        known=shelf.papers,
        content=content,
        report=report,
    )


def _rules(basis: ProofBasis, facts: Facts) -> tuple[Finding, ...]:
    """The rules of the proof's moment that ask this part and this kind of proof."""
    asked = {*basis.definition.proof.counters, *basis.definition.proof.narrative}
    shown = {question.id for question in basis.shape.questions} | set(facts.report)
    verdict = judge(basis.guideline, facts, Moment.PROOF)
    interim = basis.proof.kind is ProofKind.INTERIM
    found = []
    for finding in verdict.findings:
        if finding.key in _NOT_ABOUT_IT or (interim and finding.rule.startswith("paper_")):
            continue
        read = {name.rpartition(".")[2] for name in finding.inputs}
        reported = {n for n in read if n in QUESTIONS and QUESTIONS[n].scope is Scope.REPORT}
        if reported <= asked and (not reported or reported & (shown | _listed(basis))):
            found.append(finding)
    return tuple(found)


def _listed(basis: ProofBasis) -> frozenset[str]:
    return HOURS_COUNTERS if basis.shape.persons else frozenset()


def _beside_plan(
    case: FundingCase,
    proof: Proof,
    basis: ProofBasis,
    told: tuple[tuple[SheetRow, ...], tuple[SheetRow, ...], HoursCount | None, Sequence[Paper]],
    parameters: Parameters,
) -> tuple[Finding, ...]:
    items, funds, hours, papers = told
    own = [row for row in funds if row.kind == FundSource.OWN]
    other = [row for row in funds if row.kind != FundSource.OWN]
    received: date = proof.received_on or clock.today()
    reported = Reported(
        financing=basis.part.financing,
        form=ProofForm(basis.part.proof_form),
        planned=_by_item(items, planned=True),
        actual=_by_item(items, planned=False),
        own=(total(row.planned for row in own), total(row.stated for row in own)),
        other=(total(row.planned for row in other), total(row.stated for row in other)),
        above=() if hours is None else hours.above,
        due_on=proof.due_on,
        received_on=received,
        receipts_listed=any(paper.kind == RECEIPTS for paper in papers),
        municipal=is_municipal(case),
        final=proof.kind is ProofKind.FINAL,
    )
    return proof_findings(reported, parameters, received, basis.definition.proof.clause)


def _by_item(rows: Iterable[SheetRow], *, planned: bool) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for row in rows:
        name = item_name(row.kind, row.label)
        found[name] = found.get(name, ZERO) + (row.planned if planned else row.stated)
    return found


def item_name(kind: str, label: str) -> str:
    """An item of the plan as people read it: "Räume: Saalmiete"."""
    category = say(f"category.{kind}")
    return f"{category}: {label}" if label and label != category else category


def default_counters(sheet: Sheet) -> dict[str, Any]:
    """What the examination starts with: as stated, hours only up to each person's most."""
    found = dict(sheet.counters)
    if sheet.hours is not None:
        found["hours_worked"] = to_json(sheet.hours.payable)
    return found


def examinations_of(session: Session, proof: Proof) -> Sequence[ProofExamination]:
    """Every examination of a proof, the newest first; one statement."""
    return session.scalars(
        select(ProofExamination)
        .where(ProofExamination.proof_id == proof.id)
        .order_by(ProofExamination.number.desc())
    ).all()
