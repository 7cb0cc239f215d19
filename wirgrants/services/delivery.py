"""Issuing a letter: its previewed bytes leave the house by one way, whose rule dates everything."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.extensions import settings
from wirgrants.models import DeliveryWay, FundingCase, InboxMessage, Letter, LetterKind
from wirgrants.queueing import enqueue
from wirgrants.services.access import Actor
from wirgrants.services.calendar import holidays_around
from wirgrants.services.signing import refuse_other_day, refuse_other_name
from wirgrants.services.telling import SEND_MAIL
from workflows.dates import LegalDate
from workflows.notification import (
    Delivery,
    NoConsent,
    acceptance_due,
    finality,
    notified_for_finality,
)
from workflows.parameters import DEFAULTS, Parameter, Parameters
from workflows.sources import Clause, Mark
from workflows.wording.formats import german_day

# Letters that decide something and can be contested in court.
CONTESTABLE = frozenset(
    {
        LetterKind.AWARD,
        LetterKind.REJECTION,
        LetterKind.AMENDMENT,
        LetterKind.CHANGE_REFUSAL,
        LetterKind.EARLY_START_REFUSAL,
        LetterKind.PAYMENT_REFUSAL,
        LetterKind.LAPSE,
        LetterKind.SETTLEMENT,
        LetterKind.RECOVERY_ORDER,
        LetterKind.INTEREST_ORDER,
    }
)

IN_WRITING = frozenset({DeliveryWay.POST, DeliveryWay.PERSONAL})
"""What keeps the written form without a qualified signature (§ 3a HVwVfG)."""


@dataclass(frozen=True, kw_only=True)
class Dispatch:
    """How and when a letter leaves: posted, made available, or handed over on `sent_on`."""

    way: DeliveryWay
    sent_on: date


@dataclass(frozen=True, kw_only=True)
class Signature:
    """What an approver signs: the digest of everything shown, the way of delivery, the version."""

    shown_digest: str
    dispatch: Dispatch
    version: int


@dataclass(frozen=True, kw_only=True)
class Dates:
    """What follows from a delivery; empty where the letter can not be contested or accepted.

    All of it is empty while what was made available electronically was not called up. `answer_by`
    is the last day of a hearing that moved with its sending.
    """

    notified: LegalDate | None
    final: LegalDate | None
    acceptance: LegalDate | None
    answer_by: date | None = None


def usual_way(case: FundingCase, day: date) -> Dispatch:
    """Electronically with the recipient's consent, else by post."""
    consents = case.organisation.electronic_consent_on is not None
    way = DeliveryWay.ELECTRONIC if consents else DeliveryWay.POST
    return Dispatch(way=way, sent_on=day)


def dates_of(
    kind: LetterKind,
    dispatch: Dispatch,
    parameters: Parameters,
    *,
    consent: bool,
    retrieved_on: date | None = None,
) -> Dates:
    """The dates of a letter delivered like this, each with its rule. Raises NoConsent."""
    told = Delivery(
        way=dispatch.way, sent_on=dispatch.sent_on, consent=consent, retrieved_on=retrieved_on
    )
    if told.waits:
        if not consent:
            raise NoConsent("electronic delivery needs consent")
        return Dates(notified=None, final=None, acceptance=None)
    days_off = holidays_around(dispatch.sent_on)
    return Dates(
        notified=notified_for_finality(told, parameters),
        final=finality(told, parameters, days_off) if kind in CONTESTABLE else None,
        acceptance=acceptance_due(told, parameters, days_off) if kind is LetterKind.AWARD else None,
    )


def issue(
    session: Session,
    case: FundingCase,
    actor: Actor,
    letter: Letter,
    dispatch: Dispatch,
    *,
    shown_digest: str,
) -> Dates:
    """Issue a letter as the bytes that were previewed, and put it into the recipient's inbox.

    `shown_digest` is what the person saw; it is kept beside the digest of the bytes. The dates
    follow from the parameters frozen with the letter. Inside the unit of work of the step.
    Raises Refused for another digest, for a letter without the signer's name or with another one,
    for one of another day, for electronic delivery without consent, and for a day to come on
    which it would be made available or handed over.
    """
    if shown_digest != letter.pdf_digest:
        raise Refused(
            "another preview was shown",
            message="Der Bescheid wurde inzwischen neu erstellt. Bitte prüfen Sie ihn noch einmal.",
        )
    refuse_other_name(actor, letter)
    refuse_other_day(letter)
    consent = case.organisation.electronic_consent_on
    _refuse_dispatch(letter, dispatch, consent)
    known = frozen_parameters(letter)
    dates = dates_of(letter.kind, dispatch, known, consent=consent is not None)
    letter.previewed_digest = shown_digest
    letter.issued_at, letter.issued_by_id = clock.now(), actor.id
    letter.way, letter.sent_on, letter.consent_on = dispatch.way, dispatch.sent_on, consent
    letter.notified_on = None if dates.notified is None else dates.notified.day
    letter.final_on = None if dates.final is None else dates.final.day
    announce(session, case, letter, acceptance=dates.acceptance)
    return dates


