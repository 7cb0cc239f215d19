"""Which years of an award do not follow the share that the notice fixes."""

from decimal import Decimal

from workflows.yearly_shares import uneven_years


def euros(**years):
    return {int(year[1:]): Decimal(amount) for year, amount in years.items()}


def told(granted, eligible):
    return [(one.year, one.share, one.of_part) for one in uneven_years(granted, eligible)]


COST = euros(y2027="10000.00", y2028="10000.00")


def test_years_that_follow_the_share_are_not_named():
    assert told(euros(y2027="5000.00", y2028="5000.00"), COST) == []


def test_years_above_and_below_the_share_are_both_named():
    assert told(euros(y2027="8000.00", y2028="2000.00"), COST) == [
        (2027, Decimal("0.8"), Decimal("0.5")),
        (2028, Decimal("0.2"), Decimal("0.5")),
    ]


def test_a_year_with_cost_and_no_grant_is_named():
    assert [year for year, *_ in told(euros(y2027="9000.00"), COST)] == [2027, 2028]


def test_rounding_below_one_point_is_no_difference():
    assert told(euros(y2027="5099.00", y2028="4901.00"), COST) == []
    assert [year for year, *_ in told(euros(y2027="5100.00", y2028="4900.00"), COST)] == [
        2027,
        2028,
    ]


def test_nothing_is_said_without_a_plan():
    assert told(euros(y2027="8000.00"), {}) == []
