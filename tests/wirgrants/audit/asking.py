"""What the tests of the audit share: posting a form of a page, reading the log of the house."""

from collections.abc import Sequence

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.wirgrants.world import World
from wirgrants.models import Event
from wirgrants.unit_of_work import read_only


def posted(client: FlaskClient, page: str, address: str) -> TestResponse:
    """Press a button of a page."""
    token = client.get(page).text.split('name="csrf_token" value="')[1].split('"')[0]
    return client.post(address, data={"csrf_token": token}, headers={"Referer": "http://localhost"})


def house_events(world: World, action: str) -> Sequence[Event]:
    """The events of the house with this action, oldest first."""
    with world.opened(), read_only() as session:
        return session.scalars(
            select(Event).where(Event.case_id.is_(None), Event.action == action).order_by(Event.id)
        ).all()
