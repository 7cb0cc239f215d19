"""The inbox of recipients and staff: messages that a step or a deadline brings."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.application import FundingCase
from wirgrants.models.base import Base, Code, Id, LongText, Moment, Name, Ref, exactly_when


class InboxMessage(Base):
    """A message to an organisation or to one account; `key` keeps a reminder from coming twice."""

    __tablename__ = "inbox_message"
    __table_args__ = (
        CheckConstraint(
            "(organisation_id IS NULL) <> (account_id IS NULL)", "to_organisation_or_account"
        ),
        exactly_when("read_by_id IS NOT NULL", "read_by_somebody", "read_at"),
        Index("ix_inbox_message_organisation", "organisation_id", "id"),
        Index("ix_inbox_message_account", "account_id", "id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    case_id: Mapped[int | None] = mapped_column(ForeignKey("funding_case.id"), index=True)
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    kind: Mapped[Code]
    key: Mapped[str | None] = mapped_column(String(120), unique=True)
    subject: Mapped[Name]
    text: Mapped[LongText]
    at: Mapped[Moment]
    read_at: Mapped[Moment | None]
    read_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    case: Mapped[FundingCase | None] = relationship()
