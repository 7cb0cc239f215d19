"""What others say before a decision, recorded by the authority with the paper attached."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import FundingCase, Paper, Vote, VoteKind, VoteOutcome
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.papers import Place, Taken, Upload, attach, take_in
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import ApplicationState

A = ApplicationState
KIND_OF: Mapping[ApplicationState, VoteKind] = {
    A.TARGET_AGREEMENT: VoteKind.TARGET_AGREEMENT,
    A.EXPERT_VOTE: VoteKind.EXPERT_VOTE,
    A.MUNICIPAL_STATEMENT: VoteKind.MUNICIPAL_STATEMENT,
    A.JURY: VoteKind.JURY,
}
# The kind under which the rules look for the paper.
PAPER_OF: Mapping[VoteKind, str] = {
    VoteKind.TARGET_AGREEMENT: "target_agreement",
    VoteKind.EXPERT_VOTE: "expert_vote",
    VoteKind.MUNICIPAL_STATEMENT: "municipal_statement",
    VoteKind.JURY: "jury_vote",
}
# What the applicant has signed or brought is no secret to them; votes of others are.
_SHARED = frozenset({VoteKind.TARGET_AGREEMENT, VoteKind.MUNICIPAL_STATEMENT})


@dataclass(frozen=True, kw_only=True)
class Said:
    """What was said, by whom and when. `goals` are those of a target agreement.

    "Not held" says in `text` why nobody was heard; who decided that is the `body`.
    """

    outcome: VoteOutcome
    body: str
    on: date
    text: str = ""
    goals: Sequence[str] = field(default=())


def record_review(
    actor: Actor,
    ref: str,
    said: Said,
    *,
    version: int,
    upload: Upload | None = None,
    paper_ref: str = "",
) -> None:
    """Record the review of the variant; the case is then ready for a decision.

    The paper is an upload, or one that lies in the case already. Raises Refused for a bad upload,
    StepRefused without a paper (and, where none is needed, without a reason), Conflict,
    StepNotOpen, NotFound.
    """
    with read_only() as session:
        only_as_staff(actor, load_case(session, actor, ref))
    taken = None if upload is None else take_in(upload)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        kind = KIND_OF.get(case.state, VoteKind.EXPERT_VOTE)
        paper = _paper(session, actor, case, kind, taken, paper_ref)
        left_out = said.outcome is VoteOutcome.NOT_HELD
        take_step(
            session,
            case,
            "record_review",
            actor=actor,
            version=version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                reason=said.text if left_out else "",
                review_paper_attached=paper is not None and not left_out,
                review_not_held=left_out,
            ),
            writes=Writes(
                case_changes=waiting(A.READY, what="decide"), data=_told(kind, said, paper)
            ),
        )
        session.add(_vote(actor, case, kind, said, paper))


def _told(kind: VoteKind, said: Said, paper: Paper | None) -> dict[str, Any]:
    """What the log keeps of it."""
    return {
        "kind": kind.value,
        "outcome": said.outcome.value,
        "body": said.body,
        "on": said.on,
        "paper": None if paper is None else paper.ref,
    }


def _paper(
    session: Session,
    actor: Actor,
    case: FundingCase,
    kind: VoteKind,
    taken: Taken | None,
    paper_ref: str,
) -> Paper | None:
    if taken is not None:
        place = Place(kind=PAPER_OF[kind], internal=kind not in _SHARED)
        return attach(session, actor, case, taken, place)
    if not paper_ref:
        return None
    found = session.scalars(
        select(Paper).where(
            Paper.case_id == case.id, Paper.ref == paper_ref, Paper.removed_at.is_(None)
        )
    ).one_or_none()
    if found is None:
        raise NotFound("no such paper")
    return found


def _vote(actor: Actor, case: FundingCase, kind: VoteKind, said: Said, paper: Paper | None) -> Vote:
    data: dict[str, Any] = {"goals": list(said.goals)} if said.goals else {}
    return Vote(
        case_id=case.id,
        kind=kind,
        outcome=said.outcome,
        body=said.body,
        text=said.text,
        on=said.on,
        data=data,
        paper_id=None if paper is None else paper.id,
        recorded_at=clock.now(),
        recorded_by_id=actor.id,
    )


def votes_of(session: Session, case: FundingCase) -> Sequence[Vote]:
    """What others have said in this case, oldest first, with the papers; one statement."""
    return session.scalars(
        select(Vote)
        .where(Vote.case_id == case.id)
        .order_by(Vote.id)
        .options(joinedload(Vote.paper))
    ).all()


def goals_of(session: Session, case: FundingCase) -> tuple[str, ...]:
    """The goals of the newest target agreement; none where there is none."""
    found = agreement_of(session, case)
    return () if found is None else tuple(str(goal) for goal in found.data.get("goals", ()))


def agreement_of(session: Session, case: FundingCase) -> Vote | None:
    """The newest target agreement, None where there is none; one statement."""
    return session.scalars(
        select(Vote)
        .where(Vote.case_id == case.id, Vote.kind == VoteKind.TARGET_AGREEMENT)
        .order_by(Vote.id.desc())
        .limit(1)
    ).first()
