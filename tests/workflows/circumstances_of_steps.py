"""For each guard, circumstances under which it holds and others under which it objects."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from workflows.circumstances import Circumstances, Task
from workflows.states import APPLICANT_ROLES, ApplicationState, Role
from workflows.steps import Step

TODAY = date(2026, 11, 23)
YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)
ACTOR = 7
EVERY_TASK_MINE = {task.value: frozenset({ACTOR}) for task in Task}
EURO = Decimal("1.00")

# rule -> (fields that satisfy it, fields that break it)
SIDES: Mapping[str, tuple[Mapping[str, Any], Mapping[str, Any]]] = {
    "second_person_signs": (
        {"earlier": {task.value: frozenset({ACTOR + 1}) for task in Task}},
        {"earlier": EVERY_TASK_MINE},
    ),
    "payer_did_not_release": ({"earlier": {}}, {"earlier": EVERY_TASK_MINE}),
    "case_state_allows": ({}, {"application_state": None}),
    "before_settlement": ({}, {"application_state": None}),
    "done_for_applicant_is_documented": ({"reason": "Schreiben vom 20.11.2026"}, {"reason": " "}),
    "applicant_known": ({"applicant_known": True}, {"applicant_known": False}),
    "declaration_made": ({"declaration_made": True}, {"declaration_made": False}),
    "signatory_named": ({"signatory_named": True}, {"signatory_named": False}),
    "fields_well_formed": ({"malformed_fields": ()}, {"malformed_fields": ("Beginn", "Ende")}),
    "receipt_day_given": ({"received_on": TODAY}, {"received_on": TOMORROW}),
    "question_asked": ({"question_asked": True}, {"question_asked": False}),
    "answer_day_ahead": ({"answer_due": TOMORROW}, {"answer_due": TODAY}),
    "answer_given": ({"answer_given": True}, {"answer_given": False}),
    "correction_signed": (
        {"corrected": True, "declaration_made": True, "signatory_named": True},
        {"corrected": True, "declaration_made": False},
    ),
    "answer_day_passed": ({"answer_due": YESTERDAY}, {"answer_due": TODAY}),
    "checks_answered": ({"unanswered_checks": 0}, {"unanswered_checks": 2}),
    "check_still_holds": ({"unanswered_checks": 0}, {"unanswered_checks": 2}),
    "no_check_failed": ({"failed_checks": 0}, {"failed_checks": 1}),
    "no_open_clarification": ({"open_clarifications": 0}, {"open_clarifications": 1}),
    "has_target_agreement": (
        {"has_target_agreement_rule": True},
        {"has_target_agreement_rule": False},
    ),
    "has_no_target_agreement": (
        {"has_target_agreement_rule": False},
        {"has_target_agreement_rule": True},
    ),
    "has_expert_review": ({"has_expert_review": True}, {"has_expert_review": False}),
    "has_no_expert_review": ({"has_expert_review": False}, {"has_expert_review": True}),
    "review_paper_attached": ({"review_paper_attached": True}, {"review_paper_attached": False}),
    "early_start_requested": ({"early_start_requested": True}, {"early_start_requested": False}),
    "early_start_not_yet_permitted": (
        {"early_start_permitted": False},
        {"early_start_permitted": True},
    ),
    "award_above_zero": (
        {"awarded_amount": EURO, "entitlement": EURO, "entitlement_known": True},
        {"awarded_amount": Decimal("0.00")},
    ),
    "award_within_entitlement": (
        {"awarded_amount": EURO, "entitlement": EURO, "entitlement_known": True},
        {"entitlement": Decimal("0.99")},
    ),
    "budget_suffices": ({"years_without_budget": ()}, {"years_without_budget": (2027,)}),
    "commitment_authority_suffices": (
        {"years_without_commitment_authority": ()},
        {"years_without_commitment_authority": (2028, 2029)},
    ),
    "letter_rendered": ({"letter_rendered": True}, {"letter_rendered": False}),
    "shown_is_current": (
        {"shown_digest": "ab", "current_digest": "ab"},
        {"shown_digest": "ab", "current_digest": "cd"},
    ),
    "annex_present": ({"annex_present": True}, {"annex_present": False}),
    "delivery_recorded": ({"delivery_recorded": True}, {"delivery_recorded": False}),
    "electronic_delivery_consented": (
        {"delivery_electronic": True, "consent_to_electronic_delivery": True},
        {"delivery_electronic": True, "consent_to_electronic_delivery": False},
    ),
    "written_form_kept": ({"delivery_in_writing": True}, {"delivery_in_writing": False}),
    "change_letter_grants": ({"proposal_grants": True}, {"proposal_grants": False}),
    "change_letter_refuses": ({"proposal_grants": False}, {"proposal_grants": True}),
    "iban_valid": ({"iban_valid": True}, {"iban_valid": False}),
    "acceptance_made": ({"acceptance_made": True}, {"acceptance_made": False}),
    "declined_in_words": ({"decline_declared": True}, {"decline_declared": False}),
    "acceptance_day_passed": ({"acceptance_due": YESTERDAY}, {"acceptance_due": TODAY}),
    "notice_final": ({"notice_final_on": TODAY}, {"notice_final_on": TOMORROW}),
    "request_above_zero": (
        {"requested_amount": EURO, "amount_left": EURO, "highest_call": EURO},
        {"requested_amount": Decimal("0.00")},
    ),
    "return_within_paid": (
        {"requested_amount": EURO, "money_out": EURO},
        {"requested_amount": EURO, "money_out": Decimal("0.99")},
    ),
    "request_within_award": (
        {"requested_amount": EURO, "amount_left": EURO, "highest_call": EURO},
        {"amount_left": Decimal("0.99")},
    ),
    "request_within_call": (
        {"requested_amount": EURO, "amount_left": EURO, "highest_call": EURO},
        {"highest_call": Decimal("0.99")},
    ),
    "interim_proofs_in": ({"interim_proof_missing": ()}, {"interim_proof_missing": (2025,)}),
    "year_has_begun": (
        {"nothing_to_call": False},
        {"nothing_to_call": True, "callable_from": TOMORROW},
    ),
    "something_to_call": ({"nothing_to_call": False}, {"nothing_to_call": True}),
    "one_change_at_a_time": ({"open_changes": 0}, {"open_changes": 1}),
    "one_recovery_at_a_time": ({"recovery_open": False}, {"recovery_open": True}),
    "no_open_payment": ({"open_payments": 0}, {"open_payments": 1}),
    "no_open_change": ({"open_changes": 0}, {"open_changes": 1}),
    "no_proof_awaited": ({"awaited_proofs": 0}, {"awaited_proofs": 1}),
    "proofs_examined": ({"proofs_examined": True, "open_proofs": 0}, {"open_proofs": 1}),
    "examined_cost_entered": ({"examined_cost_entered": True}, {"examined_cost_entered": False}),
    "review_note_written": ({"review_note": "Geprüft."}, {"review_note": "\n"}),
    "talk_note_written": ({"review_note": "Besprochen."}, {"review_note": ""}),
    "strategy_attached": ({"strategy_attached": True}, {"strategy_attached": False}),
    "resolution_recorded": ({"resolution_recorded": True}, {"resolution_recorded": False}),
    "resolution_missing": ({"resolution_recorded": False}, {"resolution_recorded": True}),
    "nothing_left_to_recover": (
        {"to_recover": Decimal("0.99"), "petty_limit": EURO},
        {"to_recover": EURO, "petty_limit": EURO},
    ),
    "above_petty_limit": (
        {"to_recover": EURO, "petty_limit": EURO},
        {"to_recover": Decimal("0.99"), "petty_limit": EURO},
    ),
    "claim_pursued": (
        {"to_recover": Decimal("0.99"), "petty_limit": EURO},
        {"to_recover": EURO, "petty_limit": EURO},
    ),
    "recovery_ended": ({"recovery_open": False}, {"recovery_open": True}),
    "recovery_sum_given": ({"to_recover": EURO}, {"to_recover": Decimal("0.00")}),
    "recovery_ground_given": ({"recovery_ground": "§ 49 Abs. 3"}, {"recovery_ground": " "}),
    "hearing_day_ahead": ({"hearing_due": TOMORROW}, {"hearing_due": TODAY}),
    "hearing_day_after_notice": (
        {"hearing_due": TOMORROW, "hearing_notified": TODAY},
        {"hearing_due": TOMORROW, "hearing_notified": TOMORROW},
    ),
    "hearing_time_usual": (
        {"hearing_due": TOMORROW, "hearing_usual": TOMORROW},
        {"hearing_due": TOMORROW, "hearing_usual": date(2026, 11, 25)},
    ),
    "hearing_notified": ({"hearing_notified": YESTERDAY}, {"hearing_notified": TODAY}),
    "hearing_day_passed": ({"hearing_due": YESTERDAY}, {"hearing_due": TODAY}),
    "statement_given": ({"statement_received": True}, {"statement_received": False}),
    "repayment_above_zero": ({"repaid_amount": EURO}, {"repaid_amount": Decimal("0.00")}),
    "later_interest_accrued": ({"later_interest": True}, {"later_interest": False}),
    "no_later_interest": ({"later_interest": False}, {"later_interest": True}),
    "something_left_to_repay": ({"left_to_repay": EURO}, {"left_to_repay": Decimal("0.00")}),
    "nothing_left_to_repay": ({"left_to_repay": Decimal("0.00")}, {"left_to_repay": EURO}),
}

# A state of the case in which the side machine's step is allowed, where it asks.
CASE_STATE = {
    "clarification": ApplicationState.FORMAL_CHECK,
    "payment": ApplicationState.RUNNING,
    "change": ApplicationState.RUNNING,
    "proof": ApplicationState.RUNNING,
    "recovery": ApplicationState.RECOVERING,
}


def favourable(step: Step, role: Role, machine: str = "", **changes: object) -> Circumstances:
    """Circumstances under which this role may take the step."""
    fields: dict[str, Any] = {
        "day": TODAY,
        "actor": 0 if role is Role.SYSTEM else ACTOR,
        "roles": frozenset({role}),
        "actor_belongs_to_applicant": role in APPLICANT_ROLES,
        "reason": "Begründung" if step.needs_reason else "",
        "application_state": CASE_STATE.get(machine),
    }
    for guard in (*step.guards, *step.demands):
        fields.update(SIDES[guard.rule][0])  # type: ignore[attr-defined]  # every guard is a Condition
    return Circumstances(**{**fields, **changes})
