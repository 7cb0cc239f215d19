"""What a person is offered on a case: every step of their roles, asked as the door will ask it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wirgrants.models import FundingCase
from wirgrants.services.access import Actor
from wirgrants.services.circumstances import known_of, told_by
from wirgrants.services.finality import finality_of
from wirgrants.services.overview import Procedure
from wirgrants.services.payments_call import Money, load_money, values_of_payment
from wirgrants.services.steps import as_the_door_knows
from workflows.circumstances import Circumstances
from workflows.lifecycle import Lifecycle, offer_of, roles_on_case
from workflows.offering import Showing, showing
from workflows.procedures import SIDE_MACHINES, application_of
from workflows.states import AnyState, MachineName
from workflows.steps import Step

BEGUN = (
    MachineName.CLARIFICATION,
    MachineName.PAYMENT,
    MachineName.CHANGE,
    MachineName.RECOVERY,
)
"""What a person begins on the case page; proofs are expected by the award itself."""

# What guards read without any row beside the case and the procedure that is listed anyway.
_AT_HAND = frozenset(
    {
        "day",
        "actor",
        "roles",
        "actor_belongs_to_applicant",
        "application_state",
        "applicant_known",
        "has_target_agreement_rule",
        "has_expert_review",
        "answer_due",
        "hearing_due",
        "proposal_grants",
    }
)
_MONEY = frozenset(
    {"amount_left", "callable_from", "highest_call", "interim_proof_missing", "nothing_to_call"}
)
_LOG, _DEADLINE = "earlier", "acceptance_due"


@dataclass(frozen=True, kw_only=True)
class Offered:
    """One step of one subject; `subject` is a procedure's ref, the case's own, "" for a new one.

    `reasons` say in German why it is not possible now, each with what must happen first.
    """

    machine: MachineName
    subject: str
    step: Step
    showing: Showing
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class _Subject:
    machine: MachineName
    ref: str
    rules: Lifecycle
    state: AnyState | None
    told: dict[str, Any]


def offered(
    session: Session,
    case: FundingCase,
    actor: Actor,
    procedures: Sequence[Procedure],
    day: date,
) -> tuple[Offered, ...]:
    """Every step that this person's roles have now, of the application and of each procedure.

    At most two statements, and up to five for money where a guard asks for it; their number
    depends on role and state, never on how many procedures or events there are.
    """
    roles = roles_on_case(
        actor.roles_on(case.organisation_id), belongs=actor.belongs_to(case.organisation_id)
    )
    ways = [
        (subject, step)
        for subject in _subjects(case, procedures)
        for step in subject.rules.open_steps(subject.state, roles)
    ]
    at_hand = _Asked(session, case, actor, day, frozenset())
    first = [at_hand.answer(subject, step, _only_at_hand(step)) for subject, step in ways]
    asked_for = frozenset(
        name for one in first if one.showing is not Showing.NEVER for name in _reads(one.step)
    )
    full = _Asked(session, case, actor, day, asked_for)
    return tuple(
        # What the case itself forbids is told by that alone; the rest was not read for it.
        one if one.showing is Showing.NEVER else full.answer(subject, step, step)
        for one, (subject, step) in zip(first, ways, strict=True)
    )


def _subjects(case: FundingCase, procedures: Sequence[Procedure]) -> Iterator[_Subject]:
    rules = application_of(case.variant)
    application = MachineName.APPLICATION
    yield _Subject(machine=application, ref=case.ref, rules=rules, state=case.state, told={})
    for one in procedures:
        yield _Subject(
            machine=one.machine,
            ref=one.ref,
            rules=SIDE_MACHINES[one.machine],
            state=one.state,
            told=told_by(
                one.machine,
                due_on=one.due_on,
                amount=one.amount,
                letter=one.letter,
                grants=one.favourable,
            ),
        )
    for machine in BEGUN:
        yield _Subject(machine=machine, ref="", rules=SIDE_MACHINES[machine], state=None, told={})


def _reads(step: Step) -> frozenset[str]:
    return frozenset(name for guard in step.guards for name in getattr(guard, "reads", ()))


def _only_at_hand(step: Step) -> Step:
    """The step with those of its guards that can be asked without a statement."""
    asked = tuple(guard for guard in step.guards if set(getattr(guard, "reads", ())) <= _AT_HAND)
    return replace(step, guards=asked)


class _Asked:
    """The circumstances of one case, read once, as far as the guards ask for them."""

    def __init__(
        self, session: Session, case: FundingCase, actor: Actor, day: date, reads: frozenset[str]
    ) -> None:
        self._case, self._actor = case, actor
        rows = bool(reads - _AT_HAND - _MONEY - {_LOG, _DEADLINE})
        self._known = known_of(session, case, day, rows=rows, log=_LOG in reads)
        self._money: Money | None = load_money(session, case) if reads & _MONEY else None
        self._given: dict[str, Any] = {}
        if _DEADLINE in reads:
            due = finality_of(session, case).acceptance_due
            self._given[_DEADLINE] = None if due is None else due.day

    def answer(self, subject: _Subject, step: Step, asked: Step) -> Offered:
        """How this step of this subject is shown, by the guards of `asked`."""
        offer = offer_of(asked, self._circumstances(subject))
        return Offered(
            machine=subject.machine,
            subject=subject.ref,
            step=step,
            showing=showing(offer),
            reasons=tuple(dict.fromkeys(finding.reason for finding in offer.obstacles)),
        )

    def _circumstances(self, subject: _Subject) -> Circumstances:
        if subject.machine is MachineName.APPLICATION:
            known = self._known.of_case(**self._given)
        else:
            told = dict(subject.told)
            if subject.machine is MachineName.PAYMENT and self._money is not None:
                told |= values_of_payment(self._money, subject.ref)
            known = self._known.of_procedure(subject.machine, subject.ref, **told)
        return as_the_door_knows(known, self._actor, self._case)
