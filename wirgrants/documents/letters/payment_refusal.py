"""The refusal of a payment request (Mittelabruf): it decides, so it gives reasons and a remedy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Pairs, Paragraph, Section
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import Head, Remedy, Wording, letter, numbered


@dataclass(frozen=True, kw_only=True)
class PaymentRefusal:
    """All that the refusal says; ``amount`` in euros, ``used_for`` names part and budget year."""

    head: Head
    award_date: date
    number: int
    requested_on: date
    amount: Decimal
    used_for: str
    reasons: tuple[str, ...]
    remedy: Remedy


def payment_refusal_letter(refusal: PaymentRefusal) -> Letter:
    """The refusal in words.

    Raises:
        ValueError: no reason is given (§ 39 HVwVfG asks for one).
    """
    if not refusal.reasons:
        message = "a refusal needs a reason"
        raise ValueError(message)
    return letter(
        refusal.head,
        Wording(
            kind=LetterKind.PAYMENT_REFUSAL,
            title="Ablehnung Ihres Mittelabrufs",
            opening=f"über Ihren Mittelabruf vom {day(refusal.requested_on)} habe ich entschieden:",
            sections=numbered((_ruling(refusal), _reasons(refusal), _next())),
            remedy=refusal.remedy,
            reference=(("Bescheid vom", day(refusal.award_date)),),
        ),
    )


def _ruling(refusal: PaymentRefusal) -> Section:
    return Section(
        heading="Entscheidung",
        blocks=(
            Paragraph(
                text=f"Die Auszahlung von {euros(refusal.amount)} lehne ich ab.", strong=True
            ),
            Pairs(
                rows=(
                    ("Mittelabruf", f"Nr. {refusal.number}"),
                    ("Abgerufen für", refusal.used_for),
                    ("Betrag", euros(refusal.amount)),
                )
            ),
        ),
    )


def _reasons(refusal: PaymentRefusal) -> Section:
    return Section(
        heading="Begründung", blocks=tuple(Paragraph(text=reason) for reason in refusal.reasons)
    )


def _next() -> Section:
    return Section(
        heading="Hinweis",
        blocks=(
            Paragraph(
                text="Der Zuwendungsbescheid bleibt bestehen. Sie können die Mittel erneut "
                "abrufen, sobald die Voraussetzungen der Auszahlung erfüllt sind."
            ),
        ),
    )
