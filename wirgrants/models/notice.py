"""What leaves the house: letters with frozen bytes and delivery, and their acceptance."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.base import (
    Base,
    Digest,
    Id,
    JsonObject,
    LongText,
    Moment,
    Name,
    Ref,
    by_value,
    exactly_when,
    only_when,
)
from wirgrants.models.system import StoredFile
from workflows.notification import DeliveryWay
from workflows.states import MachineName


class LetterKind(StrEnum):
    """The kinds of letters; each has its template and its rules of delivery."""

    RECEIPT = "receipt"
    EARLY_START = "early_start"
    EARLY_START_REFUSAL = "early_start_refusal"
    CLARIFICATION = "clarification"
    AWARD = "award"
    REJECTION = "rejection"
    AMENDMENT = "amendment"
    CHANGE_REFUSAL = "change_refusal"
    PAYMENT_REFUSAL = "payment_refusal"
    LAPSE = "lapse"
    PROOF_RECEIPT = "proof_receipt"
    DECLINE_RECEIPT = "decline_receipt"
    SETTLEMENT = "settlement"
    HEARING = "hearing"
    RECOVERY_ORDER = "recovery_order"
    INTEREST_ORDER = "interest_order"
    RECOVERY_DROPPED = "recovery_dropped"
    OTHER = "other"


class DiscardCause(StrEnum):
    """Why a draft was not issued: each number of a case is a letter or says this."""

    REPLACED = "replaced"
    TAKEN_BACK = "taken_back"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"


class Letter(Base):
    """A letter rendered once: frozen content, frozen bytes; previewed, then issued as those bytes.

    Content, digests, file, kind, number and subject never change after the insert, and no row is
    deleted (triggers). A letter without `issued_at` is a preview; what takes its use away makes it
    `discarded_at`, once, with who and why (nobody: the system). An issued one can only be
    superseded.
    """

    __tablename__ = "letter"
    __table_args__ = (
        UniqueConstraint("case_id", "sequence"),
        CheckConstraint(
            "issued_at IS NULL OR (previewed_digest IS NOT NULL AND previewed_digest = pdf_digest)",
            "issued_as_previewed",
        ),
        exactly_when("issued_at IS NOT NULL", "issued_with_person_and_way", "issued_by_id", "way"),
        CheckConstraint("issued_at IS NULL OR discarded_at IS NULL", "issued_never_discarded"),
        exactly_when("discarded_at IS NOT NULL", "discarded_with_cause", "discarded_why"),
        only_when("discarded_at IS NOT NULL", "discarded_by_with_moment", "discarded_by_id"),
        CheckConstraint(
            "way IS NULL OR way <> 'electronic' OR consent_on IS NOT NULL",
            "electronic_only_with_consent",
        ),
        only_when("issued_at IS NOT NULL", "delivered_only_when_issued", "sent_on", "retrieved_at"),
        only_when("issued_at IS NOT NULL", "final_only_when_issued", "notified_on", "final_on"),
        CheckConstraint(
            "final_on IS NULL OR notified_on IS NULL OR final_on >= notified_on",
            "final_after_notification",
        ),
        Index("ix_letter_subject", "case_id", "subject", "subject_ref"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    sequence: Mapped[int]
    kind: Mapped[LetterKind] = mapped_column(by_value(LetterKind))
    number: Mapped[str] = mapped_column(String(60))
    title: Mapped[Name]
    subject: Mapped[MachineName] = mapped_column(
        by_value(MachineName), default=MachineName.APPLICATION
    )
    subject_ref: Mapped[str] = mapped_column(String(16), default="")
    dated: Mapped[date]
    content: Mapped[JsonObject]
    content_digest: Mapped[Digest]
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    pdf_digest: Mapped[Digest]
    warnings: Mapped[LongText] = mapped_column(default="")
    rendered_at: Mapped[Moment]
    rendered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    previewed_digest: Mapped[str | None] = mapped_column(String(64))
    discarded_at: Mapped[Moment | None]
    discarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    discarded_why: Mapped[DiscardCause | None] = mapped_column(by_value(DiscardCause))
    issued_at: Mapped[Moment | None]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))

    way: Mapped[DeliveryWay | None] = mapped_column(by_value(DeliveryWay))
    consent_on: Mapped[date | None]
    sent_on: Mapped[date | None]
    retrieved_at: Mapped[Moment | None]
    notified_on: Mapped[date | None]
    final_on: Mapped[date | None]
    waived_on: Mapped[date | None]

    file: Mapped[StoredFile] = relationship()


class Acceptance(Base):
    """The declaration on the award notice; names and bank data stand in `AcceptancePersonal`.

    `digest` is what was declared, with salted digests where personal values were.
    """

    __tablename__ = "acceptance"

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"), unique=True)
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
    at: Mapped[Moment]
    received_on: Mapped[date]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_paper: Mapped[bool] = mapped_column(default=False)
    remedy_waived: Mapped[bool] = mapped_column(default=False)
    content: Mapped[JsonObject] = mapped_column(default=dict)
    digest: Mapped[Digest]
    personal: Mapped["AcceptancePersonal | None"] = relationship(back_populates="acceptance")


class AcceptancePersonal(Base):
    """Bank account and signatory of an acceptance; may be erased when no longer needed."""

    __tablename__ = "acceptance_personal"

    acceptance_id: Mapped[int] = mapped_column(ForeignKey("acceptance.id"), primary_key=True)
    iban: Mapped[str] = mapped_column(String(34))
    account_holder: Mapped[Name]
    bank_name: Mapped[Name] = mapped_column(default="")
    name: Mapped[Name]
    function: Mapped[Name]
    salt: Mapped[str] = mapped_column(String(64))
    acceptance: Mapped[Acceptance] = relationship(back_populates="personal")
