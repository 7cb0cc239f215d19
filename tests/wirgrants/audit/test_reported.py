"""The proofs of a case in its file: in the order of time, with the grant that was paid out."""

from datetime import date

import pytest

from tests.support.awarded import AwardSpec
from tests.wirgrants.money.walk import at, paid, running
from tests.wirgrants.proof import walk
from tests.wirgrants.world import case_by_ref
from wirgrants import clock
from wirgrants.documents.blocks import Table
from wirgrants.models import ProofKind
from wirgrants.services.audit_contents import gather
from wirgrants.unit_of_work import read_only

TWO_YEARS = AwardSpec(
    amounts={"main": {2027: "4000.00", 2028: "4000.00"}}, end=date(2028, 12, 31)
)  # fmt: skip


@pytest.fixture
def reported(world):
    """A case of two years: paid, interim proof handed in, paid again, final proof handed in."""
    ref = running(world, TWO_YEARS)
    category = walk.first_category(world, ref)
    paid(world, ref, "3000.00", year=2027)
    at(world, date(2028, 2, 1))
    [interim] = [p for p in walk.stored_proofs(world, ref) if p.kind is ProofKind.INTERIM]
    first = [(category, "Personal", 2027, "4000.00")]
    own = {"source": "own", "label": "Spenden", "year": 2027, "amount": "1200.00"}
    walk.submit(world, ref, interim.ref, walk.content(first, funds=[own]))
    paid(world, ref, "2500.00", year=2028)
    at(world, date(2029, 2, 1))
    told = walk.content([*first, (category, "Personal", 2028, "3000.00")], funds=[own])
    walk.submit(world, ref, walk.final_proof(world, ref), told)
    return ref


def proofs_in_file(world, ref):
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        return gather(session, case, "Prüferin", clock.now()).file.proofs


def financing(proof):
    tables = [b for s in proof.sections for b in s.blocks if isinstance(b, Table)]
    [found] = [table for table in tables if table.caption == "Finanzierung"]
    return {row.cells[0]: row.cells[-1].replace("\xa0", " ") for row in found.rows}


def test_the_proofs_stand_in_the_order_of_time(world, reported):
    titles = [proof.title.partition(",")[0] for proof in proofs_in_file(world, reported)]
    assert titles == ["Zwischennachweis 2027", "Verwendungsnachweis 2028"]


def test_the_grant_that_was_paid_stands_among_the_funds(world, reported):
    interim, final = proofs_in_file(world, reported)
    assert financing(interim) == {
        "Eigenmittel: Spenden": "1.200,00 €",
        "Ausgezahlte Zuwendung": "3.000,00 €",
        "Summe der Finanzierung": "4.200,00 €",
    }
    assert financing(final) == {
        "Eigenmittel: Spenden": "1.200,00 €",
        "Ausgezahlte Zuwendung": "5.500,00 €",
        "Summe der Finanzierung": "6.700,00 €",
    }
