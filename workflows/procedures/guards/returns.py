"""Guards of money that comes back, from the bank or from the recipient."""

from workflows.circumstances import NO_CENTS
from workflows.objections import Condition, euros
from workflows.sources import Clause

RETURN_WITHIN_PAID = Condition(
    rule="return_within_paid",
    clause=Clause("GK", "Zahlungsüberwachung"),
    reads=("requested_amount", "money_out"),
    holds=lambda c: c.requested_amount <= c.money_out,
    values=lambda c: {"amount": euros(c.requested_amount), "out": euros(c.money_out)},
)
REPAYMENT_ABOVE_ZERO = Condition(
    rule="repayment_above_zero",
    clause=Clause("GK", "Zahlungsüberwachung"),
    reads=("repaid_amount",),
    holds=lambda c: c.repaid_amount > NO_CENTS,
)
SOMETHING_LEFT_TO_REPAY = Condition(
    rule="something_left_to_repay",
    clause=Clause("GK", "Zahlungsüberwachung"),
    reads=("left_to_repay",),
    holds=lambda c: c.left_to_repay > NO_CENTS,
)
NOTHING_LEFT_TO_REPAY = Condition(
    rule="nothing_left_to_repay",
    clause=Clause("GK", "Zahlungsüberwachung"),
    reads=("left_to_repay",),
    holds=lambda c: c.left_to_repay <= NO_CENTS,
    values=lambda c: {"left": euros(c.left_to_repay)},
)
