"""The record of a case against its log: declarations, checks, examinations, papers and letters."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.models import (
    Acceptance,
    Check,
    Letter,
    Paper,
    Proof,
    ProofExamination,
    Proposal,
    ProposalEnd,
    Revision,
)
from wirgrants.services.delivery import Dispatch, dates_of, frozen_parameters
from wirgrants.services.evidence import Batch, Complaints, Told, batches
from wirgrants.services.examination import digest_of
from wirgrants.services.letters import RECEIPTS
from wirgrants.services.plain import digest, plain
from wirgrants.services.rounds import digest_of_round

_SAME_MOMENT = timedelta(minutes=5)


def records(session: Session) -> Complaints:
    """Everything of a case but its money that is not what the log says."""
    for batch in batches(session):
        rows = {
            model: batch.rows(model)
            for model in (Acceptance, Check, Letter, Proof, Proposal, Revision)
        }
        examined = batch.rows(ProofExamination, Proof, Proof.id == ProofExamination.proof_id)
        papers = _papers(batch)
        for told in batch.cases:
            own = {model: found.get(told.case.id, []) for model, found in rows.items()}
            looks = (
                _decided(told, own[Proposal]),
                _accepted(told, own[Acceptance], own[Letter]),
                _asked(told, own[Check]),
                _answered(told, own[Check]),
                _examined(told, own[Proof], examined.get(told.case.id, [])),
                _named_papers(told, own[Revision], papers.get(told.case.id, [])),
                _letters(told, own[Letter]),
                _revisions(told, own[Revision]),
            )
            for look in looks:
                yield from ((told.case.ref, what) for what in look)


def _papers(batch: Batch) -> dict[int, list[Paper]]:
    ids = [one.case.id for one in batch.cases]
    found: dict[int, list[Paper]] = {}
    statement = select(Paper).where(Paper.case_id.in_(ids)).options(joinedload(Paper.file))
    for paper in batch.session.scalars(statement):
        found.setdefault(paper.case_id, []).append(paper)
    return found


def _decided(told: Told, proposals: Sequence[Proposal]) -> Iterator[str]:
    """Day and person of the decision, and the proposal that was signed."""
    case = told.case
    for event in told.each("approve_award", "approve_rejection"):
        if case.decided_on is None or event.data.get("decided_on") != case.decided_on.isoformat():
            yield "the day of the decision is not the one that was logged"
        if case.decided_by_id != event.actor_id:
            yield "somebody else decided than was logged"
        signed = [one.digest for one in proposals if one.ended is ProposalEnd.APPROVED]
        if signed != [event.data.get("proposal")]:
            yield "another proposal was signed than was logged"


def _accepted(
    told: Told, acceptances: Sequence[Acceptance], letters: Sequence[Letter]
) -> Iterator[str]:
    """The declaration on the notice against the digest of it in the log."""
    logged = [event.data["acceptance"] for event in told.events if "acceptance" in event.data]
    if logged != [one.digest for one in acceptances]:
        yield "the acceptance is not the one that was logged"
    notices = {letter.id: letter.pdf_digest for letter in letters}
    for row in acceptances:
        columns = {
            "notice": notices.get(row.letter_id),
            "remedy_waived": row.remedy_waived,
            "on_paper": row.on_paper,
            "received_on": row.received_on.isoformat(),
        }
        if digest(row.content) != row.digest or columns != {
            key: row.content.get(key) for key in columns
        }:
            yield "the acceptance is not what was declared"


def _rounds(checks: Sequence[Check]) -> list[list[Check]]:
    found: dict[int, list[Check]] = {}
    for check in checks:
        found.setdefault(check.round, []).append(check)
    return [sorted(found[key], key=lambda one: (one.position, one.id)) for key in sorted(found)]


def _asked(told: Told, checks: Sequence[Check]) -> Iterator[str]:
    """Every round of checks as it was asked."""
    logged = [event.data["asked"] for event in told.events if "asked" in event.data]
    rounds = _rounds(checks)
    held = [digest_of_round([(one.rule, one.finding) for one in asked]) for asked in rounds]
    if logged != held:
        yield "the checks are not those that were logged"
    if any(one.finding.get("outcome") != one.outcome.value for one in checks):
        yield "the outcome of a check is not that of its finding"


def _answered(told: Told, checks: Sequence[Check]) -> Iterator[str]:
    """The answers of each round: logged in it, or brought along to the same outcome."""
    before: dict[str, Check] = {}
    for asked, answers in zip(_rounds(checks), _logged_answers(told), strict=False):
        for check in asked:
            earlier = before.get(check.rule)
            brought: tuple[str | None, str] = (None, "")
            if earlier is not None and earlier.answer and earlier.outcome is check.outcome:
                brought = (earlier.answer.value, earlier.note)
            answer = None if check.answer is None else check.answer.value
            if (answer, check.note) != answers.get(check.rule, brought):
                yield f"the answer to {check.rule} is not the one that was logged"
        before = {check.rule: check for check in asked}


def _logged_answers(told: Told) -> list[dict[str, tuple[Any, Any]]]:
    """By round, the last answer and note to each rule."""
    logged: list[dict[str, tuple[Any, Any]]] = []
    for event in told.events:
        if "asked" in event.data:
            # What a correction changed is asked again, whatever its outcome.
            logged.append(dict.fromkeys(event.data.get("anew", ()), (None, "")))
        if event.action == "answer_checks" and logged:
            for one in event.data.get("answers", ()):
                logged[-1][one["rule"]] = (one["answer"], one["note"])
    return logged


def _examined(
    told: Told, proofs: Sequence[Proof], examinations: Sequence[ProofExamination]
) -> Iterator[str]:
    """Each examination against the digest in the log, the proof against its last one."""
    refs = {proof.id: proof.ref for proof in proofs}
    logged = {
        (event.subject_ref, event.data.get("number")): event.data.get("digest")
        for event in told.each("examine")
    }
    held = {(refs.get(row.proof_id), row.number): digest_of(row) for row in examinations}
    if logged != held:
        yield "an examination is not the one that was logged"
    for proof in proofs:
        cost = told.last("examined_cost", proof.ref, "examine")
        if proof.examined_cost is not None and plain(proof.examined_cost) != cost:
            yield f"the examined cost of proof {proof.ref} is not the one that was logged"


def _named_papers(
    told: Told, revisions: Sequence[Revision], papers: Sequence[Paper]
) -> Iterator[str]:
    """Every paper that an event or a frozen content names is there, with the same bytes."""
    held = {paper.ref: paper.file.sha256 for paper in papers}
    bytes_held = set(held.values())
    for ref, sha256 in {*_in_revisions(revisions), *_in_events(told)}:
        if ref and ref not in held:
            yield f"paper {ref} is missing"
        elif ref and sha256 and held[ref] != sha256:
            yield f"paper {ref} is another file than was named"
        elif not ref and sha256 not in bytes_held:
            yield f"the paper with the file {sha256} is missing"


def _in_revisions(revisions: Sequence[Revision]) -> Iterator[tuple[str, str]]:
    for revision in revisions:
        for paper in revision.content.get("papers", ()):
            yield paper["ref"], paper["sha256"]


def _in_events(told: Told) -> Iterator[tuple[str, str]]:
    for event in told.events:
        data: Mapping[str, Any] = event.data
        if data.get("paper"):
            yield data["paper"], data.get("sha256", "")
        if data.get("scan"):
            yield "", data["scan"]
        if isinstance(data.get("papers"), list):
            yield from (("", sha256) for sha256 in data["papers"])


def _letters(told: Told, letters: Sequence[Letter]) -> Iterator[str]:
    """Letters against the digests in the log, their days against how they were delivered."""
    held = {letter.ref: letter for letter in letters}
    for event in told.events:
        ref, known = event.data.get("letter"), event.data.get("digest")
        if ref and ref not in held:
            yield f"letter {ref} is missing"
        elif ref and known and held[ref].pdf_digest != known:
            yield f"letter {ref} is not the one that was logged"
    for letter in letters:
        if letter.issued_at is not None:
            yield from _days(told, letter)


def _days(told: Told, letter: Letter) -> Iterator[str]:
    assert letter.way is not None
    assert letter.sent_on is not None
    retrieved = [e.at for e in told.each("retrieve_letter") if e.data.get("letter") == letter.ref]
    opened = letter.retrieved_at
    if bool(retrieved) != (opened is not None) or (
        opened is not None and abs(retrieved[0] - opened) > _SAME_MOMENT
    ):
        yield f"letter {letter.ref} was not retrieved when the log says"
    for way, sent_on in _sendings(told, letter):
        if (letter.way.value, letter.sent_on.isoformat()) != (way, sent_on):
            yield f"letter {letter.ref} was not sent as the log says"
    dates = dates_of(
        letter.kind,
        Dispatch(way=letter.way, sent_on=letter.sent_on),
        frozen_parameters(letter),
        consent=letter.consent_on is not None,
        retrieved_on=None if opened is None else clock.day_of(opened),
    )
    final = None if dates.final is None else dates.final.day
    notified = None if dates.notified is None else dates.notified.day
    days = (None, None) if letter.kind in RECEIPTS else (notified, final)
    if (letter.notified_on, letter.final_on) != days:
        yield f"the days of letter {letter.ref} do not follow from its delivery"
    waived = told.last("remedy_waived", None, "accept", "record_acceptance_on_paper")
    if letter.waived_on is not None and not waived:
        yield f"the log knows of no waiver of letter {letter.ref}"


def _sendings(told: Told, letter: Letter) -> Sequence[tuple[str, str]]:
    """How the last event that tells it says the letter left; empty without one."""
    found = []
    for event in told.events:
        if event.data.get("letter") != letter.ref:
            continue
        said = event.data.get("after") if event.action == "correct_sending" else event.data
        if said and "way" in said and "sent_on" in said:
            found.append((said["way"], said["sent_on"]))
    return found[-1:]


def _revisions(told: Told, revisions: Sequence[Revision]) -> Iterator[str]:
    """Revisions whose digest an event names under their subject and number."""
    held = {(row.subject_ref, row.number): row.digest for row in revisions}
    for event in told.events:
        number, known = event.data.get("revision"), event.data.get("digest")
        if number and known and held.get((event.subject_ref, number)) != known:
            yield f"revision {number} is not the one that was logged"
