"""Recovering money that was paid too much: begun, answered, closed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import FundingCase, Recovery
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.plain import digest
from wirgrants.services.settlement import compute, keep
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows.states import ApplicationState, MachineName, RecoveryState

_ENDED = frozenset({RecoveryState.REPAID, RecoveryState.DROPPED})


def recovery_of(session: Session, case: FundingCase, ref: str) -> Recovery:
    """One recovery of this case with its repayments. Raises NotFound."""
    found = session.scalars(
        select(Recovery)
        .where(Recovery.case_id == case.id, Recovery.ref == ref)
        .options(selectinload(Recovery.repayments))
    ).one_or_none()
    if found is None:
        raise NotFound("no such recovery of this case")
    return found


def open_recovery(actor: Actor, ref: str, *, version: int) -> None:
    """The case leaves the settlement to recover money, from the petty limit on.

    Raises StepRefused below the limit, StepNotOpen, Conflict, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        found = compute(session, case)
        # The guards read the settlement as it is kept, here as on the page that offers the step.
        keep(session, case, actor, found)
        take_step(
            session,
            case,
            "open_recovery",
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today()),
            writes=Writes(
                case_changes=waiting(ApplicationState.RECOVERING, what="hearing"),
                data={"to_recover": found.still_to_recover, "computation": found.digest},
            ),
        )


def close_recovery(actor: Actor, ref: str, *, version: int) -> None:
    """Back to the settlement once money came back or the claim was given up.

    Raises StepRefused while a recovery is open or the claim unheard, StepNotOpen, Conflict.
    """
    _back_to_settlement(actor, ref, "close_recovery", "", version)


def take_back_recovery(actor: Actor, ref: str, reason: str, *, version: int) -> None:
    """Back to the settlement because the recovery was begun by mistake; nothing is given up.

    Raises StepRefused without a reason or while a recovery is open, StepNotOpen, Conflict.
    """
    _back_to_settlement(actor, ref, "take_back_recovery", reason, version)


def _back_to_settlement(actor: Actor, ref: str, action: str, reason: str, version: int) -> None:
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        take_step(
            session,
            case,
            action,
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), reason=reason),
            writes=Writes(case_changes=waiting(ApplicationState.SETTLING, what="settle")),
        )


def record_statement(
    actor: Actor, case_ref: str, recovery_ref: str, text: str, *, version: int
) -> None:
    """What the recipient says in the hearing: written here, or entered by the officer."""
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        recovery = recovery_of(session, case, recovery_ref)
        take_step(
            session,
            case,
            "record_statement",
            actor=actor,
            subject=recovery,
            version=version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                subject=recovery,
                statement_received=bool(text.strip()),
            ),
            writes=Writes(
                changes={
                    "statement": text,
                    "statement_at": clock.now(),
                    "statement_by_id": actor.id,
                },
                case_changes=after(RecoveryState.STATEMENT_RECEIVED, what="order"),
            ),
        )


def after(state: RecoveryState, *, due_on: date | None = None, what: str = "") -> dict[str, Any]:
    """Who acts next on the case when its recovery stands so."""
    if state in _ENDED:
        return waiting(ApplicationState.RECOVERING, what="close_recovery")
    return waiting(state, machine=MachineName.RECOVERY, due_on=due_on, what=what)


CLAIM = ("interest_from", "interest", "due_on")
"""What an order and a notice of interest set, as the log names it; the doctor compares it."""


def logged_claim(changes: Mapping[str, Any]) -> dict[str, Any]:
    """What the event of an order or of a notice of interest tells of the claim it sets.

    Of the arithmetic it keeps the digest: its figures stand in the letter, word for word.
    """
    told = {key: changes[key] for key in CLAIM if key in changes}
    return {**told, "computation": digest(changes["interest_computation"])}


def open_one(recoveries: Sequence[Recovery]) -> Recovery | None:
    """The recovery that is under way; None when there is none."""
    return next((one for one in recoveries if one.state not in _ENDED), None)
