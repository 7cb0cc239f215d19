"""The authority's part up to the signed notice: check, requests, review, proposal, signature."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy import select

from wirgrants.demo.project import Case
from wirgrants.demo.stage import Stage
from wirgrants.models import Decision, FundingCase, Letter, LetterKind, VoteOutcome
from wirgrants.services import (
    clarify,
    decisions,
    early_start,
    filing_answers,
    proposals,
    rejections,
)
from wirgrants.services.access import Actor, load_case
from wirgrants.services.award_wish import AwardWish, Ordered, PartWish
from wirgrants.services.casework import add_note, assign
from wirgrants.services.clarify_letter import Item, Question, preview_question
from wirgrants.services.decisions_named import name_notice
from wirgrants.services.delivery import Dispatch, Signature, usual_way
from wirgrants.services.letters import letter_of
from wirgrants.services.papers import Place, attach
from wirgrants.services.proposals import Shown, digest_of, open_proposal
from wirgrants.services.retrieval import record_retrieval
from wirgrants.services.review import (
    CheckAnswer,
    answer_checks,
    begin_check,
    checks_of,
    close_check,
    has_review,
    standing,
)
from wirgrants.services.votes import KIND_OF, PAPER_OF, Said, record_review
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.findings import Outcome

_BODY_OF: Mapping[str, str] = {
    "target_agreement": "Ministerium und antragstellende Stelle",
    "expert_vote": "Fachreferat des Ministeriums",
    "municipal_statement": "Integrationsbüro der Kommune",
    "jury_vote": "Jury Vielfaltsstrategien",
}
_GOALS = (
    "Zwei Regeldienste öffnen ihre Angebote interkulturell",
    "Ein Fachtag im Jahr mit mindestens 60 Teilnehmenden",
    "Das Netzwerk trifft sich mindestens sechsmal im Jahr",
)


def take_on(stage: Stage, case: Case) -> None:
    """An officer takes the case on the own desk."""
    actor = stage.person(case.officer)
    assign(actor, case.ref, actor.ref, version=stage.version(case.ref))


def note(stage: Stage, case: Case, text: str) -> None:
    """An internal note of the officer."""
    add_note(stage.person(case.officer), case.ref, text)


def begin(stage: Stage, case: Case) -> None:
    """The formal check begins."""
    begin_check(stage.person(case.officer), case.ref, version=stage.version(case.ref))


def answer(stage: Stage, case: Case, *, failed: Mapping[str, str] | None = None) -> None:
    """Every check is answered: "met", but for the rules that failed, each with its note."""
    stored, wrong = stage.case(case.ref), failed or {}
    with read_only() as session:
        answers = {
            one.ref: _answer(one.rule, one.outcome, wrong) for one in checks_of(session, stored)
        }
    answer_checks(stage.person(case.officer), case.ref, answers, version=stored.row_version)


def _answer(rule: str, found: Outcome, wrong: Mapping[str, str]) -> CheckAnswer:
    if rule in wrong:
        return CheckAnswer(answer=Outcome.NOT_MET, note=wrong[rule])
    note = "" if found is Outcome.MET else "Unterlagen und Angaben eingesehen, keine Bedenken."
    return CheckAnswer(answer=Outcome.MET, note=note)


def fail_as_found(stage: Stage, case: Case) -> None:
    """The officer follows the machine in every finding that is "not met"."""
    with read_only() as session:
        checks = checks_of(session, stage.case(case.ref))
        failed = {
            one.rule: "Wie maschinell festgestellt."
            for one in checks
            if one.outcome is Outcome.NOT_MET
        }
    answer(stage, case, failed=failed)


def checked(stage: Stage, case: Case) -> None:
    """The check from beginning to end; the case then waits for its review, or is ready."""
    begin(stage, case)
    answer(stage, case)
    close(stage, case)


def close(stage: Stage, case: Case) -> None:
    """Out of the check, by the way that the guideline has."""
    stored = stage.case(case.ref)
    action = "pass_to_review" if has_review(stored) else "complete_check"
    close_check(stage.person(case.officer), case.ref, action, version=stored.row_version)


def reviewed(
    stage: Stage, case: Case, outcome: VoteOutcome = VoteOutcome.FAVOURABLE, text: str = ""
) -> None:
    """What others say is recorded with its paper, where the case waits for it."""
    stored = stage.case(case.ref)
    if stored.state not in KIND_OF:
        return
    kind = PAPER_OF[KIND_OF[stored.state]]
    actor = stage.person(case.officer)
    with unit_of_work() as session:
        row = load_case(session, actor, case.ref, for_update=True)
        shared = kind in ("target_agreement", "municipal_statement")
        place = Place(kind=kind, internal=not shared)
        paper = attach(session, actor, row, stage.papers[kind], place)
    said = Said(
        outcome=outcome,
        body=_BODY_OF[kind],
        on=stage.today - timedelta(days=2),
        text=text or "Das Vorhaben wird befürwortet.",
        goals=_GOALS if kind == "target_agreement" else (),
    )
    version = stage.version(case.ref)
    record_review(actor, case.ref, said, version=version, paper_ref=paper.ref)


def ask(stage: Stage, case: Case, about: str, request: str, due: date) -> str:
    """Ask the applicant by letter; the request's ref."""
    question = Question(items=(Item(about=about, request=request),), due_on=due)
    actor = stage.person(case.officer)
    letter = preview_question(actor, case.ref, question)
    return clarify.ask(actor, case.ref, _shown(stage, case, letter))


