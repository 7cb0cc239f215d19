"""The award notice worded from a wish: what is granted, on which terms, with its arithmetic."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.award import Award, AwardPart, Financing, award_letter
from wirgrants.documents.letters.award_terms import Instalment
from wirgrants.documents.letters.common import CalculationLine, Head, PlanItem, YearAmount
from wirgrants.errors import Refused
from wirgrants.models import Annex, FundingCase, LetterKind
from wirgrants.services.access import Actor
from wirgrants.services.award_parts import FixedPart, fixed_parts, period_of, proof_duties
from wirgrants.services.award_payment import WINDOW, payment_figures, payment_sentences
from wirgrants.services.award_wish import AwardWish
from wirgrants.services.circumstances import ANNEX_OF_AUTHORITIES, annex_kind
from wirgrants.services.corrections_made import corrected_on
from wirgrants.services.letterhead import HeadChoice, head_of, relied_on, remedy_of
from wirgrants.services.letters import Draft, dated_parameters, paragraphs
from wirgrants.services.review import Standing
from wirgrants.services.snapshot import asked_of
from workflows import registry
from workflows.figures import Figure
from workflows.guideline import FinancingType, Guideline
from workflows.money import ZERO, to_cents, total
from workflows.parameters import audit_norm
from workflows.wording import say


@dataclass(frozen=True, kw_only=True)
class Basis:
    """What an award rests on: the case as judged today, its guideline, the annex.

    `corrected_on` is the day of the last correction of the application, if there was one.
    """

    case: FundingCase
    guideline: Guideline
    now: Standing
    annex: Annex | None
    corrected_on: date | None


def basis_of(session: Session, case: FundingCase, now: Standing) -> Basis:
    """The basis of an award of today; one statement for the annex, one for a correction."""
    annex = session.scalars(
        select(Annex)
        .where(Annex.kind == annex_kind(case), Annex.valid_from <= clock.today())
        .order_by(Annex.valid_from.desc())
        .limit(1)
    ).first()
    guideline = registry.guideline(case.line, case.version)
    corrected = corrected_on(session, case)
    return Basis(case=case, guideline=guideline, now=now, annex=annex, corrected_on=corrected)


def award_draft(basis: Basis, wish: AwardWish, actor: Actor) -> Draft:
    """The worded notice with the terms that its approval will write.

    Raises Refused with a German sentence where the wish does not fit the case.
    """
    _refuse_unfit(basis, wish)
    parts = fixed_parts(basis.guideline, basis.now, wish)
    letter = award_letter(_award(basis, wish, parts, actor))
    return Draft(kind=LetterKind.AWARD, letter=letter, terms=_terms(basis, wish, parts))


def _refuse_unfit(basis: Basis, wish: AwardWish) -> None:
    if wish.amount <= ZERO:
        raise Refused("nothing awarded", message="Bitte bewilligen Sie einen Betrag über null.")
    if basis.annex is None:
        raise Refused(
            "no annex",
            message="Für diese Zuwendung liegen keine Allgemeinen Nebenbestimmungen vor. Die "
            "Administration hinterlegt sie unter „Nebenbestimmungen“.",
        )
    if wish.amount < asked_in_all(basis) and not wish.reason.strip():
        raise Refused(
            "less than asked needs a reason",
            message="Bitte begründen Sie, warum weniger bewilligt wird als beantragt.",
        )
    most = {(year.part, year.year): year.amount for year in basis.now.entitlement.years}
    for part in wish.parts:
        for year, amount in part.amounts.items():
            limit = most.get((part.part, year))
            if amount and (limit is None or amount > limit):
                raise Refused(
                    "above the most",
                    message=f"{say(f'part.name.{part.part}')}, {year}: Der Betrag liegt über dem "
                    "Höchstbetrag der Berechnung, oder dieser ist nicht bestimmbar.",
                )
    if wish.instalments and total(one.amount for one in wish.instalments) != wish.amount:
        raise Refused(
            "instalments do not add up",
            message="Die Teilbeträge der Auszahlung ergeben zusammen nicht die Zuwendung.",
        )


def asked_in_all(basis: Basis) -> Decimal:
    """The grant asked for over all parts and years."""
    asked = asked_of(basis.now.content)
    return total(amount for years in asked.values() for amount in years.values())


def _award(basis: Basis, wish: AwardWish, parts: tuple[FixedPart, ...], actor: Actor) -> Award:
    case, today = basis.case, clock.today()
    parameters, annex = basis.now.parameters, basis.annex
    assert annex is not None
    first, last = period_of(wish)
    fixed = parts[0].financing is FinancingType.FIXED
    eligible = total(part.eligible for part in parts)
    return Award(
        head=_head(basis, parts, actor),
        purpose=wish.purpose,
        goals=tuple(wish.goals),
        requested=asked_in_all(basis),
        granted=wish.amount,
        years=_years(wish),
        first=first,
        last=last,
        financing=Financing(parts[0].financing.value),
        share=None if fixed or len(parts) > 1 or not eligible else wish.amount / eligible,
        eligible=eligible,
        costs=tuple(cost_rows(parts)),
        funds=tuple(fund_rows(parts, wish)),
        calculation=tuple(_calculation(basis, wish)),
        provisions="ANBest-GK" if annex.kind == ANNEX_OF_AUTHORITIES else "ANBest-P",
        provisions_edition=f"Fassung vom {annex.valid_from:%d.%m.%Y}",
        payment=payment_sentences(basis.guideline, parts, parameters.count(WINDOW, today)),
        proofs=tuple(proof_duties(parts)),
        audit_norm=audit_norm(parameters, today),
        remedy=remedy_of(case, parameters, today),
        annexes=(annex.title, "Erklärung zum Zuwendungsbescheid"),
        item_tolerance=None if fixed else parameters.decimal("plan_shift_share", today),
        parts=_parts(parts),
        instalments=tuple(Instalment(due=one.due, amount=one.amount) for one in wish.instalments),
        obligations=tuple(_obligations(wish)),
        free_text=paragraphs(wish.text),
        partial_reason=wish.reason.strip(),
        state_aid=wish.state_aid,
        acceptance_months=parameters.count("acceptance_months", today),
        period_set_here="anbest_gk" in _proof_rules(parts),
    )


def _head(basis: Basis, parts: tuple[FixedPart, ...], actor: Actor) -> Head:
    """Whoever proposes it answers questions about it; whoever approves it signs."""
    fixed = parts[0].financing is FinancingType.FIXED
    figures = _figures(basis, parts, fixed=fixed)
    choice = HeadChoice(
        dated=clock.today(),
        signature=actor.name,
        figures=figures,
        countersigned=True,
        corrected_on=basis.corrected_on,
    )
    return head_of(basis.case, choice)


_PROOF_RULES = {"anbest_gk": "anbest_gk_proof_months", "interim_proof": "interim_proof_months"}
"""Rules of a proof's day whose months are a parameter that nobody has read in Hessian text."""


