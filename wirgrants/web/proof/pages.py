"""The tab „Nachweise“ and the page on which a proof is read."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask import render_template

from forms.fitting_sections import part_name
from wirgrants.models import Proof, ProofExamination, ProofKind, Settlement
from wirgrants.services.examination_sheet import Sheet, examinations_of, sheet_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.proofs import proof_of, proofs_of
from wirgrants.services.proofs_draft import OPEN
from wirgrants.services.settlement import last_settlement
from wirgrants.unit_of_work import read_only
from wirgrants.web.case import WRITE_PROOF, audience, case_view, frame, held_roles, is_applicant
from wirgrants.web.case_steps import buttons_of
from wirgrants.web.guards import Permission, permit
from wirgrants.web.proof.blueprint import TAB, address, blueprint
from wirgrants.web.proof.shown import (
    answers,
    examination_rows,
    findings,
    paper_rows,
    proof_row,
    statement,
    title_of,
)
from wirgrants.web.tabs import READERS, CaseView, Tab, register_tab
from workflows.lapsing import review_escalation
from workflows.states import AFTER_AWARD, APPLICANT_ROLES, ApplicationState, ProofState, Role
from workflows.wording import say

_TO_EXAMINE = frozenset({ProofState.SUBMITTED, ProofState.IN_REVIEW})
_TOLD = AFTER_AWARD - {
    ApplicationState.AWARDED,
    ApplicationState.ACCEPTED,
    ApplicationState.LAPSED,
    ApplicationState.DECLINED,
}


def _context(view: CaseView) -> Mapping[str, Any]:
    reader = audience(view)
    found = proofs_of(view.session, view.case)
    settled = last_settlement(view.session, view.case)
    return {
        "rows": [
            {**proof_row(view, proof, reader), "buttons": _buttons(view, proof)} for proof in found
        ],
        "finals": sum(proof.kind is ProofKind.FINAL for proof in found),
        "settlement": None if settled is None else settlement_shown(settled),
        "internal": not is_applicant(view),
    }


def _buttons(view: CaseView, proof: Any) -> list[tuple[str, str]]:
    """What this person may do with the proof now, the writing of it first."""
    found = []
    held = held_roles(view)
    writes = held & (APPLICANT_ROLES | {Role.CASE_OFFICER})
    if proof.state in OPEN and writes:
        label = WRITE_PROOF if is_applicant(view) else "Aus Papier eingeben"
        found.append((label, address("edit", view.case, proof)))
    return found + buttons_of(view, proof.ref)


def settlement_shown(row: Settlement) -> dict[str, Any]:
    """A stored settlement with its arithmetic, part by part and in total."""
    several = len(row.rows) > 1
    lines = row.computation["lines"]
    return {
        "row": row,
        "parts": [
            {
                "name": part_name(part.part) if several else "",
                "row": part,
                "lines": [line["text"] for line in part.computation],
            }
            for part in row.rows
        ],
        "totals": [line["text"] for line in lines if not line["part"]],
    }


register_tab(
    Tab(
        id=TAB,
        label="Nachweise",
        order=60,
        roles=READERS,
        template="proof/tab.html",
        context=_context,
        shown=lambda view: view.case.state in _TOLD,
    )
)


@blueprint.get("/<ref>/nachweis/<proof_ref>")
@permit(Permission.CASE_READ)
def show(ref: str, proof_ref: str) -> str:
    """A proof as it was handed in, with its examination; notes and findings for the office only."""
    with read_only() as session:
        view = case_view(session, ref)
        proof = proof_of(session, view.case, proof_ref)
        own = is_applicant(view)
        sheet = sheet_of(session, view.case, proof)
        done = examinations_of(session, proof) if sheet is not None else ()
        standing = next((one for one in done if one.reopened_at is None), None)
        shown_examined = standing if proof.examined_at is not None else None
        values: dict[str, Any] = {
            **frame(view, TAB),
            **proof_row(view, proof, audience(view)),
            "name": title_of(proof),
            "buttons": _buttons(view, proof),
            "sheet": sheet,
            "internal": not own,
            "examined": shown_examined,
        }
        if sheet is not None:
            values |= _handed_in(view, sheet, shown_examined)
            values["findings"] = None if own else findings(sheet.findings)
            values["examinations"] = [] if own else examination_rows(done)
            values["waits"] = "" if own else _waits(view, proof)
        return render_template("proof/show.html", **values)


def _waits(view: CaseView, proof: Proof) -> str:
    """Until when the examination should be done, and when it goes to the head of the office."""
    if proof.state not in _TO_EXAMINE or proof.received_on is None:
        return ""
    return review_escalation(proof.received_on, load_parameters(view.session)).text()


def _handed_in(view: CaseView, sheet: Sheet, examined: ProofExamination | None) -> dict[str, Any]:
    """What was handed in, and what was accepted of it."""
    return {
        "items": statement(sheet.items, examined=examined.items if examined else None),
        "funds": statement(sheet.funds, funds=True, examined=examined.funds if examined else None),
        "answers": answers(sheet),
        "goals": sheet.content["goals"],
        "goal_outcome": lambda one: say(f"goal_outcome.{one}") if one else "keine Angabe",
        "persons": [{**one, "hours": Decimal(one["hours"])} for one in sheet.content["persons"]],
        "hours": sheet.hours,
        "papers": paper_rows(view.case, sheet.papers),
    }
