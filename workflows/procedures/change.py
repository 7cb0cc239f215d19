"""A change request (Änderungsantrag): proposed with its letter, decided by another person."""

from workflows.circumstances import Task
from workflows.lifecycle import Lifecycle
from workflows.procedures.guards import aftercare, deciding, letters
from workflows.procedures.guards.persons import case_stands_in, four_eyes
from workflows.procedures.roles import APPROVER, OFFICER, SIGNATORY
from workflows.states import ApplicationState, ChangeState, MachineName
from workflows.steps import Step

C = ChangeState

CAN_BE_CHANGED = case_stands_in(
    ApplicationState.ACCEPTED,
    ApplicationState.RUNNING,
    ApplicationState.RESOLUTION_PENDING,
    ApplicationState.RESOLVED,
)
OTHER_PERSON = four_eyes(Task.CHANGE_PROPOSED)

CHANGE = Lifecycle(
    machine=MachineName.CHANGE,
    name="change",
    states=tuple(C),
    initial=frozenset({C.REQUESTED}),
    final=frozenset({C.GRANTED, C.REFUSED, C.WITHDRAWN}),
    steps=(
        Step(
            action="request",
            source=None,
            target=C.REQUESTED,
            roles=SIGNATORY,
            guards=(CAN_BE_CHANGED, aftercare.ONE_CHANGE_AT_A_TIME),
            needs_reason=True,
        ),
        Step(action="withdraw", source=C.REQUESTED, target=C.WITHDRAWN, roles=SIGNATORY),
        Step(
            action="propose",
            source=C.REQUESTED,
            target=C.PROPOSED,
            roles=OFFICER,
            guards=(CAN_BE_CHANGED,),
            demands=(
                deciding.AWARD_WITHIN_ENTITLEMENT,
                deciding.BUDGET_SUFFICES,
                deciding.COMMITMENT_AUTHORITY_SUFFICES,
                letters.LETTER_RENDERED,
            ),
            records=Task.CHANGE_PROPOSED,
        ),
        Step(
            action="grant",
            source=C.PROPOSED,
            target=C.GRANTED,
            roles=APPROVER,
            guards=(
                OTHER_PERSON,
                CAN_BE_CHANGED,
                letters.LETTER_RENDERED,
                letters.CHANGE_LETTER_GRANTS,
            ),
            demands=letters.SIGNING,
        ),
        Step(
            action="refuse",
            source=C.PROPOSED,
            target=C.REFUSED,
            roles=APPROVER,
            guards=(OTHER_PERSON, letters.LETTER_RENDERED, letters.CHANGE_LETTER_REFUSES),
            demands=letters.SIGNING,
        ),
        Step(
            action="return_proposal",
            source=C.PROPOSED,
            target=C.REQUESTED,
            roles=APPROVER,
            needs_reason=True,
            clears=frozenset({Task.CHANGE_PROPOSED}),
        ),
    ),
)
