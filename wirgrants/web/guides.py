"""The user guides: one Markdown file per role in ``wirgrants/help``, rendered once per process."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt
from markupsafe import Markup

from workflows.states import Role

FOLDER: Final = Path(__file__).parents[1] / "help"
# In the order of a case: who writes first, who looks last.
ORDER: Final = (
    Role.APPLICANT_EDITOR,
    Role.SIGNATORY,
    Role.CASE_OFFICER,
    Role.APPROVER,
    Role.PROGRAMME_LEAD,
    Role.FINANCE,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True, kw_only=True)
class Guide:
    """One guide; ``slug`` is the role's stored value and the last part of its address."""

    slug: str
    title: str
    summary: str
    html: Markup


@cache
def all_guides() -> tuple[Guide, ...]:
    """Return the guides in the order of a case; a missing file raises ``FileNotFoundError``."""
    return tuple(_read(role.value) for role in ORDER)


def find_guide(slug: str) -> Guide | None:
    """Return the guide of that address, or ``None`` for an unknown one."""
    return next((guide for guide in all_guides() if guide.slug == slug), None)


def _read(slug: str) -> Guide:
    text = (FOLDER / f"{slug}.md").read_text(encoding="utf-8")
    title, summary = (block.strip() for block in text.split("\n\n")[:2])
    renderer = MarkdownIt("commonmark", {"html": False})
    # Our own files with raw HTML switched off: what comes out is safe to show.
    html = Markup(renderer.render(text))  # noqa: S704
    return Guide(slug=slug, title=title.removeprefix("# "), summary=summary, html=html)
