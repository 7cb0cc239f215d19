"""What the machine finds in a request that is paid already: it never stands against itself."""

from datetime import date

import pytest

from tests.wirgrants.money.walk import at, paid, running, stored
from tests.wirgrants.world import case_by_ref
from wirgrants.services.finality import finality_of
from wirgrants.services.finance_rows import acceptance_with_bank, payment_of
from wirgrants.services.payments_call import load_money
from wirgrants.services.payments_findings import check_lines
from wirgrants.unit_of_work import read_only
from workflows.findings import Outcome

pytestmark = pytest.mark.usefixtures("context")

COVERED = "Der Betrag ist vom Bescheid gedeckt"
HIGHEST = "Der Betrag übersteigt den höchsten Mittelabruf nicht"
EARLIER = "Frühere Auszahlungen sind fristgerecht verwendet"


def found(world, ref, payment, day):
    with world.opened(), read_only() as session:
        session.expire_all()
        case = case_by_ref(session, ref)
        lines = check_lines(
            load_money(session, case),
            payment_of(session, case, payment),
            acceptance_with_bank(session, case),
            finality_of(session, case),
            day,
        )
        return {line.text: (line.outcome, line.reason) for line in lines}


def test_a_payment_does_not_stand_against_itself(world):
    ref = running(world)
    whole = paid(world, ref, "8000.00")
    assert stored(world, ref, whole).paid_on == date(2027, 2, 1)

    told = found(world, ref, whole, date(2027, 2, 3))

    assert told[COVERED] == (Outcome.MET, "abgerufen 8.000,00 €, verfügbar 8.000,00 €")
    assert told[HIGHEST] == (Outcome.MET, "bei der Prüfung am 01.02.2027 höchstens 8.000,00 €")


def test_only_what_was_paid_before_is_an_earlier_payout(world):
    ref = running(world)
    first = paid(world, ref, "3000.00")
    late = date(2027, 9, 1)
    at(world, late)

    assert found(world, ref, first, late)[EARLIER] == (Outcome.MET, "nach den bisherigen Angaben")
    second = paid(world, ref, "1000.00")
    outcome, reason = found(world, ref, second, late)[EARLIER]
    assert outcome is Outcome.REVIEW
    assert reason.startswith("Abruf 1: ")
    assert "Abruf 2" not in reason
