"""The forms that were taken: what one of them made, and when they are forgotten."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import UsedForm
from wirgrants.unit_of_work import unit_of_work

KEPT_FOR = timedelta(days=30)
"""Far longer than a session lasts: no page that is open now holds an older token."""


def used_form(session: Session, token: str) -> UsedForm | None:
    """The form of this token, if it was taken already; one statement."""
    return session.scalars(select(UsedForm).where(UsedForm.token == token)).one_or_none()


def forget_used_forms() -> None:
    """Delete what is older than `KEPT_FOR`; safe to repeat."""
    with unit_of_work() as session:
        session.execute(delete(UsedForm).where(UsedForm.used_at < clock.now() - KEPT_FOR))
