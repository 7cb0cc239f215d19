"""Every computed date carries its rule, all that went into it and how well that is founded."""

from dataclasses import dataclass, replace
from datetime import date

import holidays
import pytest

from workflows import due, notification
from workflows.dates import CallDay, LegalDate
from workflows.due import NamedDay
from workflows.facts import CallTerms
from workflows.guideline import Deadline, DeadlineKind, ProofDue, ProofDuty, ProofForm
from workflows.notification import Delivery, DeliveryWay
from workflows.parameters import DEFAULTS, Parameter, Parameters
from workflows.sources import Clause, Mark, weakest

HESSE = frozenset(holidays.Germany(subdiv="HE", years=range(2013, 2034)))
PLACE = Clause("S1b", "Antragsfrist")
SENT, START, END = date(2026, 3, 2), date(2027, 7, 1), date(2026, 3, 15)
NAMED = date(2026, 10, 31)
POST = Delivery(way=DeliveryWay.POST, sent_on=SENT)
MAIL = Delivery(way=DeliveryWay.ELECTRONIC, sent_on=SENT, consent=True)
READ = replace(MAIL, retrieved_on=date(2026, 3, 3))
HAND = Delivery(way=DeliveryWay.PERSONAL, sent_on=SENT)
CALL = CallTerms(years=(2027,), opens_on=date(2026, 1, 1), closes_on=NAMED)
SILENT, INFERRED = (
    ProofDuty(form=ProofForm.FULL, due=ProofDue.ANBEST_P, counters=(), clause=PLACE, mark=mark)
    for mark in (Mark.SOURCED, Mark.INFERRED)
)
MARCH = replace(INFERRED, due=ProofDue.MARCH_AFTER_YEAR, interim_due=ProofDue.MARCH_AFTER_YEAR)


def deadline(kind: DeadlineKind, mark: Mark = Mark.SOURCED) -> Deadline:
    fixed = NAMED if kind is DeadlineKind.FIXED_DAY else None
    return Deadline(kind=kind, clause=PLACE, mark=mark, fixed_day=fixed)


def to_apply(rule: Deadline) -> LegalDate:
    found = due.application_deadline(rule, START, None, HESSE)
    assert found is not None
    return found


