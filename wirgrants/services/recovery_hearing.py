"""The hearing before money is asked back (§ 28 HVwVfG): previewed, then opened by its letter."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.contents import Letter as Worded
from wirgrants.documents.letters.hearing import Hearing, hearing_letter
from wirgrants.documents.letters.recovery_grounds import Ground
from wirgrants.errors import Conflict, NotAllowed, Refused
from wirgrants.models import FundingCase, Letter, LetterKind, Recovery, new_ref
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import frozen_parameters, issue
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.hearing_time import refuse_short, usual_due, usual_time
from wirgrants.services.letterhead import HeadChoice, head_of, relied_on
from wirgrants.services.letters import Draft, add, previewed, set_letter, terms_of
from wirgrants.services.recovery import after, open_one
from wirgrants.services.recovery_sum import refuse_unfit_sum
from wirgrants.services.settlement import compute, last_settlement, recoveries_of
from wirgrants.services.settlement_letter import calculation
from wirgrants.services.settlement_sign import Signature
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.circumstances import Circumstances
from workflows.dates import LegalDate
from workflows.states import ApplicationState, MachineName, RecoveryState, Role


@dataclass(frozen=True, kw_only=True)
class HearingWish:
    """What the officer intends: sum in euros, ground, the facts in words, last day to answer.

    `short_reason` says, for the file only, why that day is earlier than usual.
    """

    amount: Decimal
    ground: Ground
    facts: str
    due: date
    short_reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """The wish as the letter's terms keep it."""
        return {
            "amount": format(self.amount, "f"),
            "ground": self.ground.value,
            "facts": self.facts,
            "due": self.due.isoformat(),
            "short_reason": self.short_reason,
        }


def read_hearing(terms: Mapping[str, Any]) -> HearingWish:
    """The wish from a letter's terms."""
    return HearingWish(
        amount=Decimal(terms["amount"]),
        ground=Ground(terms["ground"]),
        facts=terms["facts"],
        due=date.fromisoformat(terms["due"]),
        short_reason=terms.get("short_reason", ""),
    )


@dataclass(frozen=True, kw_only=True)
class HearingStart:
    """What a fresh page offers: the sum still to be recovered, and the legal day to answer."""

    amount: Decimal
    due: LegalDate


def hearing_start(session: Session, case: FundingCase) -> HearingStart:
    """The sum of the settlement and the computed last day for the statement."""
    found = compute(session, case)
    return HearingStart(amount=found.still_to_recover, due=usual_due(session))


def hearing_preview(session: Session, case: FundingCase) -> Letter | None:
    """The preview that waits for its step, with its file; one statement."""
    return session.scalars(
        select(Letter)
        .where(
            Letter.case_id == case.id,
            Letter.kind == LetterKind.HEARING,
            Letter.issued_at.is_(None),
            Letter.discarded_at.is_(None),
        )
        .order_by(Letter.sequence.desc())
        .limit(1)
    ).first()


def preview_hearing(actor: Actor, ref: str, wish: HearingWish) -> str:
    """Set the letter of the hearing and keep it; its ref. Raises Refused, NotFound, NotAllowed."""
    with read_only() as session:
        case = load_case(session, actor, ref)
        _may_open(session, actor, case)
        refuse_unfit_sum(session, case, wish.ground, wish.amount)
        refuse_short(session, wish.due, wish.short_reason)
        earlier = hearing_preview(session, case)
        letter = _worded(session, case, actor, wish)
        # The recovery that the hearing will open has its name already, so that the letter bears it.
        subject_ref = new_ref() if earlier is None else earlier.subject_ref
    draft = Draft(
        kind=LetterKind.HEARING,
        letter=letter,
        terms=wish.to_json(),
        subject=MachineName.RECOVERY,
        subject_ref=subject_ref,
    )
    sheet = set_letter(draft)
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        _may_open(session, actor, case)
        return add(session, case, actor, sheet).ref


def _worded(session: Session, case: FundingCase, actor: Actor, wish: HearingWish) -> Worded:
    found, today = compute(session, case), clock.today()
    rests_on = relied_on(found.told.parameters, ("reduction_threshold",), today)
    choice = HeadChoice(dated=today, signature=actor.name, figures=rests_on)
    return hearing_letter(
        Hearing(
            head=head_of(case, choice),
            award_date=award_letter(session, case).dated,
            ground=wish.ground,
            amount=wish.amount,
            facts=tuple(line for line in wish.facts.splitlines() if line.strip()),
            calculation=tuple(calculation(found)),
            due=wish.due,
        )
    )


def _may_open(session: Session, actor: Actor, case: FundingCase) -> None:
    only_as_staff(actor, case)
    if Role.CASE_OFFICER not in actor.staff_roles:
        raise NotAllowed("the case officer opens a hearing")
    if case.state is not ApplicationState.RECOVERING:
        raise Refused("not recovering", message="Zurzeit wird nichts zurückgefordert.")
    if open_one(recoveries_of(session, case)) is not None:
        raise Refused("one is open", message="Eine Rückforderung läuft bereits.")


def open_hearing(actor: Actor, ref: str, signature: Signature, *, version: int) -> str:
    """Open the hearing with the previewed letter; the recovery's ref.

    Raises Conflict when the preview is not the newest, StepRefused (no sum, ground or day ahead),
    Refused, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        if open_one(recoveries_of(session, case)) is not None:
            raise Conflict("a recovery is under way already")
        letter = previewed(session, case, signature.letter_ref, LetterKind.HEARING)
        wish = read_hearing(terms_of(letter))
        refuse_unfit_sum(session, case, wish.ground, wish.amount)
        usual = usual_time(signature.dispatch, frozen_parameters(letter))
        recovery = _recovery(session, case, actor, letter, wish)
        take_step(
            session,
            case,
            "open_hearing",
            actor=actor,
            subject=recovery,
            version=version,
            circumstances=_circumstances(session, case, recovery, (wish, usual)),
            writes=Writes(
                case_changes=after(RecoveryState.HEARING, due_on=wish.due, what="statement"),
                data={**wish.to_json(), "letter": letter.ref, "digest": letter.pdf_digest},
            ),
        )
        issue(
            session,
            case,
            actor,
            letter,
            signature.dispatch,
            shown_digest=signature.shown_digest,
        )
        return recovery.ref


def _circumstances(
    session: Session, case: FundingCase, recovery: Recovery, asked: tuple[HearingWish, LegalDate]
) -> Circumstances:
    wish, usual = asked
    return circumstances_of(
        session,
        case,
        day=clock.today(),
        subject=recovery,
        to_recover=wish.amount,
        recovery_ground=wish.ground.value,
        hearing_due=wish.due,
        hearing_notified=None if usual.basis is None else usual.basis.day,
        hearing_usual=usual.day,
        letter_rendered=True,
        reason=wish.short_reason,
    )


def _recovery(
    session: Session, case: FundingCase, actor: Actor, letter: Letter, wish: HearingWish
) -> Recovery:
    last = last_settlement(session, case)
    number = session.scalar(select(func.max(Recovery.number)).where(Recovery.case_id == case.id))
    return Recovery(
        ref=letter.subject_ref,
        case_id=case.id,
        number=(number or 0) + 1,
        settlement_id=None if last is None else last.id,
        ground=wish.ground.value,
        text=wish.facts,
        demanded=wish.amount,
        opened_at=clock.now(),
        opened_by_id=actor.id,
        hearing_due=wish.due,
        hearing_letter_id=letter.id,
    )
