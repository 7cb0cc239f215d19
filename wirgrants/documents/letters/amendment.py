"""The Änderungsbescheid, and the refusal of a change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from wirgrants.documents.blocks import Block, Column, Paragraph, Row, Section, Sum, Table
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import day, euros
from wirgrants.documents.letters.common import (
    Head,
    Remedy,
    Wording,
    YearAmount,
    letter,
    numbered,
    years_table,
)


@dataclass(frozen=True, kw_only=True)
class ChangedTerm:
    """One term of the award as it was and as it is from now on, in German."""

    term: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class Amendment:
    """All that an Änderungsbescheid says; ``years`` is the grant as changed, in euros."""

    head: Head
    award_date: date
    requested_on: date | None
    changes: tuple[ChangedTerm, ...]
    granted_before: Decimal
    years: tuple[YearAmount, ...]
    reasons: tuple[str, ...]
    obligations: tuple[str, ...]
    remedy: Remedy


@dataclass(frozen=True, kw_only=True)
class ChangeRefusal:
    """All that the refusal of a change says."""

    head: Head
    award_date: date
    requested_on: date
    requested: str
    reasons: tuple[str, ...]
    remedy: Remedy


def amendment_letter(amendment: Amendment) -> Letter:
    """The Änderungsbescheid in words."""
    asked = (
        f"auf Ihren Änderungsantrag vom {day(amendment.requested_on)} "
        if amendment.requested_on
        else ""
    )
    opening = (
        f"{asked}ändere ich den Zuwendungsbescheid vom {day(amendment.award_date)} wie folgt:"
        if asked
        else f"der Zuwendungsbescheid vom {day(amendment.award_date)} wird wie folgt geändert:"
    )
    return letter(
        _about_the_change(amendment.head) if amendment.requested_on else amendment.head,
        Wording(
            kind=LetterKind.AMENDMENT,
            title="Änderungsbescheid",
            opening=opening,
            sections=numbered(
                (
                    _changes(amendment),
                    _grant(amendment),
                    _rest(amendment),
                    _reasons(amendment.reasons),
                )
            ),
            remedy=amendment.remedy,
            reference=_reference(amendment.requested_on, amendment.award_date),
        ),
    )


def change_refusal_letter(refusal: ChangeRefusal) -> Letter:
    """The refusal of a change in words."""
    return letter(
        _about_the_change(refusal.head),
        Wording(
            kind=LetterKind.CHANGE_REFUSAL,
            title="Ablehnung Ihres Änderungsantrags",
            opening=f"über Ihren Änderungsantrag vom {day(refusal.requested_on)} habe ich "
            "entschieden:",
            sections=numbered(
                (
                    Section(
                        heading="Entscheidung",
                        blocks=(
                            Paragraph(text="Ihr Änderungsantrag wird abgelehnt.", strong=True),
                            Paragraph(text=f"Beantragt war: {refusal.requested}"),
                            Paragraph(
                                text=f"Der Zuwendungsbescheid vom {day(refusal.award_date)} gilt "
                                "unverändert weiter."
                            ),
                        ),
                    ),
                    _reasons(refusal.reasons),
                )
            ),
            remedy=refusal.remedy,
            reference=_reference(refusal.requested_on, refusal.award_date),
        ),
    )


def _about_the_change(head: Head) -> Head:
    """The head without the day of the application: the letter answers the change request."""
    return replace(head, applied_on=None)


def _reference(requested_on: date | None, award_date: date) -> tuple[tuple[str, str], ...]:
    asked = (("Ihr Änderungsantrag vom", day(requested_on)),) if requested_on else ()
    return (*asked, ("Bescheid vom", day(award_date)))


def _changes(amendment: Amendment) -> Section:
    columns = (
        Column(title="Regelung", weight=5),
        Column(title="Bisher", weight=3),
        Column(title="Neu", weight=3),
    )
    rows = tuple(
        Row(cells=(change.term, change.before, change.after)) for change in amendment.changes
    )
    return Section(
        heading="Änderungen",
        blocks=(Table(caption="Geänderte Regelungen", columns=columns, rows=rows),),
    )


def _grant(amendment: Amendment) -> Section:
    granted = sum((year.amount for year in amendment.years), Decimal())
    changed = (
        "Die Höhe der Zuwendung ändert sich nicht."
        if granted == amendment.granted_before
        else f"Die Zuwendung betrug bisher {euros(amendment.granted_before)}."
    )
    return Section(
        heading="Zuwendung",
        blocks=(
            Paragraph(text=changed),
            Sum(label="Zuwendung nach dieser Änderung", amount=euros(granted)),
            years_table("Aufteilung auf die Haushaltsjahre", amendment.years),
        ),
    )


def _rest(amendment: Amendment) -> Section:
    blocks: list[Block] = [
        Paragraph(
            text=f"Im Übrigen bleibt der Zuwendungsbescheid vom {day(amendment.award_date)} mit "
            "seinen Nebenbestimmungen unverändert."
        )
    ]
    blocks += [Paragraph(text=obligation) for obligation in amendment.obligations]
    return Section(heading="Fortgeltung", blocks=tuple(blocks))


def _reasons(reasons: tuple[str, ...]) -> Section:
    if not reasons:
        message = "a decision on a change needs a reason"
        raise ValueError(message)
    return Section(heading="Begründung", blocks=tuple(Paragraph(text=reason) for reason in reasons))