def _proof_rules(parts: tuple[FixedPart, ...]) -> list[str]:
    """By which rules the days of the proofs were found."""
    return [legal.rule for part in parts for _, legal in part.proofs]


def _figures(basis: Basis, parts: tuple[FixedPart, ...], *, fixed: bool) -> tuple[Figure, ...]:
    """The figures of the computation and the parameters that the notice's own sentences use."""
    keys = [] if fixed else ["plan_shift_share"]
    keys += [_PROOF_RULES[rule] for rule in _proof_rules(parts) if rule in _PROOF_RULES]
    doubtful = relied_on(basis.now.parameters, keys, clock.today())
    assert basis.annex is not None
    authority = basis.annex.kind == ANNEX_OF_AUTHORITIES
    called = payment_figures(
        basis.guideline, parts, basis.now.parameters, clock.today(), authority=authority
    )
    return (*basis.now.entitlement.figures, *doubtful, *called)


def _years(wish: AwardWish) -> tuple[YearAmount, ...]:
    found = wish.by_year().items()
    return tuple(YearAmount(year=year, amount=amount) for year, amount in found if amount)


def _obligations(wish: AwardWish) -> Iterator[str]:
    for one in wish.obligations:
        until = "" if one.due_on is None else f" (zu erfüllen bis {one.due_on:%d.%m.%Y})"
        yield f"{one.text}{until}"


def _parts(parts: tuple[FixedPart, ...]) -> tuple[AwardPart, ...]:
    if len(parts) < 2:
        return ()
    return tuple(
        AwardPart(
            label=say(f"part.name.{part.wish.part}"),
            amount=part.wish.amount,
            first=part.wish.start,
            last=part.wish.end,
        )
        for part in parts
    )


def cost_rows(parts: tuple[FixedPart, ...]) -> Iterator[PlanItem]:
    """The expenditure that the notice fixes, its year named where the plan has several."""
    for part in parts:
        of_part = say(f"part.name.{part.wish.part}") if len(parts) > 1 else ""
        for item in part.plan.items:
            words = (of_part, say(f"category.{item.category}"), item.label, _year(parts, item.year))
            yield PlanItem(label=_each_once(words), amount=item.amount)


def _year(parts: tuple[FixedPart, ...], year: int) -> str:
    """The year of an amount; nothing where the whole plan lies in one."""
    years = {item.year for part in parts for item in part.plan.items}
    years |= {fund.year for part in parts for fund in part.plan.funds}
    return str(year) if len(years) > 1 else ""


def _each_once(words: Iterable[str]) -> str:
    """The words in order; a label that only repeats its kind is told once."""
    return ", ".join(dict.fromkeys(word for word in words if word))


def fund_rows(parts: tuple[FixedPart, ...], wish: AwardWish) -> Iterator[PlanItem]:
    """The grant and the funds beside it, their year named where the plan has several."""
    yield PlanItem(label="Zuwendung des Landes", amount=wish.amount)
    for part in parts:
        for fund in part.plan.funds:
            kind = say(f"fund_source.{fund.source.value}")
            words = (kind, fund.label, _year(parts, fund.year))
            yield PlanItem(label=_each_once(words), amount=fund.amount)


def _calculation(basis: Basis, wish: AwardWish) -> Iterator[CalculationLine]:
    """The steps that end in an amount, and what is granted of it."""
    for _, _, line in basis.now.entitlement.lines():
        amount = line.values.get("amount")
        if isinstance(amount, Decimal | Fraction):
            yield CalculationLine(text=line.text(), amount=to_cents(amount))
    for year, amount in wish.by_year().items():
        if amount:
            yield CalculationLine(text=f"Bewilligt {year}", amount=amount)


def _terms(basis: Basis, wish: AwardWish, parts: tuple[FixedPart, ...]) -> dict[str, Any]:
    """Everything that the approval writes, frozen with the letter."""
    assert basis.annex is not None
    return {
        "wish": wish.to_json(),
        "revision": basis.case.revision_number,
        "parts": {part.wish.part: part.to_json() for part in parts},
        "asked": str(asked_in_all(basis)),
        "entitlement": basis.now.entitlement.to_json(),
        "annex": {
            "ref": basis.annex.ref,
            "kind": basis.annex.kind,
            "title": basis.annex.title,
            "digest": basis.annex.digest,
        },
        "parameters": dated_parameters(basis.now.parameters, clock.today()),
    }
