"""The tab „Rückforderung“: each recovery with its letters, interest and repayments."""

from collections.abc import Mapping
from typing import Any

from wirgrants import clock
from wirgrants.models import Recovery
from wirgrants.services.parameters import load_parameters
from wirgrants.services.recovery_lowered import lowerings
from wirgrants.services.recovery_money import left_of_claim
from wirgrants.services.settlement import recoveries_of
from wirgrants.web.case import audience, is_applicant
from wirgrants.web.case_steps import buttons_of
from wirgrants.web.tabs import READERS, CaseView, Tab, register_tab
from workflows.lapsing import revocation_end
from workflows.parameters import Parameters
from workflows.progress import Audience, state_text
from workflows.states import ApplicationState, MachineName, RecoveryState
from workflows.wording import say

_MAY_HOLD_ONE = frozenset(
    {ApplicationState.SETTLING, ApplicationState.RECOVERING, ApplicationState.SETTLED}
)


_ORDERED = frozenset({RecoveryState.ORDERED, RecoveryState.INTEREST_OPEN, RecoveryState.REPAID})


def _context(view: CaseView) -> Mapping[str, Any]:
    reader = audience(view)
    found = recoveries_of(view.session, view.case)
    internal = not is_applicant(view)
    open_ones = [one for one in found if one.ordered_at is None and one.ended_at is None]
    ends: dict[str, str] = {}
    if internal and open_ones:
        known = load_parameters(view.session)
        ends = {one.ref: _revocable(one, known) for one in open_ones}
    ordered = any(one.ordered_at is not None for one in found)
    lowered = lowerings(view.session, view.case) if ordered else {}
    return {
        "recoveries": [
            {
                **_shown(view, one, reader),
                "revocable": ends.get(one.ref, ""),
                "lowered": lowered.get(one.ref, ()),
            }
            for one in found
        ],
        "internal": internal,
    }


def _revocable(recovery: Recovery, parameters: Parameters) -> str:
    """Until when the order of an open recovery must go out at the latest.

    All facts are known on the day of the hearing at the earliest, so the true day is never sooner.
    """
    return revocation_end(clock.day_of(recovery.opened_at), parameters).text()


def _shown(view: CaseView, recovery: Recovery, reader: Audience) -> dict[str, Any]:
    ordered = recovery.state in _ORDERED
    return {
        "row": recovery,
        "state": state_text(MachineName.RECOVERY, recovery.state, reader),
        "ground": say(f"recovery_ground.{recovery.ground}"),
        "left": left_of_claim(recovery) if ordered else None,
        "interest_lines": [
            piece["text"] for piece in recovery.interest_computation.get("pieces", ())
        ],
        "later_lines": [
            piece["text"]
            for piece in recovery.interest_computation.get("later", {}).get("pieces", ())
        ],
        "buttons": buttons_of(view, recovery.ref),
    }


def _is_there(view: CaseView) -> bool:
    # Money was recovered, or a recovery is under way; a settled case without one shows no tab.
    state = view.case.state
    return state is ApplicationState.RECOVERING or (
        state in _MAY_HOLD_ONE and any(p.machine is MachineName.RECOVERY for p in view.procedures)
    )


register_tab(
    Tab(
        id="rueckforderung",
        label="Rückforderung",
        order=65,
        roles=READERS,
        template="recovery/tab.html",
        context=_context,
        shown=_is_there,
    )
)
