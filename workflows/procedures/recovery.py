"""Hearing, order and repayment (Anhörung, Widerruf, Erstattung): nothing is ordered unheard."""

from workflows.circumstances import Task
from workflows.lifecycle import Lifecycle
from workflows.procedures.guards import aftercare, letters, returns
from workflows.procedures.guards.persons import case_stands_in, four_eyes
from workflows.procedures.roles import (
    APPROVER,
    FINANCE,
    OFFICER,
    SIGNATORY_OR_OFFICER,
    SYSTEM,
)
from workflows.states import ApplicationState, MachineName, RecoveryState
from workflows.steps import Guard, Step

R = RecoveryState

CAN_BE_RECOVERED = case_stands_in(ApplicationState.RECOVERING)
OTHER_PERSON = four_eyes(Task.HEARING_OPENED)


def _deciding(
    source: RecoveryState, *heard: Guard, demands: tuple[Guard, ...] = ()
) -> tuple[Step, ...]:
    return (
        Step(
            action="order",
            source=source,
            target=R.ORDERED,
            roles=APPROVER,
            guards=(OTHER_PERSON, *heard, aftercare.RECOVERY_SUM_GIVEN),
            # Worded, previewed and signed on one page: the page itself brings the letter.
            demands=(
                *demands,
                letters.LETTER_RENDERED,
                *letters.SIGNING,
                letters.WRITTEN_FORM_KEPT,
            ),
        ),
        Step(
            action="drop",
            source=source,
            target=R.DROPPED,
            roles=APPROVER,
            guards=(OTHER_PERSON,),
            needs_reason=True,
        ),
    )


_LATER_INTEREST = (
    Step(
        action="end_without_interest",
        source=R.INTEREST_OPEN,
        target=R.REPAID,
        roles=SYSTEM,
        demands=(aftercare.NO_LATER_INTEREST,),
    ),
    Step(
        action="claim_interest",
        source=R.INTEREST_OPEN,
        target=R.ORDERED,
        roles=APPROVER,
        guards=(OTHER_PERSON,),
        demands=(
            aftercare.LATER_INTEREST_ACCRUED,
            letters.LETTER_RENDERED,
            *letters.SIGNING,
            letters.WRITTEN_FORM_KEPT,
        ),
    ),
    Step(
        action="waive_interest",
        source=R.INTEREST_OPEN,
        target=R.REPAID,
        roles=APPROVER,
        guards=(OTHER_PERSON,),
        needs_reason=True,
    ),
)

# The bank returned a payout: of the claim only what is still out is owed.
_LOWERED = (
    Step(
        action="lower",
        source=R.ORDERED,
        target=R.ORDERED,
        roles=SYSTEM,
        demands=(returns.SOMETHING_LEFT_TO_REPAY,),
    ),
    Step(
        action="lower_to_repaid",
        source=R.ORDERED,
        target=R.INTEREST_OPEN,
        roles=SYSTEM,
        demands=(returns.NOTHING_LEFT_TO_REPAY,),
    ),
    Step(
        action="lower_to_nothing",
        source=R.ORDERED,
        target=R.DROPPED,
        roles=SYSTEM,
        demands=(returns.NOTHING_LEFT_TO_REPAY,),
    ),
)

RECOVERY = Lifecycle(
    machine=MachineName.RECOVERY,
    name="recovery",
    states=tuple(R),
    initial=frozenset({R.HEARING}),
    final=frozenset({R.REPAID, R.DROPPED}),
    steps=(
        Step(
            action="open_hearing",
            source=None,
            target=R.HEARING,
            roles=OFFICER,
            guards=(CAN_BE_RECOVERED, aftercare.ONE_RECOVERY_AT_A_TIME),
            demands=(
                aftercare.RECOVERY_SUM_GIVEN,
                aftercare.RECOVERY_GROUND_GIVEN,
                aftercare.HEARING_DAY_AHEAD,
                aftercare.HEARING_DAY_AFTER_NOTICE,
                aftercare.HEARING_TIME_USUAL,
                letters.LETTER_RENDERED,
            ),
            records=Task.HEARING_OPENED,
        ),
        Step(
            action="record_statement",
            source=R.HEARING,
            target=R.STATEMENT_RECEIVED,
            roles=SIGNATORY_OR_OFFICER,
            demands=(aftercare.STATEMENT_GIVEN,),
        ),
        # Whoever has answered was heard; silence tells only of a letter that had arrived.
        *_deciding(R.HEARING, aftercare.HEARING_DAY_PASSED, demands=(aftercare.HEARING_NOTIFIED,)),
        *_deciding(R.STATEMENT_RECEIVED),
        Step(
            action="record_part_payment",
            source=R.ORDERED,
            target=R.ORDERED,
            roles=FINANCE,
            demands=(returns.REPAYMENT_ABOVE_ZERO, returns.SOMETHING_LEFT_TO_REPAY),
        ),
        Step(
            action="record_repayment",
            source=R.ORDERED,
            # Until then interest has accrued beyond the order: somebody decides about it first.
            target=R.INTEREST_OPEN,
            roles=FINANCE,
            demands=(returns.REPAYMENT_ABOVE_ZERO, returns.NOTHING_LEFT_TO_REPAY),
        ),
        *_LATER_INTEREST,
        *_LOWERED,
        Step(
            action="waive",
            source=R.ORDERED,
            target=R.DROPPED,
            roles=APPROVER,
            guards=(OTHER_PERSON,),
            needs_reason=True,
        ),
    ),
)
