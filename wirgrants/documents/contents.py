"""The frozen contents of letters, receipts, print views and reports: all that a template may
see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from wirgrants.documents.blocks import Section
from wirgrants.documents.codec import canonical, digest, from_data, to_data


class LetterKind(StrEnum):
    """Each kind of letter that the authority sends."""

    RECEIPT = "receipt"
    AWARD = "award"
    REJECTION = "rejection"
    AMENDMENT = "amendment"
    CHANGE_REFUSAL = "change_refusal"
    EARLY_START = "early_start"
    HEARING = "hearing"
    RECOVERY = "recovery"
    INFORMATION_REQUEST = "information_request"
    SETTLEMENT = "settlement"
    PAYMENT_REFUSAL = "payment_refusal"
    LAPSE = "lapse"
    PROOF_RECEIPT = "proof_receipt"
    DECLINE_RECEIPT = "decline_receipt"
    INTEREST_ORDER = "interest_order"
    RECOVERY_DROPPED = "recovery_dropped"


class Mark(StrEnum):
    """How well a figure is founded; the German words are on the letter."""

    SOURCED = "sourced"
    INFERRED = "inferred"
    CONFIRMED = "confirmed"
    UNVERIFIED = "unverified"
    DEMO = "demo"


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Who answers questions about the case."""

    name: str
    phone: str = ""
    email: str = ""
    room: str = ""


@dataclass(frozen=True, kw_only=True)
class Authority:
    """The granting authority as its letterhead shows it; all from settings."""

    name: str
    department: str
    street: str
    postal_town: str
    contact: Contact
    website: str = ""


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """The address field: name first, then at most five more lines (DIN 5008 has room for six)."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class FigureUsed:
    """A figure that the document relies on, with where it comes from and how well it is founded."""

    label: str
    value: str
    source: str
    mark: Mark


@dataclass(frozen=True, kw_only=True)
class Letter:
    """A letter ready to be set: everything in it is text in its final order.

    ``handwritten`` letters need a signature on paper (§ 37 III with § 3a HVwVfG); the others say
    that they were made electronically. ``remedy`` is empty where the letter decides nothing.
    ``countersigned`` letters are proposed to another person, who signs: they bear nobody's name
    and are set anew with that of whoever signs (§ 37 III HVwVfG).
    """

    kind: LetterKind
    authority: Authority
    recipient: Recipient
    file_number: str
    dated: date
    subject: str
    basis: str
    reference: tuple[tuple[str, str], ...]
    opening: str
    sections: tuple[Section, ...]
    figures: tuple[FigureUsed, ...]
    remedy: str
    annexes: tuple[str, ...]
    signature: str
    delivery: str
    title: str
    handwritten: bool = False
    countersigned: bool = False
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class SignatureLine:
    """A place to sign: whose signature it is to be, printed below the line."""

    role: str
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class PrintView:
    """An application or proof as the applicant's own house prints it and mayor or board sign it."""

    title: str
    applicant: str
    line: str
    guideline: str
    call: str
    made_at: datetime
    digest: str
    sections: tuple[Section, ...]
    declaration: tuple[str, ...]
    signatures: tuple[SignatureLine, ...]
    file_number: str = ""
    draft: bool = True
    proof: bool = False
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class Report:
    """A part of the case file: a title and its sections, set without letterhead."""

    title: str
    subtitle: str
    file_number: str
    made_at: datetime
    sections: tuple[Section, ...]
    demo: bool = False


@dataclass(frozen=True, kw_only=True)
class ContentsEntry:
    """One line of the case file's table of contents; ``sheet`` 0 where the paper is missing."""

    title: str
    sheet: int
    level: int = 1


@dataclass(frozen=True, kw_only=True)
class Cover:
    """The cover and contents of a case file."""

    title: str
    applicant: str
    file_number: str
    facts: tuple[tuple[str, str], ...]
    missing: tuple[str, ...]
    notes: tuple[str, ...]
    entries: tuple[ContentsEntry, ...]
    made_at: datetime
    demo: bool = False


Document = Letter | PrintView | Report | Cover

__all__ = [
    "Authority",
    "Contact",
    "ContentsEntry",
    "Cover",
    "Document",
    "FigureUsed",
    "Letter",
    "LetterKind",
    "Mark",
    "PrintView",
    "Recipient",
    "Report",
    "SignatureLine",
    "canonical",
    "digest",
    "from_data",
    "to_data",
]
