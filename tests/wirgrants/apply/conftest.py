"""The stage on which applications are made."""

import pytest

from tests.wirgrants.apply.stage import Stage, furnish
from tests.wirgrants.world import World


@pytest.fixture
def stage(world: World) -> Stage:
    """The small world with authorities, an organisation of each kind and a call of every line."""
    return furnish(world)
