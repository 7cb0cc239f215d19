"""Steps whose letter is previewed first: the preview beside the form, the check before the step."""

from collections.abc import Mapping
from typing import Any

from flask import url_for

from forms.decision import PreviewedForm
from wirgrants.errors import Refused
from wirgrants.models import Decision, Letter, LetterKind, ProposalEnd, User
from wirgrants.services.access import load_case
from wirgrants.services.letters import newest_preview, terms_of
from wirgrants.services.proposals import Shown, given_back
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import StepView


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
    return terms_of(found), {"letter": found.ref, "digest": found.pdf_digest}


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
    return context_of(view, waiting_preview(view, kind))


def context_of(view: StepView, found: Letter | None) -> dict[str, Any]:
    """The same of a preview that was found already."""
    if found is None:
        return {"preview": None}
    return {
        "preview": {
            "title": found.title,
            "href": url_for("letters.download", ref=view.case_ref, letter_ref=found.ref),
            "size": found.file.size,
            "digest": found.pdf_digest,
            "at": found.rendered_at,
            "warnings": found.warnings.splitlines(),
        }
    }


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
    if found is None or not form.letter.data or not form.digest.data:
        raise Refused(
            "no preview", message="Bitte erstellen Sie zuerst die Vorschau und prüfen Sie sie."
        )
    if terms_of(found).get("wish") != typed:
        raise Refused(
            "changed after the preview",
            message="Ihre Angaben weichen von der Vorschau ab. Bitte erstellen Sie sie neu.",
        )
    return Shown(letter_ref=form.letter.data, digest=form.digest.data, version=view.version)
