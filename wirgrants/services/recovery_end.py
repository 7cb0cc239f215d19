"""A claim dropped after the hearing or waived after the order: its notice first, then the step."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.recovery_ended import (
    OrderedClaim,
    RecoveryEnded,
    recovery_ended_letter,
)
from wirgrants.errors import Conflict, NotAllowed, NotFound, Refused
from wirgrants.models import FundingCase, Letter, LetterKind, Recovery
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import issue
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.letterhead import HeadChoice, head_of
from wirgrants.services.letters import Draft, paragraphs, preview, previewed, terms_of
from wirgrants.services.recovery import after, recovery_of
from wirgrants.services.recovery_money import left_of_claim
from wirgrants.services.settlement_sign import Signature
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import MachineName, RecoveryState, Role

_FROM: Mapping[str, frozenset[RecoveryState]] = {
    "drop": frozenset({RecoveryState.HEARING, RecoveryState.STATEMENT_RECEIVED}),
    "waive": frozenset({RecoveryState.ORDERED}),
}


@dataclass(frozen=True, kw_only=True)
class EndWish:
    """Why the claim is given up (for the file only), and what the notice explains."""

    action: str
    reason: str
    remarks: str = ""

    def to_json(self) -> dict[str, Any]:
        """The wish as the letter's terms keep it."""
        return {"action": self.action, "reason": self.reason, "remarks": self.remarks}


def preview_end(actor: Actor, case_ref: str, recovery_ref: str, wish: EndWish) -> str:
    """Set the notice and keep it as preview; its ref.

    Raises Refused where the recovery does not stand so or without a reason, NotAllowed, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        only_as_staff(actor, case)
        recovery = recovery_of(session, case, recovery_ref)
        _may_end(actor, recovery, wish)
        draft = _draft(session, case, actor, recovery, wish)
    return preview(actor, case_ref, draft)


def _may_end(actor: Actor, recovery: Recovery, wish: EndWish) -> None:
    if Role.APPROVER not in actor.staff_roles:
        raise NotAllowed("an approver gives a claim up")
    if recovery.state not in _FROM[wish.action]:
        raise Refused("stands otherwise", message="Über diese Rückforderung ist entschieden.")
    if not wish.reason.strip():
        raise Refused("no reason", message="Bitte begründen Sie diesen Schritt.")


def _draft(
    session: Session, case: FundingCase, actor: Actor, recovery: Recovery, wish: EndWish
) -> Draft:
    head = head_of(case, HeadChoice(dated=clock.today(), signature=actor.name))
    answered = recovery.statement_at
    letter = recovery_ended_letter(
        RecoveryEnded(
            head=head,
            award_date=award_letter(session, case).dated,
            heard_on=clock.day_of(recovery.opened_at),
            answered_on=None if answered is None else clock.day_of(answered),
            order=_ordered(session, case, recovery),
            open_sum=left_of_claim(recovery),
            remarks=paragraphs(wish.remarks),
        )
    )
    return Draft(
        kind=LetterKind.RECOVERY_DROPPED,
        letter=letter,
        terms={**wish.to_json(), "open_sum": format(left_of_claim(recovery), "f")},
        subject=MachineName.RECOVERY,
        subject_ref=recovery.ref,
    )


def _ordered(session: Session, case: FundingCase, recovery: Recovery) -> OrderedClaim | None:
    """What was ordered of this claim so far; the notice names each order that it waives."""
    if recovery.ordered_at is None:
        return None
    interest = select(Letter.dated).where(
        Letter.case_id == case.id,
        Letter.kind == LetterKind.INTEREST_ORDER,
        Letter.subject_ref == recovery.ref,
        Letter.issued_at.is_not(None),
    )
    return OrderedClaim(
        ordered_on=clock.day_of(recovery.ordered_at),
        repaid=recovery.repaid,
        interest_ordered_on=session.scalars(interest).one_or_none(),
    )


def give_up(
    actor: Actor,
    case_ref: str,
    recovery_ref: str,
    action: str,
    signature: Signature,
    *,
    version: int,
) -> None:
    """Drop a claim before the order ("drop") or waive it after ("waive") with its notice.

    Raises StepRefused for whoever opened the hearing, Conflict for an old preview and when money
    came in since it, Refused, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        recovery = recovery_of(session, case, recovery_ref)
        letter = _notice(session, case, recovery, action, signature.letter_ref)
        reason = str(terms_of(letter)["reason"])
        take_step(
            session,
            case,
            action,
            actor=actor,
            subject=recovery,
            version=version,
            circumstances=circumstances_of(
                session, case, day=clock.today(), subject=recovery, reason=reason
            ),
            writes=Writes(
                changes={"ended_at": clock.now(), "ended_reason": reason},
                case_changes=after(RecoveryState.DROPPED),
                data={
                    "demanded": recovery.demanded,
                    "repaid": recovery.repaid,
                    "letter": letter.ref,
                    "digest": letter.pdf_digest,
                },
            ),
        )
        shown = signature.shown_digest
        issue(session, case, actor, letter, signature.dispatch, shown_digest=shown)


def _notice(
    session: Session, case: FundingCase, recovery: Recovery, action: str, letter_ref: str
) -> Letter:
    """The preview of this ending, if the sum it names is still the open one."""
    letter = previewed(session, case, letter_ref, LetterKind.RECOVERY_DROPPED, recovery.ref)
    terms = terms_of(letter)
    if terms["action"] != action:
        raise NotFound("a notice of another step")
    if Decimal(terms["open_sum"]) != left_of_claim(recovery):
        raise Conflict(
            "money came in after the preview",
            message="Seit der Vorschau ist Geld eingegangen. Bitte erstellen Sie sie neu.",
        )
    return letter
