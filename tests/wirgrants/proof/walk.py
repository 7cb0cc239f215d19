"""Short ways through proofs, examination, settlement and recovery for tests."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import at, paid, running, version_of
from tests.wirgrants.world import World, case_by_ref
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.models import DeliveryWay, FundingCase, Payment, Proof, ProofKind, Recovery
from wirgrants.services import examination, proofs_draft, proofs_submit, settlement
from wirgrants.services.delivery import Dispatch
from wirgrants.services.examination import Accepted, Examined
from wirgrants.services.examination_sheet import default_counters, sheet_of
from wirgrants.services.finance_rows import payments_of
from wirgrants.services.letters import letter_of
from wirgrants.services.proofs import proof_of, proofs_of
from wirgrants.services.proofs_draft import ReportInput, base_of, draft_for
from wirgrants.services.proofs_submit import Declared, ready_report
from wirgrants.services.recovery import open_recovery
from wirgrants.services.recovery_end import EndWish, give_up, preview_end
from wirgrants.services.recovery_hearing import HearingWish, open_hearing, preview_hearing
from wirgrants.services.recovery_order import OrderWish, order, preview_order
from wirgrants.services.settlement import recoveries_of
from wirgrants.services.settlement_late import late_interest
from wirgrants.services.settlement_letter import Closing
from wirgrants.services.settlement_sign import Signature, preview_settlement, settle
from wirgrants.unit_of_work import read_only
from workflows.payment_call import LateDecision

AFTER_YEAR = date(2028, 2, 1)
CATEGORY = "personnel"
ANSWERS: Mapping[str, Any] = {
    "report_result": "Alle Ziele erreicht.",
    "report_deviations": "keine",
    "participants_total": 84,
    "mini_job_months_worked": 12,
    "partners_in_network": 4,
}


def stored_case(world: World, ref: str) -> FundingCase:
    """The case as it is stored now."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        return case_by_ref(session, ref)


def stored_proofs(world: World, ref: str) -> list[Proof]:
    """Every proof of the case as stored now."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        return list(proofs_of(session, case_by_ref(session, ref)))


def stored_payments(world: World, ref: str) -> list[Payment]:
    """Every payment of the case as stored now, the oldest first."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        return list(payments_of(session, case_by_ref(session, ref)))


def final_proof(world: World, ref: str, part: str = "main") -> str:
    """The ref of the final proof of a part."""
    found = [p for p in stored_proofs(world, ref) if p.kind is ProofKind.FINAL and p.part == part]
    return found[0].ref


def content(items: list[tuple[str, str, int, str]], **more: Any) -> dict[str, Any]:
    """A proof's content: items as (category, label, year, euros)."""
    return {
        "answers": dict(ANSWERS),
        "items": [
            {"category": kind, "label": label, "year": year, "amount": amount}
            for kind, label, year, amount in items
        ],
        "funds": [],
        "goals": [],
        "persons": [],
        **more,
    }


def save(world: World, ref: str, proof: str, told: dict[str, Any], name: str = "applicant_editor",
         typed: Any = None) -> None:  # fmt: skip
    """Keep a draft as this person."""
    with world.opened():
        actor = world.actor(name)
        with read_only() as session:
            session.rollback()
            session.expire_all()
            case = case_by_ref(session, ref)
            base = base_of(draft_for(actor, case, proof_of(session, case, proof)))
        proofs_draft.save_report(
            actor, ref, proof, ReportInput(content=told, typed=typed, base=base)
        )


