"""What can go wrong with a document, as a sentence that may be shown to whoever asked for it."""

from __future__ import annotations

from enum import StrEnum

from wirgrants.documents.messages import REFUSALS


class DocumentError(Exception):
    """A document could not be made; ``message`` is German and may be shown, ``detail`` is for the
    log.
    """

    def __init__(self, message: str, detail: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.detail = detail


class WorkerDied(DocumentError):
    """The limited child process ended before it answered: out of time, of memory, or crashed."""


class Reason(StrEnum):
    """Why an upload is refused; the key that tests, logs and help pages use."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    WRONG_KIND = "wrong_kind"
    BROKEN = "broken"
    PASSWORD = "password"  # noqa: S105  a reason, not a secret
    TOO_MANY_PAGES = "too_many_pages"
    NO_PAGES = "no_pages"
    TOO_COMPLEX = "too_complex"
    IMAGE_TOO_LARGE = "image_too_large"


class UploadRefused(Exception):
    """An upload that is not taken; ``message`` says in German what the person can do about it."""

    def __init__(self, reason: Reason, detail: str = "") -> None:
        self.reason = Reason(reason)
        self.message = REFUSALS[self.reason]
        self.detail = detail
        super().__init__(self.message)