def reply(stage: Stage, case: Case, ref: str, text: str) -> None:
    """The editor answers a request."""
    actor, version = stage.person(case.editor), stage.version(case.ref)
    filing_answers.answer_clarification(actor, case.ref, ref, text, (), version=version)


def accept_reply(stage: Stage, case: Case, ref: str) -> None:
    """The answer does."""
    actor = stage.person(case.officer)
    clarify.accept_answer(actor, case.ref, ref, version=stage.version(case.ref))


def propose(stage: Stage, case: Case, *, reason: str = "", least: str = "") -> None:
    """Propose what was asked for, up to the most that can be granted (`least`: at most that)."""
    actor = stage.person(case.officer)
    wish = _wish(stage, case, reason, Decimal(least) if least else None)
    ref = proposals.preview_award(actor, case.ref, wish)
    proposals.propose_award(actor, case.ref, _shown(stage, case, ref))


def _wish(stage: Stage, case: Case, reason: str, least: Decimal | None) -> AwardWish:
    stored = stage.case(case.ref)
    with read_only() as session:
        most = {(y.part, y.year): y.amount for y in standing(session, stored).entitlement.years}
    parts, cut = [], False
    for name, part in case.project.parts.items():
        amounts = {}
        for year, asked in part.asked.items():
            wanted = Decimal(asked)
            bounds = [wanted, most.get((name, int(year))) or Decimal(0)]
            amounts[int(year)] = min([*bounds, least] if least is not None else bounds)
            cut = cut or amounts[int(year)] < wanted
        parts.append(PartWish(part=name, start=part.start, end=part.end, amounts=amounts))
    usual = (
        "Bewilligt wird der Betrag, der nach der Richtlinie höchstens möglich ist." if cut else ""
    )
    return AwardWish(
        parts=tuple(parts),
        purpose=case.project.title,
        obligations=(
            Ordered(text="In Veröffentlichungen ist auf die Förderung des Landes hinzuweisen."),
        ),
        reason=reason or usual,
    )


def _shown(stage: Stage, case: Case, letter_ref: str) -> Shown:
    stored = stage.case(case.ref)
    with read_only() as session:
        digest = letter_of(session, stored, letter_ref).pdf_digest
    return Shown(letter_ref=letter_ref, digest=digest, version=stored.row_version)


def propose_rejection(stage: Stage, case: Case, reasons: str, rules: tuple[str, ...] = ()) -> None:
    """Propose to reject the application."""
    actor = stage.person(case.officer)
    wish = rejections.RejectionWish(reasons=reasons, rules=rules)
    ref = rejections.preview_rejection(actor, case.ref, wish)
    rejections.propose_rejection(actor, case.ref, _shown(stage, case, ref))


def send_back(stage: Stage, case: Case, reason: str) -> None:
    """The approver returns a proposal."""
    actor, version = stage.person(case.approver), stage.version(case.ref)
    decisions.end_proposal(actor, case.ref, "return_proposal", reason, version=version)


def sign(stage: Stage, case: Case) -> None:
    """The approver signs the award that lies before them, made in the own name."""
    actor, signature = _signature(stage, case, Decision.AWARD)
    decisions.approve_award(actor, case.ref, signature)


def sign_rejection(stage: Stage, case: Case) -> None:
    """The approver signs the rejection, made in the own name; the applicant calls it up."""
    actor, signature = _signature(stage, case, Decision.REJECTION)
    decisions.approve_rejection(actor, case.ref, signature)
    with read_only() as session:
        told = select(Letter.ref).where(Letter.kind == LetterKind.REJECTION)
        letters = told.join(FundingCase).where(FundingCase.ref == case.ref)
        ref = session.scalars(letters.where(Letter.issued_at.is_not(None))).one()
    record_retrieval(stage.person(case.signatory), case.ref, ref)


def _signature(stage: Stage, case: Case, decision: Decision) -> tuple[Actor, Signature]:
    actor, stored = stage.person(case.approver), stage.case(case.ref)
    ref = name_notice(actor, case.ref, decision, version=stored.row_version)
    with read_only() as session:
        proposal = open_proposal(session, stored)
        assert proposal is not None
        digest = digest_of(proposal, letter_of(session, stored, ref))
    dispatch = dispatch_of(stage, case)
    return actor, Signature(shown_digest=digest, dispatch=dispatch, version=stage.version(case.ref))


def dispatch_of(stage: Stage, case: Case) -> Dispatch:
    """How a letter leaves today: electronically with consent, else by post."""
    return usual_way(stage.case(case.ref), stage.today)


def awarded(stage: Stage, case: Case) -> None:
    """Proposed and signed on one day."""
    propose(stage, case)
    sign(stage, case)


def early(stage: Stage, case: Case, *, wished: date, from_day: date | None, reason: str) -> None:
    """The early start is permitted from a day, or refused."""
    actor = stage.person(case.officer)
    told = early_start.Answer(
        requested_on=wished,
        request_reason="Die Räume stehen nur ab Jahresbeginn zur Verfügung.",
        reason=reason,
        from_day=from_day,
    )
    ref = early_start.preview_decision(actor, case.ref, told)
    shown, dispatch = _shown(stage, case, ref), dispatch_of(stage, case)
    early_start.decide(actor, case.ref, told.action, shown, dispatch)
