"""What is done before a decision: checks, notes, clarifications, votes, proposals."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, and_, cast
from sqlalchemy import text as sql
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from wirgrants.models.application import Decision, Paper
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
    whenever,
)
from wirgrants.models.notice import Letter
from wirgrants.models.people import User
from workflows.findings import Outcome
from workflows.states import ClarificationState


class Check(Base):
    """One finding of the machine and the officer's answer to it, beside it and never instead of it.

    `round` rises when a check is reopened. An answer that differs from the machine's needs a note;
    where the machine left it to a person, nothing is differed from.
    """

    __tablename__ = "check_item"
    __table_args__ = (
        UniqueConstraint("case_id", "round", "rule"),
        exactly_when("answer IS NOT NULL", "answered_by_somebody", "answered_by_id", "answered_at"),
        CheckConstraint(
            "answer IS NULL OR answer = outcome OR outcome = 'review' OR length(note) > 0",
            "overridden_with_reason",
        ),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    round: Mapped[int] = mapped_column(default=1)
    rule: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)
    finding: Mapped[JsonObject]
    outcome: Mapped[Outcome] = mapped_column(by_value(Outcome, "known_outcome"))
    answer: Mapped[Outcome | None] = mapped_column(by_value(Outcome, "known_answer"))
    note: Mapped[LongText] = mapped_column(default="")
    answered_at: Mapped[Moment | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class Note(Base):
    """An internal note of the authority; applicants never see it."""

    __tablename__ = "note"
    __table_args__ = (Index("ix_note_case_id", "case_id", "id"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    text: Mapped[LongText]
    at: Mapped[Moment]
    by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    by: Mapped[User] = relationship()


_ANSWERED = in_states({ClarificationState.ANSWERED, ClarificationState.RESOLVED})


class Clarification(Base):
    """A request for information with its due day and the answer.

    `earlier` keeps the rounds before an `ask_again` as {"question", "due_on", "asked_at", "answer",
    "answered_at"}; the columns hold the present round.
    """

    __tablename__ = "clarification"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        whenever(_ANSWERED, "answered_with_moment", "answered_at"),
        CheckConstraint("state <> 'requested' OR answered_at IS NULL", "no_answer_while_asked"),
        exactly_when(
            in_states(
                {
                    ClarificationState.RESOLVED,
                    ClarificationState.LAPSED,
                    ClarificationState.CANCELLED,
                }
            ),
            "ended_with_moment",
            "ended_at",
        ),
        Index("ix_clarification_state_due", "state", "due_on"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    number: Mapped[int]
    state: Mapped[ClarificationState] = mapped_column(by_value(ClarificationState))
    question: Mapped[LongText]
    due_on: Mapped[date]
    asked_at: Mapped[Moment]
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    answer: Mapped[LongText] = mapped_column(default="")
    answered_at: Mapped[Moment | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    ended_at: Mapped[Moment | None]
    earlier: Mapped[JsonList] = mapped_column(default=list)


class VoteKind(StrEnum):
    """Whose word a review paper is."""

    EXPERT_VOTE = "expert_vote"
    JURY = "jury"
    MUNICIPAL_STATEMENT = "municipal_statement"
    TARGET_AGREEMENT = "target_agreement"
    ANNUAL_TALK = "annual_talk"
    RESOLUTION = "resolution"


class VoteOutcome(StrEnum):
    """What it says."""

    FAVOURABLE = "favourable"
    CONDITIONAL = "conditional"
    UNFAVOURABLE = "unfavourable"
    RECORDED = "recorded"
    NOT_HELD = "not_held"


class Vote(Base):
    """A step of others recorded by the authority with the paper attached.

    `data` holds what belongs to the kind: {"goals": [...]} of a target agreement, {"number": ...}
    of a council resolution.
    """

    __tablename__ = "vote"
    __table_args__ = (Index("ix_vote_case_id", "case_id", "id"),)

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    kind: Mapped[VoteKind] = mapped_column(by_value(VoteKind))
    outcome: Mapped[VoteOutcome] = mapped_column(by_value(VoteOutcome))
    body: Mapped[str] = mapped_column(String(300), default="")
    text: Mapped[LongText] = mapped_column(default="")
    on: Mapped[date] = mapped_column("dated_on")
    data: Mapped[JsonObject] = mapped_column(default=dict)
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"))
    recorded_at: Mapped[Moment]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    paper: Mapped[Paper | None] = relationship()


class ProposalEnd(StrEnum):
    """How a proposal ended."""

    APPROVED = "approved"
    RETURNED = "returned"
    TAKEN_BACK = "taken_back"
    OVERRULED = "overruled"
    VOIDED = "voided"


class Proposal(Base):
    """A proposed decision on the application, bound by digest to what the approver is shown.

    `amounts` is {part: {year: "1234.56"}}, `obligations` a list of {"kind", "text", "due_on"};
    `content` everything else that is signed (financing, plan, periods, payment rules, findings).
    """

    __tablename__ = "proposal"
    __table_args__ = (
        UniqueConstraint("case_id", "number"),
        exactly_when("ended IS NOT NULL", "ended_by_somebody", "ended_at", "ended_by_id"),
        CheckConstraint(
            "ended IS NULL OR ended <> 'approved' OR proposed_by_id <> ended_by_id", "four_eyes"
        ),
        CheckConstraint(
            "ended IS NULL OR ended NOT IN ('overruled', 'returned') OR length(end_reason) > 0",
            "returned_with_reason",
        ),
        CheckConstraint("(kind = 'award') = (total > 0)", "award_has_an_amount"),
        Index(
            "uq_proposal_one_open",
            "case_id",
            unique=True,
            sqlite_where=sql("ended IS NULL"),
            postgresql_where=sql("ended IS NULL"),
        ),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    number: Mapped[int]
    kind: Mapped[Decision] = mapped_column(by_value(Decision))
    amounts: Mapped[JsonObject] = mapped_column(default=dict)
    total: Mapped[Euro] = mapped_column(default=0)
    obligations: Mapped[JsonList] = mapped_column(default=list)
    text: Mapped[LongText] = mapped_column(default="")
    reason: Mapped[LongText] = mapped_column(default="")
    content: Mapped[JsonObject] = mapped_column(default=dict)
    digest: Mapped[Digest]
    letter_id: Mapped[int | None] = mapped_column(ForeignKey("letter.id"))
    proposed_at: Mapped[Moment]
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    ended: Mapped[ProposalEnd | None] = mapped_column(by_value(ProposalEnd))
    ended_at: Mapped[Moment | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    end_reason: Mapped[LongText] = mapped_column(default="")
    letter: Mapped[Letter | None] = relationship(foreign_keys=[letter_id])
    # What may be issued: what was proposed, or that in the name of whoever is about to sign it.
    draft: Mapped[Letter | None] = relationship(
        primaryjoin=lambda: and_(
            foreign(Letter.case_id) == Proposal.case_id,
            cast(Letter.kind, String) == cast(Proposal.kind, String),
            Letter.issued_at.is_(None),
            Letter.discarded_at.is_(None),
        ),
        viewonly=True,
        uselist=False,
    )


class EarlyStart(Base):
    """The decision on an early start (vorzeitiger Maßnahmebeginn), with its letter."""

    __tablename__ = "early_start"
    __table_args__ = (
        exactly_when("permitted", "permitted_from_a_day", "from_day"),
        Index("ix_early_start_case_id", "case_id", "id"),
    )

    id: Mapped[Id]
    ref: Mapped[Ref]
    case_id: Mapped[int] = mapped_column(ForeignKey("funding_case.id"))
    part: Mapped[Code] = mapped_column(default="")
    requested_on: Mapped[date | None]
    request_reason: Mapped[LongText] = mapped_column(default="")
    permitted: Mapped[bool]
    from_day: Mapped[date | None]
    reason: Mapped[LongText] = mapped_column(default="")
    decided_at: Mapped[Moment]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    letter_id: Mapped[int] = mapped_column(ForeignKey("letter.id"))
