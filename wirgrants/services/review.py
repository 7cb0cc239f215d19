"""The formal check: the machine's findings, and the officer's answer beside each of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Check, FundingCase, Revision
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.casework import load_for_work
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.log import Entry, record
from wirgrants.services.parameters import load_parameters
from wirgrants.services.register import load_register
from wirgrants.services.rounds import asked, shown
from wirgrants.services.snapshot import facts_of, paper_facts
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.entitlement import Entitlement, most
from workflows.facts import Facts
from workflows.findings import Finding, Moment, Outcome
from workflows.judging import judge
from workflows.parameters import Parameters
from workflows.procedures.application import REVIEW_OF
from workflows.states import ApplicationState, MachineName, Role

OFFICER = frozenset({Role.CASE_OFFICER})


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A filed case as the law sees it today: frozen content, facts, findings and the most."""

    content: Mapping[str, object]
    facts: Facts
    findings: tuple[Finding, ...]
    entitlement: Entitlement
    parameters: Parameters


def revision_of(session: Session, case: FundingCase) -> Revision:
    """The frozen application that counts. Raises NotFound for a draft."""
    found = session.scalars(
        select(Revision).where(
            Revision.case_id == case.id,
            Revision.subject == MachineName.APPLICATION,
            Revision.subject_ref == "",
            Revision.number == case.revision_number,
        )
    ).one_or_none()
    if found is None:
        raise NotFound("nothing was filed")
    return found


def standing(
    session: Session, case: FundingCase, content: Mapping[str, Any] | None = None
) -> Standing:
    """Judge the frozen application today, at the moments of filing and decision.

    `content` stands in for the frozen one. Of both moments the decision's answer counts.
    """
    content = revision_of(session, case).content if content is None else content
    parameters = load_parameters(session)
    facts = facts_of(
        case,
        day=clock.today(),
        register=load_register(session),
        parameters=parameters,
        known=paper_facts(session, case),
        content=content,
    )
    guideline = registry.guideline(case.line, case.version)
    later = {one.rule: one for one in judge(guideline, facts, Moment.DECISION).findings}
    filed = judge(guideline, facts, Moment.FILING).findings
    merged = {one.rule: later.pop(one.rule, one) for one in filed if not _asked_again(one, later)}
    return Standing(
        content=content,
        facts=facts,
        findings=(*merged.values(), *later.values()),
        entitlement=most(guideline, facts),
        parameters=parameters,
    )


def _asked_again(finding: Finding, later: Mapping[str, Finding]) -> bool:
    """A paper that is asked for at filing is asked for again at the decision: once is enough."""
    return f"{finding.rule}_at_decision" in later


def checks_of(session: Session, case: FundingCase) -> Sequence[Check]:
    """The checks of the present round in their order; one statement."""
    newest = select(func.max(Check.round)).where(Check.case_id == case.id).scalar_subquery()
    return session.scalars(
        select(Check)
        .where(Check.case_id == case.id, Check.round == newest)
        .order_by(Check.position, Check.id)
    ).all()


def begin_check(actor: Actor, ref: str, *, version: int) -> None:
    """Begin the formal check: one question per finding, the case on the officer's own desk.

    Raises Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        mine = {} if case.assigned_to_id is not None else {"assigned_to_id": actor.id}
        now = standing(session, case)
        take_step(
            session,
            case,
            "begin_check",
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today()),
            writes=Writes(
                case_changes={**waiting(ApplicationState.FORMAL_CHECK, what="check"), **mine},
                findings=[one.to_json() for one in now.findings if one.outcome is not Outcome.MET],
                data=asked(now.findings),
            ),
        )
        ask_round(session, case, now.findings, round_=1, earlier=())


def ask_round(
    session: Session,
    case: FundingCase,
    findings: Sequence[Finding],
    *,
    round_: int,
    earlier: Sequence[Check],
) -> None:
    """One row per finding; an earlier answer to the same finding comes along."""
    known = {check.rule: check for check in earlier}
    for place, finding in enumerate(findings):
        told = known.get(finding.rule)
        same = told is not None and told.outcome is finding.outcome and told.answer is not None
        session.add(
            Check(
                case_id=case.id,
                round=round_,
                rule=finding.rule,
                position=place,
                finding=shown(finding),
                outcome=finding.outcome,
                answer=told.answer if told is not None and same else None,
                note=told.note if told is not None and same else "",
                answered_at=told.answered_at if told is not None and same else None,
                answered_by_id=told.answered_by_id if told is not None and same else None,
            )
        )
    session.flush()


@dataclass(frozen=True, kw_only=True)
class CheckAnswer:
    """The officer's answer to one finding; None takes an earlier one back."""

    answer: Outcome | None
    note: str = ""


