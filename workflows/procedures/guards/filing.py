"""Guards of receiving: identity, declaration, no malformed field; never the verdict."""

from workflows.objections import Condition, day
from workflows.sources import Clause

_RECEIPT = Clause("HVwVfG", "§ 24 Abs. 3")

APPLICANT_KNOWN = Condition(
    rule="applicant_known",
    clause=_RECEIPT,
    reads=("applicant_known",),
    holds=lambda c: c.applicant_known,
)
DECLARATION_MADE = Condition(
    rule="declaration_made",
    clause=Clause("HVwVfG", "§ 22 Satz 2 Nr. 1"),
    reads=("declaration_made",),
    holds=lambda c: c.declaration_made,
)
SIGNATORY_NAMED = Condition(
    rule="signatory_named",
    clause=Clause("HVwVfG", "§ 12 Abs. 1 Nr. 3"),
    reads=("signatory_named",),
    holds=lambda c: c.signatory_named,
)
FIELDS_WELL_FORMED = Condition(
    rule="fields_well_formed",
    clause=_RECEIPT,
    reads=("malformed_fields",),
    holds=lambda c: not c.malformed_fields,
    values=lambda c: {"fields": ", ".join(c.malformed_fields)},
)
RECEIPT_DAY_GIVEN = Condition(
    rule="receipt_day_given",
    clause=Clause("GK", "Eingangsvermerk"),
    reads=("received_on", "day"),
    holds=lambda c: c.received_on is not None and c.received_on <= c.day,
    values=lambda c: {"day": day(c.day)},
)

FILING = (APPLICANT_KNOWN, DECLARATION_MADE, SIGNATORY_NAMED, FIELDS_WELL_FORMED)

# A question to the applicant
QUESTION_ASKED = Condition(
    rule="question_asked",
    clause=Clause("HVwVfG", "§ 26 Abs. 2"),
    reads=("question_asked",),
    holds=lambda c: c.question_asked,
)
ANSWER_DAY_AHEAD = Condition(
    rule="answer_day_ahead",
    clause=Clause("HVwVfG", "§ 31 Abs. 2"),
    reads=("answer_due", "day"),
    holds=lambda c: c.answer_due is not None and c.answer_due > c.day,
    values=lambda c: {"day": day(c.day)},
)
ANSWER_GIVEN = Condition(
    rule="answer_given",
    clause=Clause("HVwVfG", "§ 26 Abs. 2"),
    reads=("answer_given",),
    holds=lambda c: c.answer_given,
)
CORRECTION_SIGNED = Condition(
    rule="correction_signed",
    clause=Clause("HVwVfG", "§ 22 Satz 2 Nr. 1"),
    reads=("corrected", "declaration_made", "signatory_named"),
    holds=lambda c: not c.corrected or (c.declaration_made and c.signatory_named),
)
ANSWER_DAY_PASSED = Condition(
    rule="answer_day_passed",
    clause=Clause("HVwVfG", "§ 31 Abs. 2"),
    reads=("answer_due", "day"),
    holds=lambda c: c.answer_due is not None and c.day > c.answer_due,
    values=lambda c: {"due": day(c.answer_due)},
)
