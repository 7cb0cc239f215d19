"""The next frozen revision of a filed application: the present content with its judgement."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import FundingCase, Revision
from wirgrants.services.access import Actor
from wirgrants.services.filing import Ready, filed_columns, judgement
from wirgrants.services.search import index_case
from workflows.states import MachineName

_JUDGED = ("late", "verdict", "entitlement", "asked", "title", "applicant_name", "applicant_type")


def freeze_content(
    session: Session,
    actor: Actor,
    now: Ready,
    *,
    on_paper: bool = False,
    declared_at: datetime | None = None,
) -> Revision:
    """Freeze the content under the case's `revision_number`; earlier revisions stay as they are.

    With `declared_at` the actor has declared it. The case's judged columns follow the content.
    """
    case: FundingCase = now.case
    columns: dict[str, Any] = filed_columns(case, now.review)
    for name in _JUDGED:
        setattr(case, name, columns[name])
    revision = Revision(
        case_id=case.id,
        subject=MachineName.APPLICATION,
        number=case.revision_number,
        content=now.content,
        digest=now.digest,
        verdict=judgement(now.review),
        form_version=case.form_version,
        at=clock.now(),
        by_id=actor.id,
        on_paper=on_paper,
        declared_at=declared_at,
        declared_by_id=None if declared_at is None else actor.id,
    )
    session.add(revision)
    session.flush()
    index_case(session, case)
    return revision