def declared(world: World, ref: str, proof: str, name: str = "signatory") -> Declared:
    """The declaration on the content as it stands."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        case = case_by_ref(session, ref)
        found = ready_report(session, world.actor(name), case, proof_of(session, case, proof))
        return Declared(name="Vera Vorstand", function="Vorsitzende", digest=found.digest)


def submit(world: World, ref: str, proof: str, told: dict[str, Any]) -> None:
    """Draft and hand in."""
    save(world, ref, proof, told)
    with world.opened():
        proofs_submit.submit_proof(
            world.actor("signatory"), ref, proof, declared(world, ref, proof),
            version=version_of(world, ref),
        )  # fmt: skip


def take_up(world: World, ref: str, proof: str) -> None:
    """The officer begins the examination."""
    with world.opened():
        examination.take_up(world.actor("case_officer"), ref, proof, version=version_of(world, ref))


def examine(world: World, ref: str, proof: str, cuts: Mapping[str, tuple[str, str]] | None = None,
            name: str = "case_officer", **counters: Any) -> None:  # fmt: skip
    """Close the examination; `cuts` are (accepted euros, reason) by item label."""
    with world.opened():
        with read_only() as session:
            session.rollback()
            session.expire_all()
            case = case_by_ref(session, ref)
            sheet = sheet_of(session, case, proof_of(session, case, proof))
            assert sheet is not None
            accepted = {
                row.key: Accepted(amount=Decimal(cuts[row.label][0]), note=cuts[row.label][1])
                for row in sheet.items
                if cuts and row.label in cuts
            }
            told = Examined(
                items=accepted,
                funds={},
                counters={**default_counters(sheet), **counters},
                note="Rechnerisch richtig.",
                in_depth=False,
                revision=sheet.basis.proof.revision_number,
            )
        examination.examine(world.actor(name), ref, proof, told, version=version_of(world, ref))


def examined(world: World, spec: AwardSpec | None = None, cost: str = "10000.00",
             payout: str | None = "8000.00") -> str:  # fmt: skip
    """A running case whose only proof is examined with this cost; its ref."""
    ref = running(world, spec)
    if payout is not None:
        paid(world, ref, payout)
    proved(world, ref, cost)
    return ref


def proved(world: World, ref: str, cost: str) -> None:
    """After the year the only proof of a running case is handed in and examined."""
    at(world, AFTER_YEAR)
    proof = final_proof(world, ref)
    submit(world, ref, proof, content([(first_category(world, ref), "Personal", 2027, cost)]))
    take_up(world, ref, proof)
    examine(world, ref, proof)


def first_category(world: World, ref: str) -> str:
    """The cost category of the plan of the tests."""
    from workflows import registry

    case = stored_case(world, ref)
    return registry.guideline(case.line, case.version).cost_categories[0]


def settling(world: World, **told: Any) -> str:
    """A case whose settlement has begun; its ref."""
    ref = examined(world, **told)
    begin_settling(world, ref)
    return ref


def begin_settling(world: World, ref: str) -> None:
    """The officer begins the settlement of a case whose proofs are examined."""
    with world.opened():
        settlement.begin_settlement(
            world.actor("case_officer"), ref, version=version_of(world, ref)
        )


def signature(world: World, ref: str, letter: str, way: DeliveryWay, day: date) -> Signature:
    """The signature on a previewed letter as it was shown."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        digest = letter_of(session, case_by_ref(session, ref), letter).pdf_digest
    return Signature(
        letter_ref=letter, shown_digest=digest, dispatch=Dispatch(way=way, sent_on=day)
    )


def closing(world: World, ref: str, *, give_up: bool = False) -> Closing:
    """What the approver adds: where late use is a question, that the money was used in time."""
    with read_only() as session:
        session.rollback()
        session.expire_all()
        if not late_interest(session, case_by_ref(session, ref)).arose:
            return Closing(give_up_rest=give_up)
    return Closing(
        give_up_rest=give_up, late_decision=LateDecision.IN_TIME, late_reason="Belegliste"
    )


def close(world: World, ref: str, *, give_up: bool = False, name: str = "approver",
          day: date = AFTER_YEAR) -> None:  # fmt: skip
    """Preview and sign the settlement."""
    with world.opened():
        letter = preview_settlement(world.actor(name), ref, closing(world, ref, give_up=give_up))
        signed = signature(world, ref, letter, DeliveryWay.POST, day)
        settle(world.actor(name), ref, signed, version=version_of(world, ref))


def hearing(world: World, ref: str, amount: str = "1600.00",
            due: date = date(2028, 3, 6)) -> str:  # fmt: skip
    """Open the recovery and its hearing; the recovery's ref."""
    officer = world.actor("case_officer")
    with world.opened():
        open_recovery(officer, ref, version=version_of(world, ref))
        wish = HearingWish(
            amount=Decimal(amount), ground=Ground.REDUCTION, facts="Weniger Ausgaben.", due=due
        )
        letter = preview_hearing(officer, ref, wish)
        signed = signature(world, ref, letter, DeliveryWay.POST, AFTER_YEAR)
        return open_hearing(officer, ref, signed, version=version_of(world, ref))


def ordered(world: World, ref: str, recovery: str, day: date, name: str = "approver",
            way: DeliveryWay = DeliveryWay.POST,
            effective: date = date(2027, 2, 1)) -> None:  # fmt: skip
    """Preview and sign the order on this day."""
    at(world, day)
    with world.opened():
        wish = OrderWish(
            effective=effective,
            pay_until=date(day.year, day.month + 1, 15),
            facts="Weniger Ausgaben.",
            discretion="",
        )
        letter = preview_order(world.actor(name), ref, recovery, wish)
        signed = signature(world, ref, letter, way, day)
        order(world.actor(name), ref, recovery, signed, version=version_of(world, ref))


def given_up(world: World, ref: str, recovery: str, wish: EndWish,
             day: date = AFTER_YEAR) -> None:  # fmt: skip
    """The approver drops or waives a claim with its notice."""
    approver = world.actor("approver")
    with world.opened():
        letter = preview_end(approver, ref, recovery, wish)
        signed = signature(world, ref, letter, DeliveryWay.POST, day)
        give_up(approver, ref, recovery, wish.action, signed, version=version_of(world, ref))


def stored_recovery(world: World, ref: str) -> Recovery:
    """The newest recovery of the case as stored now."""
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        return recoveries_of(session, case_by_ref(session, ref))[-1]
