"""Steps of proofs: handed in, taken up, sent back, examined, reopened, cancelled."""

from collections.abc import Mapping
from typing import Any

from wtforms import Form

from forms.examination import (
    ExaminationForm,
    ExaminationShape,
    RowShape,
    examination_form,
)
from forms.proof_steps import DeclareProofForm, PaperProofForm
from forms.reason import ConfirmForm, ReasonForm
from wirgrants import clock
from wirgrants.errors import Conflict, NotFound
from wirgrants.models import ProofKind
from wirgrants.services import examination
from wirgrants.services.access import load_case
from wirgrants.services.examination import Accepted, Examined
from wirgrants.services.examination_sheet import (
    Sheet,
    SheetRow,
    default_counters,
    item_name,
    sheet_of,
)
from wirgrants.services.parameters import load_parameters
from wirgrants.services.proofs import cancel_proof, proof_of
from wirgrants.services.proofs_draft import draft_for
from wirgrants.services.proofs_print import shown_report
from wirgrants.services.proofs_submit import (
    Declared,
    ReadyReport,
    ready_report,
    receive_proof_on_paper,
    submit_proof,
)
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, plain_form, register_action
from wirgrants.web.proof.blueprint import address
from wirgrants.web.proof.shown import (
    findings,
    paper_rows,
    source_name,
    statement,
    title_of,
)
from workflows.money import ZERO
from workflows.states import MachineName
from workflows.wording import say

P = MachineName.PROOF


def _ready(view: StepView) -> ReadyReport:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        return ready_report(session, view.actor, case, proof_of(session, case, view.subject_ref))


def _declare_form(view: StepView, formdata: Any) -> Form:
    if view.action == "receive_on_paper":
        if formdata is not None:
            return PaperProofForm(formdata, today=view.day)
        return PaperProofForm(today=view.day, data={"digest": _ready(view).digest})
    if formdata is not None:
        return DeclareProofForm(formdata)
    return DeclareProofForm(data={"digest": _ready(view).digest, "name": view.actor.name})


