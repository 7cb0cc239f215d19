"""An ordered claim shrinks when the bank returns a payout: nobody owes what never arrived."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import Event, FundingCase, Payment, Recovery
from wirgrants.services.access import SYSTEM
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import tell_organisation
from wirgrants.services.parameters import load_parameters
from wirgrants.services.recovery import after, logged_claim, open_one
from wirgrants.services.recovery_interest import payouts_of
from wirgrants.services.recovery_later import end_without_interest
from wirgrants.services.recovery_sum import owed_in_all
from wirgrants.services.settlement import done_with, recoveries_of
from wirgrants.services.steps import Writes, take_step
from workflows.interest import Interest, interest, recovery_spans
from workflows.money import ZERO
from workflows.states import MachineName, RecoveryState
from workflows.wording.formats import german_day, german_euros

LOWERING = ("lower", "lower_to_repaid", "lower_to_nothing")
"""The steps by which a claim shrinks: to a rest, to what was repaid already, to nothing."""

_AFTER: Mapping[str, tuple[RecoveryState, str]] = {
    "lower": (RecoveryState.ORDERED, "repayment"),
    "lower_to_repaid": (RecoveryState.INTEREST_OPEN, "interest"),
    "lower_to_nothing": (RecoveryState.DROPPED, ""),
}


@dataclass(frozen=True, kw_only=True)
class _Claim:
    """What a claim comes to: the sum and the interest of its order, in euros."""

    demanded: Decimal
    interest: Decimal
    computation: Mapping[str, Any]
    left: Decimal

    @property
    def action(self) -> str:
        if self.demanded == ZERO:
            return "lower_to_nothing"
        return "lower" if self.left > ZERO else "lower_to_repaid"


def lower_claim(session: Session, case: FundingCase, payment: Payment, returned_on: date) -> None:
    """Lower the case's ordered claim to what is still owed of it, after a payment came back.

    Within the unit of work that books the return; a claim that still holds is left as it is.
    """
    recovery = open_one(recoveries_of(session, case))
    if recovery is None or recovery.state is not RecoveryState.ORDERED:
        return
    owed = owed_in_all(session, case, recovery)
    if owed >= recovery.demanded:
        return
    claim, before = _claim(session, case, recovery, owed), recovery.demanded
    due = recovery.due_on if claim.action == "lower" else None
    state, what = _AFTER[claim.action]
    changes = {"interest": claim.interest, "interest_computation": claim.computation}
    take_step(
        session,
        case,
        claim.action,
        actor=SYSTEM,
        subject=recovery,
        circumstances=circumstances_of(
            session, case, day=clock.today(), subject=recovery, left_to_repay=claim.left
        ),
        writes=Writes(
            changes={"demanded": claim.demanded, **changes, **_ended(claim, payment)},
            case_changes=after(state, due_on=due, what=what),
            data={
                "amount": claim.demanded,
                **logged_claim(changes),
                "before": before,
                "payment": payment.number,
                "returned_on": returned_on,
            },
        ),
    )
    _tell(session, case, (before, claim), payment)
    end_without_interest(session, case, recovery)


def _ended(claim: _Claim, payment: Payment) -> dict[str, Any]:
    if claim.action != "lower_to_nothing":
        return {}
    why = f"Die Auszahlung zum Mittelabruf {payment.number} kam von der Bank zurück."
    return {"ended_at": clock.now(), "ended_reason": why}


def _claim(session: Session, case: FundingCase, recovery: Recovery, owed: Decimal) -> _Claim:
    """The lower claim; its interest is that of the smaller sum, and never more than was ordered.

    What was repaid beyond what is owed stays of the claim, and pays the interest.
    """
    found = _interest(session, case, recovery, owed)
    total, told = recovery.interest, recovery.interest_computation
    if found is not None and found.total <= total:
        total, told = found.total, {**found.to_json(), "until": told.get("until")}
    repaid = done_with(recovery)
    demanded, total = max(owed, repaid), max(ZERO, total - max(ZERO, repaid - owed))
    left = demanded + total - recovery.repaid
    return _Claim(demanded=demanded, interest=total, computation=told, left=left)


def _interest(
    session: Session, case: FundingCase, recovery: Recovery, owed: Decimal
) -> Interest | None:
    """The interest of the order on a smaller sum; None where the order reckons none."""
    if owed == ZERO:
        return Interest(pieces=())
    until = recovery.interest_computation.get("until")
    if until is None or recovery.interest_from is None:
        return None
    payouts = payouts_of(session, case)
    spans = recovery_spans(
        owed, payouts, effective=recovery.interest_from, until=date.fromisoformat(until)
    )
    return interest(spans, load_parameters(session), not_before=payouts[0][0])


def _tell(
    session: Session, case: FundingCase, claims: tuple[Decimal, _Claim], payment: Payment
) -> None:
    before, claim = claims
    rest = (
        "Aus dem Erstattungsbescheid ist deshalb nichts mehr zu zahlen."
        if claim.left <= ZERO
        else f"Der Erstattungsbetrag sinkt deshalb von {german_euros(before)} auf "
        f"{german_euros(claim.demanded)}; mit den Zinsen des Bescheids sind noch "
        f"{german_euros(claim.left)} zu zahlen."
    )
    tell_organisation(
        session,
        case,
        kind="recovery.lowered",
        subject=f"Rückforderung gemindert: {case.number}",
        text=f"Die Auszahlung zum Mittelabruf {payment.number} kam von der Bank zurück. {rest}",
    )


def lowerings(session: Session, case: FundingCase) -> Mapping[str, list[str]]:
    """What lowered each claim of the case, in German, by its ref; one statement."""
    events = session.scalars(
        select(Event)
        .where(
            Event.case_id == case.id,
            Event.machine == MachineName.RECOVERY,
            Event.action.in_(LOWERING),
        )
        .order_by(Event.case_seq)
    )
    found: dict[str, list[str]] = {}
    for event in events:
        found.setdefault(event.subject_ref, []).append(lowered_text(event.data))
    return found


def lowered_text(data: Mapping[str, Any]) -> str:
    """One lowering as its event's data tells it."""
    before, amount = (german_euros(Decimal(data[key])) for key in ("before", "amount"))
    day = german_day(date.fromisoformat(data["returned_on"]))
    return (
        f"Von {before} auf {amount}: Die Auszahlung zum Mittelabruf {data['payment']} kam am "
        f"{day} von der Bank zurück."
    )
