"""The Ablehnungsbescheid."""

from __future__ import annotations

from dataclasses import dataclass

from wirgrants.documents.blocks import Block, Bullets, Paragraph, Section
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.letters.common import (
    Head,
    Remedy,
    Wording,
    application_of,
    letter,
    numbered,
)


@dataclass(frozen=True, kw_only=True)
class Rejection:
    """All that an Ablehnungsbescheid says; ``clauses`` are the clauses not met, with their
    wording.
    """

    head: Head
    facts: tuple[str, ...]
    reasons: tuple[str, ...]
    clauses: tuple[str, ...]
    remedy: Remedy


def rejection_letter(rejection: Rejection) -> Letter:
    """The Ablehnungsbescheid in words.

    Raises:
        ValueError: no reason is given (§ 39 HVwVfG asks for one).
    """
    if not rejection.reasons:
        message = "a rejection needs a reason"
        raise ValueError(message)
    head = rejection.head
    return letter(
        head,
        Wording(
            kind=LetterKind.REJECTION,
            title="Ablehnungsbescheid",
            opening=f"über {application_of(head)} habe ich entschieden:",
            sections=numbered(
                (
                    Section(
                        heading="Entscheidung",
                        blocks=(Paragraph(text="Ihr Antrag wird abgelehnt.", strong=True),),
                    ),
                    _facts(rejection),
                    _reasons(rejection),
                )
            ),
            remedy=rejection.remedy,
        ),
    )


def _facts(rejection: Rejection) -> Section | None:
    if not rejection.facts:
        return None
    return Section(
        heading="Sachverhalt", blocks=tuple(Paragraph(text=fact) for fact in rejection.facts)
    )


def _reasons(rejection: Rejection) -> Section:
    blocks: list[Block] = [
        Paragraph(
            text="Zuwendungen werden auf der Grundlage der §§ 23 und 44 der Hessischen "
            f"Landeshaushaltsordnung (LHO) und der {rejection.head.guideline} gewährt. Ein "
            "Anspruch auf eine Zuwendung besteht nicht; über sie wird nach pflichtgemäßem Ermessen "
            "im Rahmen der verfügbaren Haushaltsmittel entschieden."
        )
    ]
    blocks += [Paragraph(text=reason) for reason in rejection.reasons]
    if rejection.clauses:
        blocks += [
            Paragraph(text="Diese Voraussetzungen sind nicht erfüllt:"),
            Bullets(items=rejection.clauses),
        ]
    return Section(heading="Begründung", blocks=tuple(blocks))
