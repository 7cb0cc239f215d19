"""Amounts of years that leave the share of the award are warned of, when proposed and signed."""

import html
import re
from datetime import date
from decimal import Decimal

import pytest

from tests.support.answers import good_content
from tests.wirgrants.decide.clicking import step
from tests.wirgrants.decide.office import Office, shown
from wirgrants.models import BudgetKind
from wirgrants.services.award_wish import AwardWish, Gap, PartWish
from wirgrants.services.proposals import preview_award, propose_award
from wirgrants.services.review import close_check
from workflows import registry
from workflows.facts import ApplicantType
from workflows.states import Role

LINE, VERSION, KIND = "case_management", "2017", ApplicantType.COUNTY
WARNING = "Die Jahresbeträge folgen nicht dem Fördersatz"
SIGN = "/bearbeitung/vorgang/{}/zuwendungsbescheid"
OF_ONE = "4.000,00 € von 5.000,00 € zuwendungsfähigen Ausgaben sind 80,0 %"


def text_of(page):
    return html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page)))


@pytest.fixture
def office(world):
    made = Office(world, line=LINE, version=VERSION, kind=KIND, years=(2027, 2028))
    made.budget(2028, "100000.00", BudgetKind.COMMITMENT)
    return made


def proposing(office, *, second, gap=Gap.OWN_FUNDS):
    """A case of two years of 5.000 € each, granted 4.000 € and `second`; its ref, both pages."""
    content = good_content(registry.guideline(LINE, VERSION), KIND, end=date(2028, 12, 31))
    ref = office.answered(instead={"parts": content["parts"], "asked": content["asked"]})
    officer = office.world.actor(Role.CASE_OFFICER)
    amounts = {2027: Decimal("4000.00"), 2028: Decimal(second)}
    part = PartWish(part="main", start=date(2027, 1, 1), end=date(2028, 12, 31), amounts=amounts)
    wish = AwardWish(parts=(part,), purpose="Beratung", reason="Weniger Bedarf.", gap=gap)
    with office.world.opened():
        close_check(officer, ref, "complete_check", version=office.version_of(ref))
        letter = preview_award(officer, ref, wish)
    page = text_of(office.world.client(Role.CASE_OFFICER).get(step(ref, "propose_award")).text)
    with office.world.opened():
        propose_award(officer, ref, shown(office, ref, letter))
    signed = office.world.client(Role.APPROVER).get(SIGN.format(ref)).text
    return page, text_of(signed)


def test_years_that_leave_the_share_are_warned_of_twice_and_not_refused(office):
    proposed, signing = proposing(office, second="2000.00")
    for page in (proposed, signing):
        assert WARNING in page
        assert OF_ONE in page
        assert "der Fördersatz ist 60,0 %" in page
        assert "2028: 2.000,00 € von 5.000,00 € zuwendungsfähigen Ausgaben sind 40,0 %" in page
    assert "Die Warnung hindert die Zeichnung nicht." in signing


def test_the_goals_of_an_application_without_an_agreement_are_offered(office):
    ref = office.answered(goals="Fünf Ämter beginnen.\nZwei Fachtage.")
    officer = office.world.actor(Role.CASE_OFFICER)
    with office.world.opened():
        close_check(officer, ref, "complete_check", version=office.version_of(ref))
    page = office.world.client(Role.CASE_OFFICER).get(step(ref, "propose_award")).text
    offered = re.search(r'<textarea[^>]* name="goals"[^>]*>(.*?)</textarea>', page, re.DOTALL)
    assert offered is not None
    assert offered.group(1).split() == ["Fünf", "Ämter", "beginnen.", "Zwei", "Fachtage."]


def test_years_that_follow_the_share_are_not_warned_of(office):
    proposed, signing = proposing(office, second="4000.00")
    assert (WARNING in proposed, WARNING in signing) == (False, False)


def test_a_year_whose_plan_is_cut_with_its_grant_counts_as_cut(office):
    proposed, _ = proposing(office, second="2000.00", gap=Gap.CUT_COSTS)
    # 5.000 € less the 2.000 € that the grant no longer covers.
    assert "2028: 2.000,00 € von 3.000,00 € zuwendungsfähigen Ausgaben sind 66,7 %" in proposed
