"""The due dates of a procedure: application, proof, examination, use of money paid out.

Each function returns a `LegalDate`. Ends of periods shift to the next working day; days counted
backwards, award periods and days named as fixed do not (rulings). What runs from a notice stands in
`workflows.notification`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from workflows.dates import (
    NO_HOLIDAYS,
    WORKING_DAYS,
    Input,
    LegalDate,
    add_months,
    full_days_before,
    month_end,
    month_period,
    shifted,
)
from workflows.facts import CallTerms
from workflows.guideline import Deadline, DeadlineKind, ProofDue, ProofDuty
from workflows.parameters import Parameters
from workflows.sources import Mark

FOUR_WEEKS = 28


@dataclass(frozen=True, kw_only=True)
class NamedDay:
    """A day that the notice names; `fixed` when it says that the day shall not shift."""

    day: date
    fixed: bool = False


def application_deadline(
    rule: Deadline, start: date, call: CallTerms | None, holidays: frozenset[date]
) -> LegalDate | None:
    """The last day to apply for a part that starts on `start`; None when the line has none.

    A call that named its own day for measures starting in that year goes before the general rule.
    31 December shifts as the end of a period unless the call names that very day as fixed; four
    weeks never shift; a fixed day shifts unless the call says that it is fixed.
    """
    named = next((one for one in rule.exceptions if one.start_year == start.year), None)
    if named is not None:
        inputs: dict[str, Input] = {
            "start": start,
            "year": str(named.start_year),
            "named": named.day,
        }
        found = LegalDate(
            day=named.day, rule="named_in_call", clause=named.clause, inputs=inputs, mark=named.mark
        )
    elif rule.kind is DeadlineKind.FOUR_WEEKS_BEFORE_START:
        return _of_rule(
            rule, full_days_before(start, FOUR_WEEKS), {"start": start, "days": FOUR_WEEKS}
        )
    elif rule.kind is DeadlineKind.YEAR_END_BEFORE_START:
        found = _of_rule(rule, date(start.year - 1, 12, 31), {"start": start})
    elif rule.kind is DeadlineKind.NONE or rule.fixed_day is None:
        return None
    else:
        found = _of_rule(rule, rule.fixed_day, {"named": rule.fixed_day})
    fixed = call is not None and call.closing_is_fixed_day and call.closes_on == found.day
    return found if fixed else shifted(found, holidays)


def _of_rule(rule: Deadline, day: date, inputs: Mapping[str, Input]) -> LegalDate:
    return LegalDate(
        day=day, rule=rule.kind.value, clause=rule.clause, inputs=inputs, mark=rule.mark
    )


def call_closing(call: CallTerms, holidays: frozenset[date]) -> LegalDate:
    """The last day of the call; shifts unless the call names it as fixed with that hint."""
    named = NamedDay(day=call.closes_on, fixed=call.closing_is_fixed_day)
    return day_named(named, "call_closing", holidays)


def day_named(named: NamedDay, rule: str, holidays: frozenset[date] = NO_HOLIDAYS) -> LegalDate:
    """A day that call or notice names; it shifts unless it is named as fixed."""
    legal = LegalDate(
        day=named.day,
        rule=rule,
        clause=WORKING_DAYS,
        inputs={"named": named.day, "fixed": named.fixed},
        mark=Mark.CONFIRMED,
    )
    return legal if named.fixed else shifted(legal, holidays)


def proof_due(
    duty: ProofDuty,
    end: date,
    parameters: Parameters,
    holidays: frozenset[date] = NO_HOLIDAYS,
    *,
    municipal: bool,
    named: NamedDay | None = None,
    guideline_duty: ProofDuty | None = None,
    fulfilled_on: date | None = None,
) -> LegalDate:
    """When the final proof of a part that ends on `end` is due.

    Precedence: the notice, then the line (`duty`), then the guideline, then ANBest. A duty "ANBest"
    is silent; `municipal` recipients are under ANBest-GK, others under ANBest-P. A purpose that
    was fulfilled earlier starts the ANBest period earlier.

    No version needs the last two levels today: where no text was found, domain report 2.6 puts
    31 March in its place, marked unverified. ANBest (end of the sixth month) counts for a line to
    come whose guideline names no day.
    """
    if named is not None:
        return day_named(named, "named_in_notice", holidays)
    for one in (duty, guideline_duty):
        if one is not None and one.due is not ProofDue.ANBEST_P:
            return shifted(_by_duty(one, end), holidays)
    legal = _by_anbest(municipal, min(end, fulfilled_on or end), parameters)
    told: dict[str, Input] = {"end": end}
    if fulfilled_on is not None:
        told["fulfilled"] = fulfilled_on
    return shifted(replace(legal, inputs={**legal.inputs, **told}), holidays)


def _by_duty(duty: ProofDuty, end: date) -> LegalDate:
    if duty.due is ProofDue.THREE_MONTHS_AFTER_END:
        return LegalDate(
            day=add_months(end, 3),
            rule="three_months_after_end",
            clause=duty.clause,
            inputs={"event": end, "months": 3},
            mark=duty.mark,
        )
    return LegalDate(
        day=date(end.year + 1, 3, 31),
        rule="march_after_year",
        clause=duty.clause,
        inputs={"event": end, "year": str(end.year)},
        mark=duty.mark,
    )


def _by_anbest(municipal: bool, end: date, parameters: Parameters) -> LegalDate:
    """P no. 6.1: the end of the sixth month following the end; GK: a period of months, unread."""
    key = "anbest_gk_proof_months" if municipal else "anbest_p_proof_months"
    months = parameters.counted(key, end)
    day = add_months(end, months.value)
    return LegalDate(
        day=day if municipal else month_end(day),
        rule="anbest_gk" if municipal else "anbest_p",
        clause=months.clause,
        inputs={"event": end, "months": months.value},
        mark=months.mark,
    )


def interim_proof_due(
    duty: ProofDuty, year: int, parameters: Parameters, holidays: frozenset[date] = NO_HOLIDAYS
) -> LegalDate:
    """When the interim proof of a budget year is due: as the line says, else by ANBest.

    Under ANBest that is 30 April of the following year.
    """
    year_end = date(year, 12, 31)
    if duty.interim_due is not None and duty.interim_due is not ProofDue.ANBEST_P:
        return shifted(_by_duty(replace(duty, due=duty.interim_due), year_end), holidays)
    months = parameters.counted("interim_proof_months", year_end)
    legal = LegalDate(
        day=month_end(add_months(year_end, months.value)),
        rule="interim_proof",
        clause=months.clause,
        inputs={"event": year_end, "year": str(year), "months": months.value},
        mark=months.mark,
    )
    return shifted(legal, holidays)


def review_warning(submitted_on: date, parameters: Parameters) -> LegalDate:
    """From when a proof has waited too long for its examination; no period of law, never shifts."""
    return _months_from(submitted_on, parameters, "review_warning_months", "review_warning")


def _months_from(event: date, parameters: Parameters, key: str, rule: str) -> LegalDate:
    months = parameters.counted(key, event)
    return month_period(event, months.value, rule=rule, clause=months.clause, mark=months.mark)


def payment_window_end(payout: date, parameters: Parameters) -> LegalDate:
    """Until when money paid out must be used: two months after payout; never shifts."""
    return _months_from(payout, parameters, "payment_window_months", "payment_window")
