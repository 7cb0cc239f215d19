"""The dated register of authorities: one identity, many statuses, keys and populations."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from wirgrants.models.base import Base, Id, Name, Ref, by_value
from workflows.facts import ApplicantType


class Authority(Base):
    """One county, city or municipality; `identity` stays through every change of key and status."""

    __tablename__ = "authority"

    id: Mapped[Id]
    ref: Mapped[Ref]
    identity: Mapped[str] = mapped_column(String(8), unique=True)
    name: Mapped[Name]
    invented: Mapped[bool] = mapped_column(default=False)


class AuthorityStatus(Base):
    """Key, name and legal status of an authority in a span of days; `valid_to` is its last day."""

    __tablename__ = "authority_status"
    __table_args__ = (
        UniqueConstraint("authority_id", "valid_from"),
        UniqueConstraint("ags", "valid_from"),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", "span_runs_forward"),
    )

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    ags: Mapped[str] = mapped_column(String(8))
    name: Mapped[Name]
    kind: Mapped[ApplicantType] = mapped_column(by_value(ApplicantType))
    county_ags: Mapped[str] = mapped_column(String(5))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    predecessor: Mapped[str | None] = mapped_column(String(8))
    source: Mapped[Name] = mapped_column(default="")


class Population(Base):
    """How many people lived there on one day; `applies_from` where a border changed later."""

    __tablename__ = "population"
    __table_args__ = (
        UniqueConstraint("authority_id", "as_of", "applies_from"),
        CheckConstraint("inhabitants >= 0", "inhabitants_counted"),
    )

    id: Mapped[Id]
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    as_of: Mapped[date]
    applies_from: Mapped[date | None]
    inhabitants: Mapped[int]
    source: Mapped[Name] = mapped_column(default="")
