"""The finder is short for everybody, and reckons with the most where it does not ask."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.workflows.good import APPLICANTS, CASE, PART, filled
from workflows import registry
from workflows.bundles import BUNDLES
from workflows.facts import Applicant, ApplicantType, CallTerms
from workflows.finder import facts_of, open_questions, results
from workflows.findings import Outcome, VerdictKind

T = ApplicantType
DAY = date(2026, 11, 23)
CALL = CallTerms(years=(2027,), opens_on=date(2026, 10, 1), closes_on=date(2026, 12, 31))
AS_SOURCED = tuple((line.versions[0], CALL) for line in registry.lines().values())
FILLED = tuple(
    (one, replace(call, figures={key: filled(figure) for key, figure in one.figures.items()}))
    for one, call in AS_SOURCED
)
# To the first line that is open to the applicant, to the last verdict, and to the last sum where
# the calls leave the figures as the sources have them, and where they fill every gap.
LENGTHS = {
    T.COUNTY: (3, 9, 13, 15),
    T.INDEPENDENT_CITY: (3, 9, 13, 15),
    T.SPECIAL_STATUS_CITY: (3, 9, 13, 15),
    T.MUNICIPALITY: (3, 9, 13, 15),
    T.CONSORTIUM: (4, 4, 4, 4),
    T.PUBLIC_BODY: (2, 8, 12, 14),
    T.CHURCH_BODY: (2, 8, 12, 14),
    T.CHARITY: (3, 9, 13, 15),
    T.MIGRANT_ORG: (3, 11, 15, 17),
    T.MUNICIPALITY_WITH_MO: (4, 4, 4, 4),
    T.COMPANY: (1, 1, 1, 1),
    T.PRIVATE_PERSON: (1, 1, 1, 1),
}
MOST_TO_THE_FIRST = 8
MOST_IN_ALL = 15


def everything(kind):
    """Somebody who meets every condition, wants every part and says how much."""
    parts = ("training", "seminar", "deployment")
    return {
        **CASE,
        **dict.fromkeys(BUNDLES, True),
        "applicant_type": kind.value,
        "applicant_ags": getattr(APPLICANTS.get(kind), "ags", None),
        "target_group": "refugee_women_girls",
        **{f"wants_{part}": True for part in parts},
        **{f"{part}.{name}": value for part in parts for name, value in PART.items()},
    }


def decided(found):
    """Whether a line can already be offered, or none is left to decide."""
    offered = {VerdictKind.ELIGIBLE, VerdictKind.FOR_REVIEW}
    some = any(one.verdict.kind in offered and not one.to_decide for one in found)
    return some or all(one.refused for one in found)


def lengths(offers, kind):
    """Questions until the first line is offered, until every verdict, and until every sum."""
    answers, given = everything(kind), {}
    first = verdicts = None
    while True:
        named = APPLICANTS.get(kind) if "applicant_ags" in given else None
        known = Applicant(type=kind) if given else Applicant()
        found = results(offers, facts_of(given, DAY, applicant=named or known))
        if first is None and decided(found):
            first = len(given)
        if verdicts is None and not any(one.to_decide for one in found):
            verdicts = len(given)
        name = next(iter(open_questions(found)), None)
        if name is None:
            return first, verdicts, len(given), found
        given[name] = answers[name]


@pytest.mark.parametrize("kind", LENGTHS, ids=lambda one: one.value)
def test_the_finder_is_as_short_as_promised(kind):
    first, verdicts, total, _ = lengths(AS_SOURCED, kind)
    _, __, total_filled, ___ = lengths(FILLED, kind)

    assert (first, verdicts, total, total_filled) == LENGTHS[kind]
    assert first <= MOST_TO_THE_FIRST
    assert total <= MOST_IN_ALL


def test_every_applicant_type_is_measured():
    assert set(LENGTHS) == set(T)


def sum_of(line, kind, **answers):
    """What the finder reckons for these answers, with the calls as the sources have them."""
    applicant = APPLICANTS.get(kind, Applicant(type=kind))
    given = {"applicant_type": kind.value, **answers}
    facts = facts_of(
        {name.replace("__", "."): value for name, value in given.items()},
        DAY,
        applicant=applicant,
    )
    offers = [one for one in AS_SOURCED if one[0].line == line]
    (found,) = results(offers, facts)
    return found


def test_a_post_is_reckoned_whole_until_somebody_says_less():
    assert sum_of("coordination", T.COUNTY).entitlement.amount == Decimal("50000.00")
    less = sum_of("coordination", T.COUNTY, full_time_equivalents=Decimal("0.50"))
    assert less.entitlement.amount == Decimal("25000.00")


def test_hours_are_reckoned_from_the_heads():
    known = {"charitable": True, "wants_deployment": True, "wants_training": False}
    before = sum_of("integration_guides", T.CHARITY, **known, wants_seminar=False)
    after = sum_of(
        "integration_guides", T.CHARITY, **known, wants_seminar=False, deployment__guides=6
    )

    assert before.for_sum == ("deployment.guides",)
    # 6 x 276 hours x 5 euros, and the flat rate of a pool of six
    assert after.entitlement.amount == Decimal("10280.00")


@pytest.mark.parametrize(
    ("kind", "guides", "amount"),
    [
        (T.CHARITY, 5, "8900.00"),
        (T.CHARITY, 4, "5520.00"),
        (T.MUNICIPALITY, 5, "8900.00"),
        (T.COUNTY, 5, "6900.00"),
        (T.INDEPENDENT_CITY, 5, "6900.00"),
    ],
)
def test_the_flat_rate_is_reckoned_only_for_those_entitled_and_decides_no_line(
    kind, guides, amount
):
    found = sum_of(
        "integration_guides",
        kind,
        charitable=True,
        already_begun=False,
        wants_training=False,
        wants_seminar=False,
        wants_deployment=True,
        deployment__guides=guides,
        deployment__coordination_flat_rate=True,
    )

    assert found.verdict.kind is VerdictKind.ELIGIBLE
    assert found.verdict.of(Outcome.NOT_MET) == ()
    assert found.entitlement.amount == Decimal(amount)


def test_the_reason_is_told_where_the_flat_rate_is_left_out():
    found = sum_of("integration_guides", T.COUNTY, wants_deployment=True, deployment__guides=5)
    told = [line.text() for _, __, line in found.entitlement.lines()]

    (text,) = [one for one in told if one.startswith("Koordinierungspauschale")]
    assert text.startswith("Koordinierungspauschale: nicht förderfähig (Integrationskompass")
    assert text.endswith("). Landkreise erhalten keine Koordinierungspauschale.")


def test_nobody_is_asked_how_much_of_what_has_no_rate():
    found = sum_of(
        "integration_guides", T.CHARITY, wants_seminar=True, wants_training=False,
        wants_deployment=False,
    )  # fmt: skip

    assert found.for_sum == ()
    assert found.entitlement.missing_figures == ("seminar_rate",)
