"""Less is awarded than the plan needs: the officer sees the gap and chooses what closes it."""

import html
import re
from decimal import Decimal

import pytest

from tests.wirgrants.decide.clicking import hidden, step
from tests.wirgrants.decide.office import Office, ready_case
from tests.wirgrants.world import case_by_ref
from wirgrants.models import LetterKind
from wirgrants.services.award_parts import GAP_LABEL, balanced, gaps
from wirgrants.services.award_wish import Gap
from wirgrants.services.letters import newest_preview, terms_of
from wirgrants.unit_of_work import read_only
from workflows.facts import FundSource, Plan, PlanFunds, PlanItem
from workflows.states import Role


def euros(text):
    return Decimal(text)


PLAN = Plan(
    items=tuple(
        PlanItem(category="personnel", label=label, year=year, amount=euros(amount))
        for label, year, amount in (
            ("Leitung", 2027, "3333.33"),
            ("Beratung", 2028, "1000.00"),
            ("Honorare", 2027, "3333.33"),
            ("Räume", 2027, "3333.34"),
        )
    ),
    funds=(PlanFunds(source=FundSource.OWN, label="", year=2027, amount=euros("2000.00")),),
)
GRANTS = {2027: euros("6800.00"), 2028: euros("1000.00")}


def test_the_gap_is_what_neither_funds_nor_grant_cover():
    assert gaps(PLAN, GRANTS) == {2027: euros("1200.00")}


def test_own_funds_rise_by_the_gap():
    closed = balanced(PLAN, GRANTS, Gap.OWN_FUNDS)
    assert closed.items == PLAN.items
    extra = [(one.label, one.year, one.amount) for one in closed.funds[1:]]
    assert extra == [(GAP_LABEL, 2027, euros("1200.00"))]


def test_costs_fall_by_the_gap_to_the_cent_and_only_in_its_year():
    closed = balanced(PLAN, GRANTS, Gap.CUT_COSTS)
    assert closed.funds == PLAN.funds
    assert [one.label for one in closed.items] == [one.label for one in PLAN.items]
    assert [one.amount for one in closed.items] == [
        euros("2933.33"), euros("1000.00"), euros("2933.33"), euros("2933.34"),
    ]  # fmt: skip
    assert gaps(closed, GRANTS) == {}


def test_a_cut_of_all_leaves_nothing_below_zero():
    closed = balanced(PLAN, {2028: euros("0.01")}, Gap.CUT_COSTS)
    assert min(one.amount for one in closed.items) >= 0
    assert closed.cost(2027) == euros("2000.00")
    assert closed.cost(2028) == euros("0.01")


@pytest.fixture
def office(world):
    return Office(world)


def previewed(office, ref, **told):
    """The terms of a preview of 6.800 €, posted as a browser posts it, and the page after it."""
    officer = office.world.client(Role.CASE_OFFICER)
    page = officer.get(step(ref, "propose_award")).text
    sent = {
        "amount_main_2027": "6.800,00",
        "start_main": "01.01.2027",
        "end_main": "31.12.2027",
        "purpose": "Begegnung",
        "reason": "Die Mittel reichen nicht.",
        **told,
    }
    answer = officer.post(step(ref, "propose_award"), data={**hidden(page), **sent, "preview": "1"})
    assert answer.status_code == 303, answer.text[:4000]
    with office.world.opened(), read_only() as session:
        session.expire_all()
        letter = newest_preview(session, case_by_ref(session, ref), LetterKind.AWARD)
        terms = terms_of(letter)
    shown = officer.get(step(ref, "propose_award")).text
    return terms, html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", shown)))


def test_the_form_says_the_gap_and_the_choice_counts(office):
    ref = ready_case(office)
    terms, page = previewed(office, ref)
    assert "deckt den Finanzierungsplan nicht" in page
    assert "als zusätzliche Eigenmittel" in page
    part = terms["parts"]["main"]
    assert part["plan"]["funds"][-1]["label"] == GAP_LABEL
    gap = Decimal(part["plan"]["funds"][-1]["amount"])
    eligible = Decimal(part["eligible"])

    terms, page = previewed(office, ref, gap="cut_costs")
    assert "Die Ausgaben sinken um diesen Betrag" in page
    cut = terms["parts"]["main"]
    assert GAP_LABEL not in {one["label"] for one in cut["plan"]["funds"]}
    assert Decimal(cut["eligible"]) == eligible - gap


def test_another_choice_than_the_two_is_refused(office):
    ref = ready_case(office)
    officer = office.world.client(Role.CASE_OFFICER)
    page = officer.get(step(ref, "propose_award")).text
    sent = {**hidden(page), "gap": "somebody_else", "preview": "1"}
    answer = officer.post(step(ref, "propose_award"), data=sent)
    assert (answer.status_code, 'id="gap-error"' in answer.text) == (422, True)
