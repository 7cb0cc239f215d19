"""The Zuwendungsbescheid: what is granted, for what, on which terms, with which remedy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from wirgrants.documents.blocks import (
    Align,
    Block,
    Bullets,
    Column,
    Paragraph,
    Row,
    Section,
    Sum,
    Table,
)
from wirgrants.documents.contents import Letter, LetterKind
from wirgrants.documents.german import euros, percent, period
from wirgrants.documents.letters import award_terms as terms
from wirgrants.documents.letters.award_terms import Instalment, ProofDuty
from wirgrants.documents.letters.common import (
    CalculationLine,
    Head,
    PlanItem,
    Remedy,
    Wording,
    YearAmount,
    amounts_table,
    application_of,
    calculation_table,
    letter,
    numbered,
    years_table,
)


class Financing(StrEnum):
    """The financing type, fixed in the notice and used again at settlement."""

    SHARE = "share"
    DEFICIT = "deficit"
    FIXED = "fixed"
    FULL = "full"


@dataclass(frozen=True, kw_only=True)
class AwardPart:
    """One part of a case with its own sum and period (guides: up to three, interpreters: two)."""

    label: str
    amount: Decimal
    first: date
    last: date


@dataclass(frozen=True, kw_only=True)
class Award:
    """All that a Zuwendungsbescheid says; amounts in euros, shares as fractions of one.

    ``provisions`` is ``ANBest-P`` or ``ANBest-GK`` with the edition in ``provisions_edition``;
    ``audit_norm`` is the norm of the day of the letter. ``partial_reason`` is owed whenever less is
    granted than was asked for.

    Raises:
        ValueError: the years or the parts do not add up to the grant, or a reason is owed and
        missing.
    """

    head: Head
    purpose: str
    goals: tuple[str, ...]
    requested: Decimal
    granted: Decimal
    years: tuple[YearAmount, ...]
    first: date
    last: date
    financing: Financing
    share: Decimal | None
    eligible: Decimal
    costs: tuple[PlanItem, ...]
    funds: tuple[PlanItem, ...]
    calculation: tuple[CalculationLine, ...]
    provisions: str
    provisions_edition: str
    payment: tuple[str, ...]
    proofs: tuple[ProofDuty, ...]
    audit_norm: str
    remedy: Remedy
    annexes: tuple[str, ...]
    item_tolerance: Decimal | None = None
    parts: tuple[AwardPart, ...] = ()
    instalments: tuple[Instalment, ...] = ()
    obligations: tuple[str, ...] = ()
    free_text: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    partial_reason: str = ""
    state_aid: str = ""
    acceptance_months: int = 1
    period_set_here: bool = False

    def __post_init__(self) -> None:
        if sum((year.amount for year in self.years), Decimal()) != self.granted:
            message = "the budget years do not add up to the grant"
            raise ValueError(message)
        if self.parts and sum((part.amount for part in self.parts), Decimal()) != self.granted:
            message = "the parts do not add up to the grant"
            raise ValueError(message)
        if self.granted < self.requested and not self.partial_reason:
            message = "less is granted than asked for, and no reason is given"
            raise ValueError(message)


def award_letter(award: Award) -> Letter:
    """The Zuwendungsbescheid in words."""
    head = award.head
    return letter(
        head,
        Wording(
            kind=LetterKind.AWARD,
            title="Zuwendungsbescheid",
            opening=f"auf {application_of(head)} ergeht folgender Bescheid:",
            sections=numbered(
                (
                    _grant(award),
                    _purpose(award),
                    _period(award),
                    _financing(award),
                    _plan(award),
                    terms.payment(award.payment, award.instalments, award.acceptance_months),
                    terms.provisions(
                        award.provisions,
                        award.provisions_edition,
                        award.obligations,
                        award.free_text,
                    ),
                    terms.proofs(award.proofs, period_set_here=award.period_set_here),
                    terms.notices(),
                    terms.publicity(),
                    terms.audit(award.audit_norm),
                    terms.subsidy_facts(),
                    terms.state_aid(award.state_aid),
                    _reasons(award),
                )
            ),
            remedy=award.remedy,
            annexes=award.annexes,
        ),
    )


def _grant(award: Award) -> Section:
    fixed = award.financing is Financing.FIXED
    blocks: list[Block] = [
        Paragraph(
            text="Auf der Grundlage der §§ 23 und 44 der Hessischen Landeshaushaltsordnung (LHO) "
            f"und der {award.head.guideline} bewillige ich Ihnen aus Mitteln des "
            "Landes Hessen eine Zuwendung als Projektförderung in Form eines nicht rückzahlbaren "
            "Zuschusses."
        ),
        Sum(label="Zuwendung" if fixed else "Zuwendung bis zu", amount=euros(award.granted)),
        years_table("Aufteilung auf die Haushaltsjahre", award.years),
    ]
    if award.granted < award.requested:
        corrected = " nach Ihrer Berichtigung" if award.head.corrected_on else ""
        blocks.append(
            Paragraph(
                text=f"Beantragt waren{corrected} {euros(award.requested)}. Soweit der Antrag "
                "darüber hinausgeht, lehne ich ihn ab."
            )
        )
    return Section(heading="Bewilligung", blocks=tuple(blocks))


def _purpose(award: Award) -> Section:
    blocks: list[Block] = [
        Paragraph(text="Die Zuwendung ist zweckgebunden. Sie darf nur verwendet werden für:"),
        Paragraph(text=award.purpose, strong=True),
    ]
    if award.goals:
        blocks += [
            Paragraph(text="Damit sollen diese Ziele erreicht werden:"),
            Bullets(items=award.goals),
        ]
    return Section(heading="Zuwendungszweck", blocks=tuple(blocks))


def _period(award: Award) -> Section:
    blocks: list[Block] = [
        Paragraph(
            text=f"Der Bewilligungszeitraum reicht vom {period(award.first, award.last)}. "
            "Zuwendungsfähig sind nur Ausgaben, die innerhalb dieses Zeitraums verursacht werden."
        )
    ]
    if award.parts:
        rows = (
            Row(cells=(part.label, period(part.first, part.last), euros(part.amount)))
            for part in award.parts
        )
        columns = (
            Column(title="Teil", weight=1),
            Column(title="Zeitraum"),
            Column(title="Zuwendung", align=Align.RIGHT),
        )
        blocks.append(Table(caption="Teile des Vorhabens", columns=columns, rows=tuple(rows)))
    return Section(heading="Bewilligungszeitraum", blocks=tuple(blocks))


def _financing(award: Award) -> Section:
    share = f" ({percent(award.share)})" if award.share is not None else ""
    texts = {
        Financing.SHARE: "Die Zuwendung wird als Anteilfinanzierung gewährt. Sie beträgt den "
        f"genannten Anteil{share} der zuwendungsfähigen Ausgaben, höchstens den bewilligten "
        "Betrag. Sinken die Ausgaben oder treten neue Deckungsmittel hinzu, verringert sie sich "
        "anteilig.",
        Financing.DEFICIT: "Die Zuwendung wird als Fehlbedarfsfinanzierung gewährt. Sie deckt den "
        "Betrag, den Sie nicht durch eigene oder fremde Mittel decken können, höchstens den "
        "bewilligten Betrag. Sinken die Ausgaben oder treten neue Deckungsmittel hinzu, verringert "
        "sie sich um den vollen Betrag.",
        Financing.FIXED: "Die Zuwendung wird als Festbetragsfinanzierung gewährt. Sie verringert "
        "sich nur, soweit die tatsächlichen zuwendungsfähigen Ausgaben oder die nachgewiesenen "
        "Einheiten hinter dem Bewilligten zurückbleiben.",
        Financing.FULL: "Die Zuwendung wird ausnahmsweise als Vollfinanzierung gewährt. Sinken die "
        "Ausgaben oder treten neue Deckungsmittel hinzu, verringert sie sich um den vollen Betrag.",
    }
    return Section(heading="Finanzierungsart", blocks=(Paragraph(text=texts[award.financing]),))


def _plan(award: Award) -> Section:
    binding = (
        "Der Finanzierungsplan ist in seinem Gesamtergebnis verbindlich. Mehrausgaben insgesamt "
        "gehen zu Ihren Lasten."
    )
    if award.item_tolerance is not None:
        binding += (
            f" Einzelne Ansätze dürfen um bis zu {percent(award.item_tolerance)} überschritten "
            "werden, soweit die Überschreitung durch Einsparungen bei anderen Ansätzen "
            "ausgeglichen wird; darüber hinaus ist vorher eine Änderung zu beantragen."
        )
    costs = sum((item.amount for item in award.costs), Decimal())
    funds = sum((item.amount for item in award.funds), Decimal())
    return Section(
        heading="Zuwendungsfähige Ausgaben und Finanzierungsplan",
        blocks=(
            Paragraph(text=f"Die zuwendungsfähigen Ausgaben betragen {euros(award.eligible)}."),
            amounts_table(
                "Ausgaben", "Ansatz", ((item.label, item.amount) for item in award.costs), costs
            ),
            amounts_table(
                "Deckung",
                "Deckungsmittel",
                ((item.label, item.amount) for item in award.funds),
                funds,
            ),
            Paragraph(text=binding),
        ),
    )


def _reasons(award: Award) -> Section:
    blocks: list[Block] = [
        Paragraph(
            text="Ein Anspruch auf die Zuwendung besteht nicht; über sie wird nach pflichtgemäßem "
            "Ermessen im Rahmen der verfügbaren Haushaltsmittel entschieden. Ihr Antrag erfüllt "
            "die Voraussetzungen der Richtlinie in dem bewilligten Umfang."
        )
    ]
    blocks += [Paragraph(text=reason) for reason in award.reasons]
    if award.calculation:
        blocks.append(calculation_table("Berechnung der Zuwendung", award.calculation))
    if award.granted < award.requested:
        blocks.append(Paragraph(text=f"Zur Ablehnung im Übrigen: {award.partial_reason}"))
    return Section(heading="Begründung", blocks=tuple(blocks))