def answer_checks(
    actor: Actor, ref: str, answers: Mapping[str, CheckAnswer], *, version: int
) -> int:
    """Keep the officer's answers by the ref of the check; how many are still open.

    The machine's finding stays beside the answer. Raises Conflict, NotFound for an unknown ref,
    Refused outside the formal check and for another answer than the machine's without a reason.
    """
    with unit_of_work() as session:
        case = load_for_work(session, actor, ref, OFFICER, version=version)
        if case.state is not ApplicationState.FORMAL_CHECK:
            raise Refused("not in the check", message="Die formale Prüfung ist nicht geöffnet.")
        held = {check.ref: check for check in checks_of(session, case)}
        if set(answers) - set(held):
            raise NotFound("no such check")
        changed = [
            _answer(actor, held[check_ref], told)
            for check_ref, told in answers.items()
            if (held[check_ref].answer, held[check_ref].note) != (told.answer, told.note)
        ]
        if changed:
            record(session, actor, Entry(action="answer_checks", data={"answers": changed}), case)
        return sum(check.answer is None for check in held.values())


def differs(machine: Outcome, answer: Outcome | None) -> bool:
    """Whether an answer goes against the machine's: what it left to a person, it did not decide."""
    return answer is not None and machine is not Outcome.REVIEW and answer is not machine


def _answer(actor: Actor, check: Check, told: CheckAnswer) -> dict[str, str | None]:
    if differs(check.outcome, told.answer) and not told.note.strip():
        raise Refused(
            "an override needs its reason",
            message="Bitte begründen Sie jede Entscheidung, die vom Ergebnis der maschinellen "
            "Prüfung abweicht.",
        )
    check.answer, check.note = told.answer, told.note.strip()
    check.answered_by_id = None if told.answer is None else actor.id
    check.answered_at = None if told.answer is None else clock.now()
    return {
        "rule": check.rule,
        "machine": check.outcome.value,
        "answer": None if told.answer is None else told.answer.value,
        "note": check.note,
    }


def has_review(case: FundingCase) -> bool:
    """Whether this guideline hears somebody before the decision."""
    guideline = registry.guideline(case.line, case.version)
    review = REVIEW_OF[case.variant]
    if review is None:
        return False
    if review is ApplicationState.TARGET_AGREEMENT:
        return guideline.target_agreement
    return guideline.expert_review


def close_check(actor: Actor, ref: str, action: str, *, version: int) -> None:
    """Take one of the two ways out of the check by name (`pass_to_review`, `complete_check`)."""
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        review = REVIEW_OF[case.variant] if action == "pass_to_review" else None
        _finish(session, actor, case, (action, review or ApplicationState.READY), version)


def _finish(
    session: Session,
    actor: Actor,
    case: FundingCase,
    way: tuple[str, ApplicationState],
    version: int,
) -> None:
    action, target = way
    take_step(
        session,
        case,
        action,
        actor=actor,
        version=version,
        circumstances=circumstances_of(session, case, day=clock.today()),
        writes=Writes(
            case_changes=waiting(target, what="decide" if target == "ready" else "review"),
            data={
                "overridden": [
                    {"rule": one.rule, "machine": one.outcome, "answer": one.answer}
                    for one in checks_of(session, case)
                    if differs(one.outcome, one.answer)
                ]
            },
        ),
    )


def reopen_check(actor: Actor, ref: str, reason: str, *, version: int) -> None:
    """Begin a new round: findings of today, answers carried over where the finding is the same.

    Raises StepRefused without a reason, Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        before, findings = checks_of(session, case), standing(session, case).findings
        desk = waiting(ApplicationState.FORMAL_CHECK, what="check")
        take_step(
            session,
            case,
            "reopen_check",
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), reason=reason),
            writes=Writes(case_changes=desk, data=asked(findings)),
        )
        number = max((check.round for check in before), default=0) + 1
        ask_round(session, case, findings, round_=number, earlier=before)
