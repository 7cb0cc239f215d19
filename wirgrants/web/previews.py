"""The preview of a letter beside a step's form: as the page shows it, and held against the form."""

from typing import Any

from flask import url_for

from forms.decision import PreviewedForm
from wirgrants.errors import Refused
from wirgrants.models import Letter
from wirgrants.services.letters import frozen_letter
from wirgrants.services.signing import may_sign
from wirgrants.web.guards import current_actor

NAMED = "Das Schreiben trägt jetzt Ihren Namen. Bitte prüfen Sie es, bevor Sie zeichnen."


def card(case_ref: str, letter: Letter) -> dict[str, Any]:
    """A letter as a page offers it: title, link, size, digest, moment, warnings.

    `named`: it may be issued as it is; `mine`: this person may sign it by its
    name and its day.
    """
    return {
        "title": letter.title,
        "href": url_for("letters.download", ref=case_ref, letter_ref=letter.ref),
        "size": letter.file.size,
        "digest": letter.pdf_digest,
        "at": letter.rendered_at,
        "named": not frozen_letter(letter).countersigned,
        "mine": may_sign(current_actor(), letter),
        "warnings": letter.warnings.splitlines(),
    }


def shown(case_ref: str, letter: Letter | None) -> dict[str, Any]:
    """What the page shows of the preview that waits; nothing without one."""
    return {"preview": None if letter is None else card(case_ref, letter)}


def named(letter: Letter | None) -> dict[str, str]:
    """The hidden fields that name the preview which the page shows."""
    return {} if letter is None else {"letter": letter.ref, "digest": letter.pdf_digest}


def refuse_unseen(form: PreviewedForm, letter: Letter | None) -> Letter:
    """The preview that waits. Raises Refused without one, and when the page showed none."""
    if letter is None or not form.letter.data or not form.digest.data:
        raise Refused(
            "no preview", message="Bitte erstellen Sie zuerst die Vorschau und prüfen Sie sie."
        )
    return letter


def refuse_other_words(*, same: bool) -> None:
    """Raises Refused when something was typed after the preview."""
    if not same:
        raise Refused(
            "changed after the preview",
            message="Ihre Angaben weichen von der Vorschau ab. Bitte erstellen Sie sie neu.",
        )


def plain_lines(text: str | None) -> str:
    """Line ends as a letter's terms keep them, whatever the browser sends."""
    return "\n".join((text or "").splitlines())
