"""A notice in the name and of the day of whoever signs it (§ 37 III HVwVfG), else as proposed.

What somebody proposes bears nobody's name. Who signs sets it anew with the own name and the day,
sees those bytes, and signs them that day; the proposal itself stays as it is.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import FundingCase, Letter
from wirgrants.services.access import Actor
from wirgrants.services.letters import Draft, Sheet, add, frozen_letter, terms_of
from wirgrants.services.log import Entry, record


def in_own_name(actor: Actor, proposed: Letter) -> Draft:
    """The proposed notice of today with this person's name, and nothing else changed."""
    return Draft(
        kind=proposed.kind,
        letter=replace(
            frozen_letter(proposed),
            dated=clock.today(),
            signature=actor.name,
            countersigned=False,
        ),
        terms=terms_of(proposed),
        subject=proposed.subject,
        subject_ref=proposed.subject_ref,
    )


def keep_in_own_name(
    session: Session, case: FundingCase, actor: Actor, sheet: Sheet, proposed: Letter
) -> Letter:
    """The row of such a notice, in place of the draft without a name or with another one.

    The caller holds the case's lock. Whoever has the case open sees it anew before they sign. The
    log tells who made it. Flushes. Raises Conflict when something else was proposed meanwhile.
    """
    row = add(session, case, actor, sheet)
    if not repeats(row, proposed):
        raise Conflict("another letter was proposed meanwhile")
    # By this record the draft cannot be changed or taken away unnoticed, signed or not. The case
    # counts as changed by it, for its chain grows.
    data = {"letter": row.ref, "digest": row.pdf_digest, "proposed": proposed.ref}
    record(
        session, actor, Entry(action="name_letter", subject_ref=row.subject_ref, data=data), case
    )
    return row


def to_be_signed(session: Session, proposed: Letter) -> Letter:
    """The draft that may be issued, with its file; what was proposed when nobody has made one.

    One statement.
    """
    named = session.scalars(
        select(Letter)
        .where(
            Letter.case_id == proposed.case_id,
            Letter.kind == proposed.kind,
            Letter.subject_ref == proposed.subject_ref,
            Letter.sequence > proposed.sequence,
            Letter.issued_at.is_(None),
            Letter.discarded_at.is_(None),
        )
        .order_by(Letter.sequence.desc())
        .limit(1)
        .options(joinedload(Letter.file))
    ).first()
    return proposed if named is None else named


def own_draft(session: Session, actor: Actor, proposed: Letter) -> Letter | None:
    """What this person may sign today: the proposed notice in the own name; None before that."""
    letter = to_be_signed(session, proposed)
    return letter if may_sign(actor, letter) and repeats(letter, proposed) else None


def repeats(letter: Letter, proposed: Letter) -> bool:
    """Whether a draft differs from what was proposed by nothing but its name and day."""
    return _unsigned(letter) == _unsigned(proposed)


def _unsigned(letter: Letter) -> Mapping[str, Any]:
    told = letter.content
    bare = {**told["letter"], "dated": "", "signature": "", "countersigned": False}
    return {**told, "letter": bare}


def may_sign(actor: Actor, letter: Letter) -> bool:
    """Whether this person may issue the letter as it is, today."""
    return bears_name_of(actor, letter) and letter.dated == clock.today()


def bears_name_of(actor: Actor, letter: Letter) -> bool:
    """Whether this person's name, and nobody else's, stands under the letter where one belongs."""
    told = letter.content.get("letter", {})
    if told.get("countersigned"):
        return False
    return not told.get("signature") or letter.rendered_by_id == actor.id


def refuse_other_name(actor: Actor, letter: Letter) -> None:
    """Raises Refused where the name of whoever signs is missing, or another one stands there."""
    if bears_name_of(actor, letter):
        return
    name = letter.content["letter"]["signature"]
    what = f"trägt den Namen {name}" if name else "trägt noch keinen Namen"
    raise Refused(
        "the letter does not bear the signer's name",
        message=f"Das Schreiben {what}. Es muss Ihren Namen tragen, wenn Sie zeichnen (§ 37 "
        "Abs. 3 HVwVfG). Bitte erstellen Sie es mit Ihrem Namen und prüfen Sie es.",
    )


def refuse_other_day(letter: Letter) -> None:
    """Raises Refused for a letter of another day than today, which is when it is signed."""
    if letter.dated == clock.today():
        return
    raise Refused(
        "the letter bears another day",
        message=f"Das Schreiben trägt das Datum {letter.dated:%d.%m.%Y}. Es muss den Tag tragen, "
        "an dem Sie es zeichnen. Bitte erstellen Sie es heute neu und prüfen Sie es; Ihre übrigen "
        "Angaben bleiben erhalten.",
    )
