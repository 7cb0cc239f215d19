"""Accounts: created with roles, closed, given a temporary password, changed by their owner."""

import secrets
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from flask import current_app
from flask_security.utils import hash_password, verify_password
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants import clock, once
from wirgrants.errors import NotFound, Refused
from wirgrants.models import MembershipKind, StaffRole, User, new_ref
from wirgrants.services.access import Actor
from wirgrants.services.house_events import note, only_with
from wirgrants.services.organisation_members import add_membership
from wirgrants.services.organisations import load_organisation
from wirgrants.services.search import holds
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import APPLICANT_ROLES, Role

PAGE = 25
OFFICE_ROLES = tuple(
    role for role in Role if role not in APPLICANT_ROLES and role is not Role.SYSTEM
)
# Without letters and digits that are mistaken for each other on paper or on the telephone.
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 4, 4


class WrongPassword(Refused):
    """The present password was not the one that was entered."""


@dataclass(frozen=True, kw_only=True)
class AccountValues:
    """What the administrator enters; applicants have a membership instead of roles."""

    name: str
    email: str
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, kw_only=True)
class ActsFor:
    """For which organisation a new account acts, and as what."""

    organisation_ref: str
    kind: MembershipKind
    function: str = ""


def temporary_password() -> str:
    """A password to be read out once: 16 characters in groups, about 79 bits."""
    return "-".join(
        "".join(secrets.choice(_ALPHABET) for _ in range(_GROUP)) for _ in range(_GROUPS)
    )


def load_account(session: Session, ref: str) -> User:
    """The account of this ref with roles and memberships. Raises NotFound."""
    found = session.scalars(select(User).where(User.ref == ref)).unique().one_or_none()
    if found is None:
        raise NotFound("no such account")
    return found


def list_accounts(session: Session, search: str = "", after: str | None = None) -> Sequence[User]:
    """A page of accounts by address, one more than fits; two statements."""
    statement = select(User.id).order_by(User.email).limit(PAGE + 1)
    if search:
        statement = statement.where(holds(search, User.name, User.email))
    if after is not None:
        statement = statement.where(User.email > after)
    wanted = list(session.scalars(statement))
    rows = select(User).where(User.id.in_(wanted)).order_by(User.email)
    return session.scalars(rows).unique().all()


def create_account(
    actor: Actor, values: AccountValues, acts_for: ActsFor | None = None
) -> tuple[str, str]:
    """Create an account with a temporary password; its ref and the password, told only here.

    Raises Refused when the address is taken, or neither a role nor an organisation is given.
    """
    only_with(actor, Role.ADMINISTRATOR)
    if not values.roles and acts_for is None:
        raise Refused("no role", message="Bitte wählen Sie mindestens eine Rolle.")
    _refuse_roles(values)
    password = temporary_password()
    hashed = hash_password(password)  # takes a while: not inside the transaction
    with unit_of_work() as session:
        _refuse_taken(session, values.email)
        account = User(
            ref=new_ref(),
            email=values.email.lower(),
            name=values.name,
            password=hashed,
            password_is_temporary=True,
            active=True,
            fs_uniquifier=secrets.token_hex(32),
            created_at=clock.now(),
        )
        account.roles = _rows_of(session, values.roles)
        session.add(account)
        session.flush()
        _note(session, actor, "account_created", account.ref, values)
        if acts_for is not None:
            organisation = load_organisation(session, acts_for.organisation_ref)
            add_membership(session, actor, organisation, account, acts_for.kind, acts_for.function)
        once.made(session, account.ref)
        return account.ref, password


def change_account(actor: Actor, ref: str, values: AccountValues, version: int) -> None:
    """Change name, address and roles. Raises Conflict, or Refused (address taken, own or last
    administrator's role taken away, a role for somebody who acts for an applicant).
    """
    with unit_of_work() as session:
        account = _locked(session, actor, ref, version)
        _refuse_roles(values)
        if values.email.lower() != account.email:
            _refuse_taken(session, values.email)
        if _is_administrator(account) and Role.ADMINISTRATOR not in values.roles:
            _refuse_losing_administrator(session, actor, account)
        acting = [m for m in account.memberships if m.ended_at is None]
        if values.roles and any(m.kind is not MembershipKind.TIED for m in acting):
            raise Refused(
                "acts for an applicant",
                message="Dieses Konto handelt für eine Organisation. Beenden Sie zuerst die "
                "Zuordnung oder legen Sie für die Behörde ein eigenes Konto an.",
            )
        account.name, account.email = values.name, values.email.lower()
        account.roles = _rows_of(session, values.roles)
        _note(session, actor, "account_changed", ref, values)


