"""Who acts for an organisation, and who of the authority is tied to it."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Membership, MembershipKind, Organisation, User
from wirgrants.services.access import Actor
from wirgrants.services.house_events import note, only_with
from wirgrants.services.organisations import load_organisation
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role


def members_of(session: Session, row: Organisation) -> Sequence[Membership]:
    """Memberships and ties of an organisation, present ones first; one statement."""
    return (
        session.scalars(
            select(Membership)
            .join(Membership.account)
            .where(Membership.organisation_id == row.id)
            .options(joinedload(Membership.account).lazyload("*"))
            .order_by(Membership.ended_at.is_not(None), User.name, User.id)
        )
        .unique()
        .all()
    )


def set_membership(actor: Actor, ref: str, email: str, kind: MembershipKind, function: str) -> None:
    """Let an account act for the organisation, or record a tie; an ended one begins again.

    Raises NotFound, and Refused for an unknown or closed account, an applicant's tie, and a role
    of the authority that would sign for an applicant.
    """
    only_with(actor, Role.ADMINISTRATOR)
    with unit_of_work() as session:
        row = load_organisation(session, ref)
        account = _account(session, email)
        add_membership(session, actor, row, account, kind, function)


def add_membership(
    session: Session,
    actor: Actor,
    row: Organisation,
    account: User,
    kind: MembershipKind,
    function: str,
) -> None:
    """Inside a unit of work: write the membership and its event. Raises Refused."""
    if kind is MembershipKind.TIED and not account.roles:
        raise Refused(
            "a tie is for staff",
            message="Eine Bindung wird nur für Beschäftigte der Behörde eingetragen.",
        )
    if kind is not MembershipKind.TIED and account.roles:
        raise Refused(
            "staff do not act for applicants",
            message="Dieses Konto hat eine Rolle in der Behörde. Es kann nicht zugleich für eine "
            "Organisation handeln. Bitte legen Sie dafür ein eigenes Konto an.",
        )
    known = session.scalars(
        select(Membership).where(
            Membership.account_id == account.id, Membership.organisation_id == row.id
        )
    ).one_or_none()
    if known is not None and (known.kind, known.function, known.ended_at) == (kind, function, None):
        return  # the form was sent twice
    if known is None:
        known = Membership(account_id=account.id, organisation_id=row.id)
        session.add(known)
    known.kind, known.function, known.ended_at = kind, function, None
    note(
        session,
        actor,
        "membership_set",
        row.ref,
        data={"account": account.ref, "kind": kind},
        personal={"name": account.name, "function": function},
    )


def end_membership(actor: Actor, ref: str, account_ref: str, reason: str) -> None:
    """The account acts for the organisation no longer, or is no longer tied. Raises NotFound."""
    only_with(actor, Role.ADMINISTRATOR)
    with unit_of_work() as session:
        found = load_membership(session, ref, account_ref)
        if found.ended_at is not None:
            raise Refused("ended already", message="Diese Zuordnung ist schon beendet.")
        found.ended_at = clock.now()
        note(
            session,
            actor,
            "membership_ended",
            ref,
            reason=reason,
            data={"account": account_ref, "kind": found.kind},
            personal={"name": found.account.name},
        )


def load_membership(session: Session, ref: str, account_ref: str) -> Membership:
    """One membership with account and organisation. Raises NotFound."""
    found = (
        session.scalars(
            select(Membership)
            .join(Membership.account)
            .join(Membership.organisation)
            .where(Organisation.ref == ref, User.ref == account_ref)
        )
        .unique()
        .one_or_none()
    )
    if found is None:
        raise NotFound("no such membership")
    return found


def _account(session: Session, email: str) -> User:
    found = session.scalars(select(User).where(User.email == email.lower())).unique().one_or_none()
    if found is None or not found.active:
        raise Refused(
            "no such account",
            message="Zu dieser E-Mail-Adresse gibt es kein offenes Konto.",
        )
    return found
