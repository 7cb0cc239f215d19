"""The port for mail: files in the instance folder by default, SMTP by setting."""

import hashlib
import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

_TIMEOUT_SECONDS = 30


class MailFailed(Exception):
    """The server did not take the mail; the job tries again."""


@dataclass(frozen=True, kw_only=True)
class Mail:
    """One mail. `key` is the same at every attempt, and with it the Message-ID: a mail that was
    taken although the answer got lost can be told from a second one.
    """

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
    message["Message-ID"] = _message_id(mail)
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _message_id(mail: Mail) -> str:
    """The same for every attempt of this mail, and for no other: a key may be used once a system,
    so the sender belongs to it.
    """
    name = hashlib.sha256(f"{mail.sender}\n{mail.key}".encode()).hexdigest()[:40]
    return f"<{name}@wirgrants.invalid>"


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
    try:
        with _connected(
            url.scheme, url.hostname, url.port or 0, named=bool(url.username)
        ) as server:
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise MailFailed(str(error)) from error


def _connected(scheme: str, host: str, port: int, *, named: bool) -> smtplib.SMTP:
    """A connection that is encrypted where the server can, and always before a password is told."""
    trusted = ssl.create_default_context()
    if scheme == "smtps":
        return smtplib.SMTP_SSL(host, port, timeout=_TIMEOUT_SECONDS, context=trusted)
    server = smtplib.SMTP(host, port, timeout=_TIMEOUT_SECONDS)
    try:
        server.ehlo()  # what the server can do is not known before
        if server.has_extn("starttls"):
            server.starttls(context=trusted)
        elif named:
            raise MailFailed(f"{host} offers no STARTTLS: the password is not sent readable")
    except BaseException:
        server.close()
        raise
    return server