EXCEPTION = replace(
    deadline(DeadlineKind.YEAR_END_BEFORE_START),
    exceptions=(
        CallDay(start_year=2027, day=NAMED, clause=Clause("S4l", "Tag"), mark=Mark.INFERRED),
    ),
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A computed date, all of its inputs and its mark."""

    legal: LegalDate
    inputs: dict[str, object]
    mark: Mark


def row(legal: LegalDate, mark: Mark, **inputs: object) -> Row:
    return Row(legal=legal, inputs=inputs, mark=mark)


POSTED = {"sent": SENT, "days": 4}
NOTIFIED = {**POSTED, "event": date(2026, 3, 6)}
UNREAD = Mark.UNVERIFIED
ROWS = [
    row(to_apply(deadline(DeadlineKind.YEAR_END_BEFORE_START)), Mark.SOURCED, start=START),
    row(to_apply(deadline(DeadlineKind.YEAR_END_BEFORE_START, UNREAD)), UNREAD, start=START),
    row(
        to_apply(deadline(DeadlineKind.FOUR_WEEKS_BEFORE_START, Mark.INFERRED)),
        Mark.INFERRED,
        start=START,
        days=28,
    ),
    row(to_apply(deadline(DeadlineKind.FIXED_DAY)), Mark.SOURCED, named=NAMED),
    row(to_apply(EXCEPTION), Mark.INFERRED, start=START, year="2027", named=NAMED),
    row(due.call_closing(CALL, HESSE), Mark.CONFIRMED, named=NAMED, fixed=False),
    row(
        due.call_closing(replace(CALL, closing_is_fixed_day=True), HESSE),
        Mark.CONFIRMED,
        named=NAMED,
        fixed=True,
    ),
    row(notification.notified(POST, DEFAULTS), UNREAD, sent=SENT, days=3),
    row(notification.notified(READ, DEFAULTS), UNREAD, retrieved=date(2026, 3, 3)),
    row(notification.notified(HAND, DEFAULTS), Mark.GENERAL, sent=SENT),
    row(notification.notified_for_finality(POST, DEFAULTS), UNREAD, **POSTED),
    row(notification.remedy_end(POST, DEFAULTS, HESSE), UNREAD, **NOTIFIED, months=1),
    row(
        notification.remedy_end(HAND, DEFAULTS, HESSE),
        Mark.GENERAL,
        sent=SENT,
        event=SENT,
        months=1,
    ),
    row(
        notification.finality(POST, DEFAULTS, HESSE),
        UNREAD,
        **NOTIFIED,
        months=1,
        last=date(2026, 4, 7),
    ),
    row(notification.acceptance_due(POST, DEFAULTS, HESSE), UNREAD, **NOTIFIED, months=1),
    row(notification.hearing_due(POST, DEFAULTS, HESSE), UNREAD, **NOTIFIED, weeks=4),
    row(
        due.proof_due(SILENT, END, DEFAULTS, HESSE, municipal=False),
        Mark.SOURCED,
        event=END,
        months=6,
        end=END,
    ),
    row(
        due.proof_due(SILENT, END, DEFAULTS, HESSE, municipal=True, fulfilled_on=date(2026, 2, 1)),
        UNREAD,
        event=date(2026, 2, 1),
        months=12,
        end=END,
        fulfilled=date(2026, 2, 1),
    ),
    row(
        due.proof_due(MARCH, END, DEFAULTS, HESSE, municipal=False),
        Mark.INFERRED,
        event=END,
        year="2026",
    ),
    row(
        due.proof_due(SILENT, END, DEFAULTS, HESSE, municipal=False, named=NamedDay(day=NAMED)),
        Mark.CONFIRMED,
        named=NAMED,
        fixed=False,
    ),
    row(
        due.proof_due(
            replace(MARCH, due=ProofDue.THREE_MONTHS_AFTER_END, mark=Mark.SOURCED),
            END,
            DEFAULTS,
            HESSE,
            municipal=False,
        ),
        Mark.SOURCED,
        event=END,
        months=3,
    ),
    row(
        due.interim_proof_due(SILENT, 2026, DEFAULTS, HESSE),
        UNREAD,
        event=date(2026, 12, 31),
        year="2026",
        months=4,
    ),
    row(
        due.interim_proof_due(MARCH, 2026, DEFAULTS, HESSE),
        Mark.INFERRED,
        event=date(2026, 12, 31),
        year="2026",
    ),
    row(due.review_warning(SENT, DEFAULTS), UNREAD, event=SENT, months=3),
    row(due.payment_window_end(SENT, DEFAULTS), Mark.SOURCED, event=SENT, months=2),
]


@pytest.mark.parametrize(
    "one", [pytest.param(one, id=f"{one.legal.rule}-{n}") for n, one in enumerate(ROWS)]
)
def test_the_date_holds_all_that_went_into_it_and_says_so(one: Row) -> None:
    legal = one.legal
    assert dict(legal.inputs) == one.inputs
    assert legal.mark is one.mark
    document = legal.to_json()
    assert document["mark"] == one.mark.value
    assert document["unverified"] is (one.mark in {Mark.INFERRED, Mark.UNVERIFIED})
    text = legal.text()
    # A day of which only the year counts is shown as that year.
    hidden = {"end", "fulfilled", *(["event", "start"] if "year" in one.inputs else [])}
    days = [
        value
        for name, value in one.inputs.items()
        if isinstance(value, date) and name not in hidden
    ]
    assert [day for day in days if day.strftime("%d.%m.%Y") not in text] == []
    if "year" in one.inputs:
        assert str(one.inputs["year"]) in text
    assert ("nicht belegt" in text) is (one.mark is Mark.UNVERIFIED)
    assert ("nicht bestätigt" in text) is (one.mark is Mark.INFERRED)
    # Applicants read the same days, and of a doubt only that the day is provisional.
    plain = legal.plain()
    assert plain.startswith(legal.reasons())
    assert not any(word in plain for word in ("belegt", "bestätigt", "Quellen"))
    assert ("vorläufig berechnet" in plain) is legal.unverified


def test_each_function_that_computes_a_date_stands_in_the_table() -> None:
    rules = {one.legal.rule for one in ROWS}
    assert rules == {
        "year_end_before_start", "four_weeks_before_start", "fixed_day", "named_in_call",
        "call_closing", "named_in_notice", "posted",
        "retrieved", "handed_over", "remedy_end", "finality", "acceptance_due", "hearing_due",
        "anbest_p", "anbest_gk", "three_months_after_end", "march_after_year", "interim_proof",
        "review_warning", "payment_window",
    }  # fmt: skip


def confirmed(*keys: str) -> Parameters:
    """The shipped table with these values confirmed by an administrator."""
    return DEFAULTS.with_rows(
        Parameter(
            key=key,
            value=DEFAULTS.count(key, SENT),
            unit="Tage",
            valid_from=date(2026, 1, 1),
            clause=Clause("HVwVfG", "§ 41 Abs. 2"),
            mark=Mark.CONFIRMED,
        )
        for key in keys
    )


def test_who_confirms_both_posting_days_ends_the_doubt() -> None:
    one = notification.remedy_end(POST, confirmed("posting_days_finality"), HESSE)
    both = notification.remedy_end(POST, confirmed("posting_days", "posting_days_finality"), HESSE)
    assert (one.unverified, both.unverified) == (True, False)
    assert "nicht belegt" not in both.text()


def test_beyond_the_last_day_confirmed_a_figure_is_in_doubt_again() -> None:
    (row_,) = DEFAULTS.series("payment_window_months")
    table = DEFAULTS.with_rows([replace(row_, confirmed_until=date(2026, 12, 31))])
    marks = [due.payment_window_end(date(year, 1, 1), table).mark for year in (2026, 2027)]
    assert marks == [Mark.SOURCED, Mark.UNVERIFIED]


def test_the_least_founded_of_several_marks_counts() -> None:
    assert weakest(Mark.SOURCED, Mark.INFERRED, Mark.GENERAL) is Mark.INFERRED
    assert weakest(Mark.CONFIRMED, Mark.NOT_APPLICABLE) is Mark.CONFIRMED
    assert {weakest(mark, Mark.NOT_FOUND) for mark in Mark} == {Mark.NOT_FOUND}
