"""Notes in the log of the house that somebody looked into a case or took something out of it.

Not in the case's own chain: a look must neither change the case nor void what others have open.
"""

from collections.abc import Mapping

from sqlalchemy import select

from wirgrants.models import FundingCase
from wirgrants.services.access import Actor, visible_to
from wirgrants.services.house_events import note
from wirgrants.services.protocol import SEEN
from wirgrants.unit_of_work import unit_of_work


def note_list(actor: Actor, what: str, filters: str) -> None:
    """Note that this person takes a whole list out of the system; `filters` as chosen.

    A filter may name a person: it stands beside the chain. Called before the first row leaves.
    """
    with unit_of_work() as session:
        personal = {"filters": filters} if filters else {}
        note(session, actor, "list_taken", data={"list": what}, personal=personal)


def note_look(actor: Actor, case_ref: str, what: str, details: Mapping[str, str]) -> bool:
    """Note that this person was shown something of a case; False when the ref names no case.

    `what` is what was shown, in German; `details` are the refs of its parts.
    """
    with unit_of_work() as session:
        known = session.scalar(
            select(FundingCase.id).where(FundingCase.ref == case_ref, visible_to(actor))
        )
        if known is None:
            return False
        note(session, actor, SEEN, case_ref, data={"what": what, **details})
    return True
