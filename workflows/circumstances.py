"""What a guard may look at when somebody takes a step: a frozen snapshot made by the services."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from workflows.findings import Finding, VerdictKind
from workflows.states import Role

NO_CENTS = Decimal("0.00")


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """Everything the guards of all machines ask; what a step does not need stays at its default.

    Amounts are euros. `actor` is the account's id (0: the system). `earlier` maps a task
    ("checked", "proposed", "payment_requested", "payment_checked", "examined", ...) to the
    ids of the accounts that did it in this round, for the four-eyes rule.
    """

    day: date
    actor: int = 0
    roles: frozenset[Role] = frozenset()
    actor_belongs_to_applicant: bool = False
    reason: str = ""
    earlier: Mapping[str, frozenset[int]] = field(default_factory=dict)

    # filing
    applicant_known: bool = False
    declaration_made: bool = False
    signatory_named: bool = False
    malformed_fields: tuple[str, ...] = ()

    # check, review and proposal
    verdict: VerdictKind | None = None
    unanswered_checks: int = 0
    open_clarifications: int = 0
    has_target_agreement_rule: bool = False
    has_expert_review: bool = True
    review_paper_attached: bool = False
    awarded_amount: Decimal = NO_CENTS
    entitlement: Decimal | None = None
    entitlement_known: bool = False
    years_without_budget: tuple[int, ...] = ()
    years_without_commitment_authority: tuple[int, ...] = ()
    shown_digest: str = ""
    current_digest: str = ""
    letter_rendered: bool = False
    annex_present: bool = False
    delivery_recorded: bool = False
    consent_to_electronic_delivery: bool = False

    # after the award
    iban_valid: bool = False
    acceptance_made: bool = False
    notice_final_on: date | None = None
    remedy_waived: bool = False
    acceptance_due: date | None = None
    amount_left: Decimal = NO_CENTS
    requested_amount: Decimal = NO_CENTS
    highest_call: Decimal | None = None
    interim_proof_missing: tuple[int, ...] = ()
    open_payments: int = 0
    open_changes: int = 0
    open_proofs: int = 0
    proofs_examined: bool = False
    proof_findings: tuple[Finding, ...] = ()
    examined_cost_entered: bool = False
    review_note: str = ""
    resolution_recorded: bool = False
    to_recover: Decimal = NO_CENTS
    petty_limit: Decimal = NO_CENTS
    recovery_open: bool = False
    hearing_due: date | None = None
    statement_received: bool = False
    left_to_repay: Decimal = NO_CENTS
    posted_on: date | None = None
