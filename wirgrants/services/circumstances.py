"""What the guards of a step ask, read from the rows of the case in two statements."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Row, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import Session

from wirgrants.models import (
    Acceptance,
    Annex,
    ChangeRequest,
    Check,
    Clarification,
    EarlyStart,
    Event,
    FundingCase,
    Letter,
    LetterKind,
    Payment,
    Proof,
    Recovery,
    Subject,
)
from wirgrants.models.guarded import MACHINE_OF
from workflows import registry
from workflows.circumstances import Circumstances, Task
from workflows.facts import TERRITORIAL
from workflows.findings import Outcome
from workflows.lifecycle import Lifecycle
from workflows.procedures import SIDE_MACHINES, application_of
from workflows.states import MachineName, ProofState

ANNEX_OF_AUTHORITIES = "anbest_gk"
ANNEX_OF_OTHERS = "anbest_p"


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
    guideline = registry.guideline(case.line, case.version)
    values: dict[str, Any] = {
        "applicant_known": case.organisation_id is not None,
        "has_target_agreement_rule": guideline.target_agreement,
        "has_expert_review": guideline.expert_review,
    }
    if case.id is not None:
        values |= _from_rows(session, case, day)
        values["earlier"] = earlier_tasks(session, case, target)
    return Circumstances(day=day, reason=reason, **(values | given))


def _from_rows(session: Session, case: FundingCase, day: date) -> dict[str, Any]:
    row = session.execute(select(*_questions(case, day))).one()
    return {
        "unanswered_checks": row.unanswered_checks,
        "failed_checks": row.failed_checks,
        "open_clarifications": row.open_clarifications,
        "open_payments": row.open_payments,
        "open_changes": row.open_changes,
        "open_proofs": row.open_proofs,
        "proofs_examined": row.unexamined_proofs == 0,
        "recovery_open": row.open_recoveries > 0,
        "early_start_permitted": row.early_starts > 0,
        "acceptance_made": row.acceptances > 0,
        "annex_present": row.annexes > 0,
        "consent_to_electronic_delivery": _consents(case),
        **_award_letter(row),
    }


def _award_letter(row: Row[Any]) -> dict[str, Any]:
    return {
        "notice_final_on": row.final_on,
        "remedy_waived": row.waived_on is not None or row.waivers > 0,
    }


def _consents(case: FundingCase) -> bool:
    return case.organisation.electronic_consent_on is not None


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
        _count(Proof, case, Proof.state.not_in([ProofState.EXAMINED, ProofState.CANCELLED])).label(
            "unexamined_proofs"
        ),
        _open(Recovery, case).label("open_recoveries"),
        _count(EarlyStart, case, EarlyStart.permitted).label("early_starts"),
        _count(Acceptance, case).label("acceptances"),
        _count(Acceptance, case, Acceptance.remedy_waived).label("waivers"),
        select(func.max(Letter.final_on)).where(award).scalar_subquery().label("final_on"),
        select(func.max(Letter.waived_on)).where(award).scalar_subquery().label("waived_on"),
        select(func.count(Annex.id))
        .where(Annex.kind == annex_kind(case), Annex.valid_from <= day)
        .scalar_subquery()
        .label("annexes"),
    ]


def annex_kind(case: FundingCase) -> str:
    """Which general conditions a notice to this recipient needs (ANBest-GK or ANBest-P)."""
    kind = case.applicant_type or case.organisation.kind
    return ANNEX_OF_AUTHORITIES if kind in TERRITORIAL else ANNEX_OF_OTHERS


def _count(model: type[Any], case: FundingCase, *conditions: Any) -> ScalarSelect[int]:
    return (
        select(func.count(model.id)).where(model.case_id == case.id, *conditions).scalar_subquery()
    )


def _last_round(case: FundingCase) -> Any:
    last = select(func.max(Check.round)).where(Check.case_id == case.id)
    return Check.round == last.scalar_subquery()


def _open(model: type[Any], case: FundingCase) -> ScalarSelect[int]:
    rules = SIDE_MACHINES[MACHINE_OF[model]]
    return _count(model, case, model.state.in_([s for s in rules.states if not rules.ended(s)]))


@dataclass(frozen=True)
class _Taken:
    """One step of the log, as the four-eyes rule reads it."""

    machine: MachineName
    subject_ref: str
    action: str
    actor: int


def earlier_tasks(
    session: Session, case: FundingCase, target: Subject
) -> Mapping[str, frozenset[int]]:
    """Who did which task in the present round, of this machine, of the case and of its proofs.

    One statement over the case's events. A side procedure's own tasks win over those of its like.
    """
    rows = session.execute(
        select(Event.machine, Event.subject_ref, Event.action, Event.actor_id)
        .where(Event.case_id == case.id, or_(*_relevant(target)))
        .order_by(Event.case_seq)
    )
    taken = [_Taken(row[0], row[1], row[2], row[3] or 0) for row in rows if row[0] is not None]
    tasks = dict(_tasks(application_of(case.variant), taken, MachineName.APPLICATION, ""))
    if target is case:
        tasks[Task.EXAMINED.value] = _examiners(taken)
        return tasks
    machine = MACHINE_OF[type(target)]
    return tasks | _tasks(SIDE_MACHINES[machine], taken, machine, target.ref)


def _relevant(target: Subject) -> list[Any]:
    asked: list[Any] = [Event.machine == MachineName.APPLICATION]
    if isinstance(target, FundingCase):
        asked.append(Event.machine == MachineName.PROOF)
    else:
        asked.append(Event.subject_ref == (target.ref or "-"))
    return asked


def _tasks(
    rules: Lifecycle, taken: Iterable[_Taken], machine: MachineName, subject_ref: str
) -> dict[str, frozenset[int]]:
    return rules.tasks_done(
        (t.action, t.actor) for t in taken if t.machine is machine and t.subject_ref == subject_ref
    )


def _examiners(taken: list[_Taken]) -> frozenset[int]:
    proofs = {t.subject_ref for t in taken if t.machine is MachineName.PROOF}
    found: frozenset[int] = frozenset()
    for ref in proofs:
        done = _tasks(SIDE_MACHINES[MachineName.PROOF], taken, MachineName.PROOF, ref)
        found |= done.get(Task.EXAMINED.value, frozenset())
    return found
