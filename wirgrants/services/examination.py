"""Examining a proof (Verwendungsnachweisprüfung): taken up, sent back, examined, reopened."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict, NotFound, Refused
from wirgrants.models import FundingCase, Proof, ProofExamination
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import tell_organisation
from wirgrants.services.examination_sheet import SheetRow, examinations_of, sheet_of
from wirgrants.services.plain import digest
from wirgrants.services.proofs import keep_due, name_of, proof_of
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.findings import Outcome
from workflows.money import ZERO, total


@dataclass(frozen=True, kw_only=True)
class Accepted:
    """What of one row is accepted, in euros, and why it is less."""

    amount: Decimal
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """The officer's result. `items` and `funds` by the rows' keys, `counters` as JSON values.

    `revision` is the number of the revision that was shown.
    """

    items: Mapping[str, Accepted]
    funds: Mapping[str, Accepted]
    counters: Mapping[str, Any]
    note: str
    in_depth: bool
    revision: int


def take_up(actor: Actor, case_ref: str, proof_ref: str, *, version: int) -> None:
    """Begin the examination of a proof. Raises StepNotOpen, Conflict, NotFound."""
    _simple(actor, case_ref, proof_ref, "take_up", version=version)


def send_back(actor: Actor, case_ref: str, proof_ref: str, reason: str, *, version: int) -> None:
    """Give a proof back to be completed, with the reason that the recipient reads."""
    with unit_of_work() as session:
        case, proof = _load(session, actor, case_ref, proof_ref)
        _take(
            (session, case, proof),
            actor,
            "send_back",
            version=version,
            reason=reason,
            changes={"sent_back_reason": reason},
        )
        tell_organisation(
            session,
            case,
            kind="proof.sent_back",
            subject=f"{name_of(proof)} zur Überarbeitung",
            text=f"Bitte überarbeiten Sie den Nachweis ({name_of(proof)}) und reichen Sie ihn "
            f"erneut ein. Grund: {reason}",
        )


def reopen(actor: Actor, case_ref: str, proof_ref: str, reason: str, *, version: int) -> None:
    """Examine a proof anew; the earlier examination stays, marked as reopened."""
    with unit_of_work() as session:
        case, proof = _load(session, actor, case_ref, proof_ref)
        _take(
            (session, case, proof),
            actor,
            "reopen",
            version=version,
            reason=reason,
            changes={"examined_cost": None, "examined_at": None, "examined_by_id": None},
        )
        for row in examinations_of(session, proof):
            if row.reopened_at is None:
                row.reopened_at = clock.now()


def examine(
    actor: Actor, case_ref: str, proof_ref: str, told: Examined, *, version: int
) -> ProofExamination:
    """Close the examination with its note (Prüfvermerk); the accepted cost is the sum of the items.

    Raises Conflict when another content was shown, Refused when a row is accepted above what was
    stated or reduced without a reason, StepRefused, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case, proof = _load(session, actor, case_ref, proof_ref)
        sheet = sheet_of(session, case, proof)
        if sheet is None:
            raise NotFound("nothing was handed in")
        if told.revision != proof.revision_number:
            raise Conflict("another revision of the proof was shown")
        items = [_entry(row, told.items, "category") for row in sheet.items]
        funds = [_entry(row, told.funds, "source", income=True) for row in sheet.funds]
        cost = total(Decimal(one["examined"]) for one in items)
        number = _next_number(session, proof)
        findings = [one.to_json() for one in sheet.findings]
        row = _row(actor, proof, told, (number, items, funds, findings, cost))
        _take(
            (session, case, proof),
            actor,
            "examine",
            version=version,
            note=told.note,
            changes={
                "examined_cost": cost,
                "examined_at": clock.now(),
                "examined_by_id": actor.id,
            },
            findings=[one for one in findings if one["outcome"] != Outcome.MET.value],
            data={
                "examined_cost": cost,
                "number": number,
                "in_depth": told.in_depth,
                "digest": digest_of(row),
            },
        )
        session.add(row)
        session.flush()
        return row


def _row(
    actor: Actor,
    proof: Proof,
    told: Examined,
    found: tuple[int, list[Any], list[Any], list[Any], Decimal],
) -> ProofExamination:
    number, items, funds, findings, cost = found
    return ProofExamination(
        proof_id=proof.id,
        number=number,
        in_depth=told.in_depth,
        items=items,
        funds=funds,
        counters={name: value for name, value in told.counters.items() if value is not None},
        verdict={"findings": findings, "revision": proof.revision_number},
        examined_cost=cost,
        note=told.note,
        at=clock.now(),
        by_id=actor.id,
    )


def digest_of(row: ProofExamination) -> str:
    """What the log holds of an examination: every row, counter and word of it."""
    return digest(
        {
            "number": row.number,
            "in_depth": row.in_depth,
            "items": row.items,
            "funds": row.funds,
            "counters": row.counters,
            "verdict": row.verdict,
            "examined_cost": f"{row.examined_cost:.2f}",
            "note": row.note,
        }
    )


def _entry(
    row: SheetRow, told: Mapping[str, Accepted], kind: str, *, income: bool = False
) -> dict[str, Any]:
    accepted = told.get(row.key, Accepted(amount=row.stated))
    if not income and accepted.amount > row.stated:
        raise Refused(
            "more than stated",
            message="Anerkannt werden kann höchstens, was abgerechnet wurde.",
        )
    if accepted.amount != row.stated and not accepted.note.strip():
        raise Refused(
            "a difference without a reason",
            message="Bitte begründen Sie jede Abweichung vom abgerechneten Betrag.",
        )
    return {
        kind: row.kind,
        "label": row.label,
        "year": row.year,
        "planned": format(row.planned, "f"),
        "stated": format(row.stated, "f"),
        "examined": format(max(ZERO, accepted.amount), "f"),
        "note": accepted.note,
    }


def _next_number(session: Session, proof: Proof) -> int:
    last = session.scalar(
        select(func.max(ProofExamination.number)).where(ProofExamination.proof_id == proof.id)
    )
    return (last or 0) + 1


def _simple(actor: Actor, case_ref: str, proof_ref: str, action: str, *, version: int) -> None:
    with unit_of_work() as session:
        case, proof = _load(session, actor, case_ref, proof_ref)
        _take((session, case, proof), actor, action, version=version)


def _load(
    session: Session, actor: Actor, case_ref: str, proof_ref: str
) -> tuple[FundingCase, Proof]:
    case = load_case(session, actor, case_ref, for_update=True)
    only_as_staff(actor, case)
    return case, proof_of(session, case, proof_ref)


def _take(
    place: tuple[Session, FundingCase, Proof],
    actor: Actor,
    action: str,
    *,
    version: int,
    reason: str = "",
    note: str = "",
    changes: Mapping[str, Any] | None = None,
    **event: Any,
) -> None:
    session, case, proof = place
    take_step(
        session,
        case,
        action,
        actor=actor,
        subject=proof,
        version=version,
        circumstances=circumstances_of(
            session,
            case,
            day=clock.today(),
            subject=proof,
            reason=reason,
            examined_cost_entered=action == "examine",
            review_note=note,
        ),
        writes=Writes(changes=changes or {}, **event),
    )
    keep_due(session, case)