def close_account(actor: Actor, ref: str, reason: str, version: int) -> None:
    """Shut the door: no sign-in, and present sessions end. Raises Conflict or Refused."""
    with unit_of_work() as session:
        account = _locked(session, actor, ref, version)
        if not account.active:
            raise Refused("closed already", message="Dieses Konto ist schon gesperrt.")
        if account.id == actor.id:
            raise Refused("own account", message="Das eigene Konto lässt sich nicht sperren.")
        if _is_administrator(account):
            _refuse_losing_administrator(session, actor, account)
        account.active = False
        account.fs_uniquifier = secrets.token_hex(32)
        note(session, actor, "account_closed", ref, reason=reason)


def reopen_account(actor: Actor, ref: str, reason: str, version: int) -> None:
    """Let the person sign in again with the old password. Raises Conflict or Refused."""
    with unit_of_work() as session:
        account = _locked(session, actor, ref, version)
        if account.active:
            raise Refused("open already", message="Dieses Konto ist nicht gesperrt.")
        account.active = True
        note(session, actor, "account_reopened", ref, reason=reason)


def reset_password(actor: Actor, ref: str, version: int) -> str:
    """Give a temporary password, told only here; sessions end. Raises Conflict or Refused."""
    password = temporary_password()
    hashed = hash_password(password)
    with unit_of_work() as session:
        account = _locked(session, actor, ref, version)
        if not account.active:
            raise Refused(
                "closed", message="Dieses Konto ist gesperrt. Bitte öffnen Sie es zuerst."
            )
        _set_password(account, hashed, temporary=True)
        note(session, actor, "password_reset", ref)
    return password


def _as_signed_in(password: str) -> str:
    """The form in which the sign-in compares passwords: an ü typed in two ways is one ü."""
    return unicodedata.normalize(current_app.config["SECURITY_PASSWORD_NORMALIZE_FORM"], password)


def change_own_password(actor: Actor, present: str, wanted: str) -> User:
    """Change one's own password; other sessions end, the caller signs the account in again.

    Raises WrongPassword when `present` is not the one that counts, Refused when both are the same.
    """
    present, wanted = _as_signed_in(present), _as_signed_in(wanted)
    with read_only() as session:
        account = load_account(session, actor.ref)
        if not account.password or not verify_password(present, account.password):
            raise WrongPassword("wrong password", message="Das bisherige Kennwort stimmt nicht.")
    if present == wanted:
        raise Refused("same password", message="Bitte wählen Sie ein anderes Kennwort als bisher.")
    hashed = hash_password(wanted)
    with unit_of_work() as session:
        account = (
            session.scalars(select(User).where(User.ref == actor.ref).with_for_update(of=User))
            .unique()
            .one()
        )
        _set_password(account, hashed, temporary=False)
        note(session, actor, "password_changed", actor.ref)
    return account


def _set_password(account: User, hashed: str, *, temporary: bool) -> None:
    account.password = hashed
    account.password_is_temporary = temporary
    account.fs_uniquifier = secrets.token_hex(32)


def _locked(session: Session, actor: Actor, ref: str, version: int) -> User:
    only_with(actor, Role.ADMINISTRATOR)
    statement = select(User).where(User.ref == ref).with_for_update(of=User)
    account = session.scalars(statement).unique().one_or_none()
    if account is None:
        raise NotFound("no such account")
    refuse_stale(account, version)
    return account


def _refuse_taken(session: Session, email: str) -> None:
    if session.scalar(select(User.id).where(User.email == email.lower())) is not None:
        raise Refused("address taken", message="Zu dieser E-Mail-Adresse gibt es schon ein Konto.")


def _refuse_roles(values: AccountValues) -> None:
    if not values.roles <= set(OFFICE_ROLES):
        raise Refused("unknown role", message="Diese Rolle kann nicht vergeben werden.")
    if Role.AUDITOR in values.roles and len(values.roles) > 1:
        raise Refused(
            "auditors stand alone",
            message="Die Rolle Prüfung lässt sich nicht mit einer anderen Rolle verbinden.",
        )


def _is_administrator(account: User) -> bool:
    return any(role.name == Role.ADMINISTRATOR.value for role in account.roles)


def _refuse_losing_administrator(session: Session, actor: Actor, account: User) -> None:
    if account.id == actor.id:
        raise Refused(
            "own role", message="Die eigene Rolle Administration lässt sich nicht abgeben."
        )
    others = select(func.count(User.id)).where(
        User.active, User.id != account.id, User.roles.any(StaffRole.name == Role.ADMINISTRATOR)
    )
    if not session.scalar(others):
        raise Refused(
            "last administrator",
            message="Das letzte Konto mit der Rolle Administration muss offen bleiben.",
        )


def _rows_of(session: Session, roles: frozenset[Role]) -> list[StaffRole]:
    names = sorted(role.value for role in roles)
    return list(session.scalars(select(StaffRole).where(StaffRole.name.in_(names))))


def _note(session: Session, actor: Actor, action: str, ref: str, values: AccountValues) -> None:
    roles = sorted(role.value for role in values.roles)
    personal = {"name": values.name, "email": values.email.lower()}
    note(session, actor, action, ref, data={"roles": roles}, personal=personal)
