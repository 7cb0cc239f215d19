"""The decision on an early start (vorzeitiger Maßnahmebeginn)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from wirgrants.documents.blocks import Block, Paragraph, Section
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day
from wirgrants.documents.letters.common import Head, Remedy, Wording, letter, numbered


@dataclass(frozen=True, kw_only=True)
class EarlyStart:
    """All that the decision says; ``starts_on`` is the first day allowed, empty for a refusal.

    ``remedy`` is owed for a refusal; an approval burdens nobody.
    """

    head: Head
    requested_on: date
    starts_on: date | None
    reasons: tuple[str, ...]
    remedy: Remedy | None


def early_start_letter(decision: EarlyStart) -> Letter:
    """The decision in words.

    Raises:
        ValueError: a refusal without reason or without remedy.
    """
    if decision.starts_on is None and not (decision.reasons and decision.remedy):
        message = "a refusal needs a reason and a legal remedy notice"
        raise ValueError(message)
    title = (
        "Zulassung des vorzeitigen Maßnahmebeginns"
        if decision.starts_on
        else "Ablehnung des vorzeitigen Maßnahmebeginns"
    )
    reasons = tuple(Paragraph(text=reason) for reason in decision.reasons)
    return letter(
        decision.head,
        Wording(
            kind=LetterKind.EARLY_START,
            title=title,
            opening=f"über Ihren Antrag vom {day(decision.requested_on)} auf Zulassung des "
            "vorzeitigen Beginns habe ich entschieden:",
            sections=numbered(
                (
                    Section(heading="Entscheidung", blocks=_ruling(decision.starts_on)),
                    Section(heading="Begründung", blocks=reasons) if reasons else None,
                )
            ),
            remedy=decision.remedy,
        ),
    )


def _ruling(starts_on: date | None) -> tuple[Block, ...]:
    if starts_on is None:
        return (
            Paragraph(text="Der vorzeitige Beginn wird nicht zugelassen.", strong=True),
            Paragraph(
                text="Beginnen Sie dennoch vor der Bewilligung, kann das Vorhaben nicht mehr "
                "gefördert werden. Über Ihren Antrag auf Zuwendung entscheide ich gesondert."
            ),
        )
    return (
        Paragraph(
            text=f"Sie dürfen mit dem Vorhaben ab dem {day(starts_on)} beginnen, ohne dass dies "
            "einer Förderung entgegensteht.",
            strong=True,
        ),
        Paragraph(
            text="Aus dieser Zulassung folgt kein Anspruch auf eine Zuwendung, weder dem Grunde "
            "noch der Höhe nach. Ob und in welcher Höhe gefördert wird, entscheide ich gesondert; "
            "bis dahin tragen Sie das Risiko der Finanzierung allein."
        ),
        Paragraph(
            text="Die Bestimmungen der Richtlinie und die Allgemeinen Nebenbestimmungen sind schon "
            "jetzt zu beachten."
        ),
    )
