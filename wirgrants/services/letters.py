"""Letters of a case: worded, rendered outside any transaction, previewed, issued as those bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.documents import contents
from wirgrants.documents.codec import from_data, to_data
from wirgrants.documents.typst_render import Rendered, render
from wirgrants.errors import Conflict, NotFound
from wirgrants.models import (
    DeliveryWay,
    DiscardCause,
    FundingCase,
    Letter,
    LetterKind,
    StoredFile,
    User,
)
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.files import keep_bytes, stored_file
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.letterhead import remedy_warnings
from wirgrants.services.parameters import load_parameters
from wirgrants.services.plain import digest
from wirgrants.unit_of_work import unit_of_work
from workflows.parameters import Parameters
from workflows.states import MachineName
from workflows.wording.formats import german_day

DATES_REST_ON = ("posting_days", "posting_days_finality", "remedy_months", "acceptance_months")
"""The dated parameters by which a letter's dates are computed; frozen with every letter."""

RECEIPTS = frozenset({LetterKind.RECEIPT, LetterKind.PROOF_RECEIPT, LetterKind.DECLINE_RECEIPT})
"""What confirms that something came in; it decides nothing, and nobody signs it."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A worded letter that waits to be set.

    `terms` is what the step will write when it is taken, as plain JSON; it is frozen with the
    letter, so that what is signed and what is written cannot differ. `subject_ref` is the ref of
    the side procedure, "" for the application.
    """

    kind: LetterKind
    letter: contents.Letter
    terms: Mapping[str, Any] = field(default_factory=dict)
    subject: MachineName = MachineName.APPLICATION
    subject_ref: str = ""


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A letter that has been set, with its bytes in the store and no row yet."""

    draft: Draft
    rendered: Rendered


def set_letter(draft: Draft) -> Sheet:
    """Set the letter in the child process and keep its bytes; never inside a transaction.

    Raises DocumentError with a German sentence.
    """
    rendered = render(draft.letter, at=clock.now())
    keep_bytes(rendered.pdf)
    return Sheet(draft=draft, rendered=rendered)


def preview(actor: Actor, case_ref: str, draft: Draft) -> str:
    """Set a letter and keep it as the preview of its step; the letter's ref.

    An older preview of the same kind and subject is discarded. Raises NotFound for strangers.
    """
    sheet = set_letter(draft)
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        return add(session, case, actor, sheet).ref


def add(session: Session, case: FundingCase, actor: Actor, sheet: Sheet) -> Letter:
    """The row of a set letter, not issued yet; the caller holds the case's lock. Flushes."""
    draft, rendered = sheet.draft, sheet.rendered
    same = (Letter.kind == draft.kind, Letter.subject_ref == draft.subject_ref)
    discard_open(session, case, actor, DiscardCause.REPLACED, *same)
    frozen = {"letter": to_data(draft.letter), "terms": _with_parameters(session, draft)}
    sequence = next_sequence(session, case)
    row = Letter(
        case_id=case.id,
        sequence=sequence,
        kind=draft.kind,
        number=f"{case.number or 'Entwurf'}/{sequence:02d}",
        title=draft.letter.title,
        subject=draft.subject,
        subject_ref=draft.subject_ref,
        dated=draft.letter.dated,
        content=frozen,
        content_digest=digest(frozen),
        file=stored_file(session, rendered.digest, len(rendered.pdf)),
        pdf_digest=rendered.digest,
        warnings="\n".join((*rendered.warnings, *_unconfirmed(session, case, draft))),
        rendered_at=clock.now(),
        rendered_by_id=actor.log_id,
    )
    session.add(row)
    session.flush()
    return row


def _unconfirmed(session: Session, case: FundingCase, draft: Draft) -> tuple[str, ...]:
    if not draft.letter.remedy:
        return ()
    return remedy_warnings(case, load_parameters(session), draft.letter.dated)


def _with_parameters(session: Session, draft: Draft) -> dict[str, Any]:
    terms = dict(draft.terms)
    if "parameters" not in terms:
        terms["parameters"] = dated_parameters(load_parameters(session), draft.letter.dated)
    return terms


def dated_parameters(parameters: Parameters, day: date) -> list[dict[str, object]]:
    """What a letter of that day keeps of the dated parameters, as plain JSON."""
    return [parameters.on(key, day).to_json() for key in DATES_REST_ON]


def next_sequence(session: Session, case: FundingCase) -> int:
    """The number of the case's next letter; safe under the case's lock."""
    last = session.scalar(select(func.max(Letter.sequence)).where(Letter.case_id == case.id))
    return (last or 0) + 1


def frozen_letter(letter: Letter) -> contents.Letter:
    """The contents that were set."""
    return from_data(contents.Letter, letter.content["letter"])


