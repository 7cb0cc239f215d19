"""What was awarded by part and year, its obligations, and the changes asked for later."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
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
    Ref,
    Share,
    by_value,
    exactly_when,
    in_states,
    not_negative,
    only_when,
    two_people,
    whenever,
)
from wirgrants.models.programme import Budget
from workflows.guideline import FinancingType, ProofForm
from workflows.states import ChangeState


class AwardPart(Base):
    """One part as awarded: period, financing type and share as fixed in the notice, binding plan.

    `plan` has the shape of a draft's plan; `units` is what a fixed amount rests on ({question:
    number}), `basis` the arithmetic of the award. `share` is award ÷ eligible plan, empty for a
    fixed amount.
    """

    __tablename__ = "award_part"
    __table_args__ = (
        UniqueConstraint("case_id", "part"),
        CheckConstraint("ends_on >= starts_on", "period_runs_forward"),
        not_negative("sums_not_negative", "amount", "eligible_cost"),
        CheckConstraint("amount <= eligible_cost", "award_within_cost"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    part: Mapped[Code]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    financing: Mapped[FinancingType] = mapped_column(by_value(FinancingType))
    share: Mapped[Share | None]
    amount: Mapped[Euro]
    eligible_cost: Mapped[Euro]
    plan: Mapped[JsonObject]
    units: Mapped[JsonObject] = mapped_column(default=dict)
    basis: Mapped[JsonObject] = mapped_column(default=dict)
    proof_form: Mapped[ProofForm] = mapped_column(by_value(ProofForm))


class AwardYear(Base):
    """The award of one part in one budget year, and the budget that carries it."""

    __tablename__ = "award_year"
    __table_args__ = (
        UniqueConstraint("case_id", "part", "year"),
        not_negative("sums_not_negative", "amount", "paid", "released"),
        CheckConstraint("paid + released <= amount", "paid_within_award"),
    )

    id: Mapped[Id]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    part: Mapped[Code]
    year: Mapped[int]
    amount: Mapped[Euro]
    # What was given back to the budget unspent (underspend at settlement, reduction by a change).
    released: Mapped[Euro] = mapped_column(default=0)
    paid: Mapped[Euro] = mapped_column(default=0)
    budget_id: Mapped[int] = mapped_column(ForeignKey("budget.id"))
    budget: Mapped[Budget] = relationship()


class Obligation(Base):
    """A condition or obligation of the notice, with its due day and how it was met.

    `met_on` is the day on which it was, `met_at` when the officer entered it; what was entered
    before and undone stands in the log.
    """

    __tablename__ = "obligation"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        exactly_when("met_by_id IS NOT NULL", "met_by_somebody", "met_at", "met_on"),
        only_when("met_by_id IS NOT NULL", "paper_of_what_was_met", "paper_id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    number: Mapped[int]
    kind: Mapped[Code] = mapped_column(default="obligation")
    text: Mapped[LongText]
    due_on: Mapped[date | None]
    met_on: Mapped[date | None]
    met_at: Mapped[Moment | None]
    met_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    note: Mapped[LongText] = mapped_column(default="")
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))


class ChangeKind(StrEnum):
    """What a change request wants to change."""

    PLAN = "plan"
    PERIOD = "period"
    AMOUNT = "amount"
    PURPOSE = "purpose"
    CONTACT = "contact"
    OTHER = "other"


_DECIDED = in_states({ChangeState.GRANTED, ChangeState.REFUSED})
_PROPOSED = in_states({ChangeState.PROPOSED, ChangeState.GRANTED, ChangeState.REFUSED})


class ChangeRequest(Base):
    """A wish to change the award, its proposal and its decision with the amended letter.

    `wanted` and `proposed` have the same shape: {"parts": {part: {"start", "end", "plan"}},
    "amounts": {part: {year: amount}}, "text": ...}; `before` is the award when the request came.
    """

    __tablename__ = "change_request"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        exactly_when(_PROPOSED, "proposed_by_somebody", "proposed_at", "proposed_by_id", "digest"),
        whenever(_PROPOSED, "proposed_with_letter", "letter_id"),
        exactly_when(_DECIDED, "decided_by_somebody", "decided_at", "decided_by_id"),
        two_people("four_eyes", "proposed_by_id", "decided_by_id"),
        Index("ix_change_request_state", "state", "id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    number: Mapped[int]
    state: Mapped[ChangeState] = mapped_column(by_value(ChangeState))
    kind: Mapped[ChangeKind] = mapped_column(by_value(ChangeKind))
    reason: Mapped[LongText]
    before: Mapped[JsonObject] = mapped_column(default=dict)
    wanted: Mapped[JsonObject] = mapped_column(default=dict)
    requested_at: Mapped[Moment]
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    favourable: Mapped[bool | None]
    proposed: Mapped[JsonObject] = mapped_column(default=dict)
    obligations: Mapped[JsonList] = mapped_column(default=list)
    answer: Mapped[LongText] = mapped_column(default="")
    proposed_at: Mapped[Moment | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    digest: Mapped[Digest | None]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    decided_at: Mapped[Moment | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_reason: Mapped[LongText] = mapped_column(default="")
