"""A town with every line's call, money and annexes, that can be filled with cases."""

from dataclasses import dataclass, field

import pytest
from sqlalchemy import select

from tests.support.filling import fill
from tests.wirgrants.apply.stage import Stage, furnish
from tests.wirgrants.decide.office import Office
from tests.wirgrants.world import World
from wirgrants.models import Call
from wirgrants.unit_of_work import read_only

FEW, MANY = 60, 600


@dataclass
class Town:
    """Applicants and office in one world; `grow` fills it up to a number of cases."""

    world: World
    stage: Stage
    office: Office
    calls: dict[str, int] = field(default_factory=dict)
    size: int = 0

    def grow(self, size: int) -> None:
        """Fills up to this number of cases beside those that the services made."""
        fill(self.world.app, size - self.size, calls=self.calls)
        self.size = size


@pytest.fixture
def town(world: World) -> Town:
    """A town without cases."""
    stage = furnish(world)
    with world.opened(), read_only() as session:
        calls = {call.line: call.id for call in session.scalars(select(Call))}
    return Town(world=world, stage=stage, office=Office(world), calls=calls)
