"""The tab „Rückforderung“: each recovery with its letters, interest and repayments."""

from collections.abc import Mapping
from typing import Any

from wirgrants.models import Recovery
from wirgrants.services.recovery_money import left_of_claim
from wirgrants.services.settlement import recoveries_of
from wirgrants.web.case import audience, is_applicant
from wirgrants.web.case_steps import buttons_of
from wirgrants.web.tabs import CaseView, Tab, register_tab
from workflows.progress import Audience, state_text
from workflows.states import ApplicationState, MachineName, RecoveryState, Role
from workflows.wording import say

_MAY_HOLD_ONE = frozenset(
    {ApplicationState.SETTLING, ApplicationState.RECOVERING, ApplicationState.SETTLED}
)


def _context(view: CaseView) -> Mapping[str, Any]:
    reader = audience(view)
    found = recoveries_of(view.session, view.case)
    return {
        "recoveries": [_shown(view, one, reader) for one in found],
        "internal": not is_applicant(view),
    }


def _shown(view: CaseView, recovery: Recovery, reader: Audience) -> dict[str, Any]:
    ordered = recovery.state in (RecoveryState.ORDERED, RecoveryState.REPAID)
    return {
        "row": recovery,
        "state": state_text(MachineName.RECOVERY, recovery.state, reader),
        "ground": say(f"recovery_ground.{recovery.ground}"),
        "left": left_of_claim(recovery) if ordered else None,
        "interest_lines": [
            piece["text"] for piece in recovery.interest_computation.get("pieces", ())
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
        roles=frozenset(Role) - {Role.SYSTEM, Role.ADMINISTRATOR},
        template="recovery/tab.html",
        context=_context,
        shown=_is_there,
    )
)
