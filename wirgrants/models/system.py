"""What the system keeps for itself: stored files, clock offset, house log, built files."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.base import (
    Base,
    Code,
    Digest,
    Id,
    LongText,
    Moment,
    Name,
    Ref,
    UtcDateTime,
    by_value,
    exactly_when,
)


class StoredFile(Base):
    """A file in the object store, found by the SHA-256 of its bytes; written once."""

    __tablename__ = "stored_file"

    id: Mapped[Id]
    sha256: Mapped[str] = mapped_column(String(64), unique=True)
    size: Mapped[int]
    media_type: Mapped[Code]
    pages: Mapped[int | None]
    stored_at: Mapped[Moment]


class ClockOffset(Base):
    """One row: how far the demo's clock stands from the real one. Refused in production."""

    __tablename__ = "clock_offset"
    __table_args__ = (CheckConstraint("id = 1", "one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    seconds: Mapped[int] = mapped_column(default=0)
    # A fixed moment stands still; a held day keeps the real time of day (the demo's today).
    fixed_at: Mapped[Moment | None]
    held_on: Mapped[date | None]


class OperatorText(Base):
    """A page of whoever runs the system (Impressum, Datenschutz, Barrierefreiheit), by its key.

    Without a row the settings' text counts. Plain paragraphs, separated by blank lines.
    """

    __tablename__ = "operator_text"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    text: Mapped[LongText]
    changed_at: Mapped[Moment]
    changed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    row_version: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": row_version}


class UsedForm(Base):
    """A form that was taken: its token can never be spent again.

    `digest` tells the same form sent twice from another text under an old token; `made` is the ref
    of what the form made, where its page leads there.
    """

    __tablename__ = "used_form"

    token: Mapped[Code] = mapped_column(primary_key=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    used_at: Mapped[Moment]
    digest: Mapped[Digest]
    made: Mapped[Code] = mapped_column(default="")


class DismissedJob(Base):
    """A failure that needs no repetition, with the reason; `job_id` is the queue's.

    Told apart by its moment as well: a job that is started again and fails again counts anew.
    """

    __tablename__ = "dismissed_job"

    job_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    failed_at: Mapped[datetime] = mapped_column(UtcDateTime, primary_key=True)
    name: Mapped[Code]
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[LongText]


class RateCount(Base):
    """How often something was tried in a window of time that ends at a second of the Unix clock.

    `key` is a digest of what is counted (`wirgrants.counting`), so that no address stands here.
    """

    __tablename__ = "rate_count"

    key: Mapped[Digest] = mapped_column(primary_key=True)
    hits: Mapped[int]
    ends_at: Mapped[int] = mapped_column(BigInteger, index=True)


class HouseLog(Base):
    """One row: head and length of the chain of events that belong to no case (calls, accounts)."""

    __tablename__ = "house_log"
    __table_args__ = (CheckConstraint("id = 1", "one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    log_head: Mapped[Digest] = mapped_column(default="")
    log_length: Mapped[int] = mapped_column(default=0)


class BuiltKind(StrEnum):
    """What a job builds for people to fetch."""

    AUDIT_FILE = "audit_file"


class BuiltState(StrEnum):
    """How far the job is. Not a machine: nothing legal hangs on it."""

    QUEUED = "queued"
    READY = "ready"
    FAILED = "failed"


class BuiltFile(Base):
    """A file that a job builds on request; `log_length` tells of which stand of the case."""

    __tablename__ = "built_file"
    __table_args__ = (exactly_when("progress = 'ready'", "ready_with_file", "file_id"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("funding_case.id"), index=True)
    kind: Mapped[BuiltKind] = mapped_column(by_value(BuiltKind))
    progress: Mapped[BuiltState] = mapped_column(by_value(BuiltState), default=BuiltState.QUEUED)
    title: Mapped[Name] = mapped_column(default="")
    log_length: Mapped[int] = mapped_column(default=0)
    requested_at: Mapped[Moment]
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    finished_at: Mapped[Moment | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    problem: Mapped[LongText] = mapped_column(default="")
    file: Mapped[StoredFile | None] = relationship()
