"""What lapses or becomes late in the office: examination, revocation, interest, the file itself.

Reminders, not cut-offs that the system enforces; none of these days shifts.
"""

from datetime import date

from workflows.dates import LegalDate, add_months, month_end, month_period
from workflows.due import review_warning
from workflows.parameters import Parameters
from workflows.sources import weakest

MONTHS_A_YEAR = 12


def review_escalation(submitted_on: date, parameters: Parameters) -> LegalDate:
    """When an unexamined proof goes to the head of the office: the 30 June after the warning.

    The month is a parameter; a warning on that very day and the escalation fall together.
    """
    warning = review_warning(submitted_on, parameters)
    months = parameters.counted("review_escalation_months", submitted_on)

    def of(year: int) -> date:
        return month_end(add_months(date(year - 1, 12, 31), months.value))

    reached = of(warning.day.year)
    return LegalDate(
        day=reached if reached >= warning.day else of(warning.day.year + 1),
        rule="review_escalation",
        clause=months.clause,
        inputs={"event": submitted_on, "warning": warning.day, "months": months.value},
        mark=weakest(warning.mark, months.mark),
        basis=warning,
    )


def revocation_end(known_on: date, parameters: Parameters) -> LegalDate:
    """The last day to withdraw or revoke: a year since the authority knows all the facts.

    `known_on` is the earliest day on which that may be; a later one gives more time.
    """
    months = parameters.counted("revocation_months", known_on)
    return month_period(
        known_on, months.value, rule="revocation_end", clause=months.clause, mark=months.mark
    )


def interest_lapse(arose_on: date, parameters: Parameters) -> LegalDate:
    """The last day before a claim to interest lapses: three years after the end of its year."""
    years = parameters.counted("interest_claim_years", arose_on)
    return LegalDate(
        day=date(arose_on.year + years.value, 12, 31),
        rule="interest_lapse",
        clause=years.clause,
        inputs={"event": arose_on, "years": years.value},
        mark=years.mark,
    )


def file_kept_until(closed_on: date, parameters: Parameters) -> LegalDate:
    """The last day on which the authority's file must still be there, counted from its closing."""
    years = parameters.counted("file_years", closed_on)
    return LegalDate(
        day=add_months(closed_on, years.value * MONTHS_A_YEAR),
        rule="file_kept_until",
        clause=years.clause,
        inputs={"event": closed_on, "years": years.value},
        mark=years.mark,
    )
