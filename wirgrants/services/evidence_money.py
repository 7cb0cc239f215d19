"""The money of a case against its log: award, payments, repayments, and the sums of all of them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from wirgrants.models import (
    AwardPart,
    AwardYear,
    ChangeRequest,
    LedgerEntry,
    LedgerKind,
    Payment,
    Proposal,
    ProposalEnd,
    Recovery,
    Repayment,
)
from wirgrants.services.changes_award import award_json
from wirgrants.services.evidence import Complaints, Told, batches
from wirgrants.services.payments_loaded import digest_bound
from wirgrants.services.plain import digest, plain
from wirgrants.services.recovery import CLAIM
from wirgrants.services.recovery_lowered import LOWERING
from workflows.money import ZERO, total
from workflows.states import AFTER_AWARD, PaymentState

_TABLES = (AwardPart, AwardYear, ChangeRequest, LedgerEntry, Payment, Proposal, Recovery)
_Own = Mapping[type[Any], Sequence[Any]]


def money(session: Session) -> Complaints:
    """Every sum, award, payment and repayment that is not what the log says."""
    for batch in batches(session):
        rows = {model: batch.rows(model) for model in _TABLES}
        repaid = batch.rows(Repayment, Recovery, Recovery.id == Repayment.recovery_id)
        for told in batch.cases:
            own = {model: found.get(told.case.id, []) for model, found in rows.items()}
            looks = (
                _award(told, own),
                _payments(told, own),
                _sums(told, own),
                _committed(own),
                _repayments(told, own[Recovery], repaid.get(told.case.id, [])),
            )
            for look in looks:
                yield from ((told.case.ref, what) for what in look)


def _award(told: Told, own: _Own) -> Iterator[str]:
    """Parts and years as the signed proposal awarded them, or the last granted change."""
    signed = [one for one in own[Proposal] if one.ended is ProposalEnd.APPROVED]
    parts: Sequence[AwardPart] = own[AwardPart]
    if not signed or told.last("amount", None, "approve_award") is None:
        if parts or own[AwardYear]:
            yield "the log knows of no award"
        return
    first = signed[-1]
    granted = [event.data["award"] for event in told.each("grant") if event.data.get("award")]
    awarded = granted[-1] if granted else _proposed(first)
    if _shape(awarded) != _shape(award_json(parts, own[AwardYear], {})):
        yield "the award is not the one that was signed"
    for part in parts:
        fixed = dict(first.content.get("parts", {}).get(part.part, {}))
        changed = awarded["parts"].get(part.part, {})
        fixed["units"] = {
            **fixed.get("units", {}),
            **changed.get("units", {}),
            **changed.get("options", {}),
        }
        now = {
            "financing": part.financing.value,
            "units": part.units,
            "basis": part.basis,
            "proof_form": part.proof_form.value,
        }
        if now != {key: plain(fixed.get(key)) for key in now}:
            yield f"what fixed the part {part.part} is not what was signed"
        if part.amount != total(y.amount for y in own[AwardYear] if y.part == part.part):
            yield f"the years of the part {part.part} do not make its award"


def _proposed(proposal: Proposal) -> dict[str, Any]:
    return {"parts": proposal.content.get("parts", {}), "amounts": proposal.amounts}


def _shape(award: Mapping[str, Any]) -> Any:
    """An award without what may be written in several ways: noughts, and years without money."""
    return (
        {
            name: (
                date.fromisoformat(part["start"]),
                date.fromisoformat(part["end"]),
                Decimal(part["eligible"]),
                [_entry(one) for one in part["plan"].get("items", ())],
                [_entry(one) for one in part["plan"].get("funds", ())],
            )
            for name, part in award["parts"].items()
        },
        {
            (part, int(year)): Decimal(amount)
            for part, years in award["amounts"].items()
            for year, amount in years.items()
            if Decimal(amount)
        },
    )


def _entry(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "amount": Decimal(one["amount"])}


_BOUND = ("check", "release", "reissue")


def _payments(told: Told, own: _Own) -> Iterator[str]:
    """Amounts, days and what a release bound, the account included."""
    years = {year.id: year for year in own[AwardYear]}
    accounts = {"", *told.personal("iban")}
    for row in own[Payment]:
        if told.last("amount", row.ref) != plain(row.amount):
            yield f"the amount of payment {row.number} is not the one that was logged"
        if row.digest is not None:
            year = years.get(row.award_year_id)
            bound = {
                digest_bound(row, year.part, year.year, account)
                for account in accounts
                if year is not None
            }
            if row.digest not in bound or told.last("digest", row.ref, *_BOUND) != row.digest:
                yield f"payment {row.number} is not what was released"
        for column, key in (("paid_on", "paid_on"), ("bank_reference", "reference")):
            stored = getattr(row, column)
            if stored and plain(stored) != told.last(key, row.ref, "pay"):
                yield f"the {column} of payment {row.number} is not the one that was logged"


def _sums(told: Told, own: _Own) -> Iterator[str]:
    """What the case and its years say against payments and ledger."""
    case, years = told.case, own[AwardYear]
    paid = [row for row in own[Payment] if row.state is PaymentState.PAID]
    entries: Sequence[LedgerEntry] = own[LedgerEntry]
    spent = _moved(entries, LedgerKind.SPEND) - _moved(entries, LedgerKind.RETURN)
    if not case.paid == total(row.amount for row in paid) == spent:
        yield "what the case says is paid is not what was paid"
    for year in years:
        if year.paid != total(row.amount for row in paid if row.award_year_id == year.id):
            yield f"what is paid of {year.part} {year.year} is not what was paid"
    if case.recovered != _moved(entries, LedgerKind.REFUND):
        yield "what the case says came back is not what the ledger says"
    if case.state in AFTER_AWARD and case.awarded != total(year.amount for year in years):
        yield "what the case says is awarded is not the sum of its years"
    granted = told.last("grant", None, "settle")
    if case.settled_grant is not None and granted != plain(case.settled_grant):
        yield "the settled grant is not the one that was logged"


def _committed(own: _Own) -> Iterator[str]:
    """What the ledger holds committed is what the years leave."""
    years: Sequence[AwardYear] = own[AwardYear]
    entries: Sequence[LedgerEntry] = own[LedgerEntry]
    for budget, part in {(year.budget_id, year.part) for year in years}:
        here = [one for one in entries if (one.budget_id, one.part) == (budget, part)]
        left = total(
            year.amount - year.paid - year.released
            for year in years
            if (year.budget_id, year.part) == (budget, part)
        )
        if left != total(one.committed_change for one in here):
            yield f"what is left of {part} is not what the ledger holds committed"
        if total(one.spent_change for one in here) < ZERO:
            yield f"more came back of {part} than was paid"


def _moved(entries: Sequence[LedgerEntry], kind: LedgerKind) -> Decimal:
    return total(one.amount for one in entries if one.kind is kind)


_REPAID = ("record_part_payment", "record_repayment")


def _repayments(
    told: Told, recoveries: Sequence[Recovery], repayments: Sequence[Repayment]
) -> Iterator[str]:
    """What came back of each claim, booking by booking, and the claim itself."""
    for row in recoveries:
        held = [
            (plain(one.amount), plain(one.received_on), one.bank_reference)
            for one in repayments
            if one.recovery_id == row.id
        ]
        logged = [
            tuple(event.data.get(key) for key in ("amount", "received_on", "reference"))
            for event in told.each(*_REPAID)
            if event.subject_ref == row.ref
        ]
        if held != logged or row.repaid != sum((Decimal(one[0]) for one in held), ZERO):
            yield f"what came back of recovery {row.number} is not what was logged"
        demanded = told.last("amount", row.ref, "open_hearing", "order", *LOWERING)
        if demanded is not None and Decimal(demanded) != row.demanded:
            yield f"the sum of recovery {row.number} is not the one that was logged"
        if row.ordered_at is not None:
            yield from _claim(told, row)


def _claim(told: Told, row: Recovery) -> Iterator[str]:
    """The claim as order, lowering and a notice of later interest set it, from the newest event."""
    held = {column: getattr(row, column) for column in CLAIM}
    held["computation"] = digest(row.interest_computation)
    for what, value in held.items():
        if told.last(what, row.ref, "order", "claim_interest", *LOWERING) != plain(value):
            yield f"the {what} of recovery {row.number} is not what was logged"
