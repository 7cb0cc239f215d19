"""Why the approver has given back a proposal on a change, for whoever proposes it anew."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import ChangeRequest, Event, FundingCase, User


def returned_of(
    session: Session, case: FundingCase, row: ChangeRequest
) -> Mapping[str, Any] | None:
    """Who gave the last proposal on this change back, when and why; None, in no more than one
    statement, where none was or another lies before the approver already.
    """
    if not row.proposed or row.proposed_by_id is not None:
        return None
    found = session.execute(
        select(User.name, Event.at, Event.reason)
        .join(User, User.id == Event.actor_id)
        .where(
            Event.case_id == case.id,
            Event.subject_ref == row.ref,
            Event.action == "return_proposal",
        )
        .order_by(Event.case_seq.desc())
        .limit(1)
    ).first()
    if found is None:
        return None
    return {"returned": True, "by": found.name, "at": found.at, "reason": found.reason}
