"""The parts of a line in its draft: "no" is an answer, what is missing is found in its place."""

import re

import pytest

from tests.wirgrants.apply.stage import Browser, case_of, words
from workflows.facts import ApplicantType
from workflows.findings import VerdictKind

CHARITY = ApplicantType.CHARITY
LINE = "integration_guides"
PARTS = ("training", "seminar", "deployment")
NONE = "Mindestens ein Teil ist zu beantragen: „Qualifizierung“, „Vertiefungsseminar und "


@pytest.fixture
def browser(stage) -> Browser:
    return stage.member(CHARITY)


@pytest.fixture
def draft(stage, browser) -> str:
    return browser.start(stage, LINE, CHARITY)


def choose(browser: Browser, draft: str, *wanted: str) -> None:
    told = {f"wants_{part}": "ja" if part in wanted else "nein" for part in PARTS}
    browser.fill(draft, "teile", told)


def row_of(page: str, about: str) -> str:
    """The row of the findings table that names this."""
    return next(row for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL) if about in row)


def task_of(page: str, label: str) -> str:
    found = re.findall(r"<li>\s*<div class=\"wir-tasks__what\">.*?</li>", page, re.DOTALL)
    return words(next(one for one in found if f">{label}<" in one))


def test_a_missing_answer_about_a_part_leads_to_the_section_that_asks_it(browser, draft):
    choose(browser, draft, "training")

    check = browser.get(f"{draft}pruefen")
    assert f'href="{draft}abschnitt/teil-training"' in row_of(check, "Unterrichtseinheiten")
    overview = browser.get(draft)
    assert "vollständig" in task_of(overview, "Teile des Antrags")


def test_what_hangs_on_a_part_that_is_not_wanted_leads_to_the_choice_of_parts(browser, draft):
    choose(browser, draft, "training")

    check = browser.get(f"{draft}pruefen")

    assert f'href="{draft}abschnitt/teile"' in row_of(check, "Geplante Einsatzstunden")


def test_no_to_every_part_is_kept_shown_and_judged(stage, browser, draft):
    before = browser.get(f"{draft}pruefen")
    choose(browser, draft)

    page = browser.get(f"{draft}abschnitt/teile")
    check = browser.get(f"{draft}pruefen")

    assert NONE not in words(before)
    chosen = re.findall(r"<input checked[^>]*name=\"(\w+)\"[^>]*value=\"(\w+)\"", page)
    assert sorted(chosen) == sorted((f"wants_{part}", "nein") for part in PARTS)
    assert NONE in words(check)
    assert "nicht förderfähig" in words(check)
    assert "abschnitt/teile" in row_of(check, "Mindestens ein Teil ist zu beantragen")
    assert "nicht erfüllt" in task_of(browser.get(draft), "Teile des Antrags")

    browser.file(draft)
    case = case_of(stage, draft)
    assert case.verdict is VerdictKind.NOT_ELIGIBLE
    shown = words(browser.get(f"/vorgang/{case.ref}/antrag"))
    assert "Qualifizierung Nein" in shown
    assert "Einsatz Nein" in shown
