"""An award revoked in mid-measure: proofs struck, settled at nothing, heard, revoked, repaid."""

from datetime import date
from decimal import Decimal

from sqlalchemy import select

from tests.wirgrants.money.walk import at, paid, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import _known_rates  # noqa: F401  a fixture
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.models import AwardYear, Budget, DeliveryWay, Letter
from wirgrants.services import settlement
from wirgrants.services.letters import frozen_letter
from wirgrants.services.proofs import cancel_proof
from wirgrants.services.recovery import close_recovery, open_recovery
from wirgrants.services.recovery_hearing import HearingWish, open_hearing, preview_hearing
from wirgrants.services.recovery_money import Received, record_repayment
from wirgrants.services.recovery_order import OrderWish, order, preview_order
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState, RecoveryState

WHY = "Das Vorhaben wird nicht fortgeführt."
HEARD_BY, ORDERED_ON = date(2027, 5, 3), date(2027, 5, 4)


def struck(world):
    """4,000 of 8,000 euros are paid when the measure stops; the proof is struck, settling begun."""
    ref = running(world)
    paid(world, ref, "4000.00")
    proof = walk.final_proof(world, ref)
    at(world, date(2027, 4, 1))
    officer = world.actor("case_officer")
    with world.opened():
        cancel_proof(officer, ref, proof, WHY, version=version_of(world, ref))
        settlement.begin_settlement(officer, ref, version=version_of(world, ref))
    return ref


def revoked(world, ref):
    officer, approver = world.actor("case_officer"), world.actor("approver")
    with world.opened():
        open_recovery(officer, ref, version=version_of(world, ref))
        wish = HearingWish(
            amount=Decimal("4000.00"), ground=Ground.NOT_FOR_PURPOSE, facts=WHY, due=HEARD_BY
        )
        letter = preview_hearing(officer, ref, wish)
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, date(2027, 4, 1))
        recovery = open_hearing(officer, ref, signed, version=version_of(world, ref))
    at(world, ORDERED_ON)
    with world.opened():
        told = OrderWish(
            effective=date(2027, 2, 1), pay_until=date(2027, 6, 15), facts=WHY,
            discretion="Andere Vorhaben warten auf die Mittel.",
        )  # fmt: skip
        letter = preview_order(approver, ref, recovery, told)
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, ORDERED_ON)
        order(approver, ref, recovery, signed, version=version_of(world, ref))
    return recovery


def test_an_award_is_revoked_in_mid_measure_with_hearing_notice_and_repayment(world):
    ref = struck(world)
    with world.opened(), read_only() as session:
        row = settlement.last_settlement(session, walk.stored_case(world, ref))
        assert (row.grant_due, row.paid, row.to_recover) == (
            Decimal("0.00"), Decimal("4000.00"), Decimal("4000.00"),
        )  # fmt: skip
    recovery = revoked(world, ref)
    with world.opened():
        owed = Decimal("4060.49")  # with the interest of the order
        money = Received(amount=owed, received_on=ORDERED_ON, reference="KZ 1")
        record_repayment(
            world.actor("finance"), ref, recovery, "record_repayment", money,
            version=version_of(world, ref),
        )  # fmt: skip
        close_recovery(world.actor("case_officer"), ref, version=version_of(world, ref))
    walk.close(world, ref)

    claim = walk.stored_recovery(world, ref)
    assert claim.state is RecoveryState.REPAID
    case = walk.stored_case(world, ref)
    assert (case.state, case.settled_grant) == (ApplicationState.SETTLED, Decimal("0.00"))
    with world.opened(), read_only() as session:
        words = str(frozen_letter(session.get(Letter, claim.order_letter_id)))
        assert "vom 23.11.2026 wird in Höhe von 4.000,00" in words
        assert "mit Wirkung vom 01.02.2027 widerrufen." in words
        # What was never paid is free again, and so is what came back.
        assert session.scalars(select(AwardYear.released)).all() == [Decimal("4000.00")]
        budget = session.scalars(select(Budget)).one()
        assert (budget.committed, budget.spent) == (Decimal("0.00"), Decimal("0.00"))
