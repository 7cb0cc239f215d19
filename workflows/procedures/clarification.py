"""A request for information or papers (Nachforderung) during check and review."""

from workflows.lifecycle import Lifecycle
from workflows.procedures.guards import filing
from workflows.procedures.guards.persons import case_stands_in
from workflows.procedures.roles import EDITOR_OR_SIGNATORY, OFFICER, OFFICER_OR_SYSTEM, SYSTEM
from workflows.states import ApplicationState, ClarificationState, MachineName
from workflows.steps import Step

C = ClarificationState

CAN_BE_ASKED = case_stands_in(
    ApplicationState.FILED,
    ApplicationState.FORMAL_CHECK,
    ApplicationState.TARGET_AGREEMENT,
    ApplicationState.EXPERT_VOTE,
    ApplicationState.MUNICIPAL_STATEMENT,
    ApplicationState.JURY,
    ApplicationState.READY,
)

CLARIFICATION = Lifecycle(
    machine=MachineName.CLARIFICATION,
    name="clarification",
    states=tuple(C),
    initial=frozenset({C.REQUESTED}),
    final=frozenset({C.RESOLVED, C.LAPSED, C.CANCELLED}),
    steps=(
        Step(
            action="ask",
            source=None,
            target=C.REQUESTED,
            roles=OFFICER,
            guards=(CAN_BE_ASKED,),
            demands=(filing.QUESTION_ASKED, filing.ANSWER_DAY_AHEAD),
        ),
        Step(
            action="answer",
            source=C.REQUESTED,
            target=C.ANSWERED,
            roles=EDITOR_OR_SIGNATORY,
            guards=(CAN_BE_ASKED,),
            demands=(
                filing.ANSWER_GIVEN,
                filing.CORRECTION_SIGNED,
                filing.FIELDS_WELL_FORMED,
            ),
        ),
        Step(action="accept_answer", source=C.ANSWERED, target=C.RESOLVED, roles=OFFICER),
        Step(
            action="ask_again",
            source=C.ANSWERED,
            target=C.REQUESTED,
            roles=OFFICER,
            guards=(CAN_BE_ASKED,),
            demands=(filing.ANSWER_DAY_AHEAD,),
            needs_reason=True,
        ),
        Step(
            action="lapse",
            source=C.REQUESTED,
            target=C.LAPSED,
            roles=OFFICER_OR_SYSTEM,
            guards=(filing.ANSWER_DAY_PASSED,),
        ),
        # The system cancels what is open when the application ends.
        Step(action="cancel", source=C.REQUESTED, target=C.CANCELLED, roles=OFFICER_OR_SYSTEM),
        Step(action="cancel", source=C.ANSWERED, target=C.CANCELLED, roles=SYSTEM),
    ),
)
