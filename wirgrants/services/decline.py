"""An award that the recipient does not accept: declared, recorded with its day, confirmed.

No source of the programme names it; that nobody is made to take a grant is general administrative
practice. The money is free again at once, the case ends.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.decline_receipt import DeclineReceipt, decline_receipt_letter
from wirgrants.errors import Conflict, Refused
from wirgrants.models import (
    DeliveryWay,
    DiscardCause,
    Event,
    EventPersonal,
    FundingCase,
    Letter,
    LetterKind,
)
from wirgrants.queueing import enqueue
from wirgrants.services.acceptance import give_back
from wirgrants.services.access import SYSTEM, Actor, load_case, only_as_member, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import announce
from wirgrants.services.finance_rows import award_letter, award_years
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.letterhead import HeadChoice, head_of
from wirgrants.services.letters import Draft, add, set_letter
from wirgrants.services.log import Entry, record
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.versions import leave_version
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.money import ZERO
from workflows.states import ApplicationState

RECEIPT_JOB = "award_declined"
"""The job that confirms it (`wirgrants.jobs.award_declined`)."""
_STEPS = ("decline", "record_decline_on_paper")


@dataclass(frozen=True, kw_only=True)
class Refusal:
    """Who declares that the award is not accepted; `notice` is the digest of the notice shown."""

    name: str
    function: str
    notice: str
    reason: str = ""


def decline(actor: Actor, ref: str, told: Refusal, *, version: int) -> None:
    """The signatory declares it today; a reason is welcome, none is needed.

    Raises Conflict when another notice was shown or another change came first, StepNotOpen,
    NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        _take(session, case, actor, "decline", told, version, clock.today())


def record_decline_on_paper(
    actor: Actor, ref: str, told: Refusal, *, received_on: date, version: int
) -> None:
    """The officer enters a signed declaration; `told.reason` says which letter it is.

    Raises Refused for a day before the notice or after today, else as `decline`.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        if not award_letter(session, case).dated <= received_on <= clock.today():
            raise Refused(
                "declared on an impossible day",
                message="Der Tag des Eingangs muss zwischen dem Datum des Bescheids und heute "
                "liegen.",
            )
        _take(session, case, actor, "record_decline_on_paper", told, version, received_on)


def _take(
    session: Session,
    case: FundingCase,
    actor: Actor,
    action: str,
    told: Refusal,
    version: int,
    on: date,
) -> None:
    letter = award_letter(session, case)
    if told.notice != letter.pdf_digest:
        raise Conflict(
            "another notice was shown",
            message="Der Zuwendungsbescheid hat sich inzwischen geändert. Bitte lesen Sie ihn neu.",
        )
    take_step(
        session,
        case,
        action,
        actor=actor,
        version=version,
        circumstances=circumstances_of(
            session,
            case,
            day=clock.today(),
            reason=told.reason,
            decline_declared=bool(told.name.strip()),
            received_on=on,
        ),
        writes=Writes(
            case_changes={**waiting(ApplicationState.DECLINED), "declined_on": on},
            data={"notice": letter.pdf_digest, "number": letter.number, "declared_on": on},
            personal={"name": told.name, "function": told.function},
        ),
    )
    give_back(session, case, award_years(session, case), actor, "Zuwendung nicht angenommen")
    # Whoever was about to let the award lapse is too late.
    discard_open(session, case, SYSTEM, DiscardCause.OVERTAKEN)
    enqueue(session, RECEIPT_JOB, {"case": case.ref})


def make_decline_receipt(case_ref: str) -> None:
    """Set and issue the confirmation; a second run finds it and does nothing.

    Raises NotFound, DocumentError when it cannot be set.
    """
    with read_only() as session:
        case = load_case(session, SYSTEM, case_ref)
        if _made(session, case):
            return
        event = _declared(session, case)
        letter = decline_receipt_letter(_contents(session, case, event))
    sheet = set_letter(Draft(kind=LetterKind.DECLINE_RECEIPT, letter=letter))
    with unit_of_work() as session:
        case = load_case(session, SYSTEM, case_ref, for_update=True)
        if not _made(session, case):
            shown = case.row_version
            row = add(session, case, SYSTEM, sheet)
            row.previewed_digest = sheet.rendered.digest  # nobody signs: the bytes set above
            _issue(session, case, row, _declared(session, case))
            leave_version(session, case, shown)


def _made(session: Session, case: FundingCase) -> bool:
    of_case = select(Letter.id).where(
        Letter.case_id == case.id,
        Letter.kind == LetterKind.DECLINE_RECEIPT,
        Letter.issued_at.is_not(None),
    )
    return session.scalars(of_case).first() is not None


def _declared(session: Session, case: FundingCase) -> Event:
    return session.scalars(
        select(Event).where(Event.case_id == case.id, Event.action.in_(_STEPS))
    ).one()


def _issue(session: Session, case: FundingCase, row: Letter, event: Event) -> None:
    consent = case.organisation.electronic_consent_on
    if event.action == "decline":
        # Whoever declares it here takes the confirmation here, as with an application.
        consent = consent or case.declined_on
    row.issued_at, row.issued_by_id = clock.now(), event.actor_id
    row.way = DeliveryWay.POST if consent is None else DeliveryWay.ELECTRONIC
    row.consent_on, row.sent_on = consent, clock.today()
    announce(session, case, row)
    told = {"letter": row.ref, "number": row.number, "sha256": row.pdf_digest}
    record(session, SYSTEM, Entry(action="issue_decline_receipt", data=told), case)


def _contents(session: Session, case: FundingCase, event: Event) -> DeclineReceipt:
    who = session.execute(
        select(EventPersonal.key, EventPersonal.value).where(EventPersonal.event_id == event.id)
    )
    names = {row.key: row.value for row in who}
    said = [names.get("name"), names.get("function")]
    if event.action != "decline":
        said.append("auf Papier")
    assert case.declined_on is not None
    return DeclineReceipt(
        head=head_of(case, HeadChoice(dated=clock.today(), signature="")),
        award_date=award_letter(session, case).dated,
        granted=case.awarded or ZERO,
        declared_on=case.declined_on,
        declared_by=", ".join(filter(None, said)),
    )
