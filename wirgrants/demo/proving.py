"""The proofs of use: written by the recipient, examined by the authority."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from wirgrants.demo.answers import COUNTERS, NARRATIVE
from wirgrants.demo.project import Case
from wirgrants.demo.stage import Stage
from wirgrants.jobs.registry import run_now
from wirgrants.models import Proof, ProofKind
from wirgrants.services import examination, proofs, proofs_draft, proofs_submit
from wirgrants.services.access import load_case
from wirgrants.services.examination import Accepted, Examined
from wirgrants.services.examination_sheet import default_counters, sheet_of
from wirgrants.services.papers import Place, attach
from wirgrants.services.proofs_basis import ProofBasis, basis_of
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import MachineName

_CENT = Decimal("0.01")
_MOST_A_GUIDE = Decimal(250)


@dataclass(frozen=True, kw_only=True)
class Spent:
    """What came of the plan: the share of it that was spent, and counters that differ."""

    share: str = "1.00"
    counters: Mapping[str, Any] = field(default_factory=dict)
    result: str = ""


AS_PLANNED = Spent()


def proof_of(stage: Stage, case: Case, part: str = "main", year: int = 0) -> str:
    """The ref of a part's final proof, or of the interim one of a year."""
    with read_only() as session:
        rows = proofs.proofs_of(session, stage.case(case.ref))
        return next(row.ref for row in rows if row.part == part and _is(row, year))


def _is(row: Proof, year: int) -> bool:
    if year:
        return row.kind is ProofKind.INTERIM and row.year == year
    return row.kind is ProofKind.FINAL


def write(stage: Stage, case: Case, ref: str, spent: Spent = AS_PLANNED) -> None:
    """The editor writes the proof down and adds the list of receipts."""
    actor, stored = stage.person(case.editor), stage.case(case.ref)
    with read_only() as session:
        proof = proofs.proof_of(session, stored, ref)
        basis = basis_of(session, stored, proof)
        before = proofs_draft.draft_for(actor, stored, proof)
    sent = proofs_draft.ReportInput(
        content=_content(basis, spent), typed=None, base=proofs_draft.base_of(before)
    )
    proofs_draft.save_report(actor, case.ref, ref, sent)
    with unit_of_work() as session:
        row = load_case(session, actor, case.ref, for_update=True)
        place = Place(
            kind="receipt_list", part=proof.part, subject=MachineName.PROOF, subject_ref=ref
        )
        attach(session, actor, row, stage.papers["receipt_list"], place)


def hand_in(stage: Stage, case: Case, ref: str) -> None:
    """The signatory hands in what is shown."""
    actor, stored = stage.person(case.signatory), stage.case(case.ref)
    with read_only() as session:
        proof = proofs.proof_of(session, stored, ref)
        digest = proofs_submit.ready_report(session, actor, stored, proof).digest
        told = {"case": case.ref, "proof": ref, "revision": proof.revision_number + 1}
    function = stage.functions[case.project.body]
    declared = proofs_submit.Declared(name=actor.name, function=function, digest=digest)
    proofs_submit.submit_proof(actor, case.ref, ref, declared, version=stored.row_version)
    # The worker makes the receipt within seconds; here the clock would have moved on by years.
    run_now(proofs_submit.RECEIPT_JOB, told)


def take_up(stage: Stage, case: Case, ref: str) -> None:
    """The officer begins the examination."""
    actor = stage.person(case.officer)
    examination.take_up(actor, case.ref, ref, version=stage.version(case.ref))


def give_back(stage: Stage, case: Case, ref: str, reason: str) -> None:
    """The officer gives the proof back to be completed."""
    actor = stage.person(case.officer)
    examination.send_back(actor, case.ref, ref, reason, version=stage.version(case.ref))


def strike(stage: Stage, case: Case, ref: str, reason: str) -> None:
    """The officer strikes a proof that is not needed."""
    actor = stage.person(case.officer)
    proofs.cancel_proof(actor, case.ref, ref, reason, version=stage.version(case.ref))


def examined(stage: Stage, case: Case, ref: str, *, cut: str = "", why: str = "") -> None:
    """The officer accepts the proof, less `cut` euros of its largest item for a reason."""
    actor, stored = stage.person(case.officer), stage.case(case.ref)
    with read_only() as session:
        proof = proofs.proof_of(session, stored, ref)
        sheet = sheet_of(session, stored, proof)
        assert sheet is not None
        counters, revision = default_counters(sheet), proof.revision_number
        largest = max(sheet.items, key=lambda row: row.stated)
    items = {}
    if cut:
        items[largest.key] = Accepted(amount=largest.stated - Decimal(cut), note=why)
    told = Examined(
        items=items,
        funds={},
        counters=counters,
        note="Sachbericht und zahlenmäßiger Nachweis sind schlüssig. "
        + (why or "Beanstandungen haben sich nicht ergeben."),
        in_depth=bool(cut),
        revision=revision,
    )
    examination.examine(actor, case.ref, ref, told, version=stored.row_version)


def proven(
    stage: Stage, case: Case, part: str = "main", year: int = 0, *, spent: Spent = AS_PLANNED
) -> str:
    """Written and handed in on one day; the proof's ref."""
    ref = proof_of(stage, case, part, year)
    write(stage, case, ref, spent)
    hand_in(stage, case, ref)
    return ref


def _content(basis: ProofBasis, spent: Spent) -> dict[str, Any]:
    known = basis.prefill
    told = {int(entry["year"]) for entry in known.get("items", ())}
    answers = {q.id: COUNTERS[q.id] for q in basis.shape.counters} | {
        q.id: NARRATIVE[q.id] for q in basis.shape.narrative
    }
    if spent.result:
        answers["report_result"] = spent.result
    answers |= {name: spent.counters[name] for name in spent.counters if name in answers}
    answers |= known.get("answers", {})
    return {
        "answers": answers,
        "items": [*known.get("items", ()), *_scaled(basis, "items", spent, told)],
        "funds": [*known.get("funds", ()), *_scaled(basis, "funds", spent, told)],
        "goals": [
            {"goal": goal, "outcome": "reached", "result": "Siehe Sachbericht."}
            for goal in basis.shape.goals
        ],
        "persons": _persons(basis, spent) if basis.shape.persons else [],
    }


def _scaled(basis: ProofBasis, name: str, spent: Spent, told: set[int]) -> list[dict[str, Any]]:
    share = Decimal(spent.share)
    return [
        {**entry, "amount": format(_part_of(Decimal(entry["amount"]), share), "f")}
        for entry in basis.plan_of(name)
        if int(entry["year"]) not in told
    ]


def _part_of(amount: Decimal, share: Decimal) -> Decimal:
    return (amount * share).quantize(_CENT, ROUND_HALF_UP)


def _persons(basis: ProofBasis, spent: Spent) -> list[dict[str, Any]]:
    """The hours of the plan, spread over so many guides that nobody is above the most."""
    planned = Decimal(str(basis.part.units.get("hours", "900.00")))
    left = _part_of(planned, Decimal(spent.share))
    guides = int(spent.counters.get("guides_active", COUNTERS["guides_active"]))
    each = min(_MOST_A_GUIDE, (left / guides).quantize(_CENT, ROUND_HALF_UP))
    rows = []
    for place in range(guides):
        hours = left if place == guides - 1 else each
        rows.append(
            {
                "code": f"L-{place + 1:02}",
                "coordinating": place == 0,
                "year": basis.part.starts_on.year,
                "hours": format(hours, "f"),
            }
        )
        left -= hours
    return rows
