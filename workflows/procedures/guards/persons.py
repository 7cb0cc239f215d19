"""Guards about persons and about where the case itself stands."""

from workflows.circumstances import Circumstances, Task
from workflows.objections import Condition
from workflows.sources import Clause
from workflows.states import STAFF_ROLES, ApplicationState, Role

FOUR_EYES = Clause("GK", "Vier-Augen-Prinzip")


def four_eyes(*tasks: Task) -> Condition:
    """The actor did none of these tasks in this round; the system (0) never counts as a person."""

    def second_person(circumstances: Circumstances) -> bool:
        if circumstances.actor == 0:
            return True
        return not any(
            circumstances.actor in circumstances.earlier.get(task.value, ()) for task in tasks
        )

    return Condition(
        rule="second_person_signs",
        clause=FOUR_EYES,
        reads=("actor", "earlier"),
        holds=second_person,
    )


PAYER_DID_NOT_RELEASE = Condition(
    rule="payer_did_not_release",
    clause=Clause("GK", "Trennung von Anordnung und Zahlung"),
    reads=("actor", "earlier"),
    holds=lambda c: c.actor not in c.earlier.get(Task.PAYMENT_RELEASED.value, ()),
)


def case_stands_in(*states: ApplicationState, rule: str = "case_state_allows") -> Condition:
    """The case stands in one of these states; an unknown state never does.

    `rule` names a reason of its own where there is more to say than that the state is another.
    """
    allowed = frozenset(states)
    return Condition(
        rule=rule,
        clause=Clause("GK", "Ablauf des Zuwendungsverfahrens"),
        reads=("application_state",),
        holds=lambda c: c.application_state in allowed,
    )


def _documented(circumstances: Circumstances) -> bool:
    by_staff = circumstances.roles & (STAFF_ROLES | {Role.SYSTEM})
    acts_as_staff = bool(by_staff) and not circumstances.actor_belongs_to_applicant
    return not acts_as_staff or bool(circumstances.reason.strip())


# An officer who enters somebody else's will says where it is written.
DONE_FOR_APPLICANT_IS_DOCUMENTED = Condition(
    rule="done_for_applicant_is_documented",
    clause=Clause("GK", "Aktenmäßigkeit und Nachvollziehbarkeit"),
    reads=("roles", "reason"),
    holds=_documented,
)
