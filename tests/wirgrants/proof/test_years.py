"""Awards of several years: the next day that counts, and the settlement over uneven years."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.test_changes import (
    award_of,
    longer,
    previewed,
    proposed,
    signature,
    terms,
    wished,
)
from tests.wirgrants.money.walk import at, running, version_of
from tests.wirgrants.proof import walk
from tests.wirgrants.world import case_by_ref
from wirgrants.errors import Conflict
from wirgrants.models import Proof, ProofKind
from wirgrants.services import proofs, settlement
from wirgrants.services.changes_decision import decide_change
from wirgrants.services.letters import frozen_letter
from wirgrants.services.overview import procedures
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import MachineName

pytestmark = pytest.mark.usefixtures("context")

POST = AwardSpec(
    line="coordination",
    version="2014",
    amounts={"main": {2027: "8000.00", 2028: "4000.00"}},
    eligible="20000.00",
    own="8000.00",
    end=date(2028, 12, 31),
)


def interim(world, ref):
    found = [p for p in walk.stored_proofs(world, ref) if p.kind is ProofKind.INTERIM]
    return found[0].ref


def final(world, ref):
    return next(p for p in walk.stored_proofs(world, ref) if p.kind is ProofKind.FINAL)


def waits(world, ref):
    case = walk.stored_case(world, ref)
    return case.waiting_for, case.due_on, case.due_what


def handed_in(world, ref, proof, costs):
    category = walk.first_category(world, ref)
    told = walk.content([(category, f"Personal {y}", y, cost) for y, cost in costs.items()])
    walk.submit(world, ref, proof, told)


def test_after_an_interim_proof_the_day_of_the_final_one_counts(world):
    ref = running(world, POST)
    due = final(world, ref).due_on
    assert waits(world, ref) == ("signatory", date(2028, 5, 2), "proof")
    at(world, date(2028, 4, 3))
    proof = interim(world, ref)
    handed_in(world, ref, proof, {2027: "10000.00"})
    warned = waits(world, ref)
    assert (warned[0], warned[2]) == ("case_officer", "proof_review")
    assert warned[1] > date(2028, 4, 3)
    walk.take_up(world, ref, proof)
    assert waits(world, ref) == warned
    walk.examine(world, ref, proof)
    assert waits(world, ref) == ("signatory", due, "proof")


def test_a_cancelled_proof_gives_way_to_the_next(world):
    ref = running(world, POST)
    proofs.cancel_proof(
        world.actor("case_officer"), ref, interim(world, ref), "Doppelt",
        version=version_of(world, ref),
    )  # fmt: skip
    assert waits(world, ref) == ("signatory", final(world, ref).due_on, "proof")


def test_a_granted_change_moves_the_day(world):
    ref = running(world, POST)
    before = waits(world, ref)
    after = longer(award_of(ref), end="2027-12-31")
    del after["amounts"]["main"]["2028"]
    change = wished(world, ref, after)
    shown = proposed(world, ref, change, terms(after))
    decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    assert waits(world, ref) == ("signatory", final(world, ref).due_on, "proof")
    assert waits(world, ref)[1] < before[1]


def test_the_amended_notice_names_the_days_of_the_proofs_that_it_moves(world):
    ref = running(world, POST)
    due = final(world, ref).due_on
    after = longer(award_of(ref), end="2027-12-31")
    del after["amounts"]["main"]["2028"]
    change = wished(world, ref, after)
    shown = proposed(world, ref, change, terms(after))
    table = frozen_letter(previewed(ref, change)).sections[0].blocks[0]
    told = {row.cells[0]: row.cells[1:] for row in table.rows}
    decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    moved = final(world, ref).due_on
    assert moved < due
    assert told["Verwendungsnachweis: einzureichen bis"] == (f"{due:%d.%m.%Y}", f"{moved:%d.%m.%Y}")
    assert told["Zwischennachweis 2027: einzureichen bis"] == ("02.05.2028", "entfällt")


def test_a_notice_that_names_days_of_proofs_no_longer_moved_is_not_signed(world):
    ref = running(world, POST)
    after = longer(award_of(ref), end="2027-12-31")
    del after["amounts"]["main"]["2028"]
    change = wished(world, ref, after)
    shown = proposed(world, ref, change, terms(after))
    proofs.cancel_proof(
        world.actor("case_officer"), ref, interim(world, ref), "Doppelt",
        version=version_of(world, ref),
    )  # fmt: skip
    with pytest.raises(Conflict, match="other proofs would move"):
        decide_change(world.actor("approver"), ref, change, "grant", signature(world, ref, shown))
    assert award_of(ref)["parts"]["main"]["end"] == "2028-12-31"


def test_the_overview_lists_proofs_by_their_day(world):
    ref = running(world, POST)
    with unit_of_work() as session:
        session.get_one(Proof, final(world, ref).id).due_on = date(2028, 1, 31)
    with read_only() as session:
        found = procedures(session, case_by_ref(session, ref).id)
    dated = [one for one in found if one.machine is MachineName.PROOF]
    assert [(one.kind, one.due_on) for one in dated] == [
        (ProofKind.FINAL.value, date(2028, 1, 31)),
        (ProofKind.INTERIM.value, date(2028, 5, 2)),
    ]


@pytest.mark.parametrize(
    ("costs", "due"),
    [
        ({2027: "10000.00", 2028: "10000.00"}, "12000.00"),
        ({2027: "5000.00", 2028: "15000.00"}, "12000.00"),
        ({2027: "5000.00", 2028: "5000.00"}, "6000.00"),
    ],
)
def test_the_share_of_the_notice_meets_the_cost_of_all_years(world, costs, due):
    ref = running(world, POST)
    proofs.cancel_proof(
        world.actor("case_officer"), ref, interim(world, ref), "Doppelt",
        version=version_of(world, ref),
    )  # fmt: skip
    at(world, date(2029, 2, 1))
    proof = final(world, ref).ref
    handed_in(world, ref, proof, costs)
    walk.take_up(world, ref, proof)
    walk.examine(world, ref, proof)
    settlement.begin_settlement(world.actor("case_officer"), ref, version=version_of(world, ref))
    with read_only() as session:
        session.expire_all()
        row = settlement.last_settlement(session, case_by_ref(session, ref))
        assert (row.awarded, row.grant_due) == (Decimal("12000.00"), Decimal(due))
        lines = [line["text"] for line in row.computation["lines"]]
    assert "Bewilligter Anteil: 12.000,00 € ÷ 20.000,00 € zuwendungsfähige Ausgaben = 60 %" in lines
