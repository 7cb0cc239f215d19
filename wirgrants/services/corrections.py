"""Correcting a filed application in answer to a request: prepared beside it, frozen when sent.

The correction lies in the draft under a key of its own, so that the content that counts stays as
it is until a signatory sends the answer.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import Clarification, FundingCase, Revision
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.drafts import SectionInput, section_called
from wirgrants.services.drafts_content import (
    Draft,
    base_of,
    filed_content,
    sections_for,
    with_section,
)
from wirgrants.services.drafts_review import directory_of, unreadable, years_of
from wirgrants.services.filing import Declaration, keep_names, ready
from wirgrants.services.log import Entry, record
from wirgrants.services.plain import new_salt
from wirgrants.services.register import load_register
from wirgrants.services.revising import freeze_content
from wirgrants.services.rounds_anew import ask_anew
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.states import ClarificationState

_KEY = "correction"


def corrected_draft(case: FundingCase) -> Draft:
    """The application as it would count after the answer: the correction, else what counts now."""
    held: Draft = case.draft.get(_KEY) or {k: v for k, v in case.draft.items() if k != _KEY}
    return held


def is_corrected(case: FundingCase) -> bool:
    """Whether a correction waits to be sent; a text that cannot be read yet is one, too."""
    return _KEY in case.draft


def asked_now(session: Session, case: FundingCase) -> Clarification:
    """The request that waits for an answer, the most urgent one.

    Raises Refused while none does, and for an application on paper.
    """
    if case.on_paper:
        raise Refused(
            "came on paper",
            message="Der Antrag kam auf Papier. Teilen Sie Berichtigungen in Ihrer Antwort mit; "
            "die Bewilligungsbehörde überträgt sie.",
        )
    waits = (
        select(Clarification)
        .where(
            Clarification.case_id == case.id, Clarification.state == ClarificationState.REQUESTED
        )
        .order_by(Clarification.due_on, Clarification.id)
    )
    found = session.scalars(waits.limit(1)).first()
    if found is None:
        raise Refused(
            "nothing was asked",
            message="Angaben im Antrag lassen sich nur berichtigen, solange eine Nachforderung "
            "auf Ihre Antwort wartet.",
        )
    return found


def load_for_correcting(session: Session, actor: Actor, ref: str) -> FundingCase:
    """The filed case, locked, of a member who was asked something. Raises NotFound, Refused."""
    case = load_case(session, actor, ref, for_update=True)
    only_as_member(actor, case)
    asked_now(session, case)
    return case


def correct_section(actor: Actor, ref: str, sent: SectionInput) -> None:
    """Keep one corrected section; what cannot be read stays as it was typed.

    A correction that says again what counts is none. Raises Conflict when somebody changed this
    section meanwhile, Refused, NotFound.
    """
    with unit_of_work() as session:
        case = load_for_correcting(session, actor, ref)
        guideline = registry.guideline(case.line, case.version)
        held = corrected_draft(case)
        section = section_called(sections_for(guideline, held), sent.slug)
        if sent.version != case.row_version and sent.base != base_of(held, section, guideline):
            raise Conflict("somebody else changed this section")
        new = with_section(held, section, guideline, sent.values, sent.typed)
        kept = {name: value for name, value in case.draft.items() if name != _KEY}
        if new.get("typed") or filed_content(new) != filed_content(kept):
            kept[_KEY] = new
        case.draft = kept
        case.draft_saved_at, case.draft_saved_by_id = clock.now(), actor.id


def discard_correction(actor: Actor, ref: str, *, version: int) -> None:
    """Throw the prepared correction away. Raises Conflict on a stale version, Refused, NotFound."""
    with unit_of_work() as session:
        case = load_for_correcting(session, actor, ref)
        refuse_stale(case, version)
        drop_correction(case)


def drop_correction(case: FundingCase) -> None:
    """What was prepared and not sent goes with the request that asked for it."""
    if is_corrected(case):
        case.draft = {name: value for name, value in case.draft.items() if name != _KEY}


def unreadable_sections(session: Session, case: FundingCase) -> Mapping[str, tuple[str, str]]:
    """Title and faults of every corrected section that holds an unreadable text, by its slug."""
    held = corrected_draft(case)
    if not held.get("typed"):
        return {}
    guideline = registry.guideline(case.line, case.version)
    directory = directory_of(load_register(session), clock.today())
    faults = unreadable(guideline, held, years_of(case), directory)
    return {section.slug: (section.title, " ".join(told)) for section, told in faults}


def freeze_correction(
    session: Session, actor: Actor, case: FundingCase, declared: Declaration
) -> Revision:
    """The correction becomes the next revision, judged anew; the earlier one and its receipt stay.

    Inside the unit of work of the answer, once it is taken: papers that came with it belong to it.
    """
    case.draft = dict(corrected_draft(case))
    now = ready(session, case)
    case.revision_number += 1
    revision = freeze_content(session, actor, now, declared_at=clock.now())
    keep_names(session, revision, declared, salt := new_salt())
    data: Mapping[str, Any] = {
        "revision": revision.number,
        "digest": revision.digest,
        **ask_anew(session, case, corrected=True),
    }
    personal = {"name": declared.name, "function": declared.function}
    said = Entry(action="correct_answers", data=data, personal=personal, salt=salt)
    record(session, actor, said, case)
    return revision
