"""The audit file tells of a claim how its interest was reckoned, and what of it was waived."""

from datetime import date

import pytest

from tests.wirgrants.money.walk import at, returned, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.proof.test_interest_since_order import PAID_ON, claimed, repaid
from tests.wirgrants.proof.test_recovery import AFTER_HEARING, back
from tests.wirgrants.proof.test_recovery import _known_rates as _rates  # noqa: F401  a fixture
from tests.wirgrants.proof.test_recovery_lowered import SENT_BACK, ordered_on_two_payouts
from tests.wirgrants.world import case_by_ref
from wirgrants.documents.blocks import Pairs, Table
from wirgrants.services.audit_aftercare import after_award
from wirgrants.services.audit_record import case_record
from wirgrants.services.recovery_end import EndWish
from wirgrants.services.recovery_later_claim import waive_interest
from wirgrants.unit_of_work import read_only

ORDER = "Zinsen des Erstattungsbescheids"
LATER = "Zinsen seit dem Erstattungsbescheid"
WAIVED = "Nicht erhobene Zinsen seit dem Erstattungsbescheid"


def told(world, ref):
    """The section of the claim: its facts by label, and its tables by caption, each as text."""
    with world.opened(), read_only() as session:
        session.expire_all()
        sections = list(after_award(case_record(session, case_by_ref(session, ref))))
    [section] = [one for one in sections if one.heading.startswith("Rückforderung 1")]
    facts = {
        label: value.replace("\xa0", " ")
        for block in section.blocks
        if isinstance(block, Pairs)
        for label, value in block.rows
    }
    tables = {
        block.caption: [
            tuple(cell.replace("\xa0", " ") for cell in row.cells) for row in block.rows
        ]
        for block in section.blocks
        if isinstance(block, Table)
    }
    return facts, tables


def waived(world, ref, recovery):
    with world.opened():
        version = version_of(world, ref)
        waive_interest(world.actor("approver"), ref, recovery, "Kleinbetrag", version=version)


def test_claimed_interest_is_told_with_both_calculations(world):
    ref, recovery = repaid(world)
    claimed(world, ref, recovery)
    facts, tables = told(world, ref)
    assert (facts["Zinsen"], facts["Zu zahlen bis"]) == ("111,78 €", "15.05.2028")
    assert set(tables) == {ORDER, LATER}
    assert sum(_cents(row) for row in tables[ORDER]) == 10520
    [(arithmetic, sum_)] = tables[LATER]
    assert ("25 Tage" in arithmetic, sum_) == (True, "6,58 €")


def _cents(row):
    return int(row[1].removesuffix(" €").replace(",", ""))


def test_waived_interest_is_told_with_sum_time_ground_and_calculation(world):
    ref, recovery = repaid(world)
    waived(world, ref, recovery)
    facts, tables = told(world, ref)
    assert facts["Nicht erhobene Zinsen"] == "6,58 €"
    assert facts["Zeitraum dieser Zinsen"] == "08.03.2028 bis 01.04.2028"
    assert facts["Grund des Endes"] == "Kleinbetrag"
    assert set(tables) == {ORDER, WAIVED}
    assert [row[1] for row in tables[WAIVED]] == ["6,58 €"]


def test_interest_that_nobody_could_reckon_is_told_as_such(world):
    ref, recovery = repaid(world, date(2028, 7, 1))
    waived(world, ref, recovery)
    facts, tables = told(world, ref)
    assert facts["Nicht erhobene Zinsen"] == "noch nicht bestimmbar, ein Basiszinssatz fehlte"
    assert set(tables) == {ORDER}


@pytest.mark.parametrize(
    ("action", "label", "sum_"),
    [("drop", "Nicht weiter gefordert", "1.600,00 €"), ("waive", "Verzichtet auf", "1.205,20 €")],
)
def test_a_claim_that_is_given_up_is_told_with_what_was_left(world, action, label, sum_):
    ref = walk.settling(world, cost="8000.00")
    recovery = walk.hearing(world, ref)
    day = walk.AFTER_YEAR
    if action == "waive":
        walk.ordered(world, ref, recovery, AFTER_HEARING)
        day = PAID_ON
        at(world, day)
        back(world, ref, recovery, "500.00", "record_part_payment", day)
    walk.given_up(world, ref, recovery, EndWish(action=action, reason="Insolvenz"), day)
    facts, _ = told(world, ref)
    assert (facts[label], facts["Grund des Endes"]) == (sum_, "Insolvenz")


def test_what_a_returned_payout_took_off_a_claim_is_told(world):
    ref, _, second = ordered_on_two_payouts(world)
    returned(world, ref, second, SENT_BACK)
    facts, tables = told(world, ref)
    assert facts["Betrag"] == "600,00 €"
    assert facts["Gemindert"] == (
        "Von 1.600,00 € auf 600,00 €: Die Auszahlung zum Mittelabruf 2 kam am 20.03.2028 von der "
        "Bank zurück."
    )
    assert sum(_cents(row) for row in tables[ORDER]) == 3946
