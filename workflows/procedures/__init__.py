"""The lifecycles of a case: the application in five variants and the five side machines."""

from workflows.guideline import Guideline
from workflows.lifecycle import Lifecycle
from workflows.procedures.application import APPLICATION, compose
from workflows.procedures.change import CHANGE
from workflows.procedures.clarification import CLARIFICATION
from workflows.procedures.payment import PAYMENT
from workflows.procedures.proof import PROOF
from workflows.procedures.recovery import RECOVERY
from workflows.states import MachineName, Variant

SIDE_MACHINES = {
    lifecycle.machine: lifecycle for lifecycle in (CLARIFICATION, PAYMENT, CHANGE, PROOF, RECOVERY)
}
ALL = (*APPLICATION.values(), *SIDE_MACHINES.values())


def application_of(variant: Variant) -> Lifecycle:
    """The application's lifecycle in this variant."""
    return APPLICATION[variant]


def application_under(guideline: Guideline) -> Lifecycle:
    """The application as cases of this version go: without a review that the version lacks.

    For drawing; a case runs in the lifecycle of its variant, whose guards keep it to its version.
    """
    variant = guideline.lifecycle
    post = variant is Variant.POST
    reviewed = guideline.target_agreement if post else guideline.expert_review
    return APPLICATION[variant] if reviewed else compose(variant, None)


def lifecycle(machine: MachineName, variant: Variant | None = None) -> Lifecycle:
    """The lifecycle of a machine; ValueError for the application without its variant."""
    if machine is not MachineName.APPLICATION:
        return SIDE_MACHINES[machine]
    if variant is None:
        raise ValueError("the application's lifecycle depends on the line's variant")
    return application_of(variant)
