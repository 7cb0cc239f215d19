"""The application's road after the award: finality, running measure, settlement, recovery."""

from workflows.circumstances import Task
from workflows.procedures.guards import aftercare as guards
from workflows.procedures.guards import deciding
from workflows.procedures.guards.persons import four_eyes
from workflows.procedures.roles import (
    APPROVER,
    OFFICER,
    OFFICER_OR_LEAD,
    OFFICER_OR_SYSTEM,
    SIGNATORY,
    SIGNATORY_OR_OFFICER,
)
from workflows.states import ApplicationState, Variant
from workflows.steps import Step

A = ApplicationState


def after_award(variant: Variant) -> tuple[Step, ...]:
    """Every step from the acceptance to the settled file, for this variant."""
    ready_from = A.RESOLVED if variant is Variant.STRATEGY else A.RUNNING
    return (
        Step(
            action="confirm_finality",
            source=A.ACCEPTED,
            target=A.RUNNING,
            roles=OFFICER_OR_SYSTEM,
            guards=(guards.NOTICE_FINAL,),
        ),
        *(_annual_talk() if variant is Variant.POST else ()),
        *(_resolution() if variant is Variant.STRATEGY else ()),
        *_settlement(ready_from),
    )


def _annual_talk() -> tuple[Step, ...]:
    return (
        Step(
            action="record_annual_talk",
            source=A.RUNNING,
            target=A.RUNNING,
            roles=OFFICER_OR_LEAD,
            guards=(deciding.HAS_TARGET_AGREEMENT,),
            demands=(guards.TALK_NOTE_WRITTEN,),
        ),
    )


def _resolution() -> tuple[Step, ...]:
    """The strategy goes to the council; without a resolution only the approver may go on."""
    return (
        Step(
            action="deliver_strategy",
            source=A.RUNNING,
            target=A.RESOLUTION_PENDING,
            roles=SIGNATORY,
            demands=(guards.STRATEGY_ATTACHED,),
        ),
        Step(
            action="record_resolution",
            source=A.RESOLUTION_PENDING,
            target=A.RESOLVED,
            roles=SIGNATORY_OR_OFFICER,
            demands=(guards.RESOLUTION_RECORDED,),
        ),
        *_without_resolution(),
        # Back the way it came: a case settled without a resolution still waits for one.
        Step(
            action="return_to_resolution",
            source=A.SETTLING,
            target=A.RESOLUTION_PENDING,
            roles=OFFICER,
            guards=(guards.RESOLUTION_MISSING,),
            needs_reason=True,
            clears=frozenset({Task.SETTLEMENT_BEGUN}),
        ),
    )


def _without_resolution() -> tuple[Step, ...]:
    # Also while running: a strategy that is never delivered must not keep the case for ever.
    return tuple(
        Step(
            action="settle_without_resolution",
            source=state,
            target=A.SETTLING,
            roles=APPROVER,
            guards=guards.READY_TO_SETTLE,
            needs_reason=True,
            records=Task.SETTLEMENT_BEGUN,
        )
        for state in (A.RUNNING, A.RESOLUTION_PENDING)
    )


def _settlement(ready_from: ApplicationState) -> tuple[Step, ...]:
    resolved = (guards.RESOLUTION_RECORDED,) if ready_from is A.RESOLVED else ()
    return (
        Step(
            action="begin_settlement",
            source=ready_from,
            target=A.SETTLING,
            roles=OFFICER,
            guards=guards.READY_TO_SETTLE,
            records=Task.SETTLEMENT_BEGUN,
        ),
        Step(
            action="reopen_examination",
            source=A.SETTLING,
            target=ready_from,
            roles=OFFICER,
            guards=resolved,
            needs_reason=True,
            clears=frozenset({Task.SETTLEMENT_BEGUN}),
        ),
        *_recovery(),
        Step(
            action="settle",
            source=A.SETTLING,
            target=A.SETTLED,
            roles=APPROVER,
            guards=(
                four_eyes(Task.EXAMINED, Task.SETTLEMENT_BEGUN),
                guards.NO_OPEN_PAYMENT,
                guards.RECOVERY_ENDED,
                guards.NOTHING_LEFT_TO_RECOVER,
            ),
        ),
    )


def _recovery() -> tuple[Step, ...]:
    return (
        Step(
            action="open_recovery",
            source=A.SETTLING,
            target=A.RECOVERING,
            roles=OFFICER,
            guards=(guards.ABOVE_PETTY_LIMIT,),
        ),
        Step(
            action="close_recovery",
            source=A.RECOVERING,
            target=A.SETTLING,
            roles=OFFICER_OR_SYSTEM,
            guards=(guards.RECOVERY_ENDED, guards.CLAIM_PURSUED),
        ),
        # Begun by mistake: nothing is given up, the settlement asks for the same sum again.
        Step(
            action="take_back_recovery",
            source=A.RECOVERING,
            target=A.SETTLING,
            roles=OFFICER,
            guards=(guards.RECOVERY_ENDED,),
            needs_reason=True,
        ),
    )
