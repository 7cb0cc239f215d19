"""Money that was paid out and not used in time: the two months' clock and the interest proposed.

Uses are known from what later requests state. A submitted final proof tells of the rest: as it
names no days of use, the rest counts as used at the latest day it could have been. So what is
proposed is always the most that may be claimed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from wirgrants import clock
from wirgrants.models import AwardPart, Payment, ProofKind
from wirgrants.services.payments_call import Money, final_proof_submitted
from wirgrants.services.snapshot import plan_of
from workflows.dates import LegalDate
from workflows.due import payment_window_end
from workflows.interest import Interest, UnknownBaseRate, interest
from workflows.lapsing import interest_lapse
from workflows.money import ZERO, ratio, share_of, to_cents, total
from workflows.payment_call import (
    OTHERS_FIRST,
    Expense,
    LateUse,
    drawn_before_other_funds,
    late_use,
)
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
    stated = [
        Expense(day=day, amount=_borne(awarded, Decimal(told.get("spent", "0"))))
        for day, told in _statements(money, part)
    ]
    end = end_of_use(money, part)
    if end is None:
        return stated
    earlier = [Expense(day=min(use.day, end), amount=use.amount) for use in stated]
    return [*earlier, Expense(day=end, amount=_kept(money, part))]


def end_of_use(money: Money, part: str) -> date | None:
    """The latest day on which money of a part can have been used; None before its final proof.

    The end of its period, or the day on which the proof came in if that was earlier.
    """
    if not final_proof_submitted(money, part):
        return None
    received = [
        proof.received_on
        for proof in money.proofs
        if proof.part == part and proof.kind is ProofKind.FINAL and proof.received_on
    ]
    return min([money.parts[part].ends_on, *received])


def _kept(money: Money, part: str) -> Decimal:
    """What the recipient keeps of a part: the rest is asked back and bears interest of its own."""
    if money.payable is not None:
        return money.payable.get(part, ZERO)
    return total(year.paid for year in money.years if year.part == part)


def _borne(awarded: AwardPart, spent: Decimal) -> Decimal:
    """Which part of the spending the grant bears: pro rata, or what other funds leave of it."""
    if awarded.financing in OTHERS_FIRST:
        return max(ZERO, spent - _other_planned(awarded))
    return to_cents(share_of(spent, ratio(awarded.amount, awarded.eligible_cost)))


def _other_planned(awarded: AwardPart) -> Decimal:
    return total(fund.amount for fund in plan_of(awarded.plan).funds)


def _statements(money: Money, part: str) -> list[tuple[date, Mapping[str, Any]]]:
    """What the requests of a part stated, by day."""
    told = [
        (clock.day_of(p.requested_at), p.statement)
        for p in money.payments
        if p.award_year.part == part and p.state is not PaymentState.WITHDRAWN
    ]
    return sorted(told, key=lambda one: one[0])


def _too_early(money: Money, payout: Payment, day: date) -> LateUse | None:
    """Money drawn before the other funds that had to go first, and not made up for in its window.

    They count as used from the statement that says so, at the latest when all use ended.
    """
    part = payout.award_year.part
    awarded = money.parts[part]
    assert payout.paid_on is not None
    if awarded.financing not in OTHERS_FIRST:
        return None
    planned = _other_planned(awarded)
    used = [
        said
        for said, told in _statements(money, part)
        if Decimal(told.get("own_funds_used", "0")) >= planned
    ]
    ends = [*used[:1], *filter(None, (end_of_use(money, part),))]
    until = min(ends, default=day)
    window = payment_window_end(payout.paid_on, money.parameters)
    if until <= window.day:
        return None
    return drawn_before_other_funds(
        payout.paid_on,
        payout.amount,
        other_planned=planned,
        other_used=Decimal(payout.statement.get("own_funds_used", "0")),
        other_used_by=until,
        parameters=money.parameters,
    )


def _of(uses: Sequence[Expense], before: Decimal, amount: Decimal) -> list[Expense]:
    """The uses of one payout: what was used beyond the payouts before it, first come first used."""
    taken, found = ZERO, []
    for use in uses:
        reached = min(amount, max(ZERO, use.amount - before))
        if reached > taken:
            found.append(Expense(day=use.day, amount=reached - taken))
            taken = reached
    return found


def _without_unused(late: LateUse) -> LateUse | None:
    """Late use without what was never used: it is asked back, with the interest of § 49a III."""
    spans = late.spans[:-1]
    return replace(late, spans=spans, open=False) if spans else None


def _clock(money: Money, payout: Payment, used: list[Expense], day: date) -> Clock:
    assert payout.paid_on is not None
    paid_on = payout.paid_on
    told = [Expense(day=max(use.day, paid_on), amount=use.amount) for use in used]
    late = late_use(paid_on, payout.amount, told, money.parameters, day=day)
    if late is not None and late.open and final_proof_submitted(money, payout.award_year.part):
        late = _without_unused(late)
    # The same euro never bears interest on both grounds.
    late = late or _too_early(money, payout, day)
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
