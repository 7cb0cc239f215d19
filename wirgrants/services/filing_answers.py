"""The applicant's answer to a request for information, with papers."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Clarification, FundingCase
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.corrections import freeze_correction, is_corrected, unreadable_sections
from wirgrants.services.filing import Declaration
from wirgrants.services.papers import Place, Taken, Upload, attach, kinds_of, papers_of, take_in
from wirgrants.services.review import revision_of
from wirgrants.services.rounds_anew import ask_anew
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.telling import tell_accounts
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.circumstances import Circumstances
from workflows.states import MachineName, Role

_NAME_SHOWN = 120


def kinds_to_answer(session: Session, case: FundingCase) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The kinds of paper of this application, and those that it missed and still does."""
    kinds = kinds_of(registry.guideline(case.line, case.version))
    there = {paper.kind for paper in papers_of(session, case)}
    asked = revision_of(session, case).verdict.get("missing_papers", ())
    return kinds, tuple(kind for kind in asked if kind in kinds and kind not in there)


class PapersRefused(Refused):
    """Some papers of an answer cannot be taken; `kept` are the others, each with its kind.

    Their bytes lie in the store, in no case yet: they come with the next attempt.
    """

    def __init__(self, message: str, kept: Sequence[tuple[str, Taken]]) -> None:
        super().__init__("a paper is refused", message=message)
        self.kept = kept


def _take(
    papers: Sequence[tuple[str, Upload]], kept: Sequence[tuple[str, Taken]]
) -> list[tuple[str, Taken]]:
    """All of the papers. Raises PapersRefused with a sentence for each that cannot be taken."""
    taken, refused = [], []
    for kind, upload in papers:
        try:
            taken.append((kind, take_in(upload)))
        except Refused as refusal:
            refused.append(f"„{upload.name[:_NAME_SHOWN]}“: {refusal.message}")
    if refused:
        raise PapersRefused(" ".join(refused), [*kept, *taken])
    return taken


def answer_clarification(
    actor: Actor,
    ref: str,
    clarification_ref: str,
    answer: str,
    papers: Sequence[tuple[str, Upload]],
    *,
    version: int,
    kept: Sequence[tuple[str, Taken]] = (),
    declared: Declaration | None = None,
) -> None:
    """Answers a request: text and papers, each with its kind, in one step, all or nothing.

    `kept` are papers that an earlier attempt brought. An open check asks anew: what came in may be
    what it missed. A prepared correction goes with the answer as the next revision; it needs the
    signatory's declaration. Raises PapersRefused for files that cannot be taken, NotFound (also for
    an unknown kind), Conflict, StepNotOpen, StepRefused.
    """
    taken = [*kept, *_take(papers, kept)]
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        asked = _request(session, case, clarification_ref)
        known = kinds_of(registry.guideline(case.line, case.version))
        if {kind for kind, _ in taken} - set(known):
            raise NotFound("no such kind of paper")
        _attach(session, actor, case, asked, taken)
        corrected = is_corrected(case)
        anew = ask_anew(session, case) if taken and not corrected else {}
        take_step(
            session,
            case,
            "answer",
            actor=actor,
            subject=asked,
            version=version,
            circumstances=_circumstances(session, actor, case, answer, declared),
            writes=_writes(actor, answer, taken, anew),
        )
        if corrected and declared is not None:
            freeze_correction(session, actor, case, declared)
        if case.assigned_to_id is not None:
            _tell_officer(session, case, case.assigned_to_id, asked.number)


def _attach(
    session: Session,
    actor: Actor,
    case: FundingCase,
    asked: Clarification,
    taken: Sequence[tuple[str, Taken]],
) -> None:
    for kind, one in taken:
        place = Place(kind=kind, subject=MachineName.CLARIFICATION, subject_ref=asked.ref)
        attach(session, actor, case, one, place)


def _circumstances(
    session: Session, actor: Actor, case: FundingCase, answer: str, declared: Declaration | None
) -> Circumstances:
    signs = Role.SIGNATORY in actor.roles_on(case.organisation_id)
    named = declared is not None and bool(declared.name.strip() and declared.function.strip())
    return Circumstances(
        day=clock.today(),
        answer_given=bool(answer.strip()),
        corrected=is_corrected(case),
        declaration_made=signs and declared is not None,
        signatory_named=named,
        malformed_fields=tuple(title for title, _ in unreadable_sections(session, case).values()),
    )


def _request(session: Session, case: FundingCase, ref: str) -> Clarification:
    found = session.scalars(
        select(Clarification).where(Clarification.case_id == case.id, Clarification.ref == ref)
    ).one_or_none()
    if found is None:
        raise NotFound("no such request")
    return found


def _writes(
    actor: Actor, answer: str, taken: Sequence[tuple[str, Taken]], anew: Mapping[str, Any]
) -> Writes:
    return Writes(
        changes={"answer": answer, "answered_at": clock.now(), "answered_by_id": actor.id},
        case_changes={
            "waiting_for": Role.CASE_OFFICER.value,
            "due_on": None,
            "due_what": "accept_answer",
        },
        data={"papers": [one.sha256 for _, one in taken], **anew},
    )


def _tell_officer(session: Session, case: FundingCase, officer: int, number: int) -> None:
    tell_accounts(
        session,
        case,
        [officer],
        kind="answered",
        subject=f"Nachforderung beantwortet: {case.number}",
        text=f"{case.applicant_name} hat die Nachforderung {number} beantwortet.",
    )
