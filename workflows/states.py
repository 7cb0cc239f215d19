"""The people who act, the states of every machine, and the groups of states other code asks for.

One StrEnum per machine. The stored value is the lower-case name: a row read back is a member again.
German labels stand in `workflows.wording`, once for staff and once for applicants.
"""

from enum import StrEnum


class Role(StrEnum):
    """Who may take a step. `SYSTEM` is the clock and the jobs, never a person."""

    APPLICANT_EDITOR = "applicant_editor"
    SIGNATORY = "signatory"
    CASE_OFFICER = "case_officer"
    APPROVER = "approver"
    PROGRAMME_LEAD = "programme_lead"
    FINANCE = "finance"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


APPLICANT_ROLES = frozenset({Role.APPLICANT_EDITOR, Role.SIGNATORY})
STAFF_ROLES = frozenset(
    {Role.CASE_OFFICER, Role.APPROVER, Role.PROGRAMME_LEAD, Role.FINANCE, Role.ADMINISTRATOR}
)


class MachineName(StrEnum):
    """The six machines that may run on one case."""

    APPLICATION = "application"
    CLARIFICATION = "clarification"
    PAYMENT = "payment"
    CHANGE = "change"
    PROOF = "proof"
    RECOVERY = "recovery"


class Variant(StrEnum):
    """The five variants of the application's machine, chosen by a line's guideline."""

    POST = "post"
    PROJECT = "project"
    ASSOCIATION = "association"
    FLAT_RATE = "flat_rate"
    STRATEGY = "strategy"


class ApplicationState(StrEnum):
    """Where an application stands, from the first draft to the settled file."""

    DRAFT = "draft"
    FILED = "filed"
    FORMAL_CHECK = "formal_check"
    TARGET_AGREEMENT = "target_agreement"
    EXPERT_VOTE = "expert_vote"
    MUNICIPAL_STATEMENT = "municipal_statement"
    JURY = "jury"
    READY = "ready"
    AWARD_PROPOSED = "award_proposed"
    REJECTION_PROPOSED = "rejection_proposed"
    AWARDED = "awarded"
    ACCEPTED = "accepted"
    RUNNING = "running"
    RESOLUTION_PENDING = "resolution_pending"
    RESOLVED = "resolved"
    SETTLING = "settling"
    RECOVERING = "recovering"
    SETTLED = "settled"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    DECLINED = "declined"


class ClarificationState(StrEnum):
    """A request for information or papers (Nachforderung)."""

    REQUESTED = "requested"
    ANSWERED = "answered"
    RESOLVED = "resolved"
    LAPSED = "lapsed"
    CANCELLED = "cancelled"


CLARIFICATION_OPEN = frozenset({ClarificationState.REQUESTED, ClarificationState.ANSWERED})


class PaymentState(StrEnum):
    """A payment request (Mittelabruf)."""

    REQUESTED = "requested"
    CHECKED = "checked"
    RELEASED = "released"
    PAID = "paid"
    RETURNED = "returned"
    CANCELLED = "cancelled"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ChangeState(StrEnum):
    """A change request (Änderungsantrag)."""

    REQUESTED = "requested"
    PROPOSED = "proposed"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class ProofState(StrEnum):
    """An interim or final proof of use (Zwischen-, Verwendungsnachweis), of one part."""

    EXPECTED = "expected"
    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    SENT_BACK = "sent_back"
    EXAMINED = "examined"
    CANCELLED = "cancelled"


class RecoveryState(StrEnum):
    """Hearing, order and repayment (Anhörung, Widerruf, Erstattung)."""

    HEARING = "hearing"
    STATEMENT_RECEIVED = "statement_received"
    ORDERED = "ordered"
    INTEREST_OPEN = "interest_open"
    REPAID = "repaid"
    DROPPED = "dropped"


AnyState = (
    ApplicationState | ClarificationState | PaymentState | ChangeState | ProofState | RecoveryState
)

UNDER_REVIEW = frozenset(
    {
        ApplicationState.FILED,
        ApplicationState.FORMAL_CHECK,
        ApplicationState.TARGET_AGREEMENT,
        ApplicationState.EXPERT_VOTE,
        ApplicationState.MUNICIPAL_STATEMENT,
        ApplicationState.JURY,
        ApplicationState.READY,
        ApplicationState.AWARD_PROPOSED,
        ApplicationState.REJECTION_PROPOSED,
    }
)
AFTER_AWARD = frozenset(
    {
        ApplicationState.AWARDED,
        ApplicationState.ACCEPTED,
        ApplicationState.RUNNING,
        ApplicationState.RESOLUTION_PENDING,
        ApplicationState.RESOLVED,
        ApplicationState.SETTLING,
        ApplicationState.RECOVERING,
        ApplicationState.SETTLED,
        ApplicationState.LAPSED,
        ApplicationState.DECLINED,
    }
)
DECIDED = AFTER_AWARD | {ApplicationState.REJECTED}
CLOSED = frozenset(
    {
        ApplicationState.SETTLED,
        ApplicationState.REJECTED,
        ApplicationState.WITHDRAWN,
        ApplicationState.LAPSED,
        ApplicationState.DECLINED,
    }
)
