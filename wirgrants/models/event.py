"""The log: append-only events chained per case, their personal values, and refused attempts."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.application import FundingCase
from wirgrants.models.base import (
    Base,
    Code,
    Digest,
    Id,
    JsonList,
    JsonObject,
    LongText,
    Moment,
    by_value,
)
from workflows.states import MachineName


class Event(Base):
    """One step, in the past tense of its action; append-only (triggers), chained by `hash`.

    `id` is the global sequence, `case_seq` the place in the case's chain (from 1). Without a case
    the event belongs to the house chain (calls, budgets, accounts); its `machine` is then empty, as
    it is for records that move no machine (a download). `personal` maps keys to salted digests of
    values in `EventPersonal`. `actor_id` is empty for the system.
    """

    __tablename__ = "event"
    __table_args__ = (
        UniqueConstraint("case_id", "case_seq"),
        CheckConstraint("case_seq >= 1", "counted_from_one"),
        CheckConstraint("length(hash) = 64 AND length(prev_hash) = 64", "hashes_are_whole"),
        CheckConstraint("machine IS NULL OR to_state IS NOT NULL", "a_step_ends_somewhere"),
        Index("ix_event_at", "at", "id"),
        Index("ix_event_actor", "actor_id", "id"),
        # Who looked into a case stands in the chain of the house.
        Index(
            "ix_event_house_subject",
            "subject_ref",
            "id",
            sqlite_where=sql("case_id IS NULL"),
            postgresql_where=sql("case_id IS NULL"),
        ),
    )

    id: Mapped[Id]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("funding_case.id"))
    case_seq: Mapped[int]
    machine: Mapped[MachineName | None] = mapped_column(by_value(MachineName))
    subject_ref: Mapped[str] = mapped_column(String(16), default="")
    action: Mapped[Code]
    from_state: Mapped[str | None] = mapped_column(String(32))
    to_state: Mapped[str | None] = mapped_column(String(32))
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    roles: Mapped[JsonList]
    at: Mapped[Moment]
    reason: Mapped[LongText] = mapped_column(default="")
    line: Mapped[Code] = mapped_column(default="")
    guideline_version: Mapped[Code] = mapped_column(default="")
    findings: Mapped[JsonList]
    data: Mapped[JsonObject]
    personal: Mapped[JsonObject]
    prev_hash: Mapped[Digest]
    hash: Mapped[Digest]
    case: Mapped[FundingCase | None] = relationship()


class EventPersonal(Base):
    """A personal value of an event with its salt; may be erased, the chain stays provable."""

    __tablename__ = "event_personal"
    __table_args__ = (UniqueConstraint("event_id", "key"),)

    id: Mapped[Id]
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    key: Mapped[str] = mapped_column(String(120))
    salt: Mapped[str] = mapped_column(String(64))
    value: Mapped[LongText]


class RefusedAttempt(Base):
    """A step that was refused: outside the chain, written in a transaction of its own."""

    __tablename__ = "refused_attempt"
    __table_args__ = (
        Index("ix_refused_attempt_case", "case_ref", "id"),
        Index("ix_refused_attempt_at", "at", "id"),
    )

    id: Mapped[Id]
    at: Mapped[Moment]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    case_ref: Mapped[str] = mapped_column(String(16), default="")
    machine: Mapped[Code] = mapped_column(default="")
    subject_ref: Mapped[str] = mapped_column(String(16), default="")
    action: Mapped[Code]
    kind: Mapped[Code]
    findings: Mapped[JsonList] = mapped_column(default=list)
