"""What a person is shown of a step: a button, a rare way, what must come first, or nothing."""

from enum import StrEnum

from workflows.lifecycle import Offer


class Showing(StrEnum):
    """How a step appears on the case page; the door asks the same guards when it is taken."""

    NOW = "now"
    # Only when somebody asks for it on paper: the step's own form says who did and when.
    ON_REQUEST = "on_request"
    # Something must come first; the reasons say what, and who does it.
    NOT_YET = "not_yet"
    # Nothing that is done next makes it possible, or another step stands in its place.
    NEVER = "never"


# Rules whose objection is not waited out: the step would only ever be clutter here.
_LASTING = frozenset(
    {
        "before_settlement",
        "has_target_agreement",
        "has_no_target_agreement",
        "has_expert_review",
        "has_no_expert_review",
        "early_start_not_yet_permitted",
        "change_letter_grants",
        "change_letter_refuses",
        "resolution_recorded",
        "resolution_missing",
        "above_petty_limit",
        "one_recovery_at_a_time",
        # The measure has just begun: its settlement comes with its proofs, or when they are late.
        "no_proof_awaited",
    }
)
_ON_REQUEST = frozenset({"early_start_requested"})


def showing(offer: Offer) -> Showing:
    """How this step appears to the person it was offered to."""
    rules = {finding.rule for finding in offer.obstacles}
    begins_elsewhere = offer.step.source is None and "case_state_allows" in rules
    if rules & _LASTING or begins_elsewhere:
        return Showing.NEVER
    if rules - _ON_REQUEST:
        return Showing.NOT_YET
    return Showing.ON_REQUEST if rules else Showing.NOW
