"""Legal dates: month ends, working days, Hessian holidays, clock changes, and the due dates."""

from dataclasses import replace
from datetime import date, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.dates import (
    CallDay,
    LegalDate,
    add_months,
    full_days_before,
    is_working_day,
    month_end,
    next_working_day,
)
from workflows.due import (
    NamedDay,
    application_deadline,
    call_closing,
    interim_proof_due,
    payment_window_end,
    proof_due,
    review_warning,
)
from workflows.facts import CallTerms
from workflows.guideline import Deadline, DeadlineKind, ProofDue, ProofDuty, ProofForm
from workflows.notification import (
    Delivery,
    DeliveryWay,
    NoConsent,
    NotRetrieved,
    acceptance_due,
    finality,
    hearing_due,
    notified,
    notified_for_finality,
    remedy_end,
)
from workflows.parameters import DEFAULTS, Parameter
from workflows.sources import Clause, Mark

HESSE = frozenset(holidays.Germany(subdiv="HE", years=range(2013, 2034)))
R2020 = Clause("R2020", "4.4.3")


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("event", "months", "end"),
    [
        ("2026-01-15", 1, "2026-02-15"),
        ("2026-01-31", 1, "2026-02-28"),
        ("2026-01-28", 1, "2026-02-28"),
        ("2024-01-31", 1, "2024-02-29"),
        ("2024-02-29", 1, "2024-03-29"),
        ("2024-02-29", 12, "2025-02-28"),
        ("2026-02-28", 1, "2026-03-28"),
        ("2026-03-31", 1, "2026-04-30"),
        ("2026-08-31", 6, "2027-02-28"),
        ("2026-12-31", 2, "2027-02-28"),
        ("2027-12-31", 2, "2028-02-29"),
        ("2026-11-30", 1, "2026-12-30"),
        ("2026-03-15", -3, "2025-12-15"),
        ("2026-12-01", 1, "2027-01-01"),
    ],
)
def test_a_month_ends_on_the_same_day_or_the_last_of_a_shorter_month(
    event: str, months: int, end: str
) -> None:
    assert add_months(day(event), months) == day(end)


@given(st.dates(date(2014, 1, 1), date(2060, 1, 1)), st.integers(0, 60))
def test_months_never_overshoot_and_never_go_back(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year * 12 + end.month) - (start.year * 12 + start.month) == months
    assert end.day <= start.day
    assert end.day == start.day or end == month_end(end)


@pytest.mark.parametrize(
    ("end", "working"),
    [
        ("2026-01-01", "2026-01-02"),  # New Year on a Thursday
        ("2026-04-03", "2026-04-07"),  # Good Friday to Easter Monday
        ("2026-05-01", "2026-05-04"),  # Labour Day on a Friday
        ("2026-05-14", "2026-05-15"),  # Ascension
        ("2026-05-25", "2026-05-26"),  # Whit Monday
        ("2026-06-04", "2026-06-05"),  # Corpus Christi is a holiday in Hesse
        ("2026-10-03", "2026-10-05"),  # Unity Day on a Saturday
        ("2026-10-31", "2026-11-02"),  # Reformation Day is none, but a Saturday
        ("2025-10-31", "2025-10-31"),  # Reformation Day on a Friday: a working day
        ("2027-11-01", "2027-11-01"),  # All Saints is none in Hesse
        ("2026-12-24", "2026-12-24"),  # Christmas Eve is a working day
        ("2026-12-25", "2026-12-28"),
        ("2026-12-31", "2026-12-31"),  # New Year's Eve too
        ("2027-12-31", "2027-12-31"),
        ("2022-12-31", "2023-01-02"),  # Saturday, then a Sunday that is New Year
        ("2023-12-31", "2024-01-02"),  # Sunday, then New Year on a Monday
        ("2026-03-31", "2026-03-31"),
    ],
)
def test_the_next_working_day_in_hesse(end: str, working: str) -> None:
    assert next_working_day(day(end), HESSE) == day(working)


@given(st.dates(date(2014, 1, 1), date(2032, 12, 1)))
def test_a_shift_lands_on_the_first_working_day(start: date) -> None:
    found = next_working_day(start, HESSE)
    assert is_working_day(found, HESSE)
    between = (found - start).days
    assert not any(is_working_day(start + timedelta(days=n), HESSE) for n in range(between))


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2026-07-01", "2026-06-02"),
        ("2026-01-01", "2025-12-03"),
        ("2024-03-01", "2024-02-01"),
        ("2026-03-01", "2026-01-31"),
        ("2026-03-30", "2026-03-01"),  # a Sunday: counted backwards never shifts
        ("2026-04-01", "2026-03-03"),  # across the clock change
    ],
)
def test_four_weeks_are_twenty_eight_full_days_before_the_start(start: str, last: str) -> None:
    found = full_days_before(day(start), 28)
    assert found == day(last)
    assert len([n for n in range(1, 366) if found < day(start) - timedelta(days=n)]) == 28


