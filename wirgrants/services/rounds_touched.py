"""What reads otherwise in this round of the check than before: what an answer touched."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import Check, FundingCase
from wirgrants.services.clarify import clarifications_of
from wirgrants.services.papers import papers_of
from wirgrants.services.rounds_anew import read_of

CHANGED = "Geändert seit Runde {}"
NEW = "Neu in dieser Runde"
PAPER = "Unterlage nachgereicht"


def touched(session: Session, case: FundingCase, checks: Sequence[Check]) -> Mapping[str, str]:
    """By the ref of a check, in German, what came to it since the round before.

    A finding that says or has read something else, one that was not asked then, and a paper that
    came with an answer to an information request. Nothing is read in the first round; three
    statements later.
    """
    if not checks or checks[0].round < 2:
        return {}
    number = checks[0].round - 1
    last = session.scalars(
        select(Check).where(Check.case_id == case.id, Check.round == number)
    ).all()
    before = {one.rule: one.finding for one in last}
    # Papers of an earlier answer were there already when the last round was worked on.
    worked = max((one.answered_at for one in last if one.answered_at), default=None)
    answered = {
        one.ref
        for one in clarifications_of(session, case)
        if one.answered_at and (worked is None or one.answered_at > worked)
    }
    brought = {one.kind for one in papers_of(session, case) if one.subject_ref in answered}
    found: dict[str, str] = {}
    for check in checks:
        if any(f"_{kind}_is_there" in check.rule for kind in brought):
            found[check.ref] = PAPER
        elif check.rule not in before:
            found[check.ref] = NEW
        elif read_of(before[check.rule]) != read_of(check.finding):
            found[check.ref] = CHANGED.format(number)
    return found
