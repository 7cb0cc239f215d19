"""Values become German text: separators, signs, Berlin time, and a tone for every state."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirgrants.web import presentation as shown
from workflows import findings, sources, states

NB = "\N{NO-BREAK SPACE}"
MACHINES = (
    states.ApplicationState,
    states.ClarificationState,
    states.PaymentState,
    states.ChangeState,
    states.ProofState,
    states.RecoveryState,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("12345.67"), f"12.345,67{NB}€"),
        (Decimal(0), f"0,00{NB}€"),
        (Decimal("1234567.8"), f"1.234.567,80{NB}€"),
        (Decimal(-5), f"−5,00{NB}€"),
        (Decimal("0.005"), f"0,01{NB}€"),
        (7200, f"7.200,00{NB}€"),
        (None, "nicht bestimmbar"),
    ],
)
def test_euro(value: Decimal | int | None, text: str) -> None:
    assert shown.euro(value) == text


@given(st.integers(min_value=-(10**13), max_value=10**13))
def test_euro_keeps_every_cent(cents: int) -> None:
    text = shown.euro(Decimal(cents) / 100).removesuffix(f"{NB}€").replace("−", "-")
    assert int(text.replace(".", "").replace(",", "")) == cents


def test_days_and_moments_are_those_of_berlin() -> None:
    assert shown.day(date(2026, 12, 31)) == "31.12.2026"
    assert shown.day(None) == "keine Angabe"
    assert shown.day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == "01.01.2027"
    assert shown.moment(datetime(2026, 12, 31, 13, 5, tzinfo=UTC)) == f"31.12.2026, 14:05{NB}Uhr"
    assert shown.moment(datetime(2026, 7, 1, 22, 0, tzinfo=UTC)) == f"02.07.2026, 00:00{NB}Uhr"
    assert shown.moment(None) == "keine Angabe"
    assert shown.period((date(2027, 1, 1), None)) == "01.01.2027 bis keine Angabe"


@pytest.mark.parametrize(
    ("octets", "text"),
    [
        (0, f"0{NB}Bytes"),
        (999, f"999{NB}Bytes"),
        (48_400, f"48{NB}KB"),
        (1_234_567, f"1,2{NB}MB"),
        (None, "keine Angabe"),
    ],
)
def test_file_size(octets: int | None, text: str) -> None:
    assert shown.file_size(octets) == text


def test_numbers_shares_and_answers() -> None:
    assert shown.number(1204) == "1.204"
    assert shown.number(Decimal("1.5"), 1) == "1,5"
    assert shown.percent(Decimal("0.90")) == f"90{NB}%"
    assert shown.percent(None) == "nicht bestimmbar"
    assert [shown.yes_no(v) for v in (True, False, None)] == ["ja", "nein", "keine Angabe"]


@pytest.mark.parametrize("kind", [findings.Outcome, findings.VerdictKind])
def test_every_outcome_has_a_german_word(kind: type[findings.Outcome]) -> None:
    labels = [shown.outcome_label(member) for member in kind]
    assert len(set(labels)) == len(labels)
    assert not set(labels) & {member.value for member in kind}


def test_outcome_tones() -> None:
    tones = [shown.outcome_tone(outcome) for outcome in findings.Outcome]
    assert tones == ["success", "danger", "warning", "neutral"]


@pytest.mark.parametrize("state", [s for machine in MACHINES for s in machine], ids=repr)
def test_every_state_has_a_tone_of_its_own_choice(state: states.AnyState) -> None:
    assert state.value in shown._STATE_TONES


def test_a_requested_clarification_warns_but_a_requested_payment_does_not() -> None:
    assert shown.state_tone(states.ClarificationState.REQUESTED) == "warning"
    assert shown.state_tone(states.PaymentState.REQUESTED) == "info"
    assert shown.state_tone("something else") == "neutral"


@pytest.mark.parametrize("mark", list(sources.Mark))
def test_every_mark_has_a_german_word(mark: sources.Mark) -> None:
    assert shown.mark_label(mark) != mark.value


def test_applicants_read_of_a_mark_only_what_may_still_change() -> None:
    told = {mark: shown.mark_plainly(mark) for mark in (*sources.Mark, "demo")}
    assert {mark: word for mark, word in told.items() if word} == {
        "demo": "Demonstrationswert",
        sources.Mark.UNVERIFIED: "vorläufiger Wert",
        sources.Mark.NOT_FOUND: "noch nicht festgelegt",
        sources.Mark.NOT_APPLICABLE: "entfällt",
    }