def deadline(kind: DeadlineKind, fixed: str | None = None) -> Deadline:
    return Deadline(
        kind=kind, clause=R2020, mark=Mark.SOURCED, fixed_day=None if fixed is None else day(fixed)
    )


def call(closes: str, *, fixed: bool) -> CallTerms:
    return CallTerms(
        years=(2027,),
        opens_on=day("2026-09-01"),
        closes_on=day(closes),
        closing_is_fixed_day=fixed,
    )


@pytest.mark.parametrize(
    ("start", "last", "unshifted"),
    [
        ("2027-01-01", "2026-12-31", None),
        ("2027-07-01", "2026-12-31", None),
        ("2023-01-01", "2023-01-02", "2022-12-31"),
        ("2024-02-01", "2024-01-02", "2023-12-31"),
    ],
)
def test_the_end_of_the_year_before_the_start_shifts(
    start: str, last: str, unshifted: str | None
) -> None:
    found = application_deadline(
        deadline(DeadlineKind.YEAR_END_BEFORE_START), day(start), None, HESSE
    )
    assert found is not None
    assert found.day == day(last)
    assert found.shifted_from == (None if unshifted is None else day(unshifted))


def test_the_end_of_the_year_stays_when_the_call_names_it_as_fixed() -> None:
    rule = deadline(DeadlineKind.YEAR_END_BEFORE_START)
    fixed = application_deadline(rule, day("2024-02-01"), call("2023-12-31", fixed=True), HESSE)
    other = application_deadline(rule, day("2024-02-01"), call("2023-11-30", fixed=True), HESSE)
    assert fixed is not None
    assert other is not None
    assert (fixed.day, other.day) == (day("2023-12-31"), day("2024-01-02"))


def test_a_fixed_day_of_the_line() -> None:
    rule = deadline(DeadlineKind.FIXED_DAY, "2018-06-30")  # a Saturday
    found = application_deadline(rule, day("2018-09-01"), None, HESSE)
    assert found is not None
    assert (found.day, found.shifted_from) == (day("2018-07-02"), day("2018-06-30"))


EXTENDED = Deadline(
    kind=DeadlineKind.YEAR_END_BEFORE_START,
    clause=R2020,
    mark=Mark.SOURCED,
    exceptions=(
        CallDay(
            start_year=2018,
            day=day("2018-05-31"),
            clause=Clause("S4l", "Fristverlängerung 2018"),
            mark=Mark.SOURCED,
        ),
    ),
)


@pytest.mark.parametrize(
    ("start", "last", "rule"),
    [
        ("2017-07-01", "2017-01-02", "year_end_before_start"),  # 31.12.2016 is a Saturday
        ("2018-01-01", "2018-06-01", "named_in_call"),  # 31.05.2018 is Corpus Christi
        ("2018-12-31", "2018-06-01", "named_in_call"),
        ("2019-01-01", "2018-12-31", "year_end_before_start"),
    ],
)
def test_a_call_that_named_its_own_day_goes_before_the_general_rule(
    start: str, last: str, rule: str
) -> None:
    found = application_deadline(EXTENDED, day(start), None, HESSE)
    assert found is not None
    assert (found.day, found.rule) == (day(last), rule)
    assert found.clause == (EXTENDED.exceptions[0].clause if rule == "named_in_call" else R2020)


def test_a_line_without_deadline_has_none() -> None:
    assert application_deadline(deadline(DeadlineKind.NONE), day("2027-01-01"), None, HESSE) is None


def test_four_weeks_never_shift_and_show_their_reason() -> None:
    found = application_deadline(
        deadline(DeadlineKind.FOUR_WEEKS_BEFORE_START), day("2026-07-01"), None, HESSE
    )
    assert found is not None
    assert found.day == day("2026-06-02")
    assert found.text() == (
        "Mindestens 28 volle Tage vor dem Beginn am 01.07.2026: letzter Tag 02.06.2026."
    )


