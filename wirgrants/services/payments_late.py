"""Money that was paid out and not used in time: the two months' clock and the interest proposed.

Uses are known from what later requests state; a submitted final proof ends the clock of its part.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants import clock
from wirgrants.models import Payment
from wirgrants.services.payments_call import Money, final_proof_submitted
from workflows.dates import LegalDate
from workflows.due import payment_window_end
from workflows.interest import Interest, UnknownBaseRate, interest
from workflows.lapsing import interest_lapse
from workflows.money import ZERO, ratio, share_of, to_cents, total
from workflows.payment_call import Expense, LateUse, late_use
from workflows.states import PaymentState


@dataclass(frozen=True, kw_only=True)
class Clock:
    """One payout: until when it must be used, and how much of it is used as far as known."""

    payment: Payment
    use_by: LegalDate
    used: Decimal
    late: LateUse | None
    proposed: Interest | None
    unknown_rate_from: date | None
    lapses: LegalDate | None

    @property
    def interest_lines(self) -> tuple[str, ...]:
        """The arithmetic of the proposed interest in German."""
        return () if self.proposed is None else tuple(line.text() for line in self.proposed.lines())

    @property
    def unused(self) -> Decimal:
        """What is not shown to be used yet."""
        return self.payment.amount - self.used


def clocks(money: Money, day: date) -> tuple[Clock, ...]:
    """Every payout that stands, in order, with its clock as of this day."""
    found: list[Clock] = []
    for part in money.parts:
        payouts = [
            p for p in money.payments if p.state is PaymentState.PAID and p.award_year.part == part
        ]
        covered = ZERO
        uses = _uses(money, part)
        for payout in sorted(payouts, key=lambda p: (p.paid_on or day, p.number)):
            found.append(_clock(money, payout, _of(uses, covered, payout.amount), day))
            covered += payout.amount
    return tuple(found)


def _uses(money: Money, part: str) -> list[Expense]:
    """How much of the grant had been used in all by the day of each later statement."""
    awarded = money.parts[part]
    share = ratio(awarded.amount, awarded.eligible_cost)
    stated = [
        Expense(
            day=clock.day_of(p.requested_at),
            amount=to_cents(share_of(Decimal(p.statement.get("spent", "0")), share)),
        )
        for p in money.payments
        if p.award_year.part == part and p.state is not PaymentState.WITHDRAWN
    ]
    return sorted(stated, key=lambda use: use.day)


def _of(uses: Sequence[Expense], before: Decimal, amount: Decimal) -> list[Expense]:
    """The uses of one payout: what was used beyond the payouts before it, first come first used."""
    taken, found = ZERO, []
    for use in uses:
        reached = min(amount, max(ZERO, use.amount - before))
        if reached > taken:
            found.append(Expense(day=use.day, amount=reached - taken))
            taken = reached
    return found


def _clock(money: Money, payout: Payment, used: list[Expense], day: date) -> Clock:
    assert payout.paid_on is not None
    paid_on = payout.paid_on
    told = [Expense(day=max(use.day, paid_on), amount=use.amount) for use in used]
    late = late_use(paid_on, payout.amount, told, money.parameters, day=day)
    if late is not None and late.open and final_proof_submitted(money, payout.award_year.part):
        late = None  # the final proof tells of the use; its examination goes on from here
    proposed, unknown = None, None
    if late is not None:
        try:
            proposed = interest(late.spans, money.parameters, not_before=paid_on)
        except UnknownBaseRate as missing:
            unknown = missing.day
    return Clock(
        payment=payout,
        use_by=payment_window_end(paid_on, money.parameters),
        used=total(use.amount for use in used),
        late=late,
        proposed=proposed,
        unknown_rate_from=unknown,
        # The earliest day on which a claim can arise; a later one lapses no sooner.
        lapses=None if late is None else interest_lapse(paid_on, money.parameters),
    )
