"""Guards after the award: acceptance, finality, payments, proofs, settlement and recovery."""

from workflows.circumstances import NO_CENTS, Circumstances
from workflows.objections import Condition, day, euros, years
from workflows.sources import Clause

_ACCEPTANCE = Clause("S6b", "Erklärung zum Zuwendungsbescheid")

IBAN_VALID = Condition(
    rule="iban_valid",
    clause=_ACCEPTANCE,
    reads=("iban_valid",),
    holds=lambda c: c.iban_valid,
)
ACCEPTANCE_MADE = Condition(
    rule="acceptance_made",
    clause=_ACCEPTANCE,
    reads=("acceptance_made",),
    holds=lambda c: c.acceptance_made,
)
# No source names it: that nobody must take a grant is general administrative practice.
DECLINED_IN_WORDS = Condition(
    rule="declined_in_words",
    clause=Clause("GK", "Nichtannahme der Zuwendung"),
    reads=("decline_declared",),
    holds=lambda c: c.decline_declared,
)
ACCEPTANCE_DAY_PASSED = Condition(
    rule="acceptance_day_passed",
    clause=_ACCEPTANCE,
    reads=("acceptance_due", "day"),
    holds=lambda c: c.acceptance_due is not None and c.day > c.acceptance_due,
    values=lambda c: {"due": day(c.acceptance_due)},
)


def _final(circumstances: Circumstances) -> bool:
    final_on = circumstances.notice_final_on
    return circumstances.remedy_waived or (final_on is not None and circumstances.day >= final_on)


NOTICE_FINAL = Condition(
    rule="notice_final",
    clause=Clause("VwGO", "§ 74"),
    reads=("notice_final_on", "remedy_waived", "day"),
    holds=_final,
    values=lambda c: {"final": day(c.notice_final_on)},
)

# Payments
REQUEST_ABOVE_ZERO = Condition(
    rule="request_above_zero",
    clause=Clause("ANBest-P", "1.4"),
    reads=("requested_amount",),
    holds=lambda c: c.requested_amount > NO_CENTS,
)
REQUEST_WITHIN_AWARD = Condition(
    rule="request_within_award",
    clause=Clause("ANBest-P", "1.4"),
    reads=("requested_amount", "amount_left"),
    holds=lambda c: c.requested_amount <= c.amount_left,
    values=lambda c: {"amount": euros(c.requested_amount), "left": euros(c.amount_left)},
)
REQUEST_WITHIN_CALL = Condition(
    rule="request_within_call",
    clause=Clause("ANBest-P", "1.4"),
    reads=("requested_amount", "highest_call"),
    holds=lambda c: c.highest_call is None or c.requested_amount <= c.highest_call,
    values=lambda c: {"amount": euros(c.requested_amount), "most": euros(c.highest_call)},
)
SOMETHING_TO_CALL = Condition(
    rule="something_to_call",
    clause=Clause("ANBest-P", "1.4"),
    reads=("nothing_to_call", "callable_from"),
    holds=lambda c: not c.nothing_to_call or c.callable_from is not None,
)
YEAR_HAS_BEGUN = Condition(
    rule="year_has_begun",
    clause=Clause("ANBest-P", "1.4"),
    reads=("nothing_to_call", "callable_from"),
    holds=lambda c: not c.nothing_to_call or c.callable_from is None,
    values=lambda c: {"begin": day(c.callable_from)},
)
INTERIM_PROOFS_IN = Condition(
    rule="interim_proofs_in",
    clause=Clause("ANBest-P", "6.1"),
    reads=("interim_proof_missing",),
    holds=lambda c: not c.interim_proof_missing,
    values=lambda c: {"years": years(c.interim_proof_missing)},
)
NO_OPEN_PAYMENT = Condition(
    rule="no_open_payment",
    clause=Clause("GK", "Abrechnung der Zuwendung"),
    reads=("open_payments",),
    holds=lambda c: c.open_payments == 0,
    values=lambda c: {"number": str(c.open_payments)},
)
NO_OPEN_CHANGE = Condition(
    rule="no_open_change",
    clause=Clause("GK", "Abrechnung der Zuwendung"),
    reads=("open_changes",),
    holds=lambda c: c.open_changes == 0,
    values=lambda c: {"number": str(c.open_changes)},
)
ONE_CHANGE_AT_A_TIME = Condition(
    rule="one_change_at_a_time",
    clause=Clause("GK", "Änderung des Zuwendungsbescheids"),
    reads=("open_changes",),
    holds=lambda c: c.open_changes == 0,
)

