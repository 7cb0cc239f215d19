"""The pages of programme and administration cost the same with few rows and with many."""

import pytest

from tests.support.statements import counted
from wirgrants.clock import now
from wirgrants.models import (
    Budget,
    BudgetKind,
    Call,
    Membership,
    MembershipKind,
    Organisation,
    User,
)
from wirgrants.models.base import new_ref
from wirgrants.services.house_events import note
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.facts import ApplicantType
from workflows.states import Role

PAGES = {
    "/programm/": ("programme_lead", 8),
    "/programm/protokoll": ("programme_lead", 5),
    "/verwaltung/": ("administrator", 11),
    "/verwaltung/organisationen/": ("administrator", 4),
    "/verwaltung/konten/": ("administrator", 5),
    "/verwaltung/werte/": ("administrator", 8),
    "/konto": ("administrator", 3),
}


def crowd(app, world) -> None:
    """Sixty of everything."""
    lead = world.actor(Role.PROGRAMME_LEAD)
    lines = list(registry.guidelines())
    with app.app_context(), unit_of_work() as session:
        for i in range(60):
            body = Organisation(name=f"O {i:02}", kind=ApplicantType.CHARITY, created_at=now())
            person = User(
                email=f"p{i:02}@example.org",
                name=f"P {i}",
                active=True,
                fs_uniquifier=new_ref(),
                created_at=now(),
            )
            link = Membership(account=person, organisation=body, kind=MembershipKind.EDITOR)
            one = lines[i % len(lines)]
            call = Call(
                line=one.line,
                version=one.version,
                title=f"C {i}",
                years=[2027],
                opens_at=now(),
                closes_at=now().replace(year=2027),
                created_at=now(),
                created_by_id=lead.id,
            )
            budget = Budget(
                line=one.line,
                year=2001 + i,
                kind=BudgetKind.BUDGET,
                **dict.fromkeys(("total", "reserved", "committed", "spent"), 0),
            )
            session.add_all([body, person, link, call, budget])
            session.flush()
            if i < 40:
                note(session, lead, "organisation_closed", reason="Versuch")


@pytest.mark.parametrize("address", PAGES)
def test_a_page_costs_the_same_with_few_rows_and_with_many(app, world, address):
    role, most = PAGES[address]
    client = world.client(role)
    client.get(address)
    with counted(app) as few:
        assert client.get(address).status_code == 200
    crowd(app, world)
    with counted(app) as many:
        assert client.get(address).status_code == 200

    assert len(many) == len(few)
    assert len(few) <= most, few
