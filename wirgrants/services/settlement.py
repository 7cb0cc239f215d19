"""Settling a case: begun by the officer, computed by the law, signed by another person."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import (
    FundingCase,
    Recovery,
    Settlement,
    SettlementRow,
)
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import tell_organisation
from wirgrants.services.plain import digest
from wirgrants.services.proofs import keep_due
from wirgrants.services.settlement_input import SettlementInput, settlement_input
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows.money import ZERO, total
from workflows.procedures import application_of
from workflows.settlement import NotExamined
from workflows.settlement import Settlement as Settled
from workflows.settlement import settle as settled_by_law
from workflows.states import ApplicationState, RecoveryState


@dataclass(frozen=True, kw_only=True)
class Computed:
    """The settlement of a case as it comes to today, with its digest.

    `still_to_recover` is what was paid too much, less what came back and what was given up.
    """

    told: SettlementInput
    law: Settled
    still_to_recover: Decimal
    digest: str

    def of_part(self, part: str) -> dict[str, Any]:
        """The columns of one part's row."""
        own = [year for year in self.told.years if year.part == part]
        lines = [
            {"year": year, "key": line.key, "text": line.text()}
            for name, year, line in self.law.all_lines()
            if name == part
        ]
        return {
            "part": part,
            "awarded": total(year.amount - year.released for year in own),
            "examined_cost": total(e.eligible for e in self.told.examined if e.part == part),
            "grant_due": self.law.of_part(part),
            "paid": total(year.paid for year in own),
            "computation": lines,
        }


def compute(session: Session, case: FundingCase) -> Computed:
    """What the settlement comes to today. Raises Refused while a year has not been examined."""
    told = settlement_input(session, case)
    try:
        law = settled_by_law(
            told.awarded,
            told.examined,
            paid=told.paid,
            parameters=told.parameters,
            day=clock.today(),
            municipal=told.municipal,
            counted=told.counted,
        )
    except NotExamined as missing:
        raise Refused(
            f"not examined: {missing}",
            message=f"Für {missing} liegt kein geprüfter Nachweis vor.",
        ) from missing
    return Computed(
        told=told,
        law=law,
        still_to_recover=_still(law, recoveries_of(session, case)),
        digest=digest(law.to_json()),
    )


def recoveries_of(session: Session, case: FundingCase) -> Sequence[Recovery]:
    """Every recovery of the case with its repayments, the oldest first; two statements."""
    return session.scalars(
        select(Recovery)
        .where(Recovery.case_id == case.id)
        .options(selectinload(Recovery.repayments))
        .order_by(Recovery.number)
    ).all()


def _still(law: Settled, recoveries: Sequence[Recovery]) -> Decimal:
    return max(ZERO, law.to_recover - total(done_with(one) for one in recoveries))


def done_with(recovery: Recovery) -> Decimal:
    """How much of a claim needs no more pursuing: all of an ended one, else what came back."""
    if recovery.state in (RecoveryState.REPAID, RecoveryState.DROPPED):
        return recovery.demanded
    return min(recovery.repaid, recovery.demanded)


def last_settlement(session: Session, case: FundingCase) -> Settlement | None:
    """The computation that counts, with its parts; None before the settlement has begun."""
    return session.scalars(
        select(Settlement)
        .where(Settlement.case_id == case.id)
        .order_by(Settlement.number.desc())
        .limit(1)
        .options(selectinload(Settlement.rows))
    ).one_or_none()


def keep(session: Session, case: FundingCase, actor: Actor, found: Computed) -> Settlement:
    """Store a computation; the same one is not stored twice. Inside the unit of work of a step."""
    last = last_settlement(session, case)
    if last is not None and last.digest == found.digest:
        return last
    number = session.scalar(
        select(func.max(Settlement.number)).where(Settlement.case_id == case.id)
    )
    row = Settlement(
        case_id=case.id,
        number=(number or 0) + 1,
        awarded=found.law.granted,
        grant_due=found.law.final,
        paid=found.law.paid,
        to_recover=found.law.to_recover,
        to_pay=found.law.payable,
        petty_limit=found.law.petty_limit,
        computation=found.law.to_json(),
        digest=found.digest,
        at=clock.now(),
        by_id=actor.id,
        rows=[SettlementRow(**found.of_part(part.part)) for part in found.told.parts],
    )
    session.add(row)
    session.flush()
    return row


def begin_settlement(actor: Actor, ref: str, *, version: int) -> Settlement:
    """Close the examination and compute the settlement.

    Raises StepRefused while proofs, payments or changes are open, Refused, StepNotOpen, NotFound.
    """
    return _begin(actor, ref, "begin_settlement", "", version)


def settle_without_resolution(actor: Actor, ref: str, reason: str, *, version: int) -> Settlement:
    """The approver lets a strategy be settled although the council has not resolved it."""
    return _begin(actor, ref, "settle_without_resolution", reason, version)


def _begin(actor: Actor, ref: str, action: str, reason: str, version: int) -> Settlement:
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        take_step(
            session,
            case,
            action,
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), reason=reason),
            writes=Writes(case_changes=waiting(ApplicationState.SETTLING, what="settle")),
        )
        found = compute(session, case)
        row = keep(session, case, actor, found)
        if row.to_pay > ZERO:
            tell_organisation(
                session,
                case,
                kind="settlement.payable",
                subject=f"Abrechnung: Rest kann abgerufen werden ({case.number})",
                text="Die Nachweisprüfung ist abgeschlossen. Der verbleibende Betrag kann jetzt "
                "abgerufen werden.",
            )
        return row


def reopen_examination(actor: Actor, ref: str, reason: str, *, version: int) -> None:
    """Back from the settlement to the examination of the proofs, with a reason."""
    _back(actor, ref, "reopen_examination", reason, version)


def return_to_resolution(actor: Actor, ref: str, reason: str, *, version: int) -> None:
    """Back from the settlement to the resolution that is still outstanding, with a reason."""
    _back(actor, ref, "return_to_resolution", reason, version)


def _back(actor: Actor, ref: str, action: str, reason: str, version: int) -> None:
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        after = application_of(case.variant).step(case.state, action).target
        take_step(
            session,
            case,
            action,
            actor=actor,
            version=version,
            circumstances=circumstances_of(session, case, day=clock.today(), reason=reason),
            writes=Writes(case_changes=waiting(after)),
        )
        keep_due(session, case)
