"""The job that sends mail: to members of an organisation, to accounts or to addresses."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.extensions import settings
from wirgrants.jobs.registry import job
from wirgrants.mail import Mail, deliver
from wirgrants.models import Membership, User
from wirgrants.unit_of_work import read_only

SEND_MAIL = "send_mail"


@job(SEND_MAIL)
def send_mail(payload: Mapping[str, Any]) -> None:
    """Send one mail.

    The payload: `key` (unique), `subject`, `text`, and `organisation` (id), `accounts` (ids) or
    `to` (addresses). Accounts that were closed get nothing.
    """
    with read_only() as session:
        to = sorted(set(payload.get("to", ())) | set(_addresses(session, payload)))
    present = settings()
    mail = Mail(
        key=str(payload["key"]),
        to=to,
        subject=str(payload["subject"]),
        text=str(payload["text"]),
        sender=present.mail_from,
        at=clock.now(),
    )
    deliver(mail, present.mail_url, present.instance / "mail")


def _addresses(session: Session, payload: Mapping[str, Any]) -> list[str]:
    statement = select(User.email).where(User.active)
    if "organisation" in payload:
        members = select(Membership.account_id).where(
            Membership.organisation_id == payload["organisation"], Membership.ended_at.is_(None)
        )
        return list(session.scalars(statement.where(User.id.in_(members))))
    if payload.get("accounts"):
        return list(session.scalars(statement.where(User.id.in_(payload["accounts"]))))
    return []
