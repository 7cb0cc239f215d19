"""A proof of use (Zwischen-, Verwendungsnachweis) of one part, until it is examined."""

from workflows.circumstances import Task
from workflows.lifecycle import Lifecycle
from workflows.procedures.guards import aftercare, filing
from workflows.procedures.guards.persons import case_stands_in
from workflows.procedures.roles import OFFICER, OFFICER_OR_SYSTEM, SIGNATORY, SYSTEM
from workflows.states import ApplicationState, MachineName, ProofState
from workflows.steps import Step

P = ProofState
A = ApplicationState

# Once the settlement has begun its figures stand still; reopening it is a step of the case.
BEFORE_SETTLEMENT = case_stands_in(
    A.ACCEPTED, A.RUNNING, A.RESOLUTION_PENDING, A.RESOLVED, rule="before_settlement"
)
CAN_BE_EXPECTED = case_stands_in(A.AWARDED, A.ACCEPTED, A.RUNNING, A.RESOLUTION_PENDING, A.RESOLVED)


def _handing_in(source: ProofState) -> tuple[Step, ...]:
    return (
        Step(
            action="submit",
            source=source,
            target=P.SUBMITTED,
            roles=SIGNATORY,
            guards=(BEFORE_SETTLEMENT,),
            demands=(filing.DECLARATION_MADE, filing.FIELDS_WELL_FORMED),
        ),
        Step(
            action="receive_on_paper",
            source=source,
            target=P.SUBMITTED,
            roles=OFFICER,
            guards=(BEFORE_SETTLEMENT,),
            demands=(
                filing.DECLARATION_MADE,
                filing.FIELDS_WELL_FORMED,
                filing.RECEIPT_DAY_GIVEN,
            ),
        ),
        Step(
            action="cancel",
            source=source,
            target=P.CANCELLED,
            roles=OFFICER_OR_SYSTEM,
            needs_reason=True,
        ),
    )


PROOF = Lifecycle(
    machine=MachineName.PROOF,
    name="proof",
    states=tuple(P),
    initial=frozenset({P.EXPECTED}),
    final=frozenset({P.CANCELLED}),
    resting=frozenset({P.EXAMINED}),
    steps=(
        Step(
            action="expect",
            source=None,
            target=P.EXPECTED,
            roles=SYSTEM,
            guards=(CAN_BE_EXPECTED,),
        ),
        *_handing_in(P.EXPECTED),
        Step(
            action="take_up",
            source=P.SUBMITTED,
            target=P.IN_REVIEW,
            roles=OFFICER,
            guards=(BEFORE_SETTLEMENT,),
        ),
        Step(
            action="examine",
            source=P.IN_REVIEW,
            target=P.EXAMINED,
            roles=OFFICER,
            guards=(BEFORE_SETTLEMENT,),
            demands=(aftercare.EXAMINED_COST_ENTERED, aftercare.REVIEW_NOTE_WRITTEN),
            records=Task.EXAMINED,
        ),
        Step(
            action="send_back",
            source=P.IN_REVIEW,
            target=P.SENT_BACK,
            roles=OFFICER,
            guards=(BEFORE_SETTLEMENT,),
            needs_reason=True,
        ),
        *_handing_in(P.SENT_BACK),
        Step(
            action="reopen",
            source=P.EXAMINED,
            target=P.IN_REVIEW,
            roles=OFFICER,
            guards=(BEFORE_SETTLEMENT,),
            needs_reason=True,
            clears=frozenset({Task.EXAMINED}),
        ),
    ),
)