@pytest.mark.parametrize(
    ("closes", "fixed", "last"),
    [
        ("2026-10-31", False, "2026-11-02"),
        ("2026-10-31", True, "2026-10-31"),
        ("2026-10-30", False, "2026-10-30"),
    ],
)
def test_the_closing_of_a_call(closes: str, fixed: bool, last: str) -> None:
    assert call_closing(call(closes, fixed=fixed), HESSE).day == day(last)


def post(sent: str) -> Delivery:
    return Delivery(way=DeliveryWay.POST, sent_on=day(sent))


@pytest.mark.parametrize(
    ("sent", "reminder", "final_reading", "last", "final"),
    [
        # sent, +3, +4, one month after the later, first day of finality
        ("2026-03-02", "2026-03-05", "2026-03-06", "2026-04-07", "2026-04-08"),  # 6 April: Easter
        ("2026-03-05", "2026-03-08", "2026-03-09", "2026-04-09", "2026-04-10"),  # Sunday stays
        ("2026-01-27", "2026-01-30", "2026-01-31", "2026-03-02", "2026-03-03"),  # 28 Feb: Saturday
        ("2024-01-27", "2024-01-30", "2024-01-31", "2024-02-29", "2024-03-01"),  # leap year
        ("2025-11-28", "2025-12-01", "2025-12-02", "2026-01-02", "2026-01-03"),
        ("2025-11-21", "2025-11-24", "2025-11-25", "2025-12-29", "2025-12-30"),  # Christmas
    ],
)
def test_notification_by_post_and_finality(
    sent: str, reminder: str, final_reading: str, last: str, final: str
) -> None:
    assert notified(post(sent), DEFAULTS).day == day(reminder)
    assert notified_for_finality(post(sent), DEFAULTS).day == day(final_reading)
    assert remedy_end(post(sent), DEFAULTS, HESSE).day == day(last)
    assert finality(post(sent), DEFAULTS, HESSE).day == day(final)


def test_a_fiction_day_on_a_weekend_is_not_shifted() -> None:
    found = notified(post("2026-11-25"), DEFAULTS)
    assert found.day == day("2026-11-28")
    assert found.day.weekday() == 5
    assert found.shifted_from is None


def test_when_reminders_use_four_days_too_both_readings_agree() -> None:
    row = Parameter(
        key="posting_days",
        value=4,
        unit="Tage",
        valid_from=day("2026-01-01"),
        clause=Clause("HVwVfG", "§ 41 Abs. 2"),
        mark=Mark.CONFIRMED,
    )
    table = DEFAULTS.with_rows([row])
    assert notified(post("2026-03-02"), table).day == day("2026-03-06")
    assert notified(post("2025-03-03"), table).day == day("2025-03-06")


def test_only_the_rule_of_the_way_runs() -> None:
    sent = day("2026-03-02")
    personal = Delivery(way=DeliveryWay.PERSONAL, sent_on=sent)
    electronic = Delivery(way=DeliveryWay.ELECTRONIC, sent_on=sent, consent=True)
    retrieved = Delivery(
        way=DeliveryWay.ELECTRONIC, sent_on=sent, consent=True, retrieved_on=day("2026-03-03")
    )
    assert notified(personal, DEFAULTS).day == sent
    assert notified_for_finality(personal, DEFAULTS).day == sent
    assert (personal.waits, retrieved.waits, post("2026-03-02").waits) == (False, False, False)
    assert electronic.waits
    for never in (notified, notified_for_finality):
        with pytest.raises(NotRetrieved):
            never(electronic, DEFAULTS)
    for never_due in (remedy_end, finality, acceptance_due, hearing_due):
        with pytest.raises(NotRetrieved):
            never_due(electronic, DEFAULTS, HESSE)
    assert notified_for_finality(retrieved, DEFAULTS).day == day("2026-03-04")
    with pytest.raises(NoConsent):
        notified(Delivery(way=DeliveryWay.ELECTRONIC, sent_on=sent), DEFAULTS)


def test_acceptance_is_due_one_month_after_notification() -> None:
    found = acceptance_due(post("2026-03-02"), DEFAULTS, HESSE)
    assert (found.day, found.shifted_from) == (day("2026-04-07"), day("2026-04-06"))
    assert found.text() == (
        "Zur Post gegeben am 02.03.2026; gilt am 4. Tag nach der Aufgabe als bekannt gegeben: "
        "06.03.2026. "
        "Erklärung zum Zuwendungsbescheid: 1 Monat nach der Bekanntgabe am 06.03.2026: 06.04.2026. "
        "Der Tag ist ein Samstag, Sonntag oder gesetzlicher Feiertag in Hessen; die Frist endet "
        "daher am nächsten Werktag, dem 07.04.2026 (§ 31 Abs. 3 HVwVfG). "
        "Eine Vorgabe darin ist in hessischem Recht nicht belegt."
    )