# Proofs and results
# Apart from their examination: while they are merely awaited, settling is nobody's next step.
NO_PROOF_AWAITED = Condition(
    rule="no_proof_awaited",
    clause=Clause("VV-LHO", "11"),
    reads=("awaited_proofs",),
    holds=lambda c: c.awaited_proofs == 0,
    values=lambda c: {"number": str(c.awaited_proofs)},
)
PROOFS_EXAMINED = Condition(
    rule="proofs_examined",
    clause=Clause("VV-LHO", "11"),
    reads=("open_proofs", "proofs_examined"),
    holds=lambda c: c.proofs_examined and c.open_proofs == 0,
)
EXAMINED_COST_ENTERED = Condition(
    rule="examined_cost_entered",
    clause=Clause("VV-LHO", "11"),
    reads=("examined_cost_entered",),
    holds=lambda c: c.examined_cost_entered,
)
REVIEW_NOTE_WRITTEN = Condition(
    rule="review_note_written",
    clause=Clause("VV-LHO", "11"),
    reads=("review_note",),
    holds=lambda c: bool(c.review_note.strip()),
)
TALK_NOTE_WRITTEN = Condition(
    rule="talk_note_written",
    clause=Clause("S16c", "Jahresgespräch"),
    reads=("review_note",),
    holds=lambda c: bool(c.review_note.strip()),
)
STRATEGY_ATTACHED = Condition(
    rule="strategy_attached",
    clause=Clause("GK", "Ergebnis der Förderung"),
    reads=("strategy_attached",),
    holds=lambda c: c.strategy_attached,
)
RESOLUTION_RECORDED = Condition(
    rule="resolution_recorded",
    clause=Clause("GK", "Ergebnis der Förderung"),
    reads=("resolution_recorded",),
    holds=lambda c: c.resolution_recorded,
)
RESOLUTION_MISSING = Condition(
    rule="resolution_missing",
    clause=Clause("GK", "Ergebnis der Förderung"),
    reads=("resolution_recorded",),
    holds=lambda c: not c.resolution_recorded,
)
READY_TO_SETTLE = (NO_PROOF_AWAITED, PROOFS_EXAMINED, NO_OPEN_PAYMENT, NO_OPEN_CHANGE)

# Settlement and recovery
NOTHING_LEFT_TO_RECOVER = Condition(
    rule="nothing_left_to_recover",
    clause=Clause("HVwVfG", "§ 49a Abs. 1"),
    reads=("to_recover", "petty_limit"),
    holds=lambda c: c.to_recover == 0 or c.to_recover < c.petty_limit,
    values=lambda c: {"amount": euros(c.to_recover), "limit": euros(c.petty_limit)},
)
ABOVE_PETTY_LIMIT = Condition(
    rule="above_petty_limit",
    clause=Clause("GK", "Kleinbetragsgrenze"),
    reads=("to_recover", "petty_limit"),
    holds=lambda c: c.to_recover > 0 and c.to_recover >= c.petty_limit,
    values=lambda c: {"amount": euros(c.to_recover), "limit": euros(c.petty_limit)},
)
RECOVERY_ENDED = Condition(
    rule="recovery_ended",
    clause=Clause("HVwVfG", "§ 49a Abs. 1"),
    reads=("recovery_open",),
    holds=lambda c: not c.recovery_open,
)
# In the phase of recovery itself: nobody leaves it with the claim unheard.
CLAIM_PURSUED = Condition(
    rule="claim_pursued",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("recovery_open", "to_recover", "petty_limit"),
    holds=lambda c: c.recovery_open or c.to_recover == 0 or c.to_recover < c.petty_limit,
    values=lambda c: {"amount": euros(c.to_recover)},
)
ONE_RECOVERY_AT_A_TIME = Condition(
    rule="one_recovery_at_a_time",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("recovery_open",),
    holds=lambda c: not c.recovery_open,
)
RECOVERY_SUM_GIVEN = Condition(
    rule="recovery_sum_given",
    clause=Clause("HVwVfG", "§ 49a Abs. 1"),
    reads=("to_recover",),
    holds=lambda c: c.to_recover > NO_CENTS,
)
RECOVERY_GROUND_GIVEN = Condition(
    rule="recovery_ground_given",
    clause=Clause("HVwVfG", "§ 39 Abs. 1"),
    reads=("recovery_ground",),
    holds=lambda c: bool(c.recovery_ground.strip()),
)
HEARING_DAY_AHEAD = Condition(
    rule="hearing_day_ahead",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("hearing_due", "day"),
    holds=lambda c: c.hearing_due is not None and c.hearing_due > c.day,
    values=lambda c: {"day": day(c.day)},
)
HEARING_DAY_AFTER_NOTICE = Condition(
    rule="hearing_day_after_notice",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("hearing_due", "hearing_notified"),
    holds=lambda c: (
        c.hearing_due is not None
        and c.hearing_notified is not None
        and c.hearing_due > c.hearing_notified
    ),
    values=lambda c: {"notified": day(c.hearing_notified)},
)
# How long is appropriate is general practice; a shorter time may be right, and is then explained.
HEARING_TIME_USUAL = Condition(
    rule="hearing_time_usual",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("hearing_due", "hearing_usual", "reason"),
    holds=lambda c: (
        bool(c.reason.strip())
        or (
            c.hearing_due is not None
            and c.hearing_usual is not None
            and c.hearing_due >= c.hearing_usual
        )
    ),
    values=lambda c: {"usual": day(c.hearing_usual)},
)
HEARING_NOTIFIED = Condition(
    rule="hearing_notified",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("hearing_notified", "day"),
    holds=lambda c: c.hearing_notified is not None and c.day > c.hearing_notified,
    values=lambda c: {"notified": day(c.hearing_notified)},
)
HEARING_DAY_PASSED = Condition(
    rule="hearing_day_passed",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("hearing_due", "day"),
    holds=lambda c: c.hearing_due is not None and c.day > c.hearing_due,
    values=lambda c: {"due": day(c.hearing_due)},
)
STATEMENT_GIVEN = Condition(
    rule="statement_given",
    clause=Clause("HVwVfG", "§ 28 Abs. 1"),
    reads=("statement_received",),
    holds=lambda c: c.statement_received,
)
LATER_INTEREST_ACCRUED = Condition(
    rule="later_interest_accrued",
    clause=Clause("HVwVfG", "§ 49a Abs. 3"),
    reads=("later_interest",),
    holds=lambda c: c.later_interest,
)
NO_LATER_INTEREST = Condition(
    rule="no_later_interest",
    clause=Clause("HVwVfG", "§ 49a Abs. 3"),
    reads=("later_interest",),
    holds=lambda c: not c.later_interest,
)
