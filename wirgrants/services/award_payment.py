"""How the notice says that the awarded parts are paid, and the figure that its sentence uses."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from wirgrants.services.award_parts import FixedPart
from wirgrants.services.letterhead import by_annex, relied_on
from workflows.figures import Figure
from workflows.guideline import Guideline, Payout
from workflows.parameters import Parameters
from workflows.sources import Mark
from workflows.wording import say

WINDOW = "payment_window_months"


def payment_sentences(
    guideline: Guideline, parts: Sequence[FixedPart], months: int
) -> tuple[str, ...]:
    """One sum, instalments, or which part how; only instalments are called within `months`.

    Of the parts that are awarded; what was applied for beside them does not count.
    """
    once, called = _by_payout(guideline, parts)
    rule = (
        "darf nur, was für bereits geleistete oder innerhalb von "
        f"{months} Monaten nach der Auszahlung fällige Zahlungen benötigt wird, anteilig mit "
        "den eigenen und den Mitteln Dritter."
    )
    if not called:
        return ("Die Zuwendung wird in einer Summe ausgezahlt.",)
    if not once:
        how = "Die Zuwendung wird auf Abruf in Teilbeträgen ausgezahlt."
        return (how, f"Abgerufen werden {rule}")
    return (
        f"In einer Summe wird ausgezahlt: {_names(once)}.",
        f"Auf Abruf in Teilbeträgen wird ausgezahlt: {_names(called)}. Abgerufen werden {rule}",
    )


def payment_figures(
    guideline: Guideline,
    parts: Sequence[FixedPart],
    parameters: Parameters,
    day: date,
    *,
    authority: bool,
) -> tuple[Figure, ...]:
    """The months of the call, where the notice names them unread for this recipient.

    They stand in ANBest-P; that they hold for a territorial `authority` too, whose notice has
    ANBest-GK attached, is not sourced: no number of these is named, and the notice sets the period.
    """
    _, called = _by_payout(guideline, parts)
    (figure,) = relied_on(parameters, [WINDOW], day)
    if not called or not authority:
        return ()
    mark = figure.mark if figure.mark is Mark.CONFIRMED else Mark.UNVERIFIED
    return by_annex([replace(figure, mark=mark)], municipal=True)


def _by_payout(
    guideline: Guideline, parts: Sequence[FixedPart]
) -> tuple[tuple[FixedPart, ...], tuple[FixedPart, ...]]:
    """The parts that are paid in one sum, and those that are called."""
    once = tuple(one for one in parts if guideline.payout_of(one.wish.part) is Payout.ONE_SUM)
    return once, tuple(one for one in parts if one not in once)


def _names(parts: Sequence[FixedPart]) -> str:
    return ", ".join(say(f"part.name.{one.wish.part}") for one in parts)
