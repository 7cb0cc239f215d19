"""Why money is asked back: the grounds of the Hessian law of procedure, each with its wording."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Final

from wirgrants.documents.german import day


class Ground(StrEnum):
    """The ground of a recovery."""

    REDUCTION = "reduction"
    NOT_FOR_PURPOSE = "not_for_purpose"
    OBLIGATION_BROKEN = "obligation_broken"
    UNLAWFUL = "unlawful"


_RULES: Final = {
    Ground.REDUCTION: "Die Allgemeinen Nebenbestimmungen, die Bestandteil des Zuwendungsbescheids "
    "sind, ermäßigen die Zuwendung, wenn sich die zuwendungsfähigen Ausgaben verringern oder neue "
    "Deckungsmittel hinzutreten. Mit dieser auflösenden Bedingung ist der Bescheid in Höhe der "
    "Ermäßigung unwirksam geworden. Bereits erbrachte Leistungen sind nach § 49a Abs. 1 HVwVfG zu "
    "erstatten.",
    Ground.NOT_FOR_PURPOSE: "Nach § 49 Abs. 3 Satz 1 Nr. 1 HVwVfG kann ein rechtmäßiger "
    "Zuwendungsbescheid, auch nachdem er unanfechtbar geworden ist, ganz oder teilweise mit "
    "Wirkung für die Vergangenheit widerrufen werden, wenn die Leistung nicht, nicht alsbald nach "
    "der Erbringung oder nicht mehr für den bestimmten Zweck verwendet wird.",
    Ground.OBLIGATION_BROKEN: "Nach § 49 Abs. 3 Satz 1 Nr. 2 HVwVfG kann ein rechtmäßiger "
    "Zuwendungsbescheid, auch nachdem er unanfechtbar geworden ist, ganz oder teilweise mit "
    "Wirkung für die Vergangenheit widerrufen werden, wenn eine mit ihm verbundene Auflage nicht "
    "oder nicht fristgerecht erfüllt worden ist.",
    Ground.UNLAWFUL: "Nach § 48 HVwVfG kann ein rechtswidriger Zuwendungsbescheid, auch nachdem er "
    "unanfechtbar geworden ist, ganz oder teilweise mit Wirkung für die Vergangenheit "
    "zurückgenommen werden. Auf Vertrauen kann sich nicht berufen, wer den Bescheid durch "
    "unrichtige oder unvollständige Angaben erwirkt hat.",
}

_TITLES: Final = {
    Ground.REDUCTION: "Erstattungsbescheid",
    Ground.NOT_FOR_PURPOSE: "Widerrufs- und Erstattungsbescheid",
    Ground.OBLIGATION_BROKEN: "Widerrufs- und Erstattungsbescheid",
    Ground.UNLAWFUL: "Rücknahme- und Erstattungsbescheid",
}


def rule_of_ground(ground: Ground) -> str:
    """What the law says about ``ground``."""
    return _RULES[ground]


def title_of_order(ground: Ground) -> str:
    """How the order is called that rests on ``ground``."""
    return _TITLES[ground]


def legal_basis(ground: Ground, award_date: date) -> str:
    """What is to happen to the award of ``award_date``, said before it is decided."""
    notice = f"Der Zuwendungsbescheid vom {day(award_date)}"
    match ground:
        case Ground.REDUCTION:
            return f"{notice} ist teilweise unwirksam geworden."
        case Ground.UNLAWFUL:
            return f"{notice} soll teilweise zurückgenommen werden."
        case _:
            return f"{notice} soll teilweise widerrufen werden."


def operative_sentence(ground: Ground, award_date: date, amount: str, effective: date) -> str:
    """The first sentence of the order: what happens to the award, for which sum, from which day."""
    notice = f"Zuwendungsbescheid vom {day(award_date)}"
    since = f"mit Wirkung vom {day(effective)}"
    match ground:
        case Ground.REDUCTION:
            return f"Der {notice} ist in Höhe von {amount} {since} unwirksam geworden."
        case Ground.UNLAWFUL:
            return f"Der {notice} wird in Höhe von {amount} {since} zurückgenommen."
        case _:
            return f"Der {notice} wird in Höhe von {amount} {since} widerrufen."
