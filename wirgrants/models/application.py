"""The case from its first draft to the settled file, its frozen revisions and its papers."""

from datetime import date
from enum import StrEnum

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    UniqueConstraint,
)
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, mapped_column, relationship

from wirgrants.models.base import (
    Base,
    Code,
    Digest,
    Euro,
    Id,
    JsonObject,
    LongText,
    Moment,
    Name,
    Ref,
    by_value,
    exactly_when,
    in_states,
    not_negative,
    two_people,
)
from wirgrants.models.people import Organisation, User
from wirgrants.models.programme import Call
from wirgrants.models.system import StoredFile
from workflows.facts import ApplicantType
from workflows.findings import VerdictKind
from workflows.states import (
    AFTER_AWARD,
    CLOSED,
    DECIDED,
    ApplicationState,
    MachineName,
    Variant,
)

_PROPOSED = {
    ApplicationState.AWARD_PROPOSED,
    ApplicationState.REJECTION_PROPOSED,
} | DECIDED


class Decision(StrEnum):
    """What was decided on an application."""

    AWARD = "award"
    REJECTION = "rejection"


class FundingCase(Base):
    """One application and everything that follows from it.

    Written only inside the unit of work; `state` only by `services.steps`. `row_version` rises with
    every change and is what a form sends back. `draft` is the working content (see DESIGN: answers,
    parts, asked, declarations); once filed, the frozen `Revision` with `revision_number` counts.
    `draft["correction"]` is a correction that an answer to a request will bring, not sent yet.
    `waiting_for`, `due_on` and `due_what` say who must act next, until when, and on what.
    """

    __tablename__ = "funding_case"
    __table_args__ = (
        CheckConstraint("(filed_at IS NULL) = (number IS NULL)", "number_with_filing"),
        CheckConstraint("(filed_at IS NULL) = (received_on IS NULL)", "received_with_filing"),
        CheckConstraint("(filed_at IS NULL) = (revision_number = 0)", "revision_with_filing"),
        CheckConstraint(
            "state = 'withdrawn' OR (state = 'draft') = (filed_at IS NULL)", "filed_beyond_draft"
        ),
        exactly_when(in_states(_PROPOSED), "proposed_by_somebody", "proposed_by_id"),
        exactly_when(
            in_states(DECIDED),
            "decided_with_day_and_person",
            "decision",
            "decided_on",
            "decided_by_id",
        ),
        CheckConstraint(
            f"decision IS NULL OR (decision = 'award') = ({in_states(AFTER_AWARD)})",
            "decision_fits_state",
        ),
        two_people("four_eyes", "proposed_by_id", "decided_by_id"),
        exactly_when(in_states(AFTER_AWARD), "awarded_with_amount", "awarded"),
        exactly_when(in_states(CLOSED), "closed_with_day", "closed_on"),
        exactly_when("state = 'settled'", "settled_with_grant", "settled_grant"),
        exactly_when("state = 'declined'", "declined_on_a_day", "declined_on"),
        not_negative("sums_not_negative", "awarded", "paid", "recovered", "settled_grant"),
        CheckConstraint("awarded IS NULL OR paid <= awarded", "paid_within_award"),
        CheckConstraint("log_length >= 0", "log_counted"),
        # The queue: newest filing first, alone and under each filter, with the id as tie-break.
        Index("ix_funding_case_filed", "filed_at", "id"),
        Index("ix_funding_case_state_filed", "state", "filed_at", "id"),
        Index("ix_funding_case_line_filed", "line", "filed_at", "id"),
        Index("ix_funding_case_assigned_filed", "assigned_to_id", "filed_at", "id"),
        Index("ix_funding_case_waiting_due", "waiting_for", "due_on", "id"),
        Index("ix_funding_case_due", "due_on", "id"),
        Index("ix_funding_case_organisation", "organisation_id", "id"),
        Index("ix_funding_case_call", "call_id", "id"),
        # Starting again finds the draft that is there: one per organisation and call.
        Index(
            "uq_funding_case_one_draft",
            "organisation_id",
            "call_id",
            unique=True,
            sqlite_where=sql("state = 'draft'"),
            postgresql_where=sql("state = 'draft'"),
        ),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    number: Mapped[str | None] = mapped_column(String(40), unique=True)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    line: Mapped[Code]
    version: Mapped[Code]
    form_version: Mapped[int] = mapped_column(default=1)
    guideline_digest: Mapped[Digest] = mapped_column(default="")
    variant: Mapped[Variant] = mapped_column(by_value(Variant))
    state: Mapped[ApplicationState] = mapped_column(by_value(ApplicationState))
    row_version: Mapped[int] = mapped_column(default=0)

    title: Mapped[Name] = mapped_column(default="")
    applicant_name: Mapped[Name] = mapped_column(default="")
    applicant_type: Mapped[ApplicantType | None] = mapped_column(by_value(ApplicantType))
    draft: Mapped[JsonObject] = mapped_column(default=dict)
    draft_saved_at: Mapped[Moment | None]
    draft_saved_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    started_at: Mapped[Moment]
    started_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))

    filed_at: Mapped[Moment | None]
    received_on: Mapped[date | None]
    revision_number: Mapped[int] = mapped_column(default=0)
    late: Mapped[bool] = mapped_column(default=False)
    on_paper: Mapped[bool] = mapped_column(default=False)
    verdict: Mapped[VerdictKind | None] = mapped_column(by_value(VerdictKind))
    asked: Mapped[Euro] = mapped_column(default=0)
    entitlement: Mapped[Euro | None]

    assigned_to_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    waiting_for: Mapped[str | None] = mapped_column(String(32))
    due_on: Mapped[date | None]
    due_what: Mapped[Code] = mapped_column(default="")

    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    decision: Mapped[Decision | None] = mapped_column(by_value(Decision))
    decided_on: Mapped[date | None]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    awarded: Mapped[Euro | None]
    paid: Mapped[Euro] = mapped_column(default=0)
    settled_grant: Mapped[Euro | None]
    recovered: Mapped[Euro] = mapped_column(default=0)
    # The day on which the declaration came that the award is not accepted.
    declined_on: Mapped[date | None]
    closed_on: Mapped[date | None]

    log_head: Mapped[Digest] = mapped_column(default="")
    log_length: Mapped[int] = mapped_column(default=0)

    organisation: Mapped[Organisation] = relationship()
    call: Mapped[Call | None] = relationship()
    assigned_to: Mapped[User | None] = relationship(foreign_keys=[assigned_to_id])

    __mapper_args__ = {"version_id_col": row_version}


