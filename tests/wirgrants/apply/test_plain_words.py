"""Applicants read values, days and their sources, but no marks of how well they are founded."""

import re

import pytest

from tests.support.answers import applicant_for, good_content
from tests.wirgrants.apply.stage import Stage, words
from workflows import registry

MARKS = re.compile(r"Kennzeichen|hergeleitet|belegt|ungeprüft|allgemein bekannt|nicht bestätigt")
LINE = "integration_guides"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a page says does not hang on the database."""
    return sqlite_url


def test_values_and_days_are_shown_without_their_marks(stage: Stage) -> None:
    guideline = registry.line(LINE).versions[0]
    kind = applicant_for(guideline)
    browser = stage.member(kind)
    draft = browser.start(stage, LINE, kind)
    browser.fill_all(draft, guideline, kind, good_content(guideline, kind))

    for page in (browser.get(draft), browser.get(f"{draft}pruefen")):
        text = words(page)
        assert "Verwendete Werte und ihre Quellen" in text
        assert "Demonstrationswert" in text
        assert MARKS.findall(text) == []
