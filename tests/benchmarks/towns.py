"""Towns to measure in: one database of a size with people, calls, money and many cases."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select, text

from tests.support.databases import migrated_database
from tests.support.filling import fill
from tests.wirgrants.apply.stage import Stage, furnish
from tests.wirgrants.decide.office import Office
from tests.wirgrants.world import World
from wirgrants import create_app
from wirgrants.extensions import db
from wirgrants.models import Call, FundingCase
from wirgrants.unit_of_work import read_only
from workflows.states import ApplicationState

KEY = "the key of a benchmark"
OWN_CASES = 60
"""Cases of the applicant whose first page is measured."""


@dataclass
class Town:
    """One filled installation.

    `late` and `number` are ref and number of the case behind which a tenth of the list is left.
    """

    kind: str
    size: int
    url: str
    instance: Path
    world: World
    stage: Stage
    office: Office
    clients: dict[str, FlaskClient]
    late: str
    number: str

    @property
    def app(self) -> Flask:
        """The application in this process."""
        return self.world.app

    def client(self, role: str) -> FlaskClient:
        """The signed-in browser of a role; the same one each time."""
        if role not in self.clients:
            self.clients[role] = self.world.client(role or None)
        return self.clients[role]


@contextmanager
def opened(kind: str, size: int, folder: Path) -> Iterator[Town]:
    """A town with so many filed cases; its database goes with the block."""
    folder.mkdir(parents=True)
    with migrated_database(kind, folder) as url:
        app = create_app(
            folder / "instance",
            mode="test",
            database_url=url,
            secret_key=KEY,
            sign_in_limit="1000 per minute",
            account_limit="1000 per minute",
        )
        try:
            yield _furnished(app, kind, size, url, folder / "instance")
        finally:
            with app.app_context():
                db.session.remove()
                db.engine.dispose()


def _furnished(app: Flask, kind: str, size: int, url: str, instance: Path) -> Town:
    world = World(app)
    stage = furnish(world)
    with world.opened(), read_only() as session:
        calls = {call.line: call.id for call in session.scalars(select(Call))}
    office = Office(world, money={2027: "90000000.00"})
    own = min(OWN_CASES, size)
    fill(app, own, calls=calls, owner=world.our_organisation, states=[ApplicationState.RUNNING])
    fill(app, size - own, calls=calls)
    with world.opened(), db.engine.connect() as connection:
        if kind == "postgresql":
            # A server does so by itself soon after such a load.
            connection.execution_options(isolation_level="AUTOCOMMIT").execute(
                text("VACUUM ANALYZE")
            )
        count = connection.scalar(select(func.count()).select_from(FundingCase)) or 0
        late, number = connection.execute(
            select(FundingCase.ref, FundingCase.number)
            .order_by(FundingCase.filed_at.desc(), FundingCase.id.desc())
            .offset(count * 9 // 10)
            .limit(1)
        ).one()
    return Town(
        kind=kind, size=size, url=url, instance=instance, world=world, stage=stage, office=office,
        clients={}, late=late, number=number or "",
    )  # fmt: skip
