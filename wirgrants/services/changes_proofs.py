"""The proofs whose day a changed award moves, as its letter names them, old day and new."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wirgrants.documents.german import day
from wirgrants.documents.letters.amendment import ChangedTerm
from wirgrants.models import FundingCase, Proof, ProofKind
from wirgrants.services.proofs import OPEN, Duty, duties, key_of, proofs_of
from workflows.states import ProofState
from workflows.wording import say

NOT_OWED, NO_LONGER = "bisher nicht gefordert", "entfällt"


def moved_proofs(
    session: Session, case: FundingCase, after: Mapping[str, Any]
) -> tuple[ChangedTerm, ...]:
    """What `proofs.expect_all` will do to the days of the proofs once the award is `after`.

    A proof that was handed in or cancelled keeps its day and is not named. In the order of days.
    """
    periods = {
        part: (date.fromisoformat(told["start"]), date.fromisoformat(told["end"]))
        for part, told in after["parts"].items()
    }
    was = {duty.key: duty for duty in duties(session, case)}
    will = {duty.key: duty for duty in duties(session, case, periods)}
    known = {key_of(proof): proof for proof in proofs_of(session, case)}
    several = len(periods) > 1
    found = sorted(_moved(was, will, known), key=lambda one: one[2] or one[1] or date.max)
    return tuple(
        ChangedTerm(
            term=f"{_name(duty, several=several)}: einzureichen bis",
            before=NOT_OWED if before is None else day(before),
            after=NO_LONGER if then is None else day(then),
        )
        for duty, before, then in found
    )


Keyed = Mapping[tuple[str, ProofKind, int | None], Duty]
Moved = tuple[Duty, date | None, date | None]


def _moved(was: Keyed, will: Keyed, known: Mapping[Any, Proof]) -> Iterator[Moved]:
    for key in dict.fromkeys((*was, *will)):
        old, new, proof = was.get(key), will.get(key), known.get(key)
        stays = proof is not None and proof.state not in OPEN
        sent_back = new is None and proof is not None and proof.state is not ProofState.EXPECTED
        if stays or sent_back:
            continue
        before = proof.due_on if proof is not None else None if old is None else old.due.day
        then = None if new is None else new.due.day
        duty = new or old
        if duty is not None and before != then:
            yield duty, before, then


def _name(duty: Duty, *, several: bool) -> str:
    final = duty.kind is ProofKind.FINAL
    name = "Verwendungsnachweis" if final else f"Zwischennachweis {duty.year}"
    return f"{name} ({say(f'part.name.{duty.part}')})" if several else name


def as_told(moved: tuple[ChangedTerm, ...]) -> list[list[str]]:
    """The moved days as a letter's terms keep them."""
    return [[one.term, one.before, one.after] for one in moved]
