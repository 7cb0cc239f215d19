"""Open obligations that whoever pays, examines or settles is told of before going on."""

from collections.abc import Mapping, Sequence

from wirgrants.models import Obligation
from wirgrants.services.access import load_case
from wirgrants.services.obligations_met import due_now
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import StepView
from workflows.states import MachineName

# At the end those without a day of their own are asked for as well.
_TOLD: Mapping[tuple[MachineName, str], bool] = {
    (MachineName.PAYMENT, "check"): False,
    (MachineName.PAYMENT, "release"): False,
    (MachineName.PROOF, "examine"): False,
    (MachineName.APPLICATION, "begin_settlement"): True,
    (MachineName.APPLICATION, "settle_without_resolution"): True,
    (MachineName.APPLICATION, "settle"): True,
}


def due_on_step(step: StepView) -> Sequence[Obligation]:
    """What is due and not met; nothing on steps that no obligation concerns."""
    undated = _TOLD.get((step.machine, step.action))
    if undated is None:
        return ()
    with read_only() as session:
        case = load_case(session, step.actor, step.case_ref)
        return due_now(session, case, step.day, undated=undated)
