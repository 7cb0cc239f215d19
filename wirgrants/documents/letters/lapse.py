"""The Bescheid by which an award lapses whose acceptance did not come in time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Paragraph, Section
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import Head, Remedy, Wording, letter, numbered


@dataclass(frozen=True, kw_only=True)
class Lapse:
    """All that the letter says; ``granted`` in euros, ``due`` the last day for the declaration.

    ``basis`` is what the decision rests on, as the administrators' dated value names it.
    It takes an award away, so it carries reasons and a remedy. No Hessian source for a lapse was
    found: the step is marked as unverified on the administrators' page of dated values.
    """

    head: Head
    award_date: date
    notified: date
    due: date
    granted: Decimal
    reasons: tuple[str, ...]
    basis: str
    remedy: Remedy


def lapse_letter(lapse: Lapse) -> Letter:
    """The letter in words."""
    return letter(
        lapse.head,
        Wording(
            kind=LetterKind.LAPSE,
            title="Bescheid über den Verfall der Bewilligung",
            opening="die Erklärung zum Zuwendungsbescheid ist nicht fristgerecht eingegangen. Es "
            "ergeht daher folgender Bescheid:",
            sections=numbered((_ruling(lapse), _reasons(lapse), _next())),
            remedy=lapse.remedy,
            reference=(("Bescheid vom", day(lapse.award_date)),),
        ),
    )


def _ruling(lapse: Lapse) -> Section:
    return Section(
        heading="Entscheidung",
        blocks=(
            Paragraph(
                text=f"Die mit Bescheid vom {day(lapse.award_date)} bewilligte Zuwendung von "
                f"{euros(lapse.granted)} erkläre ich für verfallen. Sie wird nicht ausgezahlt.",
                strong=True,
            ),
        ),
    )


def _reasons(lapse: Lapse) -> Section:
    told = (
        (
            "Nach dem Zuwendungsbescheid war die Erklärung zum Zuwendungsbescheid mit der "
            "Bankverbindung abzugeben. Der Bescheid hat darauf hingewiesen, dass ohne diese "
            "Erklärung nicht ausgezahlt wird. Er gilt als am "
            f"{day(lapse.notified)} bekannt gegeben; die Frist endete mit Ablauf des "
            f"{day(lapse.due)}. Bis heute ist keine Erklärung eingegangen."
        ),
        *lapse.reasons,
        (
            "Ohne die Erklärung ist nicht gesichert, dass das Vorhaben durchgeführt wird. Die "
            "dafür gebundenen Haushaltsmittel sollen anderen Vorhaben zugutekommen. Grundlage der "
            f"Entscheidung: {lapse.basis}."
        ),
    )
    return Section(heading="Begründung", blocks=tuple(Paragraph(text=text) for text in told))


def _next() -> Section:
    return Section(
        heading="Hinweis",
        blocks=(
            Paragraph(
                text="Ein neuer Antrag ist möglich, solange ein Förderaufruf dafür offen ist. "
                "Bitte beginnen Sie mit dem Vorhaben nicht vor einer neuen Bewilligung."
            ),
        ),
    )
