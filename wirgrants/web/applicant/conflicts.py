"""Two people changed the same section: the page that shows both texts."""

from flask import url_for
from sqlalchemy.orm import Session

from forms.base import HouseForm
from wirgrants.errors import Conflict
from wirgrants.models import FundingCase, User
from wirgrants.services.drafts_content import base_of
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.sections import desk_of, form_of
from wirgrants.web.guards import current_actor
from wirgrants.web.typed import differences


def saved_by(session: Session, case: FundingCase) -> str | None:
    """The name of whoever saved the draft last."""
    if case.draft_saved_by_id is None:
        return None
    if case.draft_saved_by_id == current_actor().id:
        return current_actor().name
    return session.get_one(User, case.draft_saved_by_id).name


def both_texts(ref: str, slug: str, typed: dict[str, list[str]], form: HouseForm) -> Conflict:
    """The page that shows what the other person saved beside what was typed here."""
    with read_only() as session:
        theirs = desk_of(session, current_actor(), ref, slug)
        case = theirs.case
        stored = form_of(theirs)
        name = saved_by(session, case)
        base = base_of(case.draft, theirs.section, theirs.guideline)
        version, when = case.row_version, case.draft_saved_at
    changes = differences(stored, form)
    values = [(key, text) for key, texts in typed.items() for text in texts]
    here = url_for("applicant.section", ref=ref, slug=slug)
    return Conflict(
        "somebody else changed this section",
        who=name,
        when=when,
        changes=changes,
        resubmit=here,
        values=[*values, ("base", base)],
        version=version,
        back=here,
    )
