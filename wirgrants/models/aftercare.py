"""What follows an award: payments, proofs, their examination, settlement and recovery."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.award import AwardYear
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
    by_value,
    exactly_when,
    in_states,
    not_negative,
    only_when,
    two_people,
    whenever,
)
from workflows.states import PaymentState, ProofState, RecoveryState

_CAME_BACK = {PaymentState.RETURNED, PaymentState.CANCELLED}
_RETURNED = in_states(_CAME_BACK)
_PAID = in_states({PaymentState.PAID, *_CAME_BACK})
_RELEASED = in_states({PaymentState.RELEASED, PaymentState.PAID, *_CAME_BACK})
_CHECKED = in_states({PaymentState.CHECKED, PaymentState.RELEASED, PaymentState.PAID, *_CAME_BACK})


class Payment(Base):
    """A payment request for one part and year: requested, checked, released by another, paid.

    `statement` is what the recipient states: {"spent", "due_soon", "own_funds_used", "other"} in
    euros as text; `digest` what the releaser was shown; `most` the highest call as computed, with
    its arithmetic in `computation`.
    """

    __tablename__ = "payment"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("amount > 0", "amount_positive"),
        whenever(_CHECKED, "checked_by_somebody", "checked_at", "checked_by_id"),
        exactly_when(_RELEASED, "released_by_somebody", "released_at", "released_by_id"),
        exactly_when(_PAID, "paid_with_day", "paid_on", "paid_by_id"),
        exactly_when(_RETURNED, "returned_with_day", "returned_on"),
        two_people("release_by_another", "checked_by_id", "released_by_id"),
        two_people("release_not_by_requester", "requested_by_id", "released_by_id"),
        two_people("paid_by_another", "released_by_id", "paid_by_id"),
        Index("ix_payment_state", "state", "id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    number: Mapped[int]
    state: Mapped[PaymentState] = mapped_column(by_value(PaymentState))
    award_year_id: Mapped[int] = mapped_column(ForeignKey("award_year.id"))
    amount: Mapped[Euro]
    statement: Mapped[JsonObject] = mapped_column(default=dict)
    most: Mapped[Euro | None]
    computation: Mapped[JsonList] = mapped_column(default=list)
    requested_at: Mapped[Moment]
    requested_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    checked_at: Mapped[Moment | None]
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    check_note: Mapped[LongText] = mapped_column(default="")
    digest: Mapped[Digest | None]
    released_at: Mapped[Moment | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    paid_on: Mapped[date | None]
    paid_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    bank_reference: Mapped[str] = mapped_column(String(140), default="")
    returned_on: Mapped[date | None]
    ended_reason: Mapped[LongText] = mapped_column(default="")
    award_year: Mapped[AwardYear] = relationship()


class ProofKind(StrEnum):
    """Zwischennachweis of a year, or Verwendungsnachweis of the whole part."""

    INTERIM = "interim"
    FINAL = "final"


_SUBMITTED = in_states({ProofState.SUBMITTED, ProofState.IN_REVIEW, ProofState.EXAMINED})


class Proof(Base):
    """A proof of use of one part, expected from a computed day on.

    `due_rule` is how the day was found (rule, inputs, clause). `draft` is the working content:
    {"answers", "items": [{category, label, year, amount}], "funds": [...]}. What was
    submitted is the `Revision` with subject "proof", this ref and `revision_number`. `year` is
    the reported year of an interim proof, the last budget year of a final one.
    """

    __tablename__ = "proof"
    __table_args__ = (
        UniqueConstraint("case_id", "part", "kind", "year"),
        whenever(_SUBMITTED, "submitted_with_moment", "submitted_at", "submitted_by_id"),
        CheckConstraint(f"NOT ({_SUBMITTED}) OR revision_number > 0", "submitted_with_revision"),
        CheckConstraint(
            "state <> 'expected' OR submitted_at IS NULL", "not_submitted_while_expected"
        ),
        exactly_when(
            "state = 'examined'",
            "examined_by_somebody",
            "examined_at",
            "examined_by_id",
            "examined_cost",
        ),
        Index("ix_proof_state_due", "state", "due_on", "id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    part: Mapped[Code]
    kind: Mapped[ProofKind] = mapped_column(by_value(ProofKind))
    year: Mapped[int]
    state: Mapped[ProofState] = mapped_column(by_value(ProofState))
    due_on: Mapped[date]
    due_rule: Mapped[JsonObject] = mapped_column(default=dict)
    draft: Mapped[JsonObject] = mapped_column(default=dict)
    draft_saved_at: Mapped[Moment | None]
    revision_number: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[Moment | None]
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    received_on: Mapped[date | None]
    on_paper: Mapped[bool] = mapped_column(default=False)
    sent_back_reason: Mapped[LongText] = mapped_column(default="")
    examined_cost: Mapped[Euro | None]
    examined_at: Mapped[Moment | None]
    examined_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ProofExamination(Base):
    """One examination of a proof (Prüfvermerk). A reopened one stays, marked; the next follows it.

    `items` are {category, label, year, planned, stated, examined, note}, `funds` likewise;
    `counters` the examined counters by question; `verdict` the findings of the proof moment.
    """

    __tablename__ = "proof_examination"
    __table_args__ = (
        UniqueConstraint("proof_id", "number"),
        not_negative("cost_not_negative", "examined_cost"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    proof_id: Mapped[int] = mapped_column(ForeignKey("proof.id"))
    number: Mapped[int]
    in_depth: Mapped[bool] = mapped_column(default=False)
    items: Mapped[JsonList] = mapped_column(default=list)
    funds: Mapped[JsonList] = mapped_column(default=list)
    counters: Mapped[JsonObject] = mapped_column(default=dict)
    verdict: Mapped[JsonObject] = mapped_column(default=dict)
    examined_cost: Mapped[Euro]
    note: Mapped[LongText]
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    reopened_at: Mapped[Moment | None]


class Settlement(Base):
    """One computation of what remains payable or comes back; the last of a case counts.

    `computation` is the arithmetic as shown, line by line, with the parameters used.
    """

    __tablename__ = "settlement"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        not_negative("sums_not_negative", "awarded", "grant_due", "paid", "to_recover", "to_pay"),
        CheckConstraint("to_recover = 0 OR to_pay = 0", "one_direction"),
        CheckConstraint("grant_due <= awarded", "grant_within_award"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    number: Mapped[int]
    awarded: Mapped[Euro]
    grant_due: Mapped[Euro]
    paid: Mapped[Euro]
    to_recover: Mapped[Euro]
    to_pay: Mapped[Euro]
    petty_limit: Mapped[Euro] = mapped_column(default=0)
    computation: Mapped[JsonObject]
    digest: Mapped[Digest]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    rows: Mapped[list["SettlementRow"]] = relationship(order_by="SettlementRow.id")


class SettlementRow(Base):
    """The settlement of one part."""

    __tablename__ = "settlement_row"
    __table_args__ = (
        UniqueConstraint("settlement_id", "part"),
        not_negative("sums_not_negative", "awarded", "examined_cost", "grant_due", "paid"),
    )

    id: Mapped[Id]
    settlement_id: Mapped[int] = mapped_column(ForeignKey("settlement.id"))
    part: Mapped[Code]
    awarded: Mapped[Euro]
    examined_cost: Mapped[Euro]
    grant_due: Mapped[Euro]
    paid: Mapped[Euro]
    computation: Mapped[JsonList] = mapped_column(default=list)


_ORDERED = in_states({RecoveryState.ORDERED, RecoveryState.INTEREST_OPEN, RecoveryState.REPAID})


class Recovery(Base):
    """Hearing, order and repayment. Both letters are stored; interest with its arithmetic.

    `ground` is a key of the law's grounds, `posted_on` the day on which the order was posted;
    `interest` is what both orders set, with `interest_computation` ("later": since the first one).
    """

    __tablename__ = "recovery"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        CheckConstraint("demanded > 0 OR (state = 'dropped' AND demanded = 0)", "demand_positive"),
        not_negative("sums_not_negative", "interest", "repaid"),
        whenever("state = 'statement_received'", "statement_with_moment", "statement_at"),
        whenever(_ORDERED, "ordered_by_somebody", "ordered_at", "ordered_by_id", "order_letter_id"),
        only_when(f"{_ORDERED} OR state = 'dropped'", "order_only_when_ordered", "ordered_at"),
        two_people("four_eyes", "opened_by_id", "ordered_by_id"),
        exactly_when(
            in_states({RecoveryState.REPAID, RecoveryState.DROPPED}),
            "ended_with_moment",
            "ended_at",
        ),
        CheckConstraint(
            "state NOT IN ('interest_open', 'repaid') OR repaid >= demanded + interest",
            "repaid_in_full",
        ),
        Index("ix_recovery_state_due", "state", "hearing_due"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    number: Mapped[int]
    state: Mapped[RecoveryState] = mapped_column(by_value(RecoveryState))
    settlement_id: Mapped[int | None] = mapped_column(ForeignKey("settlement.id"))
    ground: Mapped[Code]
    text: Mapped[LongText]
    demanded: Mapped[Euro]
    opened_at: Mapped[Moment]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    hearing_due: Mapped[date]
    hearing_letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    statement: Mapped[LongText] = mapped_column(default="")
    statement_at: Mapped[Moment | None]
    statement_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    order_text: Mapped[LongText] = mapped_column(default="")
    order_letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    ordered_at: Mapped[Moment | None]
    ordered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    posted_on: Mapped[date | None]
    due_on: Mapped[date | None]
    interest_from: Mapped[date | None]
    interest: Mapped[Euro] = mapped_column(default=0)
    interest_computation: Mapped[JsonObject] = mapped_column(default=dict)
    repaid: Mapped[Euro] = mapped_column(default=0)
    ended_at: Mapped[Moment | None]
    ended_reason: Mapped[LongText] = mapped_column(default="")
    repayments: Mapped[list["Repayment"]] = relationship(order_by="Repayment.id")


class Repayment(Base):
    """Money that came back, as finance recorded it; append-only (triggers)."""

    __tablename__ = "repayment"
    __table_args__ = (CheckConstraint("amount > 0", "amount_positive"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    recovery_id: Mapped[int] = mapped_column(ForeignKey("recovery.id"), index=True)
    amount: Mapped[Euro]
    received_on: Mapped[date]
    bank_reference: Mapped[str] = mapped_column(String(140), default="")
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
