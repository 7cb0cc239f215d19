"""The Zinsbescheid: interest since the order, set when the sum has come back (§ 49a III HVwVfG)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Bullets, Pairs, Paragraph, Section, Sum
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import Head, Remedy, Wording, letter, numbered
from wirgrants.documents.letters.recovery import InterestLine, interest_table


@dataclass(frozen=True, kw_only=True)
class InterestOrder:
    """All that the notice says; amounts in euros.

    ``ordered_on`` is the day of the order whose sum (``amount``) bears the interest, ``repaid_on``
    the day on which all of it had come back.
    """

    head: Head
    award_date: date
    ordered_on: date
    amount: Decimal
    repaid_on: date
    interest: tuple[InterestLine, ...]
    pay_until: date
    account: tuple[tuple[str, str], ...]
    discretion: tuple[str, ...]
    remedy: Remedy


def interest_order_letter(order: InterestOrder) -> Letter:
    """The notice in words; it is signed by hand like the order that it completes."""
    return letter(
        order.head,
        Wording(
            kind=LetterKind.INTEREST_ORDER,
            title="Zinsbescheid",
            opening="es ergeht folgender Bescheid:",
            sections=numbered((_ruling(order), _payment(order), _reckoned(order), _reasons(order))),
            remedy=order.remedy,
            handwritten=True,
            reference=(
                ("Bescheid vom", day(order.award_date)),
                ("Erstattungsbescheid vom", day(order.ordered_on)),
            ),
        ),
    )


def _sum(order: InterestOrder) -> Decimal:
    return sum((line.amount for line in order.interest), Decimal())


def _ruling(order: InterestOrder) -> Section:
    first, amount = min(line.first for line in order.interest), euros(_sum(order))
    return Section(
        heading="Entscheidung",
        blocks=(
            Bullets(
                items=(
                    (
                        f"Auf den Erstattungsbetrag von {euros(order.amount)} werden für die Zeit "
                        f"vom {day(first)} bis zum {day(order.repaid_on)} Zinsen von {amount} "
                        "festgesetzt."
                    ),
                ),
                numbered=True,
            ),
            Sum(label="Zinsen", amount=amount),
        ),
    )


def _payment(order: InterestOrder) -> Section:
    return Section(
        heading="Zahlung",
        blocks=(
            Paragraph(
                text=f"Bitte überweisen Sie {euros(_sum(order))} bis zum {day(order.pay_until)} "
                "unter Angabe des Aktenzeichens."
            ),
            Pairs(rows=order.account),
        ),
    )


def _reckoned(order: InterestOrder) -> Section:
    return Section(heading="Berechnung", blocks=(interest_table(order.interest, order.repaid_on),))


def _reasons(order: InterestOrder) -> Section:
    return Section(
        heading="Begründung",
        blocks=(
            Paragraph(
                text="Der Erstattungsbetrag ist nach § 49a Abs. 3 Satz 1 HVwVfG vom Eintritt der "
                "Unwirksamkeit an bis zur Erstattung mit fünf Prozentpunkten über dem "
                "Basiszinssatz jährlich zu verzinsen. Über die Zinsen für die Zeit, die der "
                f"Erstattungsbescheid vom {day(order.ordered_on)} noch nicht umfasst, war "
                "gesondert zu entscheiden."
            ),
            Paragraph(
                text="Von der Geltendmachung kann nach § 49a Abs. 3 Satz 2 HVwVfG insbesondere "
                "abgesehen werden, wenn die Umstände, die zur Unwirksamkeit geführt haben, nicht "
                "zu vertreten sind und der Betrag innerhalb der festgesetzten Frist erstattet "
                "wird."
            ),
            *(Paragraph(text=reason) for reason in order.discretion),
        ),
    )
