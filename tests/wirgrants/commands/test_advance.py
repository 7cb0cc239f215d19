"""The clock of a demo goes on to a later day, never back, and never outside a demo."""

from datetime import date, timedelta

import pytest

from wirgrants import clock


def day_of(world):
    with world.opened():
        clock.forget()
        return clock.today()


def test_the_clock_goes_on_and_what_falls_due_is_done(world, installed, run):
    later = day_of(world) + timedelta(days=100)
    answer = run("advance", "--to", later)

    assert answer.exit_code == 0
    assert f"The clock of the demo stands at {later}." in answer.stdout
    assert "0 notices have become final." in answer.stdout
    assert day_of(world) == later


@pytest.mark.parametrize("days", [0, -1])
def test_the_clock_never_goes_back(world, installed, run, days):
    today = day_of(world)
    answer = run("advance", "--to", today + timedelta(days=days))

    assert answer.exit_code == 1
    assert "the clock only goes on" in answer.stderr
    assert day_of(world) == today


def test_outside_a_demo_the_clock_is_the_real_one(world, installed, run, monkeypatch):
    monkeypatch.setenv("WIRGRANTS_MODE", "production")
    monkeypatch.setenv("WIRGRANTS_BASE_URL", "https://foerderung.example")
    answer = run("advance", "--to", date(2099, 1, 1))

    assert answer.exit_code == 1
    assert "only the clock of a demo can be moved" in answer.stderr


def test_a_day_that_is_none_is_named(world, installed, run):
    answer = run("advance", "--to", "31.12.2026")

    assert answer.exit_code == 2
    assert "31.12.2026" in answer.stderr
