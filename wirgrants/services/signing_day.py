"""A notice bears the day on which it is signed, and says the law of that day."""

from collections.abc import Iterator
from contextlib import suppress

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import Annex, FundingCase, Letter, LetterKind
from wirgrants.services.award_payment import WINDOW
from wirgrants.services.circumstances import annex_kind
from wirgrants.services.letters import DATES_REST_ON
from wirgrants.services.parameters import load_parameters
from workflows.parameters import Parameters, court_key
from workflows.wording import say

_SAID = frozenset(
    {
        *DATES_REST_ON,
        "audit_norm",
        "plan_shift_share",
        "anbest_p_proof_months",
        "anbest_gk_proof_months",
        "interim_proof_months",
        WINDOW,
    }
)
"""The values that a notice proposed by one and signed by another says or is dated by."""


def refuse_other_law(session: Session, case: FundingCase, proposed: Letter) -> None:
    """Raises Refused where a value or annex that began after the proposal would make it another.

    Only the name and the day are set anew by whoever signs; the words stay as they were proposed.
    At most two statements, none on the day of the proposal.
    """
    if proposed.dated >= clock.today():
        return
    begun = [*_values_begun(load_parameters(session), case, proposed)]
    if proposed.kind is LetterKind.AWARD:
        begun += _annexes_begun(session, case, proposed)
    if begun:
        raise Refused(
            "other law since the proposal",
            message=f"Seit dem Vorschlag vom {proposed.dated:%d.%m.%Y} gilt Neues: "
            f"{'; '.join(begun)}. Bitte geben Sie den Vorschlag zurück, damit der Bescheid mit "
            "den heutigen Werten vorgeschlagen wird.",
        )


def _values_begun(table: Parameters, case: FundingCase, proposed: Letter) -> Iterator[str]:
    own = ""
    with suppress(ValueError):  # an invented seat has no court
        own = court_key(case.organisation.seat_ags or "")
    for key in table.names():
        if key not in _SAID and key != own:
            continue
        for row in table.series(key):
            if proposed.dated < row.valid_from <= clock.today():
                yield f"{_name_of(key)} (ab {row.valid_from:%d.%m.%Y})"


def _name_of(key: str) -> str:
    if key.startswith("court."):
        return "Verwaltungsgericht"
    return say(f"parameter.{key}")


def _annexes_begun(session: Session, case: FundingCase, proposed: Letter) -> Iterator[str]:
    begun = select(Annex).where(
        Annex.kind == annex_kind(case),
        Annex.valid_from > proposed.dated,
        Annex.valid_from <= clock.today(),
    )
    for one in session.scalars(begun):
        yield f"{one.title} (ab {one.valid_from:%d.%m.%Y})"
