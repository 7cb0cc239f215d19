"""Notification and what runs from it: remedy, finality, acceptance, the hearing's answer.

Each function returns a `LegalDate` that keeps what its day of notification was computed from. A
fiction of notification never shifts, the ends of the periods do (rulings).
"""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from workflows.dates import NO_HOLIDAYS, LegalDate, month_period, shifted
from workflows.parameters import Count, Parameters
from workflows.sources import Clause, Mark, weakest

POSTING = Clause("HVwVfG", "§ 41 Abs. 2")
REMEDY = Clause("VwGO", "§ 74 Abs. 1")


class DeliveryWay(StrEnum):
    """How a notice reached its recipient; only this way's rule runs."""

    POST = "post"
    ELECTRONIC = "electronic"
    PERSONAL = "personal"


class NoConsent(ValueError):
    """Electronic delivery without the recipient's consent is no notification."""


class NotRetrieved(ValueError):
    """What was made available electronically and was not called up yet has no day."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """A notice on its way: posted, sent or handed over on `sent_on`; `retrieved_on` for portals."""

    way: DeliveryWay
    sent_on: date
    consent: bool = False
    retrieved_on: date | None = None

    @property
    def waits(self) -> bool:
        """True while nobody has called it up: it is not notified, and no period runs."""
        return self.way is DeliveryWay.ELECTRONIC and self.retrieved_on is None


def hint_day(sent_on: date, parameters: Parameters) -> date:
    """From when on the office is told to bring what nobody has called up in another way."""
    days = parameters.counted("retrieval_hint_days", sent_on)
    return sent_on + timedelta(days=days.value)


def notified(delivery: Delivery, parameters: Parameters) -> LegalDate:
    """The day of notification, for reminders.

    By post some days after posting, never shifted; called up from a portal on the day after;
    personally on the day itself. Raises NoConsent for a way that was not allowed, NotRetrieved
    for what `waits`, as every date does that follows from this day.
    """
    return _notified(delivery, parameters.counted("posting_days", delivery.sent_on))


def notified_for_finality(delivery: Delivery, parameters: Parameters) -> LegalDate:
    """The day of notification from which the remedy runs: the later of both readings."""
    return _notified(delivery, _posting_days_for_finality(parameters, delivery.sent_on))


def _posting_days_for_finality(parameters: Parameters, sent_on: date) -> Count:
    read = parameters.counted("posting_days", sent_on)
    careful = parameters.counted("posting_days_finality", sent_on)
    later = max(careful, read, key=lambda one: one.value)
    return replace(later, mark=weakest(read.mark, careful.mark))


def _notified(delivery: Delivery, days: Count) -> LegalDate:
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
        if delivery.retrieved_on is None:
            raise NotRetrieved("made available, and not called up yet")
        return LegalDate(
            day=delivery.retrieved_on + timedelta(days=1),
            rule="retrieved",
            clause=Clause("HVwVfG", "§ 41 Abs. 2a"),
            inputs={"retrieved": delivery.retrieved_on},
            mark=Mark.UNVERIFIED,
        )
    return LegalDate(
        day=sent + timedelta(days=days.value),
        rule="posted",
        clause=POSTING,
        inputs={"sent": sent, "days": days.value},
        mark=days.mark,
    )


def remedy_end(delivery: Delivery, parameters: Parameters, holidays: frozenset[date]) -> LegalDate:
    """The last day to go to court: one month after notification, shifted."""
    months = parameters.counted("remedy_months", delivery.sent_on)
    notice = notified_for_finality(delivery, parameters)
    return shifted(_months_after(notice, months, "remedy_end", REMEDY), holidays)


def _months_after(event: LegalDate, months: Count, rule: str, clause: Clause) -> LegalDate:
    """A period of months after a computed day; it keeps what that day was computed from."""
    period = month_period(event.day, months.value, rule=rule, clause=clause)
    mark = weakest(event.mark, months.mark)
    return replace(period, inputs={**event.inputs, **period.inputs}, mark=mark, basis=event)


def finality(delivery: Delivery, parameters: Parameters, holidays: frozenset[date]) -> LegalDate:
    """The first day on which the notice is final: the day after the remedy's last."""
    last = remedy_end(delivery, parameters, holidays)
    return LegalDate(
        day=last.day + timedelta(days=1),
        rule="finality",
        clause=REMEDY,
        inputs={**last.inputs, "last": last.day},
        mark=last.mark,
        basis=last,
    )


def acceptance_due(
    delivery: Delivery, parameters: Parameters, holidays: frozenset[date]
) -> LegalDate:
    """The last day for the declaration on the notice: one month after notification, shifted."""
    months = parameters.counted("acceptance_months", delivery.sent_on)
    notice = notified_for_finality(delivery, parameters)
    return shifted(_months_after(notice, months, "acceptance_due", months.clause), holidays)


def hearing_due(
    delivery: Delivery, parameters: Parameters, holidays: frozenset[date] = NO_HOLIDAYS
) -> LegalDate:
    """The last day for a statement in a hearing; nothing may be ordered before it has passed."""
    notice = notified_for_finality(delivery, parameters)
    weeks = parameters.counted("hearing_weeks", delivery.sent_on)
    legal = LegalDate(
        day=notice.day + timedelta(weeks=weeks.value),
        rule="hearing_due",
        clause=Clause("HVwVfG", "§ 28"),
        inputs={**notice.inputs, "event": notice.day, "weeks": weeks.value},
        mark=weakest(notice.mark, weeks.mark),
        basis=notice,
    )
    return shifted(legal, holidays)