def duty(due: ProofDue) -> ProofDuty:
    return ProofDuty(
        form=ProofForm.FULL, due=due, counters=(), clause=Clause("S6h", "Frist"), mark=Mark.SOURCED
    )


@pytest.mark.parametrize(
    ("end", "last"),
    [
        ("2026-03-15", "2026-09-30"),
        ("2026-03-31", "2026-09-30"),
        ("2026-03-01", "2026-09-30"),
        ("2026-12-31", "2027-06-30"),
        ("2026-08-31", "2027-03-01"),  # 28 February 2027 is a Sunday
        ("2027-08-31", "2028-02-29"),
        ("2025-08-15", "2026-03-02"),  # 28 February 2026 is a Saturday
        ("2026-10-10", "2027-04-30"),
    ],
)
def test_anbest_p_gives_the_end_of_the_sixth_month(end: str, last: str) -> None:
    found = proof_due(duty(ProofDue.ANBEST_P), day(end), DEFAULTS, HESSE, municipal=False)
    assert found.day == day(last)
    assert found.rule == "anbest_p"


@pytest.mark.parametrize(
    ("due", "end", "last"),
    [
        (ProofDue.THREE_MONTHS_AFTER_END, "2026-03-15", "2026-06-15"),
        (ProofDue.THREE_MONTHS_AFTER_END, "2026-11-30", "2027-03-01"),  # 28 Feb 2027: Sunday
        (ProofDue.THREE_MONTHS_AFTER_END, "2026-12-31", "2027-03-31"),
        (ProofDue.THREE_MONTHS_AFTER_END, "2027-11-30", "2028-02-29"),
        (ProofDue.MARCH_AFTER_YEAR, "2026-12-31", "2027-03-31"),
        (ProofDue.MARCH_AFTER_YEAR, "2026-01-31", "2027-03-31"),
        (ProofDue.MARCH_AFTER_YEAR, "2023-12-31", "2024-04-02"),  # Easter Sunday
    ],
)
def test_the_lines_own_proof_date(due: ProofDue, end: str, last: str) -> None:
    assert proof_due(duty(due), day(end), DEFAULTS, HESSE, municipal=True).day == day(last)


def test_notice_before_line_before_guideline_before_anbest() -> None:
    line, silent = duty(ProofDue.THREE_MONTHS_AFTER_END), duty(ProofDue.ANBEST_P)
    guideline = duty(ProofDue.MARCH_AFTER_YEAR)
    end = day("2026-05-31")

    def rule(first: ProofDuty, second: ProofDuty | None, named: NamedDay | None) -> str:
        return proof_due(
            first,
            end,
            DEFAULTS,
            HESSE,
            municipal=False,
            named=named,
            guideline_duty=second,
        ).rule

    named = NamedDay(day=day("2026-10-15"))
    assert rule(line, guideline, named) == "named_in_notice"
    assert rule(line, guideline, None) == "three_months_after_end"
    assert rule(silent, guideline, None) == "march_after_year"
    assert rule(silent, None, None) == "anbest_p"


@pytest.mark.parametrize(("fixed", "last"), [(True, "2026-10-31"), (False, "2026-11-02")])
def test_a_day_named_in_the_notice_shifts_unless_it_is_fixed(fixed: bool, last: str) -> None:
    found = proof_due(
        duty(ProofDue.MARCH_AFTER_YEAR),
        day("2025-12-31"),
        DEFAULTS,
        HESSE,
        municipal=False,
        named=NamedDay(day=day("2026-10-31"), fixed=fixed),
    )
    assert found.day == day(last)


def test_municipal_recipients_have_the_unread_period_marked_as_such() -> None:
    found = proof_due(duty(ProofDue.ANBEST_P), day("2026-03-16"), DEFAULTS, HESSE, municipal=True)
    assert (found.day, found.rule, found.unverified) == (day("2027-03-16"), "anbest_gk", True)
    assert "(ANBest-GK; maßgeblich ist die Frist im Bescheid): 16.03.2027." in found.text()


