"""Telling single accounts something about a case: a message in the inbox, and the mail about it."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.extensions import settings
from wirgrants.models import FundingCase, InboxMessage
from wirgrants.queueing import enqueue

SEND_MAIL = "send_mail"
"""The job that sends it (`wirgrants.jobs.mail`)."""


def tell_accounts(
    session: Session,
    case: FundingCase,
    accounts: Sequence[int],
    *,
    kind: str,
    subject: str,
    text: str,
) -> None:
    """A message to each of these accounts (ids), and one job that mails all of them.

    The mail says only that something waits: what it is about stands behind the sign-in.
    """
    if not accounts:
        return
    messages = [
        InboxMessage(
            account_id=account,
            case_id=case.id,
            kind=kind,
            subject=subject[:300],
            text=text,
            at=clock.now(),
        )
        for account in accounts
    ]
    session.add_all(messages)
    session.flush()
    enqueue(
        session,
        SEND_MAIL,
        {
            "key": messages[0].ref,
            "accounts": list(accounts),
            "subject": f"{subject[:150]} ({case.number or 'Entwurf'})",
            "text": f"Zum Vorgang {case.number or case.title} liegt eine neue Nachricht für Sie "
            f"bereit: {subject}\n\nBitte melden Sie sich an: {settings().base_url}",
        },
    )
