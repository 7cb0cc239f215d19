"""What every tab of a running case costs each role: 1 row or 60, among 60 cases or 600."""

import re

from sqlalchemy import Connection, func, insert, select

from tests.support.filling import fill
from tests.wirgrants.budgets.conftest import FEW, MANY
from tests.wirgrants.budgets.test_pages import CASE, Cost
from tests.wirgrants.money.walk import check, paid, request, running, version_of
from tests.wirgrants.world import NOW, World, case_by_ref
from wirgrants.extensions import WRITING, db
from wirgrants.models import Base, FundingCase, Letter, Note, Paper, new_ref
from wirgrants.services import payments
from wirgrants.unit_of_work import unit_of_work

ROLES = ["case_officer", "signatory", "auditor", "approver", "finance", "programme_lead"]
ROWS = 60
# A look of an auditor is noted in the chain of the house, after the page and in a transaction of
# its own: whether the case is known, the head of the chain, the note and the new head.
NOTING = 4
# Tables of which a case has many rows, and the column that counts them within the case.
MANY_OF = {"note": "", "paper": "", "payment": "number", "event": "case_seq"}


def furnished(world: World) -> str:
    """A running case with a note, a paper, money paid, withdrawn, checked and asked for."""
    ref = running(world)
    paid(world, ref, "100.00")
    check(world, ref, request(world, ref, "100.00"))
    withdrawn = request(world, ref, "1.00")
    with world.opened():
        signatory, officer = world.actor("signatory"), world.actor("case_officer")
        payments.withdraw_payment(signatory, ref, withdrawn, version=version_of(world, ref))
        with unit_of_work() as session:
            case = case_by_ref(session, ref)
            notice = session.scalars(select(Letter).where(Letter.case_id == case.id)).first()
            assert notice is not None
            session.add(Note(case_id=case.id, text="Am Telefon geklärt.", at=NOW, by_id=officer.id))
            session.add(
                Paper(
                    case_id=case.id, kind="other", filename="papier.pdf", uploaded_at=NOW,
                    uploaded_by_id=signatory.id, file_id=notice.file_id,
                )
            )  # fmt: skip
    return ref


def multiplied(world: World, ref: str) -> None:
    """The last note, paper, (withdrawn) payment and event of the case, until there are 60 each."""
    with world.app.app_context(), db.engine.connect() as opened:
        connection = opened.execution_options(**{WRITING: True})
        with connection.begin():
            cases = Base.metadata.tables["funding_case"]
            case_id = connection.scalar(select(cases.c.id).where(cases.c.ref == ref))
            for name, counter in MANY_OF.items():
                copy_last(connection, name, case_id, counter)


def copy_last(connection: Connection, name: str, case_id: int, counter: str) -> None:
    table = Base.metadata.tables[name]
    mine = table.c.case_id == case_id
    last = connection.execute(select(table).where(mine).order_by(table.c.id.desc())).mappings()
    known = {key: value for key, value in last.first().items() if key != "id"}
    have = connection.scalar(select(func.count()).select_from(table).where(mine))
    rows = []
    for i in range(1, ROWS - have + 1):
        own = {"ref": new_ref()} if "ref" in known else {}
        rows.append(known | own | ({counter: known[counter] + i} if counter else {}))
    connection.execute(insert(table), rows)


def costs(world: World, ref: str) -> dict[tuple[str, str], Cost]:
    """Every tab that a role is shown, by role and address."""
    found = {}
    for role in ROLES:
        client, address = world.client(role), f"/vorgang/{ref}"
        tabs = set(re.findall(rf'href="({address}/[a-z]+)"', client.get(address).text))
        for path in (address, *sorted(tabs)):
            found[role, path.removeprefix(address)] = Cost(world.app, client, path)
    return found


def test_every_tab_of_a_case_costs_the_same_with_1_row_and_60_at_60_and_600_cases(world):
    ref = furnished(world)
    with world.opened(), unit_of_work() as session:
        case = session.query(FundingCase).filter_by(ref=ref).one()
        calls = {case.line: case.call_id}
    fill(world.app, FEW - 1, calls=calls)
    lean = costs(world, ref)
    multiplied(world, ref)
    full = costs(world, ref)
    fill(world.app, MANY - FEW, calls=calls)
    crowded = costs(world, ref)

    assert set(lean) == set(full) == set(crowded)
    assert {tab for _, tab in lean} >= {"", "/antrag", "/pruefung", "/bescheide", "/geld"}
    over = {}
    for key, many in crowded.items():
        most = CASE + (NOTING if key[0] == "auditor" else 0)
        told = lean[key].statements, full[key].statements, many.statements
        if not told[0] == told[1] == told[2] <= most:
            over[key] = told
    assert over == {}
