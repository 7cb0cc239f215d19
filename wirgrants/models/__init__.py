"""What the database keeps, one module per noun.

Importing this package registers every table on `Base.metadata`.
"""

from wirgrants.models.aftercare import (
    Payment,
    Proof,
    ProofExamination,
    ProofKind,
    Recovery,
    Repayment,
    Settlement,
    SettlementRow,
)
from wirgrants.models.application import (
    CaseTerm,
    Decision,
    FundingCase,
    Paper,
    Revision,
    RevisionPersonal,
)
from wirgrants.models.award import AwardPart, AwardYear, ChangeKind, ChangeRequest, Obligation
from wirgrants.models.base import Base, new_ref
from wirgrants.models.event import Event, EventPersonal, RefusedAttempt
from wirgrants.models.guarded import MACHINE_OF, Subject
from wirgrants.models.message import InboxMessage
from wirgrants.models.notice import (
    Acceptance,
    AcceptancePersonal,
    DiscardCause,
    Letter,
    LetterKind,
)
from wirgrants.models.people import Membership, MembershipKind, Organisation, StaffRole, User
from wirgrants.models.programme import (
    Annex,
    Budget,
    BudgetKind,
    Call,
    LedgerEntry,
    LedgerKind,
    NumberSeries,
    Parameter,
)
from wirgrants.models.register import Authority, AuthorityStatus, Population
from wirgrants.models.review import (
    Check,
    Clarification,
    EarlyStart,
    Note,
    Proposal,
    ProposalEnd,
    Vote,
    VoteKind,
    VoteOutcome,
)
from wirgrants.models.system import (
    BuiltFile,
    BuiltKind,
    BuiltState,
    ClockOffset,
    DismissedJob,
    HouseLog,
    OperatorText,
    RateCount,
    StoredFile,
    UsedForm,
)
from workflows.notification import DeliveryWay

__all__ = [
    "MACHINE_OF",
    "Acceptance",
    "AcceptancePersonal",
    "Annex",
    "Authority",
    "AuthorityStatus",
    "AwardPart",
    "AwardYear",
    "Base",
    "Budget",
    "BudgetKind",
    "BuiltFile",
    "BuiltKind",
    "BuiltState",
    "Call",
    "CaseTerm",
    "ChangeKind",
    "ChangeRequest",
    "Check",
    "Clarification",
    "ClockOffset",
    "Decision",
    "DeliveryWay",
    "DiscardCause",
    "DismissedJob",
    "EarlyStart",
    "Event",
    "EventPersonal",
    "FundingCase",
    "HouseLog",
    "InboxMessage",
    "LedgerEntry",
    "LedgerKind",
    "Letter",
    "LetterKind",
    "Membership",
    "MembershipKind",
    "Note",
    "NumberSeries",
    "Obligation",
    "OperatorText",
    "Organisation",
    "Paper",
    "Parameter",
    "Payment",
    "Population",
    "Proof",
    "ProofExamination",
    "ProofKind",
    "Proposal",
    "ProposalEnd",
    "RateCount",
    "Recovery",
    "RefusedAttempt",
    "Repayment",
    "Revision",
    "RevisionPersonal",
    "Settlement",
    "SettlementRow",
    "StaffRole",
    "StoredFile",
    "Subject",
    "UsedForm",
    "User",
    "Vote",
    "VoteKind",
    "VoteOutcome",
    "new_ref",
]
