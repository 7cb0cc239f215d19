"""The Anhörung (§ 28 HVwVfG) before money is asked back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Block, Paragraph, Section, Sum
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import (
    CalculationLine,
    Head,
    Wording,
    calculation_table,
    letter,
    numbered,
)
from wirgrants.documents.letters.recovery_grounds import Ground, legal_basis, rule_of_ground


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """All that an Anhörung says: the sum in euros, its ground, the facts, the last day to
    answer.
    """

    head: Head
    award_date: date
    ground: Ground
    amount: Decimal
    facts: tuple[str, ...]
    calculation: tuple[CalculationLine, ...]
    due: date


def hearing_letter(hearing: Hearing) -> Letter:
    """The Anhörung in words."""
    return letter(
        hearing.head,
        Wording(
            kind=LetterKind.HEARING,
            title="Anhörung zu einer beabsichtigten Rückforderung",
            opening="ich beabsichtige, einen Teil der gewährten Zuwendung zurückzufordern. Bevor "
            "ich darüber entscheide, gebe ich Ihnen nach § 28 Abs. 1 des Hessischen "
            "Verwaltungsverfahrensgesetzes (HVwVfG) Gelegenheit, sich zu äußern.",
            sections=numbered(
                (_intended(hearing), _facts(hearing), _law(hearing), _answer(hearing))
            ),
            reference=(
                ("Bescheid vom", day(hearing.award_date)),
                ("Äußerung bis", day(hearing.due)),
            ),
        ),
    )


def _intended(hearing: Hearing) -> Section:
    return Section(
        heading="Beabsichtigte Entscheidung",
        blocks=(
            Paragraph(
                text=f"{legal_basis(hearing.ground, hearing.award_date)} Zu erstatten wären:"
            ),
            Sum(label="Beabsichtigte Rückforderung", amount=euros(hearing.amount)),
            Paragraph(text="Hinzu kämen Zinsen nach § 49a Abs. 3 HVwVfG."),
        ),
    )


def _facts(hearing: Hearing) -> Section:
    blocks: list[Block] = [Paragraph(text=fact) for fact in hearing.facts]
    if hearing.calculation:
        blocks.append(calculation_table("Berechnung", hearing.calculation))
    return Section(heading="Sachverhalt", blocks=tuple(blocks))


def _law(hearing: Hearing) -> Section:
    return Section(
        heading="Rechtliche Einordnung",
        blocks=(Paragraph(text=rule_of_ground(hearing.ground)),),
    )


def _answer(hearing: Hearing) -> Section:
    return Section(
        heading="Ihre Äußerung",
        blocks=(
            Paragraph(
                text=f"Sie können sich bis zum {day(hearing.due)} zu den Tatsachen und zur "
                "beabsichtigten Entscheidung äußern, schriftlich oder im Antragssystem.",
                strong=True,
            ),
            Paragraph(
                text="Bitte nennen Sie auch Umstände, die gegen eine Rückforderung oder für eine "
                "geringere Forderung sprechen. Äußern Sie sich nicht, entscheide ich nach Lage der "
                "Akten. Dieses Schreiben ist noch keine Entscheidung; Sie müssen jetzt nichts "
                "zahlen."
            ),
        ),
    )
