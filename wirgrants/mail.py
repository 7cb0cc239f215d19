"""The port for mail: files in the instance folder by default, SMTP by setting."""

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TIMEOUT_SECONDS = 30


class MailFailed(Exception):
    """The server did not take the mail; the job tries again."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail. `key` is the same at every attempt, so that a repeated one can be told."""

    key: str
    to: Sequence[str]
    subject: str
    text: str
    sender: str
    at: datetime


def compose(mail: Mail) -> EmailMessage:
    """The message as it goes out; line breaks in headers are refused (ValueError)."""
    message = EmailMessage()
    message["From"] = mail.sender
    message["To"] = ", ".join(mail.to)
    message["Subject"] = mail.subject
    message["Date"] = format_datetime(mail.at)
    message["Message-ID"] = make_msgid(idstring=mail.key, domain="wirgrants.invalid")
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def deliver(mail: Mail, mail_url: str, folder: Path) -> None:
    """Send the mail by SMTP, or write it into the folder when no server is set.

    Raises MailFailed.
    """
    if not mail.to:
        return
    if mail_url:
        _send(compose(mail), mail_url)
    else:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{mail.key}.eml").write_bytes(bytes(compose(mail)))


def _send(message: EmailMessage, mail_url: str) -> None:
    url = urlsplit(mail_url)
    if url.scheme not in ("smtp", "smtps") or not url.hostname:
        raise MailFailed("mail_url is smtp://user:password@host:port or smtps://…")
    kind = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    try:
        with kind(url.hostname, url.port or 0, timeout=_TIMEOUT_SECONDS) as server:
            if url.scheme == "smtp" and server.has_extn("starttls"):
                server.starttls(context=ssl.create_default_context())
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailed(str(error)) from error
