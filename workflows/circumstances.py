"""What a guard may look at when somebody takes a step: a frozen snapshot made by the services."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflows.findings import Finding, VerdictKind
from workflows.states import ApplicationState, Role

NO_CENTS = Decimal("0.00")


class Task(StrEnum):
    """What somebody did that another person must sign; a step names the task it records."""

    CHECKED = "checked"
    PROPOSED = "proposed"
    SETTLEMENT_BEGUN = "settlement_begun"
    PAYMENT_REQUESTED = "payment_requested"
    PAYMENT_CHECKED = "payment_checked"
    PAYMENT_RELEASED = "payment_released"
    CHANGE_PROPOSED = "change_proposed"
    EXAMINED = "examined"
    HEARING_OPENED = "hearing_opened"


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """Everything the guards of all machines ask; what a step does not need stays at its default.

    Amounts are euros. `actor` is the account's id (0: the system). `earlier` maps a task to the
    ids of the accounts that did it in this round, for the four-eyes rule; `Lifecycle.tasks_done`
    computes it from the log, and services add what other machines recorded (`Task.EXAMINED` of
    all proofs of the case, when the case is settled).
    """

    day: date
    actor: int = 0
    roles: frozenset[Role] = frozenset()
    # The account is a member of the applicant's organisation (§ 20 HVwVfG shuts it out as staff).
    actor_belongs_to_applicant: bool = False
    reason: str = ""
    earlier: Mapping[str, frozenset[int]] = field(default_factory=dict)
    # State of the case itself; every side machine asks it.
    application_state: ApplicationState | None = None

    # filing and reports: what the form brings with it
    applicant_known: bool = False
    declaration_made: bool = False
    signatory_named: bool = False
    malformed_fields: tuple[str, ...] = ()
    # Day on which a paper arrived at the authority; asked of paper intake only.
    received_on: date | None = None

    # clarification
    question_asked: bool = False
    answer_given: bool = False
    answer_due: date | None = None
    # The answer brings other answers or another plan than the application that counts.
    corrected: bool = False

    # check, review and proposal
    verdict: VerdictKind | None = None
    unanswered_checks: int = 0
    # Checks that the officer answered "not met" (the officer's answer, never the machine's).
    failed_checks: int = 0
    open_clarifications: int = 0
    has_target_agreement_rule: bool = False
    has_expert_review: bool = True
    review_paper_attached: bool = False
    # No source says that this version hears the jury; the record says that none was held.
    review_may_be_left_out: bool = False
    review_not_held: bool = False
    early_start_requested: bool = False
    early_start_permitted: bool = False
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
    delivery_electronic: bool = False
    consent_to_electronic_delivery: bool = False
    # Post, personal handing over or a qualified electronic signature (§ 3a HVwVfG).
    delivery_in_writing: bool = False
    # What a change proposal says; None: not stated.
    proposal_grants: bool | None = None

    # after the award
    iban_valid: bool = False
    acceptance_made: bool = False
    # The recipient has said in so many words that the award is not accepted.
    decline_declared: bool = False
    # First day on which the notice can no longer be contested.
    notice_final_on: date | None = None
    remedy_waived: bool = False
    # Last day on which the acceptance may arrive.
    acceptance_due: date | None = None
    # Of the award, not yet paid nor asked for in another open payment request.
    amount_left: Decimal = NO_CENTS
    requested_amount: Decimal = NO_CENTS
    # The most that may be called now; None: not limited by a forecast.
    highest_call: Decimal | None = None
    interim_proof_missing: tuple[int, ...] = ()
    # Everything is called already, or the budget year has not begun.
    nothing_to_call: bool = False
    # Where nothing can be called yet: the day from which on it can; None: all is called.
    callable_from: date | None = None
    open_payments: int = 0
    open_changes: int = 0
    open_proofs: int = 0
    # Expected, not handed in, and not overdue: the recipient has still time.
    awaited_proofs: int = 0
    # Every proof that was not cancelled is examined; true also when all were cancelled.
    proofs_examined: bool = False
    proof_findings: tuple[Finding, ...] = ()
    examined_cost_entered: bool = False
    review_note: str = ""
    strategy_attached: bool = False
    resolution_recorded: bool = False
    # What was paid and has not come back: neither repaid nor returned by the bank.
    money_out: Decimal = NO_CENTS
    # Still to be recovered: after what was repaid, waived or dropped.
    to_recover: Decimal = NO_CENTS
    petty_limit: Decimal = NO_CENTS
    recovery_open: bool = False
    recovery_ground: str = ""
    # Last day on which the statement may arrive.
    hearing_due: date | None = None
    # The day on which its letter counts as notified, and the usual last day for that sending.
    hearing_notified: date | None = None
    hearing_usual: date | None = None
    statement_received: bool = False
    # The repayment being recorded, and what is left of the claim after it.
    repaid_amount: Decimal = NO_CENTS
    left_to_repay: Decimal = NO_CENTS
    # Since the order further interest has accrued that nobody has claimed or waived.
    later_interest: bool = False
    posted_on: date | None = None
