"""Every role has a guide in plain German without gender signs; an unknown address has none."""

import re

import pytest

from wirgrants.web.guides import FOLDER, Guide, all_guides, find_guide
from workflows.states import Role


def test_every_role_but_the_system_has_exactly_one_guide() -> None:
    roles = {role.value for role in Role} - {Role.SYSTEM.value}
    assert [g.slug for g in all_guides()] == list(dict.fromkeys(g.slug for g in all_guides()))
    assert {guide.slug for guide in all_guides()} == roles
    assert {path.stem for path in FOLDER.glob("*.md")} == roles
    assert find_guide("system") is None
    assert find_guide("../README") is None


@pytest.mark.parametrize("guide", all_guides(), ids=lambda guide: guide.slug)
def test_a_guide_has_one_title_a_summary_and_clean_text(guide: Guide) -> None:
    html = str(guide.html)
    assert re.findall(r"<h1>(.*?)</h1>", html) == [guide.title]
    assert guide.summary.startswith("Für ")
    assert guide.summary in html
    assert len(re.findall(r"<h2>", html)) >= 3
    assert not re.search(r"\b[A-ZÄÖÜ][a-zäöüß]+[*:_](innen|in|r|n|e)\b", html)
    assert not re.search(r"<script|style=|https?://", html)
