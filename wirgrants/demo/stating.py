"""What a recipient states when it calls money: paid, due and own funds used, and when it calls."""

from datetime import date, timedelta
from decimal import Decimal

from wirgrants.demo.project import Case, Part
from wirgrants.services.payments_call import Stated
from workflows.dates import NO_HOLIDAYS, next_working_day
from workflows.guideline import FinancingType
from workflows.payment_call import OTHERS_FIRST

_CENT = Decimal("0.01")
# From here on what is left of a period falls due within two months.
_NEAR_THE_END = timedelta(days=57)


def stated(part: Part, day: date) -> Stated:
    """What of the plan is paid by a day and falls due within two months: month by month alike.

    Wages and rooms are paid at the end of a month, so that two of them lie within the window.
    """
    spent = due = Decimal("0.00")
    for year in range(part.start.year, part.end.year + 1):
        months = part.months(year)
        for month in months:
            share = part.cost(year) / len(months)
            ahead = 12 * (year - day.year) + month - day.month
            spent += share if ahead < 0 else 0
            due += share if ahead in (0, 1) else 0
    return Stated(spent=spent.quantize(_CENT), due_soon=due.quantize(_CENT))


def own_used(part: Part, financing: FinancingType, spent: Decimal) -> Decimal:
    """Own and other funds that bore their part of what was paid, or all of it first."""
    cost = sum(part.cost(year) for year in range(part.start.year, part.end.year + 1))
    funds = sum((Decimal(one[3]) for one in part.funds), Decimal("0.00"))
    used = min(funds, spent) if financing in OTHERS_FIRST else spent * funds / cost
    return used.quantize(_CENT)


def days_of_calls(case: Case, year: int) -> list[tuple[date, str]]:
    """When each part can call its award of a year in one sum: two months before its end."""
    found = []
    for name, part in case.project.parts.items():
        if str(year) in part.asked:
            last = min(part.end, date(year, 12, 31))
            found.append((next_working_day(last - _NEAR_THE_END, NO_HOLIDAYS), name))
    return sorted(found)
