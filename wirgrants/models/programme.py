"""What the programme lead keeps: calls, budgets with their ledger, dated parameters and annexes."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.base import (
    Base,
    Code,
    Digest,
    Euro,
    Id,
    JsonList,
    JsonObject,
    LongText,
    Moment,
    Name,
    Ref,
    by_value,
    exactly_when,
    not_negative,
    only_when,
)
from wirgrants.models.system import StoredFile
from workflows.sources import Mark


class Call(Base):
    """A call opens one version of one line for budget years, between two instants.

    `figures` maps a figure's key to {"value", "reason", "by", "at"}: confirmed when the value is
    the shipped one, replaced otherwise. `years` are integers. A call without `published_at` is a
    preparation that no applicant sees; one with it is announced until `opens_at`.
    """

    __tablename__ = "call"
    __table_args__ = (
        CheckConstraint("closes_at > opens_at", "closes_after_opening"),
        exactly_when("published_by_id IS NOT NULL", "published_by_somebody", "published_at"),
        exactly_when("closed_by_id IS NOT NULL", "closed_by_somebody", "closed_at"),
        only_when("published_at IS NOT NULL", "closed_only_after_publication", "closed_at"),
        Index("ix_call_line_version", "line", "version"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    line: Mapped[Code]
    version: Mapped[Code]
    title: Mapped[Name]
    text: Mapped[LongText] = mapped_column(default="")
    years: Mapped[JsonList]
    opens_at: Mapped[Moment]
    closes_at: Mapped[Moment]
    closing_is_fixed_day: Mapped[bool] = mapped_column(default=False)
    figures: Mapped[JsonObject] = mapped_column(default=dict)
    form_version: Mapped[int] = mapped_column(default=1)
    guideline_digest: Mapped[Digest] = mapped_column(default="")
    created_at: Mapped[Moment]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    published_at: Mapped[Moment | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_at: Mapped[Moment | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    closed_reason: Mapped[LongText] = mapped_column(default="")
    row_version: Mapped[int] = mapped_column(default=0)

    __mapper_args__ = {"version_id_col": row_version}


class BudgetKind(StrEnum):
    """Money of the year itself, or authority to commit money of a later year (§ 38 LHO)."""

    BUDGET = "budget"
    COMMITMENT = "commitment"


class Budget(Base):
    """What one line may spend in one year. Changed only by `services.ledger`, entry by entry."""

    __tablename__ = "budget"
    __table_args__ = (
        UniqueConstraint("line", "year", "kind"),
        not_negative("never_below_zero", "total", "reserved", "committed", "spent"),
        CheckConstraint("reserved + committed + spent <= total", "never_overdrawn"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    line: Mapped[Code]
    year: Mapped[int]
    kind: Mapped[BudgetKind] = mapped_column(by_value(BudgetKind))
    total: Mapped[Euro] = mapped_column(default=0)
    reserved: Mapped[Euro] = mapped_column(default=0)
    committed: Mapped[Euro] = mapped_column(default=0)
    spent: Mapped[Euro] = mapped_column(default=0)


class LedgerKind(StrEnum):
    """What an entry of the ledger does."""

    ALLOT = "allot"
    RESERVE = "reserve"
    UNRESERVE = "unreserve"
    COMMIT = "commit"
    RELEASE = "release"
    SPEND = "spend"
    RETURN = "return"
    REFUND = "refund"


class LedgerEntry(Base):
    """One movement; append-only (triggers). Sums of the four changes are the budget's columns."""

    __tablename__ = "ledger_entry"
    __table_args__ = (Index("ix_ledger_entry_case_id", "case_id", "id"),)

    id: Mapped[Id]
    budget_id: Mapped[int] = mapped_column(ForeignKey("budget.id"), index=True)
    case_id: Mapped[int | None] = mapped_column(ForeignKey("funding_case.id"))
    part: Mapped[Code] = mapped_column(default="")
    kind: Mapped[LedgerKind] = mapped_column(by_value(LedgerKind))
    amount: Mapped[Euro]
    total_change: Mapped[Euro] = mapped_column(default=0)
    reserved_change: Mapped[Euro] = mapped_column(default=0)
    committed_change: Mapped[Euro] = mapped_column(default=0)
    spent_change: Mapped[Euro] = mapped_column(default=0)
    at: Mapped[Moment]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reason: Mapped[LongText] = mapped_column(default="")
    budget: Mapped[Budget] = relationship()


class Parameter(Base):
    """A dated value that no guideline fixes, as an administrator entered or confirmed it.

    Shipped defaults stand in `workflows.parameters`; a row here takes precedence from its day on.
    `value` is text: a number with a point, or words (a court, a remedy) when `unit` is empty.
    `source` and `number` are the clause; days after `confirmed_until` are warned of.
    """

    __tablename__ = "parameter"
    __table_args__ = (UniqueConstraint("key", "valid_from"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    key: Mapped[Code]
    value: Mapped[LongText]
    unit: Mapped[Code] = mapped_column(default="")
    valid_from: Mapped[date]
    confirmed_until: Mapped[date | None]
    source: Mapped[Code]
    number: Mapped[Name]
    mark: Mapped[Mark] = mapped_column(by_value(Mark))
    note: Mapped[LongText] = mapped_column(default="")
    entered_at: Mapped[Moment]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    confirmed_at: Mapped[Moment | None]
    confirmed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Annex(Base):
    """A dated document that belongs to notices (ANBest-P, ANBest-GK), with its digest."""

    __tablename__ = "annex"
    __table_args__ = (UniqueConstraint("kind", "valid_from"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    kind: Mapped[Code]
    title: Mapped[Name]
    valid_from: Mapped[date]
    demonstration: Mapped[bool] = mapped_column(default=False)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    digest: Mapped[Digest]
    uploaded_at: Mapped[Moment]
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    file: Mapped[StoredFile] = relationship()


class NumberSeries(Base):
    """The last number given in a series ("WIR-2027"); raised in the transaction that uses it."""

    __tablename__ = "number_series"

    series: Mapped[str] = mapped_column(String(64), primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
