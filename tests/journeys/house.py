"""A house for journeys: calls, money, annexes and people in a database that a server serves."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select

from tests.support.browser import Person, Server, person
from tests.support.warm import warm
from tests.wirgrants.apply.stage import Stage, furnish, pdf
from tests.wirgrants.world import NOW, PASSWORD, World
from wirgrants import clock, create_app
from wirgrants.models import Annex, Budget, BudgetKind, LedgerKind
from wirgrants.services.files import keep_bytes, stored_file
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role

YEARS = (2027, 2028)
# Whose call is for both years.
OF_TWO_YEARS = ("diversity_centres",)


@dataclass
class House:
    """The people, the server and the clock of one journey after the other."""

    stage: Stage
    server: Server

    @property
    def world(self) -> World:
        """The accounts and the application that reads the same database."""
        return self.stage.world

    def at(self, day: date) -> None:
        """From now on it is noon of this day, for web and worker alike."""
        with self.world.opened(), unit_of_work() as session:
            clock.stand_still(session, datetime(day.year, day.month, day.day, 11, 0, tzinfo=UTC))


def build(instance: Path, database_url: str, lines: list[str]) -> Stage:
    """Make the world in this database: an open call for each line, with money."""
    app = create_app(
        instance,
        mode="test",
        database_url=database_url,
        sign_in_limit="10000 per minute",
        account_limit="10000 per minute",
    )
    warm(app)
    stage = furnish(World(app), lines, years={line: list(YEARS) for line in OF_TWO_YEARS})
    for line in lines:
        for year in YEARS:
            _allot(stage.world, line, year)
    _annexes(stage.world)
    return stage


def _allot(world: World, line: str, year: int) -> None:
    kind = BudgetKind.BUDGET if year == YEARS[0] else BudgetKind.COMMITMENT
    with world.opened(), unit_of_work() as session:
        row = Budget(line=line, year=year, kind=kind, total=0, reserved=0, committed=0, spent=0)
        session.add(row)
        session.flush()
        cause = Cause(actor=world.actor(Role.PROGRAMME_LEAD), reason="Haushaltsplan")
        move(
            session,
            LedgerKind.ALLOT,
            [Movement(budget_id=row.id, amount=Decimal("500000.00"))],
            cause,
        )


def _annexes(world: World) -> None:
    data = pdf(2)
    with world.opened():
        sha = keep_bytes(data)
        with unit_of_work() as session:
            if session.scalars(select(Annex)).first() is not None:
                return
            file = stored_file(session, sha, len(data), pages=2)
            session.add_all(
                Annex(
                    kind=kind,
                    title=title,
                    valid_from=date(2020, 1, 1),
                    demonstration=True,
                    file_id=file.id,
                    digest=sha,
                    uploaded_at=NOW,
                )
                for kind, title in (("anbest_p", "ANBest-P"), ("anbest_gk", "ANBest-GK"))
            )


def sign_in(someone: Person, name: str) -> None:
    """Sign in on whatever page shows the sign-in form."""
    someone.put("E-Mail-Adresse", f"{name}@example.org")
    someone.put("Kennwort", PASSWORD)
    someone.click("Anmelden", within=someone.page.locator("main"))


__all__ = ["House", "build", "person", "sign_in"]
