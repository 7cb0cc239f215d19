"""The letter of a request for information: worded, set as a preview, read back when it leaves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.documents.letters.information_request import (
    InformationRequest,
    RequestedItem,
    information_request_letter,
)
from wirgrants.errors import Refused
from wirgrants.models import Clarification, FundingCase, Letter, LetterKind, new_ref
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.calendar import holidays_around
from wirgrants.services.delivery import usual_way
from wirgrants.services.letterhead import HeadChoice, head_of
from wirgrants.services.letters import Draft, newest_preview, preview
from wirgrants.unit_of_work import read_only
from workflows.dates import WORKING_DAYS, LegalDate, shifted
from workflows.states import MachineName


@dataclass(frozen=True, kw_only=True)
class Item:
    """One thing asked for: what it belongs to, and what is to be done."""

    about: str
    request: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A request as the officer words it; `due_on` is the last day, a note may explain it.

    `reason` is internal: why an answer that came does not do.
    """

    items: tuple[Item, ...]
    due_on: date
    note: str = ""
    reason: str = ""

    @property
    def text(self) -> str:
        """The request as one text, for lists and the log."""
        lines = [f"{item.about}: {item.request}" for item in self.items]
        return "\n".join([*lines, self.note] if self.note else lines)

    def to_json(self) -> dict[str, Any]:
        """Plain JSON, as the letter's terms keep it."""
        return {
            "items": [{"about": one.about, "request": one.request} for one in self.items],
            "due_on": self.due_on.isoformat(),
            "note": self.note,
            "reason": self.reason,
        }


def read_question(terms: Mapping[str, Any]) -> Question:
    """The request that a letter's terms keep."""
    wish = terms["wish"]
    return Question(
        items=tuple(Item(about=one["about"], request=one["request"]) for one in wish["items"]),
        due_on=date.fromisoformat(wish["due_on"]),
        note=wish["note"],
        reason=wish["reason"],
    )


def due_day(wished: date) -> LegalDate:
    """The last day as the law has it: a set period ends on a working day (§ 31 III HVwVfG)."""
    legal = LegalDate(day=wished, rule="named_in_request", clause=WORKING_DAYS)
    return shifted(legal, holidays_around(wished))


def preview_question(actor: Actor, ref: str, question: Question, own_ref: str = "") -> str:
    """Set the letter and keep it as preview; its ref. Without `own_ref` it will be a new request.

    Raises Refused for a due day that is not ahead, NotFound for strangers.
    """
    today, due = clock.today(), due_day(question.due_on).day
    if due <= today:
        raise Refused(
            "due day not ahead",
            message="Der letzte Tag für die Antwort muss nach dem heutigen Tag liegen.",
        )
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_staff(actor, case)
        way = usual_way(case, today).way
        waiting = waiting_question(session, case, own_ref)
        letter = information_request_letter(
            InformationRequest(
                head=head_of(case, HeadChoice(dated=today, signature=actor.name, way=way)),
                items=tuple(
                    RequestedItem(part=item.about, request=item.request) for item in question.items
                ),
                due=due,
                note=question.note,
            )
        )
        # A request that does not exist yet: the letter names the ref that it will have.
        subject_ref = own_ref or (new_ref() if waiting is None else waiting.subject_ref)
    draft = Draft(
        kind=LetterKind.CLARIFICATION,
        letter=letter,
        terms={"wish": question.to_json(), "way": way.value},
        subject=MachineName.CLARIFICATION,
        subject_ref=subject_ref,
    )
    return preview(actor, ref, draft)


def waiting_question(session: Session, case: FundingCase, own_ref: str = "") -> Letter | None:
    """The preview that waits to be sent: of this request, or of one that does not exist yet."""
    if own_ref:
        return newest_preview(session, case, LetterKind.CLARIFICATION, own_ref)
    known = select(Clarification.ref).where(Clarification.case_id == case.id)
    return session.scalars(
        select(Letter)
        .where(
            Letter.case_id == case.id,
            Letter.kind == LetterKind.CLARIFICATION,
            Letter.subject_ref.not_in(known),
            Letter.issued_at.is_(None),
            Letter.discarded_at.is_(None),
        )
        .order_by(Letter.sequence.desc())
        .limit(1)
        .options(joinedload(Letter.file))
    ).first()
