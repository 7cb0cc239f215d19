"""The notice says of each awarded part how it is paid, and marks months nobody has read."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.test_awarded_options import GUIDES, SMALL, deployment
from wirgrants.services.award_parts import fixed_parts
from wirgrants.services.award_payment import payment_figures, payment_sentences
from wirgrants.services.award_wish import AwardWish, PartWish
from wirgrants.services.letterhead import by_annex, relied_on
from wirgrants.services.review import Standing
from workflows.entitlement import most
from workflows.parameters import DEFAULTS
from workflows.sources import Mark

DAY = date(2025, 11, 1)
CALLED = (
    "Abgerufen werden darf nur, was für bereits geleistete oder innerhalb von 2 Monaten nach der "
    "Auszahlung fällige Zahlungen benötigt wird, anteilig mit den eigenen und den Mitteln Dritter."
)


@pytest.fixture(scope="module")
def parts():
    """The base training, paid in one sum, and the deployment, paid in instalments."""
    facts = replace(deployment(SMALL), parameters=DEFAULTS.figures_on(DAY))
    now = Standing(
        content={}, facts=facts, findings=(), entitlement=most(GUIDES, facts), parameters=DEFAULTS
    )
    wish = PartWish(
        part="deployment",
        start=date(2026, 1, 1),
        end=date(2026, 12, 31),
        amounts={2026: Decimal("5000.00")},
    )
    (called,) = fixed_parts(GUIDES, now, AwardWish(parts=(wish,), purpose="Einsatz"))
    training = GUIDES.part("training")
    once = replace(called, wish=replace(wish, part="training"), definition=training)
    return {"once": once, "called": called}


@pytest.mark.parametrize(
    ("awarded", "told"),
    [
        (["once"], ("Die Zuwendung wird in einer Summe ausgezahlt.",)),
        (["called"], ("Die Zuwendung wird auf Abruf in Teilbeträgen ausgezahlt.", CALLED)),
        (
            ["once", "called"],
            (
                "In einer Summe wird ausgezahlt: Qualifizierung.",
                f"Auf Abruf in Teilbeträgen wird ausgezahlt: Einsatz. {CALLED}",
            ),
        ),
    ],
)
def test_each_awarded_part_is_told_as_it_is_paid(parts, awarded, told):
    assert payment_sentences(GUIDES, [parts[name] for name in awarded], 2) == told


def test_the_months_are_marked_only_for_authorities_that_call(parts):
    def marks(name, authority):
        found = payment_figures(GUIDES, [parts[name]], DEFAULTS, DAY, authority=authority)
        return [(one.key, one.value, one.mark, one.clause.source) for one in found]

    # The annex of an authority's notice is ANBest-GK, not the text that the months come from.
    assert marks("called", True) == [("payment_window_months", 2, Mark.UNVERIFIED, "ANBest-GK")]
    assert marks("called", False) == []
    assert marks("once", True) == []


def test_the_years_of_receipts_cite_the_annex_of_the_recipients_notice():
    figures = relied_on(DEFAULTS, ["receipts_years", "petty_limit"], DAY)
    others, theirs = (by_annex(figures, municipal=municipal) for municipal in (False, True))
    assert others == figures
    assert [one.clause.source for one in others] == ["ANBest-P", "RULINGS"]
    assert [one.clause.source for one in theirs] == ["ANBest-GK", "RULINGS"]
    assert [one.value for one in theirs] == [one.value for one in figures]
