"""Two people changed the same section: the page that shows both texts."""

from typing import Any

from flask import url_for
from sqlalchemy.orm import Session

from forms.base import HouseForm
from wirgrants.errors import Conflict
from wirgrants.models import FundingCase, User
from wirgrants.services.drafts_content import base_of
from wirgrants.unit_of_work import read_only
from wirgrants.web.applicant.sections import desk_of, form_of
from wirgrants.web.guards import current_actor


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


def differences(theirs: HouseForm, mine: HouseForm) -> list[tuple[str, str, str]]:
    """Label, their text, my text, of each field in which the two differ."""
    left, right = _texts(theirs), _texts(mine)
    names = dict.fromkeys([*left, *right])
    return [
        (
            (right.get(name) or left[name])[0],
            left.get(name, ("", ""))[1],
            right.get(name, ("", ""))[1],
        )
        for name in names
        if left.get(name, ("", ""))[1] != right.get(name, ("", ""))[1]
    ]


def _texts(form: Any, prefix: str = "") -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    for field in form:
        inner = getattr(field, "entries", None)
        if inner is not None:
            for place, row in enumerate(inner, start=1):
                found |= _texts(row.form, f"{field.label.text}, Zeile {place}: ")
        else:
            label = prefix + str(field.label.text)
            found[f"{prefix}{field.short_name}"] = (label, _text(field))
    return found


def _text(field: Any) -> str:
    if hasattr(field, "iter_choices"):
        return ", ".join(str(one.label) for one in field.iter_choices() if one.selected)
    return str(field._value()) if hasattr(field, "_value") else str(field.data or "")  # noqa: SLF001
