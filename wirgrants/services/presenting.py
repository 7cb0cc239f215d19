"""A draft laid before those who sign for the applicant, by whoever may only prepare it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.errors import Refused
from wirgrants.models import FundingCase, Membership, MembershipKind, User
from wirgrants.services.access import Actor
from wirgrants.services.drafts import load_draft
from wirgrants.services.log import Entry, record
from wirgrants.services.telling import tell_accounts
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role


def present_for_signature(actor: Actor, ref: str, note: str, *, version: int) -> int:
    """Tells the people who may sign that the draft waits for them; how many were told.

    Raises Refused when the organisation has nobody who may sign, Conflict on a stale version.
    """
    with unit_of_work() as session:
        case = load_draft(session, actor, ref)
        refuse_stale(case, version)
        people = signatories(session, case)
        refuse_without_signatories(people)
        title = case.title or "Antrag ohne Titel"
        words = [f"{actor.name} legt Ihnen den Antrag „{title}“ zur Unterschrift vor.", note]
        tell_accounts(
            session,
            case,
            people,
            kind="for_signature",
            subject="Antrag zur Unterschrift",
            text="\n\n".join(word for word in words if word),
        )
        case.waiting_for = Role.SIGNATORY.value
        record(session, actor, Entry(action="present_for_signature"), case)
        return len(people)


def refuse_without_signatories(people: Sequence[int]) -> None:
    """Raises Refused when the organisation has nobody who may sign."""
    if not people:
        raise Refused(
            "nobody may sign",
            message="Für Ihre Organisation ist niemand als vertretungsberechtigt eingetragen. "
            "Bitte wenden Sie sich an die Administration.",
        )


def signatories(session: Session, case: FundingCase) -> Sequence[int]:
    """The accounts that may sign for the applicant now."""
    return session.scalars(
        select(Membership.account_id)
        .join(User, User.id == Membership.account_id)
        .where(
            Membership.organisation_id == case.organisation_id,
            Membership.kind == MembershipKind.SIGNATORY,
            Membership.ended_at.is_(None),
            User.active,
        )
    ).all()
