"""Interest that accrues between an order and the repayment: how much, and whether there is any.

A claim that is paid counts as closed only when somebody has decided about it (§ 49a III HVwVfG).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from wirgrants import clock
from wirgrants.models import FundingCase, Recovery
from wirgrants.services.access import SYSTEM, load_case
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.recovery import after
from wirgrants.services.recovery_interest import payouts_of
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
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
            return (
                f"Der Basiszinssatz für den {day} ist nicht hinterlegt. Die Administration trägt "
                "ihn unter „Allgemeine Werte“ ein, sobald er bekannt gegeben ist."
            )
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


def waiting_for_interest(session: Session) -> Sequence[str]:
    """The cases with a paid claim whose later interest nobody has decided on; one statement."""
    return session.scalars(
        select(FundingCase.ref)
        .join(Recovery, Recovery.case_id == FundingCase.id)
        .where(Recovery.state == RecoveryState.INTEREST_OPEN)
        .group_by(FundingCase.ref, FundingCase.id)
        .order_by(FundingCase.id)
    ).all()


def end_what_bears_none(case_ref: str) -> bool:
    """End the case's paid claims that bear no interest by the rates known now; whether it did.

    A claim waits for a decision while a rate is missing; the rate may then make nothing of it.
    """
    with unit_of_work() as session:
        case = load_case(session, SYSTEM, case_ref, for_update=True)
        found = session.scalars(
            select(Recovery)
            .where(Recovery.case_id == case.id)
            .options(selectinload(Recovery.repayments))
        ).all()
        ended = [end_without_interest(session, case, recovery) for recovery in found]
        return any(ended)


def end_without_interest(session: Session, case: FundingCase, recovery: Recovery) -> bool:
    """End a claim that is paid and bears no further interest, and say whether it was one.

    Within the unit of work of whoever has locked the case; any other claim stays as it is.
    """
    if recovery.state is not RecoveryState.INTEREST_OPEN:
        return False
    later = later_interest(session, case, recovery)
    if later.accrued:
        return False
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
    return True
