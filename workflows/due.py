"""The due dates of a procedure: application, notification, remedy, acceptance, proof, hearing.

Each function returns a `LegalDate`. Ends of periods shift to the next working day; days counted
backwards, award periods, fictions of notification and days named as fixed do not (rulings).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from workflows.dates import (
    NO_HOLIDAYS,
    WORKING_DAYS,
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
from workflows.sources import Clause, Mark

FOUR_WEEKS = 28
POSTING = Clause("HVwVfG", "§ 41 Abs. 2")
REMEDY = Clause("VwGO", "§ 74 Abs. 1")


class DeliveryWay(StrEnum):
    """How a notice reached its recipient; only this way's rule runs."""

    POST = "post"
    ELECTRONIC = "electronic"
    PERSONAL = "personal"


class NoConsent(ValueError):
    """Electronic delivery without the recipient's consent is no notification."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A notice on its way: posted, sent or handed over on `sent_on`; `retrieved_on` for portals."""

    way: DeliveryWay
    sent_on: date
    consent: bool = False
    retrieved_on: date | None = None


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
    if rule.kind is DeadlineKind.NONE and named is None:
        return None
    if named is None and rule.kind is DeadlineKind.FOUR_WEEKS_BEFORE_START:
        return LegalDate(
            day=full_days_before(start, FOUR_WEEKS),
            rule="four_weeks_before_start",
            clause=rule.clause,
            inputs={"start": start, "days": FOUR_WEEKS},
        )
    if named is not None:
        found = LegalDate(
            day=named.day,
            rule="named_in_call",
            clause=named.clause,
            inputs={"year": str(named.start_year)},
            unverified=named.mark is not Mark.SOURCED,
        )
    elif rule.kind is DeadlineKind.YEAR_END_BEFORE_START:
        day = date(start.year - 1, 12, 31)
        found = LegalDate(
            day=day, rule="year_end_before_start", clause=rule.clause, inputs={"start": start}
        )
    elif rule.fixed_day is None:
        return None
    else:
        found = LegalDate(day=rule.fixed_day, rule="fixed_day", clause=rule.clause)
    fixed = call is not None and call.closing_is_fixed_day and call.closes_on == found.day
    return found if fixed else shifted(found, holidays)


def call_closing(call: CallTerms, holidays: frozenset[date]) -> LegalDate:
    """The last day of the call; shifts unless the call names it as fixed with that hint."""
    legal = LegalDate(day=call.closes_on, rule="call_closing", clause=WORKING_DAYS)
    return legal if call.closing_is_fixed_day else shifted(legal, holidays)


def notified(delivery: Delivery, parameters: Parameters) -> LegalDate:
    """The day of notification, for reminders. Raises NoConsent for a way that was not allowed.

    By post (and sent electronically) some days after posting, never shifted; called up from a
    portal on the day after; personally on the day itself.
    """
    return _notified(delivery, parameters.count("posting_days", delivery.sent_on))


def notified_for_finality(delivery: Delivery, parameters: Parameters) -> LegalDate:
    """The day of notification from which the remedy runs: the later of both readings."""
    days = max(
        parameters.count("posting_days", delivery.sent_on),
        parameters.count("posting_days_finality", delivery.sent_on),
    )
    return _notified(delivery, days)


def _notified(delivery: Delivery, days: int) -> LegalDate:
    sent = delivery.sent_on
    if delivery.way is DeliveryWay.PERSONAL:
        return LegalDate(
            day=sent,
            rule="handed_over",
            clause=Clause("HVwVfG", "§ 41 Abs. 1"),
            inputs={"sent": sent},
        )
    if delivery.way is DeliveryWay.ELECTRONIC:
        if not delivery.consent:
            raise NoConsent("electronic delivery needs consent")
        if delivery.retrieved_on is not None:
            return LegalDate(
                day=delivery.retrieved_on + timedelta(days=1),
                rule="retrieved",
                clause=Clause("HVwVfG", "§ 41 Abs. 2a"),
                inputs={"retrieved": delivery.retrieved_on},
                unverified=True,
            )
    return LegalDate(
        day=sent + timedelta(days=days),
        rule="posted" if delivery.way is DeliveryWay.POST else "sent_electronically",
        clause=POSTING,
        inputs={"sent": sent, "days": days},
        unverified=True,
    )


