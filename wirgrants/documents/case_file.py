"""The frozen contents of a whole case, as the audit file shows and carries it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from wirgrants.documents.blocks import Section


@dataclass(frozen=True, kw_only=True)
class TimelineEvent:
    """One entry of the log, in German; ``digest`` is its link in the chain."""

    sequence: int
    at: datetime
    action: str
    actor: str
    before: str
    after: str
    reason: str = ""
    digest: str = ""


@dataclass(frozen=True, kw_only=True)
class JudgedRule:
    """One finding of the verdict with the officer's answer beside it, never instead of it."""

    rule: str
    clause: str
    outcome: str
    reason: str
    officer: str = ""


@dataclass(frozen=True, kw_only=True)
class FiledApplication:
    """One filed revision: who filed what when, under which guideline, and what the machine
    found.
    """

    title: str
    filed_at: datetime
    signatory: str
    digest: str
    guideline: str
    call: str
    sections: tuple[Section, ...]
    verdict: str
    findings: tuple[JudgedRule, ...]


@dataclass(frozen=True, kw_only=True)
class CaseNote:
    """An internal note."""

    at: datetime
    author: str
    text: str


@dataclass(frozen=True, kw_only=True)
class FiledProof:
    """A proof of use with its examination, as sections."""

    title: str
    received_at: datetime
    digest: str
    sections: tuple[Section, ...]


@dataclass(frozen=True, kw_only=True)
class PaymentEntry:
    """One payment or repayment in euros (repayments negative) and who stood behind it.

    ``sections`` tell how it was checked and booked.
    """

    requested_on: date
    amount: Decimal
    purpose: str
    state: str
    checked_by: str = ""
    released_by: str = ""
    paid_on: date | None = None
    sections: tuple[Section, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LetterEntry:
    """A letter that was issued; its bytes are handed over beside the contents."""

    title: str
    dated: date
    digest: str
    delivery: str = ""


@dataclass(frozen=True, kw_only=True)
class PaperEntry:
    """An uploaded paper; its bytes are handed over beside the contents, or nothing if it is
    gone.
    """

    title: str
    file_name: str
    digest: str
    pages: int
    size: int
    uploaded_at: datetime


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """Everything of one case on one day.

    ``missing`` names papers that the guideline asks for and that never came in; papers whose bytes
    are gone are added when the file is composed. ``proceedings`` tells in its sections how the case
    was checked, decided, changed and settled. ``made_for`` is the person who asked for it.
    """

    authority: str
    file_number: str
    applicant: str
    project: str
    line: str
    guideline: str
    call: str
    status: str
    officer: str
    made_at: datetime
    made_for: str
    chain_head: str
    timeline: tuple[TimelineEvent, ...]
    applications: tuple[FiledApplication, ...]
    letters: tuple[LetterEntry, ...]
    notes: tuple[CaseNote, ...]
    proofs: tuple[FiledProof, ...]
    payments: tuple[PaymentEntry, ...]
    papers: tuple[PaperEntry, ...]
    missing: tuple[str, ...]
    proceedings: tuple[Section, ...] = ()
    demo: bool = False
