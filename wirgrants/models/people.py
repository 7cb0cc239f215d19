"""Accounts with their roles, the organisations that own cases, and who acts for which of them."""

from datetime import date
from enum import StrEnum

from flask_security.core import RoleMixin, UserMixin
from sqlalchemy import Column, ForeignKey, Index, String, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.base import Base, Code, Id, Moment, Name, Ref, by_value
from wirgrants.models.register import Authority
from workflows.facts import ApplicantType

account_role = Table(
    "account_role",
    Base.metadata,
    Column("account_id", ForeignKey("account.id"), primary_key=True),
    Column("role_id", ForeignKey("role.id"), primary_key=True),
)


class MembershipKind(StrEnum):
    """What a member may do for an organisation: prepare, or also sign.

    TIED gives no role: somebody of the authority who sits on the applicant's board or is married to
    its head is shut out of its cases.
    """

    EDITOR = "editor"
    SIGNATORY = "signatory"
    TIED = "tied"


class StaffRole(Base, RoleMixin):
    """A role of the authority, named by `workflows.states.Role`; applicants have memberships."""

    __tablename__ = "role"

    id: Mapped[Id]
    name: Mapped[str] = mapped_column(String(80), unique=True)


class User(Base, UserMixin):
    """An account. Rows are never deleted: the log names them; `active` closes the door.

    A temporary password was set by an administrator; its owner changes it before anything else.
    """

    __tablename__ = "account"

    id: Mapped[Id]
    ref: Mapped[Ref]
    email: Mapped[str] = mapped_column(String(255), unique=True)
    name: Mapped[Name]
    password: Mapped[str | None] = mapped_column(String(255))
    password_is_temporary: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[Moment]
    row_version: Mapped[int] = mapped_column(default=0)
    # Both come with the account in the one statement that every request makes.
    roles: Mapped[list[StaffRole]] = relationship(  # type: ignore[assignment]
        secondary=account_role, lazy="joined"
    )
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="account", lazy="joined", foreign_keys="Membership.account_id"
    )

    __mapper_args__ = {"version_id_col": row_version}


class Organisation(Base):
    """Who applies and owns cases. `authority_id` ties a territorial body to the dated register.

    `seat_ags` is the county or city of the seat (8 or 5 digits): it names the court. Consent to
    electronic delivery is a date; without it letters go by post. The proofs of charity and of the
    register are what a draft begins with: None where nobody has said anything yet.
    """

    __tablename__ = "organisation"
    __table_args__ = (Index("ix_organisation_name_id", "name", "id"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    name: Mapped[Name]
    kind: Mapped[ApplicantType] = mapped_column(by_value(ApplicantType))
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    seat_ags: Mapped[str | None] = mapped_column(String(8))
    street: Mapped[Name] = mapped_column(default="")
    postcode: Mapped[str] = mapped_column(String(10), default="")
    city: Mapped[Name] = mapped_column(default="")
    email: Mapped[str] = mapped_column(String(255), default="")
    phone: Mapped[Code] = mapped_column(default="")
    register_entry: Mapped[Name] = mapped_column(default="")
    electronic_consent_on: Mapped[date | None]
    charitable: Mapped[bool | None]
    registered_association: Mapped[bool | None]
    exemption_notice_kind: Mapped[Code] = mapped_column(default="")
    exemption_notice_date: Mapped[date | None]
    register_extract_date: Mapped[date | None]
    vat_deductible: Mapped[bool | None]
    invented: Mapped[bool] = mapped_column(default=False)
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment]
    row_version: Mapped[int] = mapped_column(default=0)
    authority: Mapped[Authority | None] = relationship()

    __mapper_args__ = {"version_id_col": row_version}


class Membership(Base):
    """One person acts for one organisation, as editor or signatory; ended ones stay."""

    __tablename__ = "membership"
    __table_args__ = (UniqueConstraint("account_id", "organisation_id"),)

    id: Mapped[Id]
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    kind: Mapped[MembershipKind] = mapped_column(by_value(MembershipKind))
    function: Mapped[Name] = mapped_column(default="")
    ended_at: Mapped[Moment | None]
    account: Mapped[User] = relationship(back_populates="memberships", foreign_keys=[account_id])
    organisation: Mapped[Organisation] = relationship(lazy="joined")
