"""What the guards of a step ask, read from the rows of the case in two statements.

The door asks it for one step (`circumstances_of`), the pages for every step that they might show
(`Known`); both read by the same questions, so that what is shown is what is allowed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, ScalarSelect, and_, func, select
from sqlalchemy import case as case_of
from sqlalchemy.orm import Session

from wirgrants.models import (
    Acceptance,
    Annex,
    ChangeRequest,
    Check,
    Clarification,
    EarlyStart,
    FundingCase,
    Letter,
    LetterKind,
    Payment,
    Proof,
    Proposal,
    Recovery,
    Revision,
    Settlement,
    Subject,
    Vote,
    VoteKind,
)
from wirgrants.models.guarded import MACHINE_OF
from wirgrants.services.earlier import Taken, earlier_of, earlier_tasks, taken_steps
from workflows import registry
from workflows.circumstances import NO_CENTS, Circumstances
from workflows.facts import TERRITORIAL
from workflows.findings import Outcome
from workflows.procedures import SIDE_MACHINES
from workflows.rules.reviews import review_may_be_left_out
from workflows.states import MachineName, ProofState, RecoveryState

ANNEX_OF_AUTHORITIES = "anbest_gk"
ANNEX_OF_OTHERS = "anbest_p"
_EXPECTED = Proof.state == ProofState.EXPECTED


def circumstances_of(
    session: Session,
    case: FundingCase,
    *,
    day: date,
    subject: Subject | None = None,
    reason: str = "",
    **given: Any,
) -> Circumstances:
    """The circumstances of a step of the case or of one of its side procedures.

    Everything that rows can tell is read here; what only the step's own form or computation knows
    is handed in by its field's name (`declaration_made=True`, `awarded_amount=...`) and wins. Actor
    and roles are filled by `take_step`. Of a new case nothing is read.
    """
    target: Subject = case if subject is None else subject
    values = _from_law(case)
    if case.id is not None:
        values |= _from_rows(session, case, day)
        values["earlier"] = earlier_tasks(session, case, target)
    return Circumstances(day=day, reason=reason, **(values | _from_subject(target) | given))


def _from_law(case: FundingCase) -> dict[str, Any]:
    guideline = registry.guideline(case.line, case.version)
    return {
        "applicant_known": case.organisation_id is not None,
        "has_target_agreement_rule": guideline.target_agreement,
        "has_expert_review": guideline.expert_review,
        "review_may_be_left_out": review_may_be_left_out(guideline),
    }


def _from_subject(target: Subject) -> dict[str, Any]:
    """What the side procedure's own row tells; nothing for the case itself."""
    if isinstance(target, Clarification):
        return told_by(MachineName.CLARIFICATION, due_on=target.due_on)
    if isinstance(target, Payment):
        return told_by(MachineName.PAYMENT, amount=target.amount)
    if isinstance(target, ChangeRequest):
        return told_by(
            MachineName.CHANGE, letter=target.letter_id is not None, grants=target.favourable
        )
    if isinstance(target, Recovery):
        return told_by(MachineName.RECOVERY, due_on=target.hearing_due, amount=target.demanded)
    return {}


def told_by(
    machine: MachineName,
    *,
    due_on: date | None = None,
    amount: Decimal | None = None,
    letter: bool = False,
    grants: bool | None = None,
) -> dict[str, Any]:
    """What a side procedure tells the guards of its own steps, from its row or from a list."""
    told: Mapping[MachineName, dict[str, Any]] = {
        MachineName.CLARIFICATION: {"answer_due": due_on},
        MachineName.PAYMENT: {"requested_amount": amount or NO_CENTS},
        MachineName.CHANGE: {"letter_rendered": letter, "proposal_grants": grants},
        MachineName.RECOVERY: {"hearing_due": due_on, "to_recover": amount or NO_CENTS},
    }
    return told.get(machine, {})


@dataclass(frozen=True, kw_only=True)
class Known:
    """What rows tell of a case and of all its side procedures: two statements for every step."""

    case: FundingCase
    day: date
    values: Mapping[str, Any]
    taken: Sequence[Taken]

    def of_case(self, **given: Any) -> Circumstances:
        """The circumstances of a step of the application."""
        return self._of(MachineName.APPLICATION, "", given)

    def of_procedure(self, machine: MachineName, ref: str, **given: Any) -> Circumstances:
        """The circumstances of a step of one side procedure; `ref` is "" for a new one."""
        return self._of(machine, ref, given)

    def _of(self, machine: MachineName, ref: str, given: Mapping[str, Any]) -> Circumstances:
        earlier = earlier_of(self.case, self.taken, machine, ref)
        return Circumstances(day=self.day, earlier=earlier, **{**self.values, **given})


def known_of(
    session: Session, case: FundingCase, day: date, *, rows: bool = True, log: bool = True
) -> Known:
    """What the pages know of a case; `rows` and `log` tell which of both statements is needed."""
    values = _from_law(case)
    if rows:
        values |= _from_rows(session, case, day)
    taken = taken_steps(session, case) if log else ()
    return Known(case=case, day=day, values=values, taken=taken)


def _from_rows(session: Session, case: FundingCase, day: date) -> dict[str, Any]:
    row = session.execute(select(*_questions(case, day))).one()
    return {
        "unanswered_checks": row.unanswered_checks,
        "failed_checks": row.failed_checks,
        "open_clarifications": row.open_clarifications,
        "open_payments": row.open_payments,
        "open_changes": row.open_changes,
        "open_proofs": row.open_proofs,
        "awaited_proofs": row.awaited_proofs,
        "proofs_examined": row.unexamined_proofs == 0,
        "recovery_open": row.open_recoveries > 0,
        "early_start_requested": bool(row.early_start_wanted),
        "early_start_permitted": row.early_starts > 0,
        "acceptance_made": row.acceptances > 0,
        "money_out": case.paid - case.recovered,
        "annex_present": row.annexes > 0,
        "consent_to_electronic_delivery": case.organisation.electronic_consent_on is not None,
        "letter_rendered": row.letters_to_sign > 0,
        "resolution_recorded": row.resolutions > 0,
        **_award_letter(row),
        **_settlement(case, row),
    }


