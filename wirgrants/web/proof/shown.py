"""A proof as tables show it: statement beside plan, answers, goals, persons, papers, findings."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask import url_for

from forms.fitting_fields import shown
from forms.fitting_sections import part_name
from wirgrants.models import FundingCase, Paper, Proof, ProofExamination
from wirgrants.services.examination_sheet import Sheet, SheetRow, item_name
from wirgrants.services.proofs import name_of, overdue
from wirgrants.web.tabs import CaseView
from workflows.findings import Finding, Outcome
from workflows.naming import rule_name
from workflows.progress import Audience, state_text
from workflows.questions import QUESTIONS
from workflows.rules.reading import MAIN
from workflows.states import MachineName
from workflows.wording import paper_name, say


def title_of(proof: Proof) -> str:
    """Kind, year and part: "Verwendungsnachweis, Einsatz"."""
    name = name_of(proof)
    return name if proof.part == MAIN else f"{name}, {part_name(proof.part)}"


def source_name(kind: str, label: str) -> str:
    """A source of funds as people read it."""
    name = say(f"fund_source.{kind}")
    return f"{name}: {label}" if label and label != name else name


def statement(
    rows: Iterable[SheetRow],
    *,
    funds: bool = False,
    examined: Sequence[Mapping[str, Any]] | None = None,
) -> list[dict[str, Any]]:
    """Rows of the numerical statement with what was accepted, where it was examined."""
    kind = "source" if funds else "category"
    accepted = {
        (one[kind], one["label"], int(one["year"])): (Decimal(one["examined"]), one["note"])
        for one in examined or ()
    }
    return [
        {
            "name": (source_name if funds else item_name)(row.kind, row.label),
            "year": row.year,
            "planned": row.planned,
            "stated": row.stated,
            "examined": accepted.get((row.kind, row.label, row.year), (None, ""))[0],
            "note": accepted.get((row.kind, row.label, row.year), (None, ""))[1],
        }
        for row in rows
    ]


def answers(sheet: Sheet) -> list[tuple[str, str]]:
    """Question and answer of everything that was reported, in the order of the form."""
    duty = sheet.basis.definition.proof
    told = sheet.content["answers"]
    return [
        (
            say(QUESTIONS[name].label_key),
            shown(QUESTIONS[name], told.get(name), {}) or "keine Angabe",
        )
        for name in (*duty.narrative, *duty.counters)
        if name in told
    ]


def findings(found: Iterable[Finding]) -> dict[str, list[dict[str, Any]]]:
    """Findings as the table of verdicts shows them: those that need a look, and the met ones."""
    rank = {"not_met": 0, "review": 1, "not_asked": 2, "met": 3}
    rows = [
        {
            "rule": rule_name(one.rule, one.values),
            "outcome": one.outcome,
            "reason": one.reason,
            "clause": one.clause.german(),
            "override": None,
        }
        for one in sorted(found, key=lambda one: rank[one.outcome.value])
    ]
    return {
        "open": [row for row in rows if row["outcome"] is not Outcome.MET],
        "met": [row for row in rows if row["outcome"] is Outcome.MET],
    }


def paper_rows(
    case: FundingCase, papers: Iterable[Paper], *, proof: Proof | None = None
) -> list[dict[str, Any]]:
    """Uploaded papers by kind, as the list of papers shows them; removable with `proof`."""
    by_kind: dict[str, list[Paper]] = {}
    for paper in papers:
        by_kind.setdefault(paper.kind, []).append(paper)
    return [
        {
            "kind": paper_name(kind),
            "required": False,
            "files": [
                {
                    "name": one.filename,
                    "size": one.file.size,
                    "pages": one.file.pages,
                    "uploaded_at": one.uploaded_at,
                    "href": url_for("files.paper", ref=case.ref, paper_ref=one.ref),
                    "remove": None
                    if proof is None
                    else url_for(
                        "proof.remove", ref=case.ref, proof_ref=proof.ref, paper_ref=one.ref
                    ),
                    "version": None,
                }
                for one in rows
            ],
        }
        for kind, rows in by_kind.items()
    ]


def proof_row(view: CaseView, proof: Proof, reader: Audience) -> dict[str, Any]:
    """One line of the list of proofs."""
    return {
        "proof": proof,
        "title": title_of(proof),
        "state": state_text(MachineName.PROOF, proof.state, reader),
        "overdue": overdue(proof, view.day),
        "rule": due_text(proof, reader),
        "href": url_for("proof.show", ref=view.case.ref, proof_ref=proof.ref),
    }


def due_text(proof: Proof, reader: Audience) -> str:
    """How the day came about as it was stored; applicants read a doubt without its mark."""
    told: str = proof.due_rule.get("text", "")
    if reader is Audience.STAFF or not proof.due_rule.get("unverified"):
        return told
    doubt = say(f"date.mark.{proof.due_rule['mark']}")
    return told.removesuffix(doubt) + say("date.provisional")


def examination_rows(rows: Iterable[ProofExamination]) -> list[dict[str, Any]]:
    """The examinations of a proof for staff and auditors."""
    return [
        {
            "number": row.number,
            "at": row.at,
            "cost": row.examined_cost,
            "note": row.note,
            "in_depth": row.in_depth,
            "reopened_at": row.reopened_at,
        }
        for row in rows
    ]
