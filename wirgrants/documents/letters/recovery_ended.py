"""The notice that money is not asked back, or not any more: it burdens nobody, so no remedy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Block, Pairs, Paragraph, Section, Sum
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import Head, Wording, letter, numbered


@dataclass(frozen=True, kw_only=True)
class OrderedClaim:
    """The order that a claim is waived after: its day, and the euros that came back before.

    ``interest_ordered_on`` is the day of the Zinsbescheid, None where there was none.
    """

    ordered_on: date
    repaid: Decimal
    interest_ordered_on: date | None


@dataclass(frozen=True, kw_only=True)
class RecoveryEnded:
    """All that the notice says; amounts in euros.

    ``order`` is there when the claim is waived after it, None when it is dropped after the hearing
    of ``heard_on``. ``open_sum`` is what is not asked for any more; ``answered_on`` the day of a
    statement that a dropped claim takes into account.
    """

    head: Head
    award_date: date
    heard_on: date
    answered_on: date | None
    order: OrderedClaim | None
    open_sum: Decimal
    remarks: tuple[str, ...]


def recovery_ended_letter(ended: RecoveryEnded) -> Letter:
    """The notice in words."""
    title = "Verzicht auf eine Forderung" if ended.order else "Einstellung der Rückforderung"
    opening = (
        f"auf die noch offene Forderung aus {_orders(ended.order)} einschließlich der Zinsen "
        "verzichte ich."
        if ended.order
        else f"mit Schreiben vom {day(ended.heard_on)} habe ich Sie zu einer beabsichtigten "
        "Rückforderung angehört. Von dieser Rückforderung sehe ich ab."
    )
    return letter(
        ended.head,
        Wording(
            kind=LetterKind.RECOVERY_DROPPED,
            title=title,
            opening=opening,
            sections=numbered((_result(ended), _remarks(ended), _next(ended))),
            reference=(
                ("Bescheid vom", day(ended.award_date)),
                ("Anhörung vom", day(ended.heard_on)),
            ),
        ),
    )


def _orders(order: OrderedClaim) -> str:
    """What the claim rests on, in the dative."""
    if order.interest_ordered_on is None:
        return "dem Erstattungsbescheid"
    return "dem Erstattungsbescheid und dem Zinsbescheid"


def _result(ended: RecoveryEnded) -> Section:
    if ended.order is not None:
        return _waived(ended.order, ended.open_sum)
    blocks: list[Block] = [Sum(label="Nicht zurückgefordert", amount=euros(ended.open_sum))]
    if ended.answered_on:
        blocks.append(
            Paragraph(
                text=f"Ihre Äußerung vom {day(ended.answered_on)} habe ich dabei berücksichtigt."
            )
        )
    return Section(heading="Ergebnis der Anhörung", blocks=tuple(blocks))


def _waived(order: OrderedClaim, open_sum: Decimal) -> Section:
    interest = order.interest_ordered_on
    also = () if interest is None else (("Zinsbescheid vom", day(interest)),)
    return Section(
        heading="Forderung",
        blocks=(
            Pairs(
                rows=(
                    ("Erstattungsbescheid vom", day(order.ordered_on)),
                    *also,
                    ("Bereits erstattet", euros(order.repaid)),
                )
            ),
            Sum(label="Verzicht auf", amount=euros(open_sum)),
        ),
    )


def _remarks(ended: RecoveryEnded) -> Section | None:
    if not ended.remarks:
        return None
    return Section(
        heading="Erläuterung", blocks=tuple(Paragraph(text=text) for text in ended.remarks)
    )


def _next(ended: RecoveryEnded) -> Section:
    paid = (
        f"Aus {_orders(ended.order)} müssen Sie nichts mehr zahlen. Was Sie bereits erstattet "
        "haben, bleibt davon unberührt."
        if ended.order
        else "Sie müssen nichts zahlen."
    )
    return Section(
        heading="Wie es weitergeht",
        blocks=(
            Paragraph(
                text=f"{paid} Über den Abschluss des Vorgangs erhalten Sie eine Schlussmitteilung. "
                "Prüfungsrechte, insbesondere des Hessischen Rechnungshofs, bleiben unberührt."
            ),
        ),
    )