def test_a_purpose_fulfilled_earlier_starts_the_period_earlier() -> None:
    early, late = (
        proof_due(
            duty(ProofDue.ANBEST_P),
            day("2026-12-31"),
            DEFAULTS,
            HESSE,
            municipal=False,
            fulfilled_on=day(fulfilled),
        ).day
        for fulfilled in ("2026-04-10", "2027-02-01")
    )
    assert (early, late) == (day("2026-11-02"), day("2027-06-30"))  # 31 October is a Saturday


@pytest.mark.parametrize(
    ("year", "last"),
    [(2024, "2025-04-30"), (2026, "2027-04-30"), (2027, "2028-05-02"), (2021, "2022-05-02")],
)
def test_the_interim_proof_is_due_on_30_april_where_the_line_is_silent(
    year: int, last: str
) -> None:
    silent = duty(ProofDue.MARCH_AFTER_YEAR)
    found = interim_proof_due(silent, year, DEFAULTS, HESSE)
    assert (found.rule, found.day) == ("interim_proof", day(last))


@pytest.mark.parametrize(
    ("year", "last"),
    [(2024, "2025-03-31"), (2027, "2028-03-31"), (2023, "2024-04-02"), (2028, "2029-04-03")],
)
def test_a_line_that_dates_its_interim_proofs_goes_before_anbest(year: int, last: str) -> None:
    told = replace(duty(ProofDue.ANBEST_P), interim_due=ProofDue.MARCH_AFTER_YEAR)
    found = interim_proof_due(told, year, DEFAULTS, HESSE)
    assert (found.rule, found.clause, found.day) == ("march_after_year", told.clause, day(last))
    explicitly = replace(told, interim_due=ProofDue.ANBEST_P)
    assert interim_proof_due(explicitly, year, DEFAULTS, HESSE).rule == "interim_proof"


def test_review_warning_hearing_and_payment_window() -> None:
    assert review_warning(day("2026-11-30"), DEFAULTS).day == day("2027-02-28")
    assert payment_window_end(day("2026-12-31"), DEFAULTS).day == day("2027-02-28")
    assert payment_window_end(day("2026-08-01"), DEFAULTS).day == day("2026-10-01")
    hearing = hearing_due(post("2026-11-23"), DEFAULTS, HESSE)
    assert (hearing.shifted_from, hearing.day) == (day("2026-12-25"), day("2026-12-28"))


def test_every_date_shows_rule_and_inputs() -> None:
    found = remedy_end(post("2026-01-27"), DEFAULTS, HESSE)
    assert found.to_json() == {
        "day": "2026-03-02",
        "rule": "remedy_end",
        "source": "VwGO",
        "number": "§ 74 Abs. 1",
        "inputs": {"sent": "2026-01-27", "days": 4, "event": "2026-01-31", "months": 1},
        "shifted_from": "2026-02-28",
        "mark": "unverified",
        "unverified": True,
        "text": found.text(),
    }
    assert isinstance(found, LegalDate)


EACH_RULE = [
    remedy_end(post("2026-03-02"), DEFAULTS, HESSE),
    acceptance_due(post("2026-03-02"), DEFAULTS, HESSE),
    application_deadline(
        deadline(DeadlineKind.YEAR_END_BEFORE_START), day("2027-01-01"), None, HESSE
    ),
    application_deadline(
        deadline(DeadlineKind.FIXED_DAY, "2018-06-30"), day("2018-09-01"), None, HESSE
    ),
    call_closing(call("2026-10-31", fixed=False), HESSE),
    notified(post("2026-03-02"), DEFAULTS),
    notified(Delivery(way=DeliveryWay.PERSONAL, sent_on=day("2026-03-02")), DEFAULTS),
    finality(post("2026-03-02"), DEFAULTS, HESSE),
    interim_proof_due(duty(ProofDue.ANBEST_P), 2026, DEFAULTS, HESSE),
    application_deadline(EXTENDED, day("2018-07-01"), None, HESSE),
    review_warning(day("2026-11-30"), DEFAULTS),
    hearing_due(post("2026-11-23"), DEFAULTS, HESSE),
    payment_window_end(day("2026-12-31"), DEFAULTS),
    *(
        proof_due(duty(due), day("2026-03-15"), DEFAULTS, HESSE, municipal=municipal)
        for due in ProofDue
        for municipal in (True, False)
    ),
]


@pytest.mark.parametrize("legal", EACH_RULE)
def test_every_rule_has_its_sentence(legal: LegalDate) -> None:
    text = legal.text()
    assert legal.unshifted.strftime("%d.%m.%Y") in text
    assert legal.day.strftime("%d.%m.%Y") in text
