"""The end of a case: settlement, and money asked back where too much was paid."""

from datetime import date, timedelta
from decimal import Decimal

from wirgrants.demo.project import Case
from wirgrants.demo.signing import signature_of
from wirgrants.demo.stage import Stage
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.services import (
    annual,
    recovery,
    recovery_end,
    recovery_hearing,
    recovery_later_claim,
    recovery_money,
    recovery_order,
    settlement,
    settlement_sign,
    strategy,
)
from wirgrants.services.delivery import Dispatch
from wirgrants.services.finance_rows import payments_of
from wirgrants.services.papers import Upload
from wirgrants.services.retrieval import record_retrieval
from wirgrants.services.settlement_late import late_interest
from wirgrants.services.settlement_letter import Closing
from wirgrants.unit_of_work import read_only
from workflows.notification import DeliveryWay
from workflows.payment_call import LateDecision

FACTS = (
    "Die Prüfung des Verwendungsnachweises hat ergeben, dass die zuwendungsfähigen Ausgaben "
    "niedriger waren als im Finanzierungsplan. Der Bescheid ermäßigt die Zuwendung in diesem Fall."
)

IN_TIME = (
    "Nach Belegliste und Buchungen wurden die Mittel innerhalb von zwei Monaten nach der "
    "Auszahlung verwendet; angegeben wurde es erst später."
)


def begin(stage: Stage, case: Case) -> None:
    """The officer computes the settlement."""
    actor = stage.person(case.officer)
    settlement.begin_settlement(actor, case.ref, version=stage.version(case.ref))


def settled(stage: Stage, case: Case, *, give_up_rest: bool = False) -> None:
    """The letter is set and signed by the approver."""
    with read_only() as session:
        late = late_interest(session, stage.case(case.ref)).arose
    closing = Closing(
        give_up_rest=give_up_rest,
        late_decision=LateDecision.IN_TIME if late else None,
        late_reason=IN_TIME if late else "",
    )
    actor = stage.person(case.approver)
    letter = settlement_sign.preview_settlement(actor, case.ref, closing)
    told = signature_of(stage, case, letter)
    settlement_sign.settle(actor, case.ref, told, version=stage.version(case.ref))


def settled_unresolved(stage: Stage, case: Case, reason: str) -> None:
    """The approver lets a strategy be settled that no council has resolved."""
    actor, version = stage.person(case.approver), stage.version(case.ref)
    settlement.settle_without_resolution(actor, case.ref, reason, version=version)


def opened(stage: Stage, case: Case) -> None:
    """The case goes into recovery."""
    actor = stage.person(case.officer)
    recovery.open_recovery(actor, case.ref, version=stage.version(case.ref))


def heard(stage: Stage, case: Case, *, due: date | None = None) -> str:
    """The case goes into recovery and the recipient is heard; the recovery's ref."""
    opened(stage, case)
    actor = stage.person(case.officer)
    with read_only() as session:
        start = recovery_hearing.hearing_start(session, stage.case(case.ref))
    told = recovery_hearing.HearingWish(
        amount=start.amount, ground=Ground.REDUCTION, facts=FACTS, due=due or start.due.day
    )
    letter = recovery_hearing.preview_hearing(actor, case.ref, told)
    signature = signature_of(stage, case, letter)
    version = stage.version(case.ref)
    ref = recovery_hearing.open_hearing(actor, case.ref, signature, version=version)
    # Nothing may be ordered on a hearing that nobody has called up.
    record_retrieval(stage.person(case.signatory), case.ref, letter)
    return ref


def stated(stage: Stage, case: Case, ref: str, text: str) -> None:
    """The signatory answers the hearing."""
    actor = stage.person(case.signatory)
    recovery.record_statement(actor, case.ref, ref, text, version=stage.version(case.ref))


def ordered(stage: Stage, case: Case, ref: str) -> None:
    """The order to pay back is worded, signed and posted."""
    with read_only() as session:
        paid = [p.paid_on for p in payments_of(session, stage.case(case.ref)) if p.paid_on]
    told = recovery_order.OrderWish(
        effective=max(paid),
        pay_until=stage.today + timedelta(days=42),
        facts=FACTS,
        discretion="",
    )
    actor = stage.person(case.approver)
    letter = recovery_order.preview_order(actor, case.ref, ref, told)
    by_post = Dispatch(way=DeliveryWay.POST, sent_on=stage.today)
    signature = signature_of(stage, case, letter, by_post)
    version = stage.version(case.ref)
    recovery_order.order(actor, case.ref, ref, signature, version=version)


def repaid(stage: Stage, case: Case, ref: str, amount: str = "") -> None:
    """The cash office records a part of the claim, or all that is left of it."""
    actor, stored = stage.person("finance"), stage.case(case.ref)
    with read_only() as session:
        left = recovery_money.left_of_claim(recovery.recovery_of(session, stored, ref))
    money = recovery_money.Received(
        amount=Decimal(amount) if amount else left,
        received_on=stage.today,
        reference="Erstattung Zuwendung",
    )
    action = "record_part_payment" if amount else "record_repayment"
    recovery_money.record_repayment(actor, case.ref, ref, action, money, version=stored.row_version)


def interest_waived(stage: Stage, case: Case, ref: str, reason: str) -> None:
    """The approver decides that interest since the order is not claimed."""
    actor, version = stage.person(case.approver), stage.version(case.ref)
    recovery_later_claim.waive_interest(actor, case.ref, ref, reason, version=version)


def dropped(stage: Stage, case: Case, ref: str, reason: str) -> None:
    """The approver drops the claim after the hearing."""
    actor = stage.person(case.approver)
    wish = recovery_end.EndWish(action="drop", reason=reason)
    letter = recovery_end.preview_end(actor, case.ref, ref, wish)
    signature = signature_of(stage, case, letter)
    version = stage.version(case.ref)
    recovery_end.give_up(actor, case.ref, ref, "drop", signature, version=version)


def closed(stage: Stage, case: Case) -> None:
    """Back from the recovery to the settlement."""
    actor = stage.person(case.officer)
    recovery.close_recovery(actor, case.ref, version=stage.version(case.ref))


def talked(stage: Stage, case: Case, note: str) -> None:
    """The yearly talk about the target agreement."""
    actor = stage.person(case.officer)
    people = "Koordination, Amtsleitung, Bewilligungsbehörde"
    version = stage.version(case.ref)
    annual.record_annual_talk(actor, case.ref, stage.today, people, note, version=version)


def delivered(stage: Stage, case: Case, paper: Upload) -> None:
    """The signatory hands the strategy in."""
    actor = stage.person(case.signatory)
    strategy.deliver_strategy(actor, case.ref, paper, version=stage.version(case.ref))


def resolved(stage: Stage, case: Case, number: str, paper: Upload) -> None:
    """The council's resolution is recorded."""
    told = strategy.Resolution(
        on=stage.today - timedelta(days=5), number=number, body="Stadtverordnetenversammlung"
    )
    actor = stage.person(case.signatory)
    version = stage.version(case.ref)
    strategy.record_resolution(actor, case.ref, told, paper, version=version)
