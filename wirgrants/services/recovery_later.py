"""Interest that accrues between an order and the repayment: how much, and whether there is any.

A claim that is paid counts as closed only when somebody has decided about it (§ 49a III HVwVfG).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import FundingCase, Recovery
from wirgrants.services.access import SYSTEM
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.recovery import after
from wirgrants.services.recovery_interest import payouts_of
from wirgrants.services.steps import Writes, take_step
from workflows.interest import Interest, UnknownBaseRate, interest, later_spans, recovery_spans
from workflows.money import ZERO
from workflows.states import RecoveryState
from workflows.wording.formats import german_day


@dataclass(frozen=True, kw_only=True)
class Later:
    """Interest since the order; `unknown_from` is a day without base rate, so no sum is known."""

    found: Interest
    since: date | None = None
    until: date | None = None
    unknown_from: date | None = None

    @property
    def accrued(self) -> bool:
        """Somebody has to decide: a sum is known, or days have passed whose rate is not."""
        return self.unknown_from is not None or self.found.total > ZERO

    @property
    def why_not(self) -> str:
        """Why it cannot be claimed now, in German; empty when it can."""
        if self.unknown_from is not None:
            day = german_day(self.unknown_from)
            return f"Der Basiszinssatz für den {day} ist nicht hinterlegt."
        return "" if self.accrued else "Seit dem Bescheid sind keine Zinsen aufgelaufen."


def on_the_sum(recovery: Recovery) -> Sequence[tuple[date, Decimal]]:
    """Day and amount of what came back on the sum; what came beyond it was interest."""
    found, back = [], ZERO
    for row in recovery.repayments:
        counted = min(row.amount, recovery.demanded - back)
        if counted > ZERO:
            found.append((row.received_on, counted))
            back += counted
    return found


def later_interest(session: Session, case: FundingCase, recovery: Recovery) -> Later:
    """What has accrued since the order until the sum came back; nothing once it was claimed."""
    told: Mapping[str, Any] = recovery.interest_computation
    if recovery.interest_from is None or "later" in told:
        return Later(found=Interest(pieces=()))
    payouts = payouts_of(session, case)
    reckoned = told.get("until")
    spans = later_spans(
        recovery_spans(
            recovery.demanded, payouts, effective=recovery.interest_from, until=date.max
        ),
        on_the_sum(recovery),
        reckoned_until=None if reckoned is None else date.fromisoformat(reckoned),
    )
    if not spans:
        return Later(found=Interest(pieces=()))
    since, until = min(span.since for span in spans), max(span.until for span in spans)
    try:
        found = interest(spans, load_parameters(session), not_before=payouts[0][0])
    except UnknownBaseRate as missing:
        unknown = missing.day
        return Later(found=Interest(pieces=()), since=since, until=until, unknown_from=unknown)
    return Later(found=found, since=since, until=until)


def end_without_interest(session: Session, case: FundingCase, recovery: Recovery) -> None:
    """End a claim that is paid and bears no further interest; any other one stays as it is.

    Within the unit of work of whoever has locked the case.
    """
    if recovery.state is not RecoveryState.INTEREST_OPEN:
        return
    later = later_interest(session, case, recovery)
    if later.accrued:
        return
    take_step(
        session,
        case,
        "end_without_interest",
        actor=SYSTEM,
        subject=recovery,
        circumstances=circumstances_of(
            session, case, day=clock.today(), subject=recovery, later_interest=later.accrued
        ),
        writes=Writes(changes={"ended_at": clock.now()}, case_changes=after(RecoveryState.REPAID)),
    )
