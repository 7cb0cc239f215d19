"""The applicant's pages: home, inbox, draft, papers, filing; tabs and steps of the case page."""

from wirgrants.web.applicant import correcting, draft, filing, home, inbox, steps, tabs, uploads
from wirgrants.web.applicant.blueprint import blueprint

__all__ = [
    "blueprint",
    "correcting",
    "draft",
    "filing",
    "home",
    "inbox",
    "steps",
    "tabs",
    "uploads",
]
