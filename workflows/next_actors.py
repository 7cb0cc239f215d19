"""Who has to act next: one table of machine and state to roles, used by texts, lists and pages."""

from collections.abc import Mapping

from workflows.states import (
    AnyState,
    ApplicationState,
    ChangeState,
    ClarificationState,
    MachineName,
    PaymentState,
    ProofState,
    RecoveryState,
    Role,
)

A = ApplicationState

_EDITOR = frozenset({Role.APPLICANT_EDITOR, Role.SIGNATORY})
_SIGNATORY = frozenset({Role.SIGNATORY})
_OFFICER = frozenset({Role.CASE_OFFICER})
_OFFICER_OR_LEAD = frozenset({Role.CASE_OFFICER, Role.PROGRAMME_LEAD})
_APPROVER = frozenset({Role.APPROVER})
_FINANCE = frozenset({Role.FINANCE})
_NOBODY: frozenset[Role] = frozenset()

_APPLICATION: Mapping[AnyState, frozenset[Role]] = {
    A.DRAFT: _EDITOR,
    A.FILED: _OFFICER,
    A.FORMAL_CHECK: _OFFICER,
    A.TARGET_AGREEMENT: _OFFICER_OR_LEAD,
    A.EXPERT_VOTE: _OFFICER_OR_LEAD,
    A.MUNICIPAL_STATEMENT: _OFFICER_OR_LEAD,
    A.JURY: _OFFICER_OR_LEAD,
    A.READY: _OFFICER,
    A.AWARD_PROPOSED: _APPROVER,
    A.REJECTION_PROPOSED: _APPROVER,
    A.AWARDED: _SIGNATORY,
    A.ACCEPTED: _OFFICER,
    A.RUNNING: _SIGNATORY,
    A.RESOLUTION_PENDING: _SIGNATORY,
    A.RESOLVED: _SIGNATORY | _OFFICER,
    A.SETTLING: _APPROVER | _OFFICER,
    A.RECOVERING: _OFFICER,
    A.SETTLED: _NOBODY,
    A.REJECTED: _NOBODY,
    A.WITHDRAWN: _NOBODY,
    A.LAPSED: _NOBODY,
    A.DECLINED: _NOBODY,
}

# A measure whose proofs are all examined rests at the office: it begins the settlement.
PROVEN = _OFFICER

NEXT_ACTORS: Mapping[MachineName, Mapping[AnyState, frozenset[Role]]] = {
    MachineName.APPLICATION: _APPLICATION,
    MachineName.CLARIFICATION: {
        ClarificationState.REQUESTED: _EDITOR,
        ClarificationState.ANSWERED: _OFFICER,
        ClarificationState.RESOLVED: _NOBODY,
        ClarificationState.LAPSED: _NOBODY,
        ClarificationState.CANCELLED: _NOBODY,
    },
    MachineName.PAYMENT: {
        PaymentState.REQUESTED: _OFFICER,
        PaymentState.CHECKED: _APPROVER,
        PaymentState.RELEASED: _FINANCE,
        PaymentState.PAID: _NOBODY,
        PaymentState.RETURNED: _APPROVER,
        PaymentState.CANCELLED: _NOBODY,
        PaymentState.REFUSED: _NOBODY,
        PaymentState.WITHDRAWN: _NOBODY,
    },
    MachineName.CHANGE: {
        ChangeState.REQUESTED: _OFFICER,
        ChangeState.PROPOSED: _APPROVER,
        ChangeState.GRANTED: _NOBODY,
        ChangeState.REFUSED: _NOBODY,
        ChangeState.WITHDRAWN: _NOBODY,
    },
    MachineName.PROOF: {
        # The editor writes it, the signatory hands it in.
        ProofState.EXPECTED: _EDITOR,
        ProofState.SUBMITTED: _OFFICER,
        ProofState.IN_REVIEW: _OFFICER,
        ProofState.SENT_BACK: _EDITOR,
        ProofState.EXAMINED: _NOBODY,
        ProofState.CANCELLED: _NOBODY,
    },
    MachineName.RECOVERY: {
        RecoveryState.HEARING: _SIGNATORY,
        RecoveryState.STATEMENT_RECEIVED: _APPROVER,
        # The debtor pays; finance records what has come in.
        RecoveryState.ORDERED: _SIGNATORY | _FINANCE,
        RecoveryState.INTEREST_OPEN: _APPROVER,
        RecoveryState.REPAID: _NOBODY,
        RecoveryState.DROPPED: _NOBODY,
    },
}
