"""The declaration on the award notice: accepted by a signatory or on paper."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from forms.acceptance import sound_iban
from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import (
    Acceptance,
    AcceptancePersonal,
    AwardYear,
    DiscardCause,
    FundingCase,
    LedgerKind,
    Letter,
)
from wirgrants.services.access import SYSTEM, Actor, load_case, only_as_member, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.finality import finality_of_letter, make_final
from wirgrants.services.finance_rows import award_letter, left_of
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.plain import digest, new_salt, plain, salted_digest
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows.states import ApplicationState


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """What is declared: who, in which function, to which account, with or without a waiver.

    `notice` is the digest of the notice that was shown.
    """

    name: str
    function: str
    iban: str
    account_holder: str
    bank_name: str
    remedy_waived: bool
    notice: str

    def personal(self) -> dict[str, str]:
        """The values that stand outside the chain."""
        return {
            "name": self.name,
            "function": self.function,
            "iban": self.iban,
            "account_holder": self.account_holder,
            "bank_name": self.bank_name,
        }


def accept(actor: Actor, ref: str, told: Declaration, *, version: int) -> None:
    """The signatory accepts the award. With a waiver the notice is final, the measure runs at once.

    Raises Conflict when another notice was shown or another change came first, StepRefused,
    StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        row = _row(session, case, actor, told, received_on=clock.today())
        _take(session, case, actor, "accept", row, told, version=version)


def record_on_paper(
    actor: Actor, ref: str, told: Declaration, *, received_on: date, reason: str, version: int
) -> None:
    """The officer enters a signed declaration that came on paper; `reason` says which letter."""
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        row = _row(session, case, actor, told, received_on=received_on, on_paper=True)
        _take(
            session,
            case,
            actor,
            "record_acceptance_on_paper",
            row,
            told,
            version=version,
            reason=reason,
        )


def _row(
    session: Session,
    case: FundingCase,
    actor: Actor,
    told: Declaration,
    *,
    received_on: date,
    on_paper: bool = False,
) -> Acceptance:
    letter = award_letter(session, case)
    _refuse_unfit(letter, told, received_on)
    salt = new_salt()
    content = {
        "notice": letter.pdf_digest,
        "number": letter.number,
        "awarded": case.awarded,
        "remedy_waived": told.remedy_waived,
        "on_paper": on_paper,
        "received_on": received_on,
        "personal": {key: salted_digest(salt, text) for key, text in told.personal().items()},
    }
    return Acceptance(
        case_id=case.id,
        letter_id=letter.id,
        at=clock.now(),
        received_on=received_on,
        by_id=actor.id,
        on_paper=on_paper,
        remedy_waived=told.remedy_waived,
        content=plain(content),
        digest=digest(content),
        personal=AcceptancePersonal(salt=salt, **told.personal()),
    )


def _refuse_unfit(letter: Letter, told: Declaration, received_on: date) -> None:
    if told.notice != letter.pdf_digest:
        raise Conflict(
            "another notice was shown",
            message="Der Zuwendungsbescheid hat sich inzwischen geändert. Bitte lesen Sie ihn neu.",
        )
    if received_on < letter.dated:
        raise Refused(
            "accepted before the notice",
            message=f"Der Zuwendungsbescheid ist vom {letter.dated:%d.%m.%Y}; die Erklärung dazu "
            "kann nicht früher eingegangen sein. Bitte prüfen Sie den Tag des Eingangs.",
        )


def _take(
    session: Session,
    case: FundingCase,
    actor: Actor,
    action: str,
    row: Acceptance,
    told: Declaration,
    *,
    version: int,
    reason: str = "",
) -> None:
    letter = session.get_one(Letter, row.letter_id)
    final = finality_of_letter(letter).final_on
    final_on = None if final is None else final.day
    due = row.received_on if told.remedy_waived else final_on
    known = circumstances_of(
        session, case, day=clock.today(), reason=reason, acceptance_made=True,
        iban_valid=sound_iban(told.iban), received_on=row.received_on,
    )  # fmt: skip
    writes = Writes(
        case_changes=waiting(ApplicationState.ACCEPTED, due_on=due, what="finality"),
        data={"acceptance": row.digest, "remedy_waived": told.remedy_waived},
        personal=told.personal(),
        salt="" if row.personal is None else row.personal.salt,
    )
    take_step(
        session, case, action, actor=actor, version=version, circumstances=known, writes=writes
    )
    if told.remedy_waived:
        letter.waived_on = row.received_on
    session.add(row)
    session.flush()
    # Whoever was about to let the award lapse is too late.
    discard_open(session, case, SYSTEM, DiscardCause.OVERTAKEN)
    if told.remedy_waived:
        # Nothing is left to wait for: the system goes on in the same breath.
        make_final(session, case, SYSTEM)


def give_back(
    session: Session, case: FundingCase, years: Sequence[AwardYear], actor: Actor, reason: str
) -> None:
    """Release what of these years was committed and not paid."""
    left = [(year, left_of(year)) for year in years if left_of(year)]
    movements = [Movement(budget_id=y.budget_id, amount=a, part=y.part) for y, a in left]
    cause = Cause(actor=actor, case=case, reason=reason)
    move(session, LedgerKind.RELEASE, movements, cause)
    for year, amount in left:
        year.released += amount
