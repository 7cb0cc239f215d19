"""Steps whose letter is previewed first: the preview beside the form, the check before the step."""

from collections.abc import Mapping
from typing import Any

from forms.decision import PreviewedForm
from wirgrants.models import Decision, Letter, LetterKind, ProposalEnd, User
from wirgrants.services.access import load_case
from wirgrants.services.letters import newest_preview, terms_of
from wirgrants.services.proposals import Shown, given_back
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import StepView
from wirgrants.web.previews import named, refuse_other_words, refuse_unseen, shown


def waiting_preview(view: StepView, kind: LetterKind) -> Letter | None:
    """The preview of this kind that waits for a step of the application."""
    with read_only() as session:
        return newest_preview(session, load_case(session, view.actor, view.case_ref), kind)


def kept(view: StepView, kind: LetterKind) -> tuple[Mapping[str, Any], dict[str, str]] | None:
    """The terms of the preview that waits, and the hidden fields that name it; None without one."""
    return kept_of(waiting_preview(view, kind))


def kept_of(found: Letter | None) -> tuple[Mapping[str, Any], dict[str, str]] | None:
    """The same of a preview that was found already."""
    if found is None:
        return None
    return terms_of(found), named(found)


def earlier_wish(
    view: StepView, decision: Decision
) -> tuple[Mapping[str, Any] | None, Mapping[str, Any] | None]:
    """The wish of the proposal that was given back, and who gave it back, when and why.

    The wish is None where there is none of this kind of decision.
    """
    with read_only() as session:
        last = given_back(session, load_case(session, view.actor, view.case_ref))
        if last is None:
            return None, None
        by = session.get(User, last.ended_by_id)
        told = {
            "returned": last.ended is ProposalEnd.RETURNED,
            "by": "" if by is None else by.name,
            "at": last.ended_at,
            "reason": last.end_reason,
        }
        return (last.content.get("wish") if last.kind is decision else None), told


def preview_context(view: StepView, kind: LetterKind) -> dict[str, Any]:
    """The preview as the page shows it: link, size, digest, warnings; nothing without one."""
    return shown(view.case_ref, waiting_preview(view, kind))


def shown_preview(
    view: StepView, form: PreviewedForm, kind: LetterKind, typed: Mapping[str, Any]
) -> Shown:
    """The preview on the page, if what is typed is still what it says.

    Raises Refused without a preview, and when something was typed after it.
    """
    return shown_of(view, form, waiting_preview(view, kind), typed)


def shown_of(
    view: StepView, form: PreviewedForm, found: Letter | None, typed: Mapping[str, Any]
) -> Shown:
    """The same of a preview that was found already."""
    refuse_other_words(same=terms_of(refuse_unseen(form, found)).get("wish") == typed)
    assert form.letter.data is not None
    assert form.digest.data is not None
    return Shown(letter_ref=form.letter.data, digest=form.digest.data, version=view.version)
