"""A form counts once: the token it carries is spent in the transaction of what it writes.

The web hands the form in (`sending`), the unit of work spends it (`spend`) before anything else is
written. Commands and jobs send no form, so nothing is asked of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import AlreadySent
from wirgrants.extensions import is_double
from wirgrants.models import UsedForm

_KEY = "wirgrants_used_form"


@dataclass
class SentForm:
    """A form as it arrived: its token, whose it is, and the digest of everything in it."""

    token: str
    account_id: int
    digest: str
    spent: bool = False


_sent: ContextVar[SentForm | None] = ContextVar("sent_form", default=None)


@contextmanager
def sending(form: SentForm) -> Iterator[None]:
    """The next unit of work that is committed inside the block spends this form."""
    before = _sent.set(form)
    try:
        yield
    finally:
        _sent.reset(before)


def spend(session: Session) -> None:
    """Write the token of the form that is being answered, if there is one; flushes.

    Written first, so that a second sending waits here for the first one's end and finds no rule
    to fall over. A rollback gives the token back. Raises AlreadySent.
    """
    form = _sent.get()
    if form is None or form.spent:
        return
    row = UsedForm(
        token=form.token, account_id=form.account_id, used_at=clock.now(), digest=form.digest
    )
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        if is_double(error):
            raise AlreadySent("this form was taken before") from error
        raise
    session.info[_KEY] = row


def made(session: Session, ref: str) -> None:
    """Remember what the form made, so that a second sending can be led there."""
    row: UsedForm | None = session.info.get(_KEY)
    if row is not None:
        row.made = ref


def settle(session: Session) -> None:
    """After the commit: a later unit of work of the same request spends nothing."""
    form = _sent.get()
    if form is not None and _KEY in session.info:
        form.spent = True
