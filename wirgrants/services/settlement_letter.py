"""The settlement in words: what was examined, what the grant comes to, what comes back."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy.orm import Session

from forms.fitting_sections import part_name
from wirgrants import clock
from wirgrants.documents.german import euros
from wirgrants.documents.letters.common import CalculationLine
from wirgrants.documents.letters.settlement import ExaminedItem, settlement_letter
from wirgrants.documents.letters.settlement import Settlement as Told
from wirgrants.models import FundingCase, LetterKind
from wirgrants.services.access import Actor
from wirgrants.services.examination_sheet import item_name
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.letterhead import HeadChoice, by_annex, head_of, relied_on, remedy_of
from wirgrants.services.letters import Draft
from wirgrants.services.settlement import Computed
from wirgrants.services.settlement_late import LateInterest, late_interest, refuse_undecided
from workflows.dates import add_months
from workflows.money import ZERO, to_cents
from workflows.parameters import petty_limit_key
from workflows.payment_call import LateDecision

MONTHS_A_YEAR = 12


@dataclass(frozen=True, kw_only=True)
class Closing:
    """What the person who signs adds: remarks, and whether an uncalled rest is given up.

    `late_decision` finds whether money in question was used in time; `late_reason` says what
    shows it, or why no interest is claimed for late use.
    """

    remarks: tuple[str, ...] = ()
    give_up_rest: bool = False
    late_decision: LateDecision | None = None
    late_reason: str = ""


def settlement_draft(
    session: Session, case: FundingCase, actor: Actor, found: Computed, closing: Closing
) -> Draft:
    """The worded letter of a settlement; its terms hold the digest of the computation."""
    late = late_interest(session, case)
    refuse_undecided(late, closing.late_decision, closing.late_reason)
    today = clock.today()
    notice = award_letter(session, case)
    received = _received(found)
    law = found.law
    reduced = law.final < law.granted
    parameters = found.told.parameters
    years = parameters.count("receipts_years", received)
    figures = relied_on(parameters, _rests_on(found), today)
    rests_on = by_annex(figures, municipal=found.told.municipal)
    choice = HeadChoice(dated=today, signature=actor.name, figures=rests_on)
    letter = settlement_letter(
        Told(
            head=head_of(case, choice),
            award_date=notice.dated,
            proof_received=received,
            granted=law.granted,
            final=law.final,
            paid=law.paid,
            items=tuple(_items(found)),
            calculation=tuple(calculation(found)),
            remarks=closing.remarks,
            records_until=add_months(received, years * MONTHS_A_YEAR),
            remedy=remedy_of(case, parameters, today) if reduced else None,
            waived=balance_text(case, found, closing),
            late=late_text(late, closing),
        )
    )
    return Draft(kind=LetterKind.SETTLEMENT, letter=letter, terms=_terms(found, late, closing))


def _terms(found: Computed, late: LateInterest, closing: Closing) -> dict[str, Any]:
    return {
        "computation": found.digest,
        "give_up_rest": closing.give_up_rest,
        "remarks": list(closing.remarks),
        "late": late.to_json(),
        "late_decision": closing.late_decision,
        "late_reason": closing.late_reason,
    }


def _rests_on(found: Computed) -> Iterator[str]:
    """The parameters that computation and sentences of the letter use."""
    yield "reduction_threshold"
    if found.still_to_recover > ZERO:
        yield petty_limit_key(municipal=found.told.municipal)
    yield "receipts_years"


def _received(found: Computed) -> date:
    """The day on which the last proof came in."""
    days = [proof.received_on for proof, _ in found.told.examinations if proof.received_on]
    return max(days, default=clock.today())


def balance_text(case: FundingCase, found: Computed, closing: Closing) -> str:
    """What becomes of the difference where it is neither paid out nor asked back by itself."""
    law, still = found.law, found.still_to_recover
    if law.payable > ZERO and closing.give_up_rest:
        return f"Der Rest von {euros(law.payable)} wurde nicht abgerufen und wird nicht ausgezahlt."
    if law.to_recover == ZERO:
        return ""
    text = f"Zu viel gezahlt waren {euros(law.to_recover)}."
    if case.recovered > ZERO:
        text += f" Davon wurden {euros(case.recovered)} erstattet."
    if still > ZERO:
        text += (
            f" Der verbleibende Betrag von {euros(still)} liegt unter der Grenze von "
            f"{euros(law.petty_limit)}, ab der zurückgefordert wird."
        )
    return text


def late_text(late: LateInterest, closing: Closing) -> tuple[str, ...]:
    """What becomes of the interest on money that was used late; nothing where none was."""
    if not late.arose or closing.late_decision is not LateDecision.NOT_CLAIMED:
        return ()
    known = (
        "Für verspätet verwendete Mittel könnten nach § 49a Abs. 4 HVwVfG höchstens "
        f"{euros(late.sum)} Zinsen verlangt werden, gerechnet bis zu dem Tag, an dem die "
        "Verwendung angegeben war."
        if late.unknown_from is None
        else "Für verspätet verwendete Mittel könnten nach § 49a Abs. 4 HVwVfG Zinsen verlangt "
        "werden; der Basiszinssatz ist noch nicht für die ganze Zeit bekannt."
    )
    return (*late.lines, f"{known} Sie werden nicht erhoben: {closing.late_reason}")


def _items(found: Computed) -> Iterator[ExaminedItem]:
    """Every item of the proofs that tell of the award, years of one item joined."""
    joined: dict[str, list[Decimal]] = {}
    notes: dict[str, list[str]] = {}
    for entry in _telling(found):
        name = item_name(entry["category"], entry["label"])
        sums = joined.setdefault(name, [ZERO, ZERO, ZERO])
        for place, key in enumerate(("planned", "stated", "examined")):
            sums[place] += Decimal(entry[key])
        if entry["note"]:
            notes.setdefault(name, []).append(entry["note"])
    for name, (planned, stated, accepted) in joined.items():
        yield ExaminedItem(
            label=name,
            planned=planned,
            declared=stated,
            accepted=accepted,
            note="; ".join(dict.fromkeys(notes.get(name, ()))),
        )


def _telling(found: Computed) -> Iterable[Mapping[str, Any]]:
    """The examined items of the final proofs; of interim ones only where no final one tells."""
    finals = {p.part for p, _ in found.told.examinations if p.kind.value == "final"}
    for proof, examination in found.told.examinations:
        if proof.kind.value == "final" or proof.part not in finals:
            yield from examination.items


def calculation(found: Computed) -> Iterator[CalculationLine]:
    """The law's steps that end in an amount, named by part and year where there are several."""
    for part, year, line in found.law.all_lines():
        amount = line.values.get("amount", line.values.get("actual"))
        if not isinstance(amount, Decimal | Fraction):
            continue
        several = len(found.told.parts) > 1 and part
        prefix = f"{part_name(part)} {year}: " if several else (f"{year}: " if year else "")
        yield CalculationLine(text=prefix + line.text(), amount=to_cents(amount))
