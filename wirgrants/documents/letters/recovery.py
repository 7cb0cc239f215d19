"""The Widerrufs- und Erstattungsbescheid (§§ 48, 49, 49a HVwVfG)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import (
    Align,
    Block,
    Bullets,
    Column,
    Pairs,
    Paragraph,
    Row,
    Section,
    Sum,
    Table,
)
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros, number, period
from wirgrants.documents.letters.common import (
    CalculationLine,
    Head,
    Remedy,
    Wording,
    calculation_table,
    letter,
    numbered,
)
from wirgrants.documents.letters.recovery_grounds import (
    Ground,
    operative_sentence,
    rule_of_ground,
    title_of_order,
)


@dataclass(frozen=True, kw_only=True)
class InterestLine:
    """Interest of one period with one rate: on which euros, per cent a year, euros of interest."""

    bearing: Decimal
    first: date
    last: date
    days: int
    base_rate: Decimal
    rate: Decimal
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Recovery:
    """All that the order says; amounts in euros.

    ``effective`` is the day from which the award is ineffective and interest runs (§ 49a III).
    ``heard_on`` is the day of the hearing's letter, ``answer`` what the recipient said, empty if
    nothing; ``heard_sum`` is what the hearing spoke of, if it was more. ``discretion`` is the
    officer's weighing; the law asks for it unless the ground is a reduction.
    """

    head: Head
    award_date: date
    ground: Ground
    amount: Decimal
    effective: date
    pay_until: date
    account: tuple[tuple[str, str], ...]
    facts: tuple[str, ...]
    calculation: tuple[CalculationLine, ...]
    heard_on: date
    answer: str
    discretion: tuple[str, ...]
    interest: tuple[InterestLine, ...]
    interest_until: date | None
    remedy: Remedy
    heard_sum: Decimal | None = None


def recovery_letter(recovery: Recovery) -> Letter:
    """The order in words; it is signed by hand and sent by post (§ 49a I 2 with § 37 III HVwVfG).

    Raises:
        ValueError: discretion has to be exercised and is not reasoned.
    """
    if recovery.ground is not Ground.REDUCTION and not recovery.discretion:
        message = "a revocation needs reasoned discretion"
        raise ValueError(message)
    return letter(
        recovery.head,
        Wording(
            kind=LetterKind.RECOVERY,
            title=title_of_order(recovery.ground),
            opening="es ergeht folgender Bescheid:",
            sections=numbered(
                (
                    _ruling(recovery),
                    _payment(recovery),
                    _interest(recovery),
                    _facts(recovery),
                    _reasons(recovery),
                )
            ),
            remedy=recovery.remedy,
            handwritten=True,
            reference=(("Bescheid vom", day(recovery.award_date)),),
        ),
    )


def _ruling(recovery: Recovery) -> Section:
    amount = euros(recovery.amount)
    return Section(
        heading="Entscheidung",
        blocks=(
            Bullets(
                items=(
                    operative_sentence(
                        recovery.ground, recovery.award_date, amount, recovery.effective
                    ),
                    f"Der Betrag von {amount} ist zu erstatten.",
                    *_interest_sentence(recovery),
                ),
                numbered=True,
            ),
            Sum(label="Zu erstatten", amount=amount),
        ),
    )


def _interest_sentence(recovery: Recovery) -> tuple[str, ...]:
    """What is set of interest by the order itself; later days have their own decision."""
    if not recovery.interest or recovery.interest_until is None:
        return ()
    sentence = (
        f"Der zu erstattende Betrag ist vom genannten Tag bis zum {day(recovery.interest_until)} "
        "mit fünf Prozentpunkten über dem Basiszinssatz jährlich zu verzinsen. Die Zinsen betragen "
        f"{euros(_interest_sum(recovery))}."
    )
    return (sentence,)


def _interest_sum(recovery: Recovery) -> Decimal:
    return sum((line.amount for line in recovery.interest), Decimal())


def _payment(recovery: Recovery) -> Section:
    owed = euros(recovery.amount + _interest_sum(recovery))
    what = f"{owed} (Erstattungsbetrag und Zinsen)" if _interest_sum(recovery) else owed
    return Section(
        heading="Zahlung",
        blocks=(
            Paragraph(
                text=f"Bitte überweisen Sie {what} bis zum {day(recovery.pay_until)} unter "
                "Angabe des Aktenzeichens."
            ),
            Pairs(rows=recovery.account),
        ),
    )


def _interest(recovery: Recovery) -> Section:
    blocks: list[Block] = [
        Paragraph(
            text="Der Erstattungsbetrag ist nach § 49a Abs. 3 HVwVfG vom Eintritt der "
            f"Unwirksamkeit an, hier vom {day(recovery.effective)}, zu verzinsen."
        )
    ]
    if recovery.interest and recovery.interest_until:
        blocks += [
            interest_table(recovery.interest, recovery.interest_until),
            Paragraph(
                text="Für die Zeit danach bis zum Eingang des Erstattungsbetrags laufen weitere "
                "Zinsen in Höhe von fünf Prozentpunkten über dem Basiszinssatz jährlich; über "
                "sie entscheide ich gesondert."
            ),
        ]
    else:
        blocks.append(
            Paragraph(
                text="Dieser Bescheid setzt noch keine Zinsen fest. Über die Zinsen bis zum "
                "Eingang des Erstattungsbetrags entscheide ich gesondert."
            )
        )
    return Section(heading="Zinsen", blocks=tuple(blocks))


def interest_table(lines: tuple[InterestLine, ...], until: date) -> Table:
    """Interest piece by piece with what bears it, and the sum; `until` is the last day reckoned.

    § 39 I HVwVfG: whoever reads the order can reckon it again.
    """
    total = sum((line.amount for line in lines), Decimal())
    rows = [
        Row(
            cells=(
                period(line.first, line.last),
                euros(line.bearing),
                str(line.days),
                number(line.base_rate, 2),
                number(line.rate, 2),
                euros(line.amount),
            )
        )
        for line in lines
    ]
    rows.append(Row(cells=("Summe", "", "", "", "", euros(total)), total=True))
    columns = (
        Column(title="Zeitraum", weight=1),
        Column(title="Verzinster\nBetrag", align=Align.RIGHT),
        Column(title="Tage", align=Align.RIGHT),
        Column(title="Basiszinssatz\nin %", align=Align.RIGHT),
        Column(title="Zinssatz\nin %", align=Align.RIGHT),
        Column(title="Zinsen", align=Align.RIGHT),
    )
    return Table(caption=f"Zinsen bis zum {day(until)}", columns=columns, rows=tuple(rows))


def _facts(recovery: Recovery) -> Section:
    blocks: list[Block] = [Paragraph(text=fact) for fact in recovery.facts]
    if recovery.calculation:
        blocks.append(calculation_table("Berechnung", recovery.calculation))
    heard = f"Mit Schreiben vom {day(recovery.heard_on)} habe ich Sie nach § 28 HVwVfG angehört."
    answered = (
        f"Sie haben sich wie folgt geäußert: {recovery.answer}"
        if recovery.answer
        else "Eine Äußerung ist innerhalb der Frist nicht eingegangen."
    )
    blocks.append(Paragraph(text=f"{heard} {answered}"))
    if recovery.heard_sum is not None and recovery.heard_sum > recovery.amount:
        blocks.append(
            Paragraph(
                text=f"In der Anhörung war ein Betrag von {euros(recovery.heard_sum)} genannt. "
                "Weil seither eine Auszahlung zurückgekommen ist, fordere ich nur noch "
                f"{euros(recovery.amount)}."
            )
        )
    return Section(heading="Sachverhalt", blocks=tuple(blocks))


def _reasons(recovery: Recovery) -> Section:
    blocks: list[Block] = [Paragraph(text=rule_of_ground(recovery.ground))]
    blocks += [Paragraph(text=reason) for reason in recovery.discretion]
    blocks.append(
        Paragraph(
            text="Die Pflicht zur Erstattung und ihre Festsetzung durch schriftlichen Bescheid "
            "folgen aus § 49a Abs. 1 HVwVfG."
        )
    )
    return Section(heading="Begründung", blocks=tuple(blocks))
