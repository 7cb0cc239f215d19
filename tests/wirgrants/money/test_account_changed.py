"""The bank account of an award: changed by its signatories only, while money may go to it."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from tests.wirgrants.money.test_pages import hidden, post
from tests.wirgrants.money.walk import IBAN, OTHER_IBAN, paid, returned, running, version_of
from tests.wirgrants.world import DAY, World, case_by_ref
from wirgrants.errors import NotAllowed, Refused
from wirgrants.models import Membership, MembershipKind, User
from wirgrants.models.guarded import states_may_be_written
from wirgrants.services.finance import Account, change_account
from wirgrants.services.finance_rows import acceptance_with_bank
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import ApplicationState

ELSEWHERE = Account(iban=OTHER_IBAN, account_holder="Anderes Konto", bank_name="")


def iban_of(world: World, ref: str) -> str:
    with world.opened(), read_only() as session:
        session.rollback()
        session.expire_all()
        accepted = acceptance_with_bank(session, case_by_ref(session, ref))
        return accepted.personal.iban


def signs_elsewhere(world: World) -> str:
    """An account that signs for another organisation, and is an editor of ours; its name."""
    with world.opened(), unit_of_work() as session:
        found = session.scalars(select(User).where(User.email == "stranger@example.org"))
        account = found.unique().one()
        ours, kind = world.our_organisation, MembershipKind.EDITOR
        session.add(Membership(account_id=account.id, organisation_id=ours, kind=kind))
    return "stranger"


def close(world: World, ref: str) -> None:
    with world.opened(), unit_of_work() as session, states_may_be_written():
        case = case_by_ref(session, ref)
        case.state, case.closed_on = ApplicationState.SETTLED, DAY
        case.settled_grant = Decimal("1000.00")


@pytest.mark.parametrize("name", ["applicant_editor", "stranger"])
def test_an_editor_changes_no_account_of_the_award(world, name):
    ref = running(world)
    signs_elsewhere(world)
    with world.opened(), pytest.raises(NotAllowed):
        change_account(world.actor(name), ref, ELSEWHERE, version=version_of(world, ref))
    assert iban_of(world, ref) == IBAN


def test_the_page_of_the_account_is_closed_to_who_signs_elsewhere(world):
    ref = running(world)
    path = f"/vorgang/{ref}/bankverbindung"
    fields = {"account_holder": "Anderes Konto", "iban": OTHER_IBAN}
    shown = world.client("signatory").get(path).text
    client = world.client(signs_elsewhere(world))
    assert client.get(path).status_code == 403
    token = hidden(client.get("/konto/").text)["csrf_token"]
    assert (
        client.post(path, data={**hidden(shown), "csrf_token": token, **fields}).status_code == 403
    )
    assert iban_of(world, ref) == IBAN
    assert post(world.client("signatory"), path, **fields).status_code == 303
    assert iban_of(world, ref) == OTHER_IBAN


def test_in_a_closed_file_the_account_changes_only_for_what_came_back(world):
    ref = running(world)
    payment = paid(world, ref, "1000.00")
    close(world, ref)
    signatory = world.actor("signatory")
    with world.opened(), pytest.raises(Refused, match="nothing is paid any more"):
        change_account(signatory, ref, ELSEWHERE, version=version_of(world, ref))
    assert iban_of(world, ref) == IBAN
    tab = f"/vorgang/{ref}/geld"
    assert "Bankverbindung ändern" not in world.client("signatory").get(tab).text
    returned(world, ref, payment)
    assert "Bankverbindung ändern" in world.client("signatory").get(tab).text
    with world.opened():
        change_account(signatory, ref, ELSEWHERE, version=version_of(world, ref))
    assert iban_of(world, ref) == OTHER_IBAN
