"""What the office's pages of one case share: the case for staff, and the version shown."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import request

from wirgrants.services.access import only_as_staff
from wirgrants.unit_of_work import read_only
from wirgrants.web.case import case_view
from wirgrants.web.tabs import CaseView


@contextmanager
def staff_view(ref: str) -> Iterator[CaseView]:
    """The case for staff; NotFound for strangers and the applicant's members."""
    with read_only() as session:
        view = case_view(session, ref)
        only_as_staff(view.actor, view.case)
        yield view


def posted_version(current: int) -> int:
    """The version the person saw: the present one on a fresh page, else the posted one.

    A posted form without a readable version gets -1, which is never a version.
    """
    if request.method != "POST":
        return current
    text = request.form.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1


def posted() -> Any:
    """What was sent, or None when the page is fresh."""
    return request.form if request.method == "POST" else None
