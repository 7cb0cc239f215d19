"""A case with its award, as the officers' decision leaves it: notice, parts, years, ledger rows."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.wirgrants.world import DAY, NOW, READY_TO_FILE, World, filing_changes, new_case
from tests.workflows.circumstances_of_steps import favourable
from wirgrants.models import (
    AwardPart,
    AwardYear,
    Budget,
    Call,
    Decision,
    DeliveryWay,
    FundingCase,
    LedgerKind,
    Letter,
    LetterKind,
    Proposal,
    ProposalEnd,
    Revision,
)
from wirgrants.services import ledger
from wirgrants.services.access import Actor
from wirgrants.services.delivery import Dispatch, dates_of
from wirgrants.services.files import keep_bytes, stored_file
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.services.parameters import load_parameters
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.circumstances import Circumstances
from workflows.guideline import FinancingType
from workflows.procedures import application_of
from workflows.states import ApplicationState, MachineName, Role

PDF = b"%PDF-1.7\n% a notice of the tests\n%%EOF\n"
Amounts = dict[str, dict[int, str]]


@dataclass(frozen=True, kw_only=True)
class AwardSpec:
    """What is awarded: euros by part and year, plan items and funds by part, and the period."""

    line: str = "migrant_organisations"
    version: str = "2021"
    amounts: Amounts = field(default_factory=lambda: {"main": {2027: "8000.00"}})
    eligible: str = "10000.00"
    own: str = "2000.00"
    start: date = date(2027, 1, 1)
    end: date = date(2027, 12, 31)
    number: str = "WIR-2027-0001"
    posted: date = DAY
    financing: FinancingType = FinancingType.SHARE
    # What the filed application holds, and what the fixed amount of each part rests on.
    answers: dict[str, Any] = field(default_factory=dict)
    part_answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    # Which optional components the award pays, by part and question.
    options: dict[str, dict[str, bool]] = field(default_factory=dict)
    # What the notice says of each part beside its sums, such as a day for the proof.
    basis: dict[str, Any] = field(default_factory=dict)
    # Figures of the call, in place of what ships.
    figures: dict[str, str] = field(default_factory=dict)
    # In place of the plan of one item and one source.
    plan: dict[str, Any] | None = None

    @property
    def years(self) -> list[int]:
        """The budget years, ascending."""
        return sorted({year for part in self.amounts.values() for year in part})

    @property
    def total(self) -> Decimal:
        """The whole award."""
        return sum((Decimal(a) for part in self.amounts.values() for a in part.values()), Decimal())


def awarded(world: World, spec: AwardSpec | None = None) -> str:
    """A case in the state "awarded"; its ref. Budgets are allotted with twice what it needs."""
    told = spec or AwardSpec()
    call = world.open_call(told.line, told.version, told.years, told.figures)
    budgets = _budgets(world, told)
    with world.opened(), unit_of_work() as session:
        editor, signatory = world.actor("applicant_editor"), world.actor("signatory")
        case = new_case(session.get_one(Call, call), world.our_organisation, editor, "Brücken")
        case.applicant_name = "Verein Brücke"
        start = Circumstances(day=DAY)
        take_step(session, case, "open_draft", actor=editor, circumstances=start)
        take_step(
            session,
            case,
            "file",
            actor=signatory,
            circumstances=replace(start, **READY_TO_FILE),
            writes=Writes(changes=filing_changes(told.number)),
        )
        session.add(_revision(case, signatory, told))
        _check(session, case, world.actor(Role.CASE_OFFICER))
        letter = _notice(session, case, told)
        _decide(session, case, world, told, letter)
        _award(session, case, world.actor(Role.APPROVER), told, budgets)
        return case.ref


def _revision(case: FundingCase, signatory: Actor, spec: AwardSpec) -> Revision:
    """The application as it was filed."""
    parts = {
        part: {
            "start": spec.start.isoformat(),
            "end": spec.end.isoformat(),
            "answers": spec.part_answers.get(part, {}),
            "plan": spec.plan or {},
        }
        for part in spec.amounts
    }
    content = {"answers": spec.answers, "parts": parts, "asked": {}}
    return Revision(
        case_id=case.id, subject=MachineName.APPLICATION, number=1, content=content,
        digest=hashlib.sha256(spec.number.encode()).hexdigest(), at=NOW, by_id=signatory.id,
    )  # fmt: skip


def _budgets(world: World, spec: AwardSpec) -> dict[int, int]:
    first = spec.years[0]
    found: dict[int, int] = {}
    with world.opened(), unit_of_work() as session:
        lead = world.actor(Role.PROGRAMME_LEAD)
        for year in spec.years:
            kind = ledger.kind_for(year, first)
            row = session.scalars(
                select(Budget).where(
                    Budget.line == spec.line, Budget.year == year, Budget.kind == kind
                )
            ).one_or_none()
            if row is None:
                nothing = Decimal("0.00")
                row = Budget(
                    line=spec.line, year=year, kind=kind, total=nothing,
                    reserved=nothing, committed=nothing, spent=nothing,
                )  # fmt: skip
                session.add(row)
                session.flush()
            wanted = Movement(budget_id=row.id, amount=spec.total * 2)
            move(session, LedgerKind.ALLOT, [wanted], Cause(actor=lead, reason="Haushaltsplan"))
            found[year] = row.id
    return found


def _take(
    session: Session, case: FundingCase, action: str, actor: Actor, role: Role, writes: Any = None
) -> None:
    step = application_of(case.variant).step(case.state, action)
    under = replace(favourable(step, role), earlier={}, day=DAY)
    take_step(session, case, action, actor=actor, circumstances=under, writes=writes)


def _check(session: Session, case: FundingCase, officer: Actor) -> None:
    for action in ("begin_check", "complete_check"):
        _take(session, case, action, officer, Role.CASE_OFFICER)


def _notice(session: Session, case: FundingCase, spec: AwardSpec) -> Letter:
    sha = keep_bytes(PDF)
    content: dict[str, Any] = {"letter": {}, "terms": {}}
    row = Letter(
        case_id=case.id, sequence=1, kind=LetterKind.AWARD, number=f"{spec.number}/01",
        title=f"Zuwendungsbescheid {spec.number}", dated=spec.posted, content=content,
        content_digest=hashlib.sha256(spec.number.encode()).hexdigest(),
        file=stored_file(session, sha, len(PDF)), pdf_digest=sha, rendered_at=NOW,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _decide(
    session: Session, case: FundingCase, world: World, spec: AwardSpec, letter: Letter
) -> None:
    officer, approver = world.actor(Role.CASE_OFFICER), world.actor(Role.APPROVER)
    proposal = Proposal(
        case_id=case.id, number=1, kind=Decision.AWARD, amounts=spec.amounts, total=spec.total,
        digest=letter.pdf_digest, letter_id=letter.id, proposed_at=NOW, proposed_by_id=officer.id,
    )  # fmt: skip
    session.add(proposal)
    changes: dict[str, Any] = {"proposed_by_id": officer.id}
    _take(session, case, "propose_award", officer, Role.CASE_OFFICER, Writes(changes=changes))
    proposal.ended, proposal.ended_at = ProposalEnd.APPROVED, NOW
    proposal.ended_by_id = approver.id
    sent = Dispatch(way=DeliveryWay.POST, sent_on=spec.posted)
    dates = dates_of(LetterKind.AWARD, sent, load_parameters(session), consent=False)
    letter.previewed_digest, letter.issued_at, letter.issued_by_id = (
        letter.pdf_digest,
        NOW,
        approver.id,
    )
    assert dates.notified is not None
    letter.way, letter.sent_on, letter.notified_on = sent.way, sent.sent_on, dates.notified.day
    assert dates.final is not None
    assert dates.acceptance is not None
    letter.final_on, due = dates.final.day, dates.acceptance.day
    changes = {
        "decision": Decision.AWARD, "decided_on": spec.posted, "decided_by_id": approver.id,
        "awarded": spec.total, **waiting(ApplicationState.AWARDED, due_on=due, what="acceptance"),
    }  # fmt: skip
    _take(session, case, "approve_award", approver, Role.APPROVER, Writes(changes=changes))


def _award(
    session: Session, case: FundingCase, approver: Actor, spec: AwardSpec, budgets: dict[int, int]
) -> None:
    guideline = registry.guideline(spec.line, spec.version)
    plan = spec.plan or {
        "items": [
            {"category": guideline.cost_categories[0], "label": "Personal", "year": spec.years[0],
             "amount": spec.eligible},
        ],
        "funds": [{"source": "own", "label": "Eigenmittel", "year": spec.years[0],
                   "amount": spec.own}],
    }  # fmt: skip
    movements = []
    for part, years in spec.amounts.items():
        amount = sum((Decimal(value) for value in years.values()), Decimal())
        session.add(
            AwardPart(
                case_id=case.id, part=part, starts_on=spec.start, ends_on=spec.end,
                financing=spec.financing, share=amount / Decimal(spec.eligible), amount=amount,
                eligible_cost=Decimal(spec.eligible), plan=plan,
                units={
                    **{k: str(v) for k, v in spec.part_answers.get(part, {}).items()},
                    **spec.options.get(part, {}),
                },
                proof_form=guideline.part(part).proof.form, basis=spec.basis,
            )
        )  # fmt: skip
        for year, value in years.items():
            session.add(
                AwardYear(
                    case_id=case.id, part=part, year=year, amount=Decimal(value),
                    released=Decimal("0.00"), paid=Decimal("0.00"), budget_id=budgets[year],
                )
            )  # fmt: skip
            movements.append(Movement(budget_id=budgets[year], amount=Decimal(value), part=part))
    cause = Cause(actor=approver, case=case, reason="Bewilligung")
    move(session, LedgerKind.RESERVE, movements, cause)
    move(session, LedgerKind.COMMIT, movements, cause)
