"""Every role has a guide in plain German without gender signs; an unknown address has none."""

import re

import pytest

from tests.support import tree
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


# Words in bold that name nothing on a screen.
_STRESSED = {"Führungszeugnisse niemals hochladen.", "Ungeprüfte Werte"}


@pytest.mark.parametrize("guide", all_guides(), ids=lambda guide: guide.slug)
def test_what_a_guide_names_in_bold_stands_on_a_screen(guide: Guide) -> None:
    places = ("workflows/wording", "wirgrants/templates", "wirgrants/web", "forms")
    files = [one for place in places for one in (tree.ROOT / place).rglob("*.*")]
    texts = [one.read_text() for one in files if one.suffix in (".py", ".html")]
    named = set(re.findall(r"<strong>(.*?)</strong>", str(guide.html))) - _STRESSED
    assert {name for name in named if not any(name in text for text in texts)} == set()