def _refuse_dispatch(letter: Letter, dispatch: Dispatch, consent: date | None) -> None:
    if dispatch.way is DeliveryWay.ELECTRONIC and consent is None:
        raise Refused(
            "no consent to electronic delivery",
            message="Die empfangende Stelle hat der elektronischen Bekanntgabe nicht zugestimmt. "
            "Bitte wählen Sie einen anderen Weg.",
        )
    if dispatch.sent_on < letter.dated:
        raise Refused(
            "sent before it was written",
            message="Der Tag der Absendung liegt vor dem Datum des Schreibens.",
        )
    if dispatch.way is not DeliveryWay.POST and dispatch.sent_on > clock.today():
        raise Refused(
            "made available or handed over on a day to come",
            message="Elektronisch bereitgestellt oder persönlich übergeben wird das Schreiben "
            "spätestens heute. Nur die Aufgabe zur Post kann an einem der nächsten Tage folgen.",
        )


def frozen_parameters(letter: Letter) -> Parameters:
    """The parameters that were frozen with a letter, over the shipped ones."""
    return DEFAULTS.with_rows(
        Parameter(
            key=row["key"],
            value=Decimal(row["value"]) if row["unit"] else row["value"],
            unit=row["unit"],
            valid_from=date.fromisoformat(row["valid_from"]),
            clause=Clause(row["source"], row["number"]),
            mark=Mark(row["mark"]),
        )
        for row in letter.content["terms"].get("parameters", ())
    )


def announce(
    session: Session, case: FundingCase, letter: Letter, *, acceptance: LegalDate | None = None
) -> None:
    """The message in the recipient's inbox that leads to the letter, and the mail that says so.

    That of an award says what is to be done with it, and until its day of `acceptance`.
    """
    electronic = letter.way is DeliveryWay.ELECTRONIC
    word = "bekannt gegeben" if electronic else "zur Kenntnis bereitgestellt"
    tell_organisation(
        session,
        case,
        kind=f"letter.{letter.kind.value}",
        subject=letter.title,
        text=f"Zum Vorgang {case.number} liegt ein Schreiben vor: {letter.title}. "
        f"Es wird Ihnen hier {word}.{_to_do(letter, acceptance)}",
        letter=letter,
    )


def _to_do(letter: Letter, acceptance: LegalDate | None) -> str:
    if letter.kind is not LetterKind.AWARD:
        return ""
    until = "" if acceptance is None else f" bis zum {german_day(acceptance.day)}"
    later = "" if acceptance else " Die Frist dafür beginnt, sobald Sie den Bescheid abrufen."
    return (
        f" Bitte erklären Sie{until}, ob Sie die Zuwendung annehmen, und nennen Sie dabei das "
        f"Konto.{later} Ohne die Erklärung wird nichts ausgezahlt."
    )


def tell_organisation(
    session: Session,
    case: FundingCase,
    *,
    kind: str,
    subject: str,
    text: str,
    letter: Letter | None = None,
) -> InboxMessage:
    """A message to the applicant's inbox, and the job that sends the mail about it."""
    message = InboxMessage(
        organisation_id=case.organisation_id,
        case_id=case.id,
        letter_id=None if letter is None else letter.id,
        kind=kind,
        subject=subject[:300],
        text=text,
        at=clock.now(),
    )
    session.add(message)
    session.flush()
    enqueue(
        session,
        SEND_MAIL,
        {
            "key": message.ref,
            "organisation": case.organisation_id,
            "subject": f"{subject[:150]} ({case.number or 'Entwurf'})",
            "text": f"Zum Vorgang {case.number or case.title} liegt eine neue Nachricht für Sie "
            f"bereit: {subject}\n\nBitte melden Sie sich an: {settings().base_url}",
        },
    )
    return message


def date_anew(case: FundingCase, letter: Letter, *, retrieved: datetime | None) -> Dates:
    """The dates of an issued letter from its way and day as they stand, and the case's due day."""
    assert letter.way is not None
    assert letter.sent_on is not None
    dates = dates_of(
        letter.kind,
        Dispatch(way=letter.way, sent_on=letter.sent_on),
        frozen_parameters(letter),
        consent=letter.consent_on is not None,
        retrieved_on=None if retrieved is None else clock.day_of(retrieved),
    )
    letter.notified_on = None if dates.notified is None else dates.notified.day
    letter.final_on = None if dates.final is None else dates.final.day
    if letter.kind is LetterKind.AWARD and case.due_what == "acceptance":
        case.due_on = None if dates.acceptance is None else dates.acceptance.day
    notice = letter.kind is LetterKind.AWARD and letter.waived_on is None
    if notice and case.due_what == "finality":
        case.due_on = letter.final_on
    return dates
