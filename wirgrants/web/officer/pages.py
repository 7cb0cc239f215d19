"""What the office's pages of one case share: the case for staff, and the version shown."""

from collections.abc import Iterator
from contextlib import contextmanager

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