class Revision(Base):
    """A frozen content with its digest: the application as filed, a proof or change as submitted.

    Write-once (triggers). `content` holds salted digests where personal values were; the values
    stand in `RevisionPersonal` and can be erased without breaking the digest. `verdict` is the
    judgement at that moment with figures and arithmetic as shown. `subject_ref` is the ref of the
    proof, change or payment; "" for the application itself.
    """

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("case_id", "subject", "subject_ref", "number"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    subject: Mapped[MachineName] = mapped_column(by_value(MachineName))
    subject_ref: Mapped[str] = mapped_column(String(16), default="")
    number: Mapped[int]
    content: Mapped[JsonObject]
    digest: Mapped[Digest]
    verdict: Mapped[JsonObject] = mapped_column(default=dict)
    form_version: Mapped[int] = mapped_column(default=1)
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    on_paper: Mapped[bool] = mapped_column(default=False)
    # The signatory's click on `digest`; name and function are personal values of the revision.
    declared_at: Mapped[Moment | None]
    declared_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class RevisionPersonal(Base):
    """A personal value of a revision with its salt; may be erased, the digest stays."""

    __tablename__ = "revision_personal"
    __table_args__ = (UniqueConstraint("revision_id", "key"),)

    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    key: Mapped[str] = mapped_column(String(200))
    salt: Mapped[str] = mapped_column(String(64))
    value: Mapped[LongText]


class Paper(Base):
    """An uploaded paper of a case. A replaced or removed one stays as a row with its moment.

    `subject` and `subject_ref` say what it belongs to; `kind` is a kind of `PaperNeed` or "other".
    """

    __tablename__ = "paper"
    __table_args__ = (
        Index("ix_paper_case_id", "case_id", "id"),
        exactly_when("removed_by_id IS NOT NULL", "removed_by_somebody", "removed_at"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    subject: Mapped[MachineName] = mapped_column(
        by_value(MachineName), default=MachineName.APPLICATION
    )
    subject_ref: Mapped[str] = mapped_column(String(16), default="")
    part: Mapped[Code] = mapped_column(default="")
    kind: Mapped[Code]
    filename: Mapped[Name]
    internal: Mapped[bool] = mapped_column(default=False)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    uploaded_at: Mapped[Moment]
    uploaded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    removed_at: Mapped[Moment | None]
    removed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    file: Mapped[StoredFile] = relationship()


class CaseTerm(Base):
    """A word by which a case is found (number, applicant, title), folded by `services.search`."""

    __tablename__ = "case_term"
    __table_args__ = (Index("ix_case_term_case_id", "case_id"),)

    # Byte order on both databases, so that a prefix is a range of the primary key.
    term: Mapped[str] = mapped_column(
        String(64).with_variant(String(64, collation="C"), "postgresql"), primary_key=True
    )
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"), primary_key=True)
