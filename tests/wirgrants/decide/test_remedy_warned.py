"""A letter with a remedy is warned of from the day on for which nobody has confirmed the law."""

from datetime import date

import pytest

from tests.wirgrants.decide.office import Office, to_proposed
from tests.wirgrants.decide.test_sending import kind_of_letter, later
from tests.wirgrants.world import DAY, NOW, case_by_ref
from wirgrants.models import FundingCase, LetterKind, Organisation, Parameter
from wirgrants.services.letterhead import remedy_warnings
from wirgrants.services.parameters import load_parameters
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.parameters import DEFAULTS
from workflows.sources import Mark

NAMED = ("„Klage“", "„Verwaltungsgericht Darmstadt“")


@pytest.mark.parametrize(
    ("day", "named"), [(date(2026, 12, 31), ()), (date(2027, 1, 1), NAMED)], ids=["last", "first"]
)
def test_the_preview_warns_from_the_first_day_that_nobody_confirmed(world, day, named):
    later(world, (day - DAY).days)
    to_proposed(Office(world))

    told = kind_of_letter(world, LetterKind.AWARD).warnings.splitlines()
    assert len(told) == len(named)
    for text, value in zip(told, named, strict=True):
        assert text.startswith(f"Die Rechtsbehelfsbelehrung nennt {value}.")
        assert "nur bis 31.12.2026 bestätigt" in text


def test_a_court_that_nobody_verified_is_warned_of_at_once():
    """Hanau's court since the city left its district is a ruling's guess."""
    case = FundingCase(organisation=Organisation(seat_ags="06415000"))
    [told] = remedy_warnings(case, DEFAULTS, date(2026, 1, 1))
    assert told.startswith(
        "Die Rechtsbehelfsbelehrung nennt „Verwaltungsgericht Frankfurt am Main“"
    )
    assert "Das ist nicht belegt;" in told
    assert remedy_warnings(case, DEFAULTS, date(2025, 12, 31)) == ()


def test_a_newly_confirmed_value_is_not_warned_of(world):
    ref = to_proposed(Office(world))
    with world.opened(), unit_of_work() as session:
        session.add(
            Parameter(
                key="court.06411", value="Verwaltungsgericht Darmstadt", unit="",
                valid_from=date(2027, 1, 1), source="HessAGVwGO", number="§ 1",
                mark=Mark.CONFIRMED, entered_at=NOW, entered_by_id=world.actor("administrator").id,
            )
        )  # fmt: skip
    with world.opened(), read_only() as session:
        told = remedy_warnings(
            case_by_ref(session, ref), load_parameters(session), date(2027, 1, 1)
        )
    assert [NAMED[0] in text for text in told] == [True]
