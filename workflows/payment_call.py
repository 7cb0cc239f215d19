"""Payment calls (ANBest-P 1.4): how much may be called, and what was drawn too early.

A call covers what has been spent and what falls due within two months after payout, pro rata with
the other funds; with deficit and full financing own and other funds come first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from workflows.arithmetic import Line, Rate, step
from workflows.dates import LegalDate
from workflows.due import payment_window_end
from workflows.guideline import FinancingType, Payout
from workflows.interest import InterestSpan
from workflows.money import ZERO, ratio, share_of, to_cents, total
from workflows.parameters import Parameters

OTHERS_FIRST = frozenset({FinancingType.DEFICIT, FinancingType.FULL})
"""Where own and other funds come before the grant; elsewhere both bear spending pro rata."""


@dataclass(frozen=True, kw_only=True)
class Expense:
    """Eligible expenditure that was paid or falls due on a day, in euros."""

    day: date
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class CallBasis:
    """What a call rests on: the award with its plan, what was paid, the expenses, the payout day.

    `released` is the part of the grant of the budget years already open; None: the whole grant.
    `proof_examined` sets the retained share free.
    """

    financing: FinancingType
    payout: Payout
    grant: Decimal
    eligible: Decimal
    own_and_other: Decimal
    paid: Decimal
    payout_day: date
    expenses: tuple[Expense, ...] = ()
    released: Decimal | None = None
    proof_examined: bool = False


@dataclass(frozen=True, kw_only=True)
class HighestCall:
    """The most that may be called now, until when it must be used, and the arithmetic."""

    amount: Decimal
    use_by: LegalDate
    lines: tuple[Line, ...]


def highest_call(basis: CallBasis, parameters: Parameters) -> HighestCall:
    """The highest call on these facts; never negative, never above what is left of the grant."""
    use_by = payment_window_end(basis.payout_day, parameters)
    lines: list[Line] = []
    left = _left(basis, parameters, lines)
    if basis.payout is Payout.ONE_SUM:
        lines.append(step("one_sum", amount=left))
        return HighestCall(amount=left, use_by=use_by, lines=tuple(lines))
    spent = total(one.amount for one in basis.expenses if one.day <= use_by.day)
    lines.append(step("due", payout=basis.payout_day, until=use_by.day, amount=spent))
    covered = _covered(basis, spent, lines)
    wanted = max(ZERO, to_cents(covered) - basis.paid)
    lines.append(step("minus_paid", covered=covered, paid=basis.paid, amount=wanted))
    amount = to_cents(min(left, wanted))
    lines.append(step("highest_call", amount=amount))
    return HighestCall(amount=amount, use_by=use_by, lines=tuple(lines))


def _left(basis: CallBasis, parameters: Parameters, lines: list[Line]) -> Decimal:
    """What is left of the grant of the open years, less a share kept back until the proof."""
    open_grant = basis.grant if basis.released is None else min(basis.grant, basis.released)
    kept = ZERO
    retention = parameters.decimal("retention_share", basis.payout_day)
    if retention and not basis.proof_examined:
        kept = to_cents(share_of(basis.grant, retention))
        lines.append(step("retention", share=Rate(retention), grant=basis.grant, amount=kept))
    ceiling = min(open_grant, basis.grant - kept)
    left = to_cents(max(ZERO, ceiling - basis.paid))
    lines.append(step("left", ceiling=ceiling, paid=basis.paid, amount=left))
    return left


def _covered(basis: CallBasis, spent: Decimal, lines: list[Line]) -> Fraction:
    """Which part of the expenses the grant bears."""
    if basis.financing not in OTHERS_FIRST:
        share = ratio(basis.grant, basis.eligible)
        covered = share_of(spent, share)
        lines.append(step("pro_rata", share=Rate(share), spent=spent, amount=covered))
        return covered
    first = max(Fraction(0), Fraction(spent) - Fraction(basis.own_and_other))
    lines.append(step("others_first", spent=spent, own_and_other=basis.own_and_other, amount=first))
    return first


class LateGround(StrEnum):
    """Why interest may be asked for under § 49a IV."""

    NOT_USED_IN_TIME = "not_used_in_time"
    OTHER_FUNDS_FIRST = "other_funds_first"


class LateDecision(StrEnum):
    """What is found at the end about money whose timely use was in question."""

    IN_TIME = "in_time"
    NOT_CLAIMED = "not_claimed"


@dataclass(frozen=True, kw_only=True)
class LateUse:
    """Money that lay idle: the ground, the payout, the end of its window, and spans of interest.

    A span runs from payout to proper use; `open` is True while some of it is not used yet and the
    span ends, so far, on the day of the examination.
    """

    ground: LateGround
    payout_day: date
    use_by: LegalDate
    spans: tuple[InterestSpan, ...]
    open: bool

    @property
    def amount(self) -> Decimal:
        """How much was used late or is still unused."""
        return total(span.amount for span in self.spans)

    @property
    def line(self) -> Line:
        """The finding in one line."""
        return step(f"late_{self.ground}", amount=self.amount, until=self.use_by.day)


def late_use(
    payout_day: date, paid: Decimal, used: Sequence[Expense], parameters: Parameters, *, day: date
) -> LateUse | None:
    """Which part of a payout was not used within its window; None when all was, or still can be.

    `used` are the uses of this payout in euros of the grant. Interest is proposed from payout to
    each late use, and to `day` for what is unused.
    """
    use_by = payment_window_end(payout_day, parameters)
    left = paid
    spans: list[InterestSpan] = []
    for one in sorted((use for use in used if use.day <= day), key=lambda use: use.day):
        taken = min(left, one.amount)
        left -= taken
        if taken and one.day > use_by.day:
            spans.append(InterestSpan(amount=taken, since=payout_day, until=one.day))
    still_open = left > 0 and day > use_by.day
    if still_open:
        spans.append(InterestSpan(amount=left, since=payout_day, until=day))
    if not spans:
        return None
    return LateUse(
        ground=LateGround.NOT_USED_IN_TIME,
        payout_day=payout_day,
        use_by=use_by,
        spans=tuple(spans),
        open=still_open,
    )


def drawn_before_other_funds(
    payout_day: date,
    paid: Decimal,
    *,
    other_planned: Decimal,
    other_used: Decimal,
    other_used_by: date,
    parameters: Parameters,
) -> LateUse | None:
    """Money drawn although own and other funds had to be used first (deficit, full financing).

    `other_used` is what had been used of them at payout, `other_used_by` the day on which they
    were used up: until then interest is proposed on the lower of payout and unused funds.
    """
    too_early = min(paid, max(ZERO, other_planned - other_used))
    if not too_early or other_used_by <= payout_day:
        return None
    return LateUse(
        ground=LateGround.OTHER_FUNDS_FIRST,
        payout_day=payout_day,
        use_by=payment_window_end(payout_day, parameters),
        spans=(InterestSpan(amount=too_early, since=payout_day, until=other_used_by),),
        open=False,
    )