def remedy_end(delivery: Delivery, parameters: Parameters, holidays: frozenset[date]) -> LegalDate:
    """The last day to go to court: one month after notification, shifted."""
    notice = notified_for_finality(delivery, parameters)
    months = parameters.count("remedy_months", delivery.sent_on)
    return shifted(month_period(notice.day, months, rule="remedy_end", clause=REMEDY), holidays)


def finality(delivery: Delivery, parameters: Parameters, holidays: frozenset[date]) -> LegalDate:
    """The first day on which the notice is final: the day after the remedy's last."""
    last = remedy_end(delivery, parameters, holidays)
    return LegalDate(
        day=last.day + timedelta(days=1),
        rule="finality",
        clause=REMEDY,
        inputs={"last": last.day, "event": last.inputs["event"]},
    )


def acceptance_due(
    delivery: Delivery, parameters: Parameters, holidays: frozenset[date]
) -> LegalDate:
    """The last day for the declaration on the notice: one month after notification, shifted."""
    months = parameters.count("acceptance_months", delivery.sent_on)
    clause = parameters.on("acceptance_months", delivery.sent_on).clause
    event = notified_for_finality(delivery, parameters).day
    return shifted(month_period(event, months, rule="acceptance_due", clause=clause), holidays)


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
    """
    if named is not None:
        legal = LegalDate(day=named.day, rule="named_in_notice", clause=WORKING_DAYS)
        return legal if named.fixed else shifted(legal, holidays)
    for one in (duty, guideline_duty):
        if one is not None and one.due is not ProofDue.ANBEST_P:
            return shifted(_by_duty(one, end), holidays)
    return shifted(_by_anbest(municipal, min(end, fulfilled_on or end), parameters), holidays)


def _by_duty(duty: ProofDuty, end: date) -> LegalDate:
    unverified = duty.mark is not Mark.SOURCED
    if duty.due is ProofDue.THREE_MONTHS_AFTER_END:
        return LegalDate(
            day=add_months(end, 3),
            rule="three_months_after_end",
            clause=duty.clause,
            inputs={"event": end, "months": 3},
            unverified=unverified,
        )
    return LegalDate(
        day=date(end.year + 1, 3, 31),
        rule="march_after_year",
        clause=duty.clause,
        inputs={"year": str(end.year)},
        unverified=unverified,
    )


def _by_anbest(municipal: bool, end: date, parameters: Parameters) -> LegalDate:
    """P no. 6.1: the end of the sixth month following the end; GK: a period of months, unread."""
    key = "anbest_gk_proof_months" if municipal else "anbest_p_proof_months"
    row = parameters.on(key, end)
    months = parameters.count(key, end)
    day = add_months(end, months)
    return LegalDate(
        day=day if municipal else month_end(day),
        rule="anbest_gk" if municipal else "anbest_p",
        clause=row.clause,
        inputs={"event": end, "months": months},
        unverified=row.mark is Mark.UNVERIFIED,
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
    row = parameters.on("interim_proof_months", year_end)
    months = parameters.count("interim_proof_months", year_end)
    legal = LegalDate(
        day=month_end(add_months(year_end, months)),
        rule="interim_proof",
        clause=row.clause,
        inputs={"year": str(year), "months": months},
        unverified=row.mark is Mark.UNVERIFIED,
    )
    return shifted(legal, holidays)


def review_warning(submitted_on: date, parameters: Parameters) -> LegalDate:
    """From when a proof has waited too long for its examination; no period of law, never shifts."""
    row = parameters.on("review_warning_months", submitted_on)
    months = parameters.count("review_warning_months", submitted_on)
    return month_period(submitted_on, months, rule="review_warning", clause=row.clause)


def hearing_due(
    sent_on: date, parameters: Parameters, holidays: frozenset[date] = NO_HOLIDAYS
) -> LegalDate:
    """The last day for a statement in a hearing; nothing may be ordered before it has passed."""
    event = sent_on + timedelta(days=parameters.count("posting_days_finality", sent_on))
    weeks = parameters.count("hearing_weeks", sent_on)
    legal = LegalDate(
        day=event + timedelta(weeks=weeks),
        rule="hearing_due",
        clause=Clause("HVwVfG", "§ 28"),
        inputs={"sent": sent_on, "event": event, "weeks": weeks},
        unverified=True,
    )
    return shifted(legal, holidays)


def payment_window_end(payout: date, parameters: Parameters) -> LegalDate:
    """Until when money paid out must be used: two months after payout; never shifts."""
    row = parameters.on("payment_window_months", payout)
    months = parameters.count("payment_window_months", payout)
    return month_period(payout, months, rule="payment_window", clause=row.clause)
