"""Guards of check, review and proposal: everything answered, and money that is there."""

from workflows.circumstances import NO_CENTS, Circumstances
from workflows.objections import Condition, euros, years
from workflows.sources import Clause

CHECKS_ANSWERED = Condition(
    rule="checks_answered",
    clause=Clause("HVwVfG", "§ 24 Abs. 1"),
    reads=("unanswered_checks",),
    holds=lambda c: c.unanswered_checks == 0,
    values=lambda c: {"number": str(c.unanswered_checks)},
)
# A correction after the check leaves what it changes without an answer.
CHECK_STILL_HOLDS = Condition(
    rule="check_still_holds",
    clause=Clause("HVwVfG", "§ 24 Abs. 1"),
    reads=("unanswered_checks",),
    holds=lambda c: c.unanswered_checks == 0,
    values=lambda c: {"number": str(c.unanswered_checks)},
)
NO_CHECK_FAILED = Condition(
    rule="no_check_failed",
    clause=Clause("GK", "Bewilligungsvoraussetzungen"),
    reads=("failed_checks",),
    holds=lambda c: c.failed_checks == 0,
    values=lambda c: {"number": str(c.failed_checks)},
)
NO_OPEN_CLARIFICATION = Condition(
    rule="no_open_clarification",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("open_clarifications",),
    holds=lambda c: c.open_clarifications == 0,
    values=lambda c: {"number": str(c.open_clarifications)},
)

_REVIEW = Clause("GK", "Fachliche Prüfung")
HAS_TARGET_AGREEMENT = Condition(
    rule="has_target_agreement",
    clause=Clause("S4h", "Zielvereinbarung"),
    reads=("has_target_agreement_rule",),
    holds=lambda c: c.has_target_agreement_rule,
)
HAS_NO_TARGET_AGREEMENT = Condition(
    rule="has_no_target_agreement",
    clause=Clause("S4h", "Zielvereinbarung"),
    reads=("has_target_agreement_rule",),
    holds=lambda c: not c.has_target_agreement_rule,
)
HAS_EXPERT_REVIEW = Condition(
    rule="has_expert_review",
    clause=_REVIEW,
    reads=("has_expert_review",),
    holds=lambda c: c.has_expert_review,
)
HAS_NO_EXPERT_REVIEW = Condition(
    rule="has_no_expert_review",
    clause=_REVIEW,
    reads=("has_expert_review",),
    holds=lambda c: not c.has_expert_review,
)


def _left_out_with_reason(told: Circumstances) -> bool:
    """Where nobody knows whether the jury still sits, "not held" with its reason stands for it."""
    return told.review_may_be_left_out and told.review_not_held and bool(told.reason.strip())


REVIEW_PAPER_ATTACHED = Condition(
    rule="review_paper_attached",
    clause=_REVIEW,
    reads=("review_paper_attached", "review_may_be_left_out", "review_not_held", "reason"),
    holds=lambda c: c.review_paper_attached or _left_out_with_reason(c),
)

_START = Clause("VV-LHO", "1.3")
EARLY_START_REQUESTED = Condition(
    rule="early_start_requested",
    clause=_START,
    reads=("early_start_requested",),
    holds=lambda c: c.early_start_requested,
)
EARLY_START_NOT_YET_PERMITTED = Condition(
    rule="early_start_not_yet_permitted",
    clause=_START,
    reads=("early_start_permitted",),
    holds=lambda c: not c.early_start_permitted,
)

AWARD_ABOVE_ZERO = Condition(
    rule="award_above_zero",
    clause=Clause("LHO", "§ 23"),
    reads=("awarded_amount",),
    holds=lambda c: c.awarded_amount > NO_CENTS,
)


def _within_entitlement(circumstances: Circumstances) -> bool:
    return (
        circumstances.entitlement_known
        and circumstances.entitlement is not None
        and circumstances.awarded_amount <= circumstances.entitlement
    )


AWARD_WITHIN_ENTITLEMENT = Condition(
    rule="award_within_entitlement",
    clause=Clause("GK", "Höchstbetrag der Zuwendung"),
    reads=("awarded_amount", "entitlement", "entitlement_known"),
    holds=_within_entitlement,
    values=lambda c: {
        "amount": euros(c.awarded_amount),
        "most": euros(c.entitlement if c.entitlement_known else None),
    },
)
BUDGET_SUFFICES = Condition(
    rule="budget_suffices",
    clause=Clause("LHO", "§ 23"),
    reads=("years_without_budget",),
    holds=lambda c: not c.years_without_budget,
    values=lambda c: {"years": years(c.years_without_budget)},
)
COMMITMENT_AUTHORITY_SUFFICES = Condition(
    rule="commitment_authority_suffices",
    clause=Clause("LHO", "§ 38"),
    reads=("years_without_commitment_authority",),
    holds=lambda c: not c.years_without_commitment_authority,
    values=lambda c: {"years": years(c.years_without_commitment_authority)},
)

MONEY_IS_THERE = (
    AWARD_ABOVE_ZERO,
    AWARD_WITHIN_ENTITLEMENT,
    BUDGET_SUFFICES,
    COMMITMENT_AUTHORITY_SUFFICES,
)
