"""An officer's desk: who works on a case, and what is noted for the authority alone."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.errors import NotAllowed, NotFound, Refused
from wirgrants.models import FundingCase, Membership, Note, StaffRole, User
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.log import Entry, record
from wirgrants.services.plain import digest
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work
from workflows.states import CLOSED, Role

WRITES_NOTES = frozenset({Role.CASE_OFFICER, Role.APPROVER, Role.PROGRAMME_LEAD, Role.FINANCE})

ASSIGNS = frozenset({Role.CASE_OFFICER, Role.APPROVER})


def load_for_work(
    session: Session, actor: Actor, ref: str, roles: frozenset[Role], *, version: int | None = None
) -> FundingCase:
    """The locked case for a change that moves no state.

    Raises NotFound for strangers and members of the applicant, NotAllowed for other roles,
    Conflict when the person saw an older version.
    """
    case = load_case(session, actor, ref, for_update=True)
    only_as_staff(actor, case)
    if not actor.staff_roles & roles:
        raise NotAllowed("another role does this")
    if version is not None:
        refuse_stale(case, version)
    return case


def may_assign(actor: Actor, case: FundingCase) -> bool:
    """Whether this person may hand the case to somebody: officers and approvers, until its end."""
    return bool(actor.staff_roles & ASSIGNS) and case.state not in CLOSED


def assign(actor: Actor, ref: str, account_ref: str, *, version: int) -> str | None:
    """Hand the case to a case officer, or to nobody (""); the officer's name.

    Raises NotFound for an account that is no active officer, Refused for one who belongs to the
    applicant or for a closed case.
    """
    with unit_of_work() as session:
        case = load_for_work(session, actor, ref, ASSIGNS, version=version)
        if case.state in CLOSED:
            raise Refused("closed", message="Der Vorgang ist abgeschlossen.")
        officer = _officer(session, case, account_ref) if account_ref else None
        case.assigned_to_id = None if officer is None else officer.id
        data = {"account": None if officer is None else officer.id}
        record(session, actor, Entry(action="assign", data=data), case)
        return None if officer is None else officer.name


def _officer(session: Session, case: FundingCase, ref: str) -> User:
    found = (
        session.scalars(
            select(User).where(
                User.ref == ref,
                User.active.is_(True),
                User.roles.any(StaffRole.name == Role.CASE_OFFICER.value),
            )
        )
        .unique()
        .one_or_none()
    )
    if found is None:
        raise NotFound("no such officer")
    belongs = session.scalar(
        select(Membership.id).where(
            Membership.account_id == found.id,
            Membership.organisation_id == case.organisation_id,
            Membership.ended_at.is_(None),
        )
    )
    if belongs is not None:
        raise Refused(
            "belongs to the applicant",
            message="Diese Person gehört zur antragstellenden Stelle und darf den Vorgang nicht "
            "bearbeiten (§ 20 HVwVfG).",
        )
    return found


def add_note(actor: Actor, ref: str, text: str) -> None:
    """Keep an internal note. The log holds its digest, so that it cannot be changed unseen."""
    with unit_of_work() as session:
        case = load_for_work(session, actor, ref, WRITES_NOTES)
        note = Note(case_id=case.id, text=text, at=clock.now(), by_id=actor.id)
        session.add(note)
        session.flush()
        data = {"note": note.ref, "digest": digest(text)}
        record(session, actor, Entry(action="add_note", data=data), case)


def notes_of(session: Session, case: FundingCase) -> Sequence[Note]:
    """The notes of a case with their authors, newest first; one statement."""
    return (
        session.scalars(
            select(Note)
            .where(Note.case_id == case.id)
            .order_by(Note.id.desc())
            .options(joinedload(Note.by).lazyload("*"))
        )
        .unique()
        .all()
    )