def terms_of(letter: Letter) -> Mapping[str, Any]:
    """What the step writes that this letter belongs to."""
    terms: Mapping[str, Any] = letter.content["terms"]
    return terms


def letter_of(session: Session, case: FundingCase, ref: str) -> Letter:
    """A letter of this case with its file. Raises NotFound."""
    found = session.scalars(
        select(Letter)
        .where(Letter.case_id == case.id, Letter.ref == ref)
        .options(joinedload(Letter.file))
    ).one_or_none()
    if found is None:
        raise NotFound("no such letter of this case")
    return found


def previewed(
    session: Session, case: FundingCase, ref: str, kind: LetterKind, subject_ref: str | None = None
) -> Letter:
    """A preview that may still be used, of this subject where one is named.

    Raises NotFound for another kind or subject, Conflict when it was issued or discarded.
    """
    found = letter_of(session, case, ref)
    if found.kind is not kind or subject_ref not in (None, found.subject_ref):
        raise NotFound("a letter of another kind or subject")
    if found.discarded_at is not None or found.issued_at is not None:
        raise Conflict(
            "the preview is not the newest one",
            message="Diese Vorschau gilt nicht mehr. Bitte öffnen Sie den Vorgang erneut.",
        )
    return found


def newest_preview(
    session: Session, case: FundingCase, kind: LetterKind, subject_ref: str = ""
) -> Letter | None:
    """The preview of this kind that waits for its step; None when there is none."""
    return session.scalars(
        select(Letter)
        .where(
            Letter.case_id == case.id,
            Letter.kind == kind,
            Letter.subject_ref == subject_ref,
            Letter.issued_at.is_(None),
            Letter.discarded_at.is_(None),
        )
        .order_by(Letter.sequence.desc())
        .limit(1)
        .options(joinedload(Letter.file))
    ).first()


def paragraphs(text: str) -> tuple[str, ...]:
    """What was typed for a letter, a paragraph per line, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def final_since(final_on: date | None, waived_on: date | None) -> str:
    """From when a letter is final, and by what; "" where no such day runs."""
    if waived_on is not None and (final_on is None or waived_on < final_on):
        return f"{german_day(waived_on)} nach Rechtsbehelfsverzicht"
    return "" if final_on is None else f"{german_day(final_on)} nach Ablauf der Klagefrist"


@dataclass(frozen=True, kw_only=True)
class ListedLetter:
    """One letter as a list shows it; `final` is empty where nothing can be contested."""

    ref: str
    kind: LetterKind
    number: str
    title: str
    dated: date
    size: int
    pdf_digest: str
    issued_on: date | None
    way: DeliveryWay | None
    sent_on: date | None
    retrieved_on: date | None
    notified_on: date | None
    final: str
    superseded: bool
    warnings: tuple[str, ...]
    signed_by: str

    @property
    def waits(self) -> bool:
        """Made available electronically, not called up: nothing runs from it (receipts aside)."""
        open_ = self.issued_on is not None and self.retrieved_on is None
        return open_ and self.way is DeliveryWay.ELECTRONIC and self.kind not in RECEIPTS


def letters_of(
    session: Session, case: FundingCase, *, only_issued: bool
) -> tuple[ListedLetter, ...]:
    """The case's letters, newest first, without discarded drafts; one statement."""
    statement = (
        select(Letter, StoredFile.size, User.name)
        .join(StoredFile, StoredFile.id == Letter.file_id)
        .outerjoin(User, User.id == Letter.issued_by_id)
        .where(Letter.case_id == case.id, Letter.discarded_at.is_(None))
        .order_by(Letter.sequence.desc())
    )
    if only_issued:
        statement = statement.where(Letter.issued_at.is_not(None))
    return tuple(_listed(*row) for row in session.execute(statement))


def _listed(letter: Letter, size: int, signer: str | None) -> ListedLetter:
    retrieved, issued = letter.retrieved_at, letter.issued_at
    return ListedLetter(
        ref=letter.ref,
        kind=letter.kind,
        number=letter.number,
        title=letter.title,
        dated=letter.dated,
        size=size,
        pdf_digest=letter.pdf_digest,
        issued_on=None if issued is None else clock.day_of(issued),
        way=letter.way,
        sent_on=letter.sent_on,
        retrieved_on=None if retrieved is None else clock.day_of(retrieved),
        notified_on=letter.notified_on,
        final=final_since(letter.final_on, letter.waived_on),
        superseded=letter.superseded_by_id is not None,
        warnings=tuple(letter.warnings.splitlines()),
        signed_by="" if letter.kind in RECEIPTS or signer is None else signer,
    )
