"""Every notice after an award bears the name of whoever signs it (§ 37 III HVwVfG)."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.documents.reading import squeezed, text_of
from tests.support.awarded import awarded
from tests.wirgrants.money import test_changes as changing
from tests.wirgrants.money.walk import at, lapsed, refused, request, running, version_of
from tests.wirgrants.proof import test_interest_since_order as later
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_recovery import AFTER_HEARING
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from wirgrants.errors import Refused
from wirgrants.models import DeliveryWay, Letter, LetterKind
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.files import store
from wirgrants.services.recovery_end import EndWish
from wirgrants.services.settlement_sign import preview_settlement, settle
from wirgrants.unit_of_work import read_only

pytestmark = pytest.mark.usefixtures("context")


def lapse(world):
    ref = awarded(world)
    at(world, date(2026, 12, 29))
    lapsed(world, ref, "An die Erklärung wurde erinnert.", date(2026, 12, 29))


def payment_refusal(world):
    ref = running(world)
    refused(world, ref, request(world, ref, "4000.00"), "Noch nicht fällig.")


def change(world, *, favourable):
    ref = running(world)
    after = changing.longer(changing.award_of(ref), end="2027-11-30")
    wish = changing.wished(world, ref, after)
    told = changing.terms(after if favourable else None, favourable=favourable)
    shown = changing.proposed(world, ref, wish, told)
    bare = changing.Signature(
        shown_digest=shown,
        dispatch=changing.Dispatch(way=DeliveryWay.POST, sent_on=changing.DAY),
        version=version_of(world, ref),
    )
    action, approver = "grant" if favourable else "refuse", world.actor("approver")
    with pytest.raises(Refused) as error:
        decide_change(approver, ref, wish, action, bare)
    assert "§ 37 Abs. 3 HVwVfG" in error.value.message
    signed = changing.signature(world, ref, shown)
    with pytest.raises(Refused) as error:
        decide_change(world.actor("second_approver"), ref, wish, action, signed)
    assert f"trägt den Namen {approver.name}" in error.value.message
    decide_change(approver, ref, wish, action, signed)


def settlement(world):
    ref = walk.settling(world)
    with world.opened():
        letter = preview_settlement(world.actor("case_officer"), ref, walk.closing(world, ref))
        signed = walk.signature(world, ref, letter, DeliveryWay.POST, walk.AFTER_YEAR)
        with pytest.raises(Refused) as error:
            settle(world.actor("approver"), ref, signed, version=version_of(world, ref))
    assert f"trägt den Namen {world.actor('case_officer').name}" in error.value.message
    walk.close(world, ref)


def order(world):
    ref = walk.settling(world, cost="8000.00")
    walk.ordered(world, ref, walk.hearing(world, ref), AFTER_HEARING)


def interest(world):
    later.claimed(world, *later.repaid(world))


def dropped(world):
    ref = walk.settling(world, cost="8000.00")
    wish = EndWish(action="drop", reason="Die Stellungnahme überzeugt.")
    walk.given_up(world, ref, walk.hearing(world, ref), wish)


SIGNED = {
    LetterKind.LAPSE: lapse,
    LetterKind.PAYMENT_REFUSAL: payment_refusal,
    LetterKind.AMENDMENT: lambda world: change(world, favourable=True),
    LetterKind.CHANGE_REFUSAL: lambda world: change(world, favourable=False),
    LetterKind.SETTLEMENT: settlement,
    LetterKind.RECOVERY_ORDER: order,
    LetterKind.INTEREST_ORDER: interest,
    LetterKind.RECOVERY_DROPPED: dropped,
}


@pytest.mark.parametrize("kind", SIGNED)
def test_the_issued_bytes_bear_the_signers_name_and_no_other(world, kind):
    SIGNED[kind](world)
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        told = select(Letter).where(Letter.kind == kind, Letter.issued_at.is_not(None))
        letter = session.scalars(told).one()
        assert letter.previewed_digest == letter.pdf_digest
        text = text_of(store().get(letter.pdf_digest))
    foot = text.split(squeezed("Mit freundlichen Grüßen"))[1]
    assert squeezed(f"Im Auftrag {world.actor('approver').name}") in foot
    assert squeezed(world.actor("case_officer").name) not in foot
    assert letter.issued_by_id == letter.rendered_by_id == world.actor("approver").id
