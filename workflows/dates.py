"""Legal dates: month periods, working days, instants of a closing in Europe/Berlin.

Every computed date is a `LegalDate` that shows its rule and its inputs. Holidays are handed in as a
set of days. The dates of one procedure (deadline, notice, proof) stand in `workflows.due`.
"""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from workflows.sources import Clause, Mark
from workflows.wording.formats import german

BERLIN = ZoneInfo("Europe/Berlin")
SATURDAY = 5
NO_HOLIDAYS: frozenset[date] = frozenset()

WORKING_DAYS = Clause("HVwVfG", "§ 31 Abs. 3")

Input = date | int | str

DOUBTFUL = frozenset({Mark.INFERRED, Mark.UNVERIFIED, Mark.NOT_FOUND})
"""The marks of a date that somebody should confirm before anything hangs on it."""


@dataclass(frozen=True, kw_only=True)
class CallDay:
    """A last day to apply that one call named for measures starting in `start_year`."""

    start_year: int
    day: date
    clause: Clause
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class LegalDate:
    """A day with the rule that made it, the inputs of the rule and the clause it rests on.

    `rule` is a wording key under "date."; `inputs` are all days and figures that went in;
    `shifted_from` is the day before the shift to the next working day; `mark` is that of the least
    founded input, GENERAL where nothing but the general law of periods went in. `basis` is the
    computed day from which this one was computed (the notification for a remedy); its inputs stand
    among `inputs` too.
    """

    day: date
    rule: str
    clause: Clause
    inputs: Mapping[str, Input] = field(default_factory=dict)
    shifted_from: date | None = None
    mark: Mark = Mark.GENERAL
    basis: "LegalDate | None" = None

    @property
    def unverified(self) -> bool:
        """True when something in it was not read in Hessian law and nobody has confirmed it."""
        return self.mark in DOUBTFUL

    def text(self) -> str:
        """How the day came about, from the first day that counted on, and whether to confirm it."""
        from workflows.wording import say

        told = self.reasons()
        return f"{told} {say(f'date.mark.{self.mark.value}')}" if self.unverified else told

    def plain(self) -> str:
        """How the day came about, for applicants: a doubtful one is provisional, by no mark."""
        from workflows.wording import say

        told = self.reasons()
        return f"{told} {say('date.provisional')}" if self.unverified else told

    def reasons(self) -> str:
        """The sentences of `text` without the one about its mark."""
        from workflows.wording import say

        values = {name: german(value) for name, value in self.inputs.items()}
        sentence = say(f"date.{self.rule}", {**values, "day": german(self.unshifted)})
        if self.shifted_from is not None:
            sentence += " " + say("date.shifted", {"day": german(self.day)})
        return sentence if self.basis is None else f"{self.basis.reasons()} {sentence}"

    @property
    def unshifted(self) -> date:
        """The day as the period alone would have it."""
        return self.shifted_from or self.day

    def to_json(self) -> dict[str, object]:
        """The date with its reasons, stable in its keys."""
        return {
            "day": self.day.isoformat(),
            "rule": self.rule,
            "source": self.clause.source,
            "number": self.clause.number,
            "inputs": {
                name: value.isoformat() if isinstance(value, date) else value
                for name, value in self.inputs.items()
            },
            "shifted_from": self.shifted_from and self.shifted_from.isoformat(),
            "mark": self.mark.value,
            "unverified": self.unverified,
            "text": self.text(),
        }


def add_months(day: date, months: int) -> date:
    """The same day number that many months later or earlier, or the last day of a shorter month."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def last_day_of_months(start: date, months: int) -> date:
    """The last day of so many months whose first day counts (§§ 187 II, 188 II and III BGB).

    It is the day before the one that bears the number of the start, or the last day of a month
    that is too short for it: 18 months from 31 March end on 30 September.
    """
    last_month = add_months(start.replace(day=1), months)
    if start.day == 1:
        return last_month - timedelta(days=1)
    return last_month.replace(day=min(start.day - 1, month_end(last_month).day))


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def is_working_day(day: date, holidays: frozenset[date]) -> bool:
    """False on Saturday, Sunday and public holidays."""
    return day.weekday() < SATURDAY and day not in holidays


def next_working_day(day: date, holidays: frozenset[date]) -> date:
    """The day itself when it is a working day, else the next one."""
    while not is_working_day(day, holidays):
        day += timedelta(days=1)
    return day


def shifted(legal: LegalDate, holidays: frozenset[date]) -> LegalDate:
    """The end of a period moved to the next working day where it is none (§ 31 III HVwVfG)."""
    day = next_working_day(legal.day, holidays)
    if day == legal.day:
        return legal
    return replace(legal, day=day, shifted_from=legal.day)


def month_period(
    event: date, months: int, *, rule: str, clause: Clause, mark: Mark = Mark.GENERAL
) -> LegalDate:
    """The end of a period of months; the day of the event does not count (§§ 187, 188 BGB)."""
    return LegalDate(
        day=add_months(event, months),
        rule=rule,
        clause=clause,
        inputs={"event": event, "months": months},
        mark=mark,
    )


def full_days_before(start: date, days: int) -> date:
    """The last day on which so many full days still lie before the start: 28 before 1 July: 2 June.

    Counted backwards the period never shifts: a shift would shorten it for the other side.
    """
    return start - timedelta(days=days + 1)