def _award_letter(row: Row[Any]) -> dict[str, Any]:
    return {
        "notice_final_on": row.final_on,
        "remedy_waived": row.waived_on is not None or row.waivers > 0,
    }


def _settlement(case: FundingCase, row: Row[Any]) -> dict[str, Any]:
    """What the last settlement leaves to be recovered, as money stands now."""
    if row.grant_due is None:
        return {}
    too_much = max(NO_CENTS, case.paid - row.grant_due)
    return {
        "to_recover": max(NO_CENTS, too_much - (row.done_with or NO_CENTS)),
        "petty_limit": row.petty_limit,
    }


def _questions(case: FundingCase, day: date) -> list[Any]:
    """One scalar sub-query per question, so that all are answered in one statement."""
    award = and_(
        Letter.case_id == case.id,
        Letter.kind == LetterKind.AWARD,
        Letter.issued_at.is_not(None),
    )
    return [
        _count(Check, case, Check.answer.is_(None), _last_round(case)).label("unanswered_checks"),
        _count(Check, case, Check.answer == Outcome.NOT_MET, _last_round(case)).label(
            "failed_checks"
        ),
        _open(Clarification, case).label("open_clarifications"),
        _open(Payment, case).label("open_payments"),
        _open(ChangeRequest, case).label("open_changes"),
        _open(Proof, case).label("open_proofs"),
        _count(Proof, case, _EXPECTED, Proof.due_on >= day).label("awaited_proofs"),
        _count(Proof, case, Proof.state.not_in([ProofState.EXAMINED, ProofState.CANCELLED])).label(
            "unexamined_proofs"
        ),
        _open(Recovery, case).label("open_recoveries"),
        _frozen_answer(case, "early_start_wanted"),
        _count(EarlyStart, case, EarlyStart.permitted).label("early_starts"),
        _count(Acceptance, case).label("acceptances"),
        _count(Acceptance, case, Acceptance.remedy_waived).label("waivers"),
        select(func.max(Letter.final_on)).where(award).scalar_subquery().label("final_on"),
        select(func.max(Letter.waived_on)).where(award).scalar_subquery().label("waived_on"),
        select(func.count(Annex.id))
        .where(Annex.kind == annex_kind(case), Annex.valid_from <= day)
        .scalar_subquery()
        .label("annexes"),
        _count(Vote, case, Vote.kind == VoteKind.RESOLUTION).label("resolutions"),
        _letters_to_sign(case).label("letters_to_sign"),
        *_money_questions(case),
    ]


def _frozen_answer(case: FundingCase, question: str) -> Any:
    """A yes or no of the frozen application; what an officer is still copying counts nothing."""
    return (
        select(Revision.content["answers", question].as_boolean())
        .where(
            Revision.case_id == case.id,
            Revision.subject == MachineName.APPLICATION,
            Revision.subject_ref == "",
            Revision.number == case.revision_number,
        )
        .scalar_subquery()
        .label(question)
    )


def _letters_to_sign(case: FundingCase) -> ScalarSelect[int]:
    """Letters of the proposal that waits for its signature."""
    return (
        select(func.count(Letter.id))
        .select_from(Proposal)
        .join(Proposal.draft)
        .where(Proposal.case_id == case.id, Proposal.ended.is_(None))
        .scalar_subquery()
    )


_NOT_PURSUED = (RecoveryState.REPAID, RecoveryState.DROPPED)


def _money_questions(case: FundingCase) -> list[Any]:
    """The last settlement's result, and how much of its claims needs no more pursuing."""
    of_case = Settlement.case_id == case.id
    last = (
        Settlement.number
        == select(func.max(Settlement.number)).where(of_case).correlate(None).scalar_subquery()
    )
    done = case_of(
        (Recovery.state.in_(_NOT_PURSUED), Recovery.demanded),
        (Recovery.repaid > Recovery.demanded, Recovery.demanded),
        else_=Recovery.repaid,
    )
    return [
        select(Settlement.grant_due).where(of_case, last).scalar_subquery().label("grant_due"),
        select(Settlement.petty_limit).where(of_case, last).scalar_subquery().label("petty_limit"),
        select(func.sum(done))
        .where(Recovery.case_id == case.id)
        .scalar_subquery()
        .label("done_with"),
    ]


def annex_kind(case: FundingCase) -> str:
    """Which general conditions a notice to this recipient needs (ANBest-GK or ANBest-P)."""
    kind = case.applicant_type or case.organisation.kind
    return ANNEX_OF_AUTHORITIES if kind in TERRITORIAL else ANNEX_OF_OTHERS


def _count(model: type[Any], case: FundingCase, *conditions: Any) -> ScalarSelect[int]:
    found = select(func.count(model.id)).where(model.case_id == case.id, *conditions)
    return found.scalar_subquery()


def _last_round(case: FundingCase) -> Any:
    last = select(func.max(Check.round)).where(Check.case_id == case.id)
    return Check.round == last.scalar_subquery()


def _open(model: type[Any], case: FundingCase) -> ScalarSelect[int]:
    rules = SIDE_MACHINES[MACHINE_OF[model]]
    return _count(model, case, model.state.in_([s for s in rules.states if not rules.ended(s)]))