def _hand_in_context(view: StepView) -> Mapping[str, Any]:
    """Everything that is about to be frozen, what is missing, papers."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        proof = proof_of(session, case, view.subject_ref)
        shown = shown_report(session, view.actor, case, proof)
        found, part = shown.ready, shown.ready.basis.part
        told = found.content["answers"]
        early = proof.kind is ProofKind.FINAL and view.day < part.ends_on
        return {
            "name": title_of(proof),
            # Nobody is to sign a proof unseen: the entries come first.
            "enter_first": None if draft_for(view.actor, case, proof) else say("proof.enter_first"),
            "edit": address("edit", case, proof),
            "print": address("printed", case, proof) if view.action == "submit" else None,
            "sections": shown.sections,
            "spent": bool(found.content["items"]),
            "ends_on": part.ends_on if early else None,
            "missing": [
                say(one.label_key)
                for one in found.basis.shape.questions
                if told.get(one.id) is None
            ],
            "malformed": found.malformed,
            "papers": paper_rows(case, found.papers),
            "digest": found.digest,
        }


def _submit(view: StepView, form: DeclareProofForm) -> str:
    submit_proof(view.actor, view.case_ref, view.subject_ref, _declared(form), version=view.version)
    return "Der Nachweis ist eingereicht. Er wird jetzt geprüft."


def _receive(view: StepView, form: PaperProofForm) -> str:
    assert form.received_on.data is not None
    receive_proof_on_paper(
        view.actor,
        view.case_ref,
        view.subject_ref,
        _declared(form),
        received_on=form.received_on.data,
        version=view.version,
    )
    return "Der Nachweis aus Papier ist erfasst."


def _declared(form: Any) -> Declared:
    return Declared(
        name=form.name.data or "",
        function=form.function.data or "",
        digest=form.digest.data or "",
    )


for action, run in (("submit", _submit), ("receive_on_paper", _receive)):
    register_action(
        ActionSpec(
            machine=P,
            action=action,
            form=_declare_form,
            run=run,
            context=_hand_in_context,
            template="proof/submit.html",
        )
    )


def _take_up(view: StepView, form: Any) -> str:
    del form
    examination.take_up(view.actor, view.case_ref, view.subject_ref, version=view.version)
    return "Die Prüfung des Nachweises hat begonnen."


def _send_back(view: StepView, form: ReasonForm) -> str:
    examination.send_back(
        view.actor, view.case_ref, view.subject_ref, form.reason.data or "", version=view.version
    )
    return "Der Nachweis ist zur Überarbeitung zurückgegeben."


def _reopen(view: StepView, form: ReasonForm) -> str:
    examination.reopen(
        view.actor, view.case_ref, view.subject_ref, form.reason.data or "", version=view.version
    )
    return "Die Prüfung ist wieder aufgenommen."


def _cancel(view: StepView, form: ReasonForm) -> str:
    cancel_proof(
        view.actor, view.case_ref, view.subject_ref, form.reason.data or "", version=view.version
    )
    return "Der Nachweis ist gestrichen."


for action, form, take in (
    ("take_up", plain_form(ConfirmForm), _take_up),
    ("send_back", plain_form(ReasonForm), _send_back),
    ("reopen", plain_form(ReasonForm), _reopen),
    ("cancel", plain_form(ReasonForm), _cancel),
):
    register_action(ActionSpec(machine=P, action=action, form=form, run=take))


def _sheet(view: StepView) -> Sheet:
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        found = sheet_of(session, case, proof_of(session, case, view.subject_ref))
        if found is None:
            raise NotFound("nothing was handed in")
        return found


def shape_of(sheet: Sheet) -> ExaminationShape:
    """The rows and counters of a sheet as its form takes them."""
    return ExaminationShape(
        items=tuple(_row(row, item_name(row.kind, row.label)) for row in sheet.items),
        funds=tuple(_row(row, source_name(row.kind, row.label)) for row in sheet.funds),
        counters=sheet.questions,
    )


def _row(row: SheetRow, name: str) -> RowShape:
    return RowShape(key=row.key, name=name, year=row.year, planned=row.planned, stated=row.stated)


def _examination_form(view: StepView, formdata: Any) -> Form:
    sheet = _sheet(view)
    return examination_form(
        shape_of(sheet),
        formdata,
        revision=sheet.basis.proof.revision_number,
        counters=default_counters(sheet),
    )


def _examination_context(view: StepView) -> Mapping[str, Any]:
    """The statement, the findings and the lists beside the form."""
    with read_only() as session:
        case = load_case(session, view.actor, view.case_ref)
        proof = proof_of(session, case, view.subject_ref)
        sheet = sheet_of(session, case, proof)
        assert sheet is not None
        return {
            "name": title_of(proof),
            "show": address("show", case, proof),
            "sheet": sheet,
            "findings": findings(sheet.findings),
            "statement": statement(sheet.items),
            "papers": paper_rows(case, sheet.papers),
            "inventory": load_parameters(session).on("inventory_threshold", clock.today()),
            "planned": sum((row.planned for row in sheet.items), ZERO),
            "stated": sum((row.stated for row in sheet.items), ZERO),
        }


def _examine(view: StepView, form: ExaminationForm) -> str:
    revision = form.revision.data or ""
    if not revision.isdigit():
        raise Conflict("no revision was shown")
    told = Examined(
        items=_accepted(form, "item"),
        funds=_accepted(form, "fund"),
        counters=form.counters(),
        note=form.note.data or "",
        in_depth=bool(form.in_depth.data),
        revision=int(revision),
    )
    examination.examine(view.actor, view.case_ref, view.subject_ref, told, version=view.version)
    return "Der Nachweis ist geprüft."


def _accepted(form: ExaminationForm, prefix: str) -> dict[str, Accepted]:
    return {
        key: Accepted(amount=amount, note=note)
        for key, (amount, note) in form.accepted(prefix).items()
    }


register_action(
    ActionSpec(
        machine=P,
        action="examine",
        form=_examination_form,
        run=_examine,
        context=_examination_context,
        template="proof/examine.html",
    )
)
