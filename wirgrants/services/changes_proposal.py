"""Proposing a decision on a change: the letter previewed, then bound to the money it needs."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.amendment import (
    Amendment,
    ChangedTerm,
    ChangeRefusal,
    amendment_letter,
    change_refusal_letter,
)
from wirgrants.documents.letters.common import Head, Remedy, YearAmount
from wirgrants.errors import Conflict, Refused
from wirgrants.models import (
    AwardYear,
    ChangeRequest,
    DiscardCause,
    FundingCase,
    LedgerKind,
    Letter,
    LetterKind,
)
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.changes import change_of, standing_award
from wirgrants.services.changes_award import by_year, changed_terms
from wirgrants.services.changes_cover import Cover, Shift, amounts_of, cover_of
from wirgrants.services.changes_fit import Fit, fit_of, overridden, refuse_undecided, refuse_unfit
from wirgrants.services.changes_proofs import as_told, moved_proofs
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.services.letter_drafts import discard_open
from wirgrants.services.letterhead import HeadChoice, head_of, remedy_of
from wirgrants.services.letters import (
    Draft,
    dated_parameters,
    newest_preview,
    paragraphs,
    preview,
    terms_of,
)
from wirgrants.services.obligations import in_words, read_ordered
from wirgrants.services.parameters import load_parameters
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.money import total
from workflows.states import MachineName

_STALE = (
    "Die Angaben stimmen nicht mehr mit der Vorschau überein. Bitte erstellen Sie die Vorschau neu."
)

Terms = Mapping[str, Any]
MOVED = "moved_proofs"
"""Key in a letter's terms: the days of proofs that it moves."""


def kind_of(terms: Terms) -> LetterKind:
    """Which letter a proposal needs."""
    return LetterKind.AMENDMENT if terms["favourable"] else LetterKind.CHANGE_REFUSAL


def preview_change(actor: Actor, ref: str, change_ref: str, terms: Terms) -> str:
    """Set the amended notice or the refusal of these terms and keep it as preview; its ref.

    Raises Refused where nothing would change or less would be left than was paid, NotFound.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_staff(actor, case)
        row = change_of(session, case, change_ref)
        draft = _draft(session, case, actor, row, terms)
    return preview(actor, ref, draft)


def _draft(
    session: Session, case: FundingCase, actor: Actor, row: ChangeRequest, terms: Terms
) -> Draft:
    parameters = load_parameters(session)
    today = clock.today()
    notice = award_letter(session, case)
    head = head_of(case, HeadChoice(dated=today, signature=actor.name, countersigned=True))
    remedy = remedy_of(case, parameters, today)
    requested_on = clock.day_of(row.requested_at)
    moved: tuple[ChangedTerm, ...] = ()
    if terms["favourable"]:
        days = (notice.dated, requested_on)
        amendment, moved = _amendment(session, case, terms, (head, remedy), days)
        letter = amendment_letter(amendment)
    else:
        letter = change_refusal_letter(
            ChangeRefusal(
                head=head,
                award_date=notice.dated,
                requested_on=requested_on,
                requested=row.reason,
                reasons=paragraphs(terms["answer"]),
                remedy=remedy,
            )
        )
    computed = {"parameters": dated_parameters(parameters, today), MOVED: as_told(moved)}
    return Draft(
        kind=kind_of(terms),
        letter=letter,
        terms={**terms, **computed},
        subject=MachineName.CHANGE,
        subject_ref=row.ref,
    )


def _amendment(
    session: Session,
    case: FundingCase,
    terms: Terms,
    frame: tuple[Head, Remedy],
    days: tuple[date, date],
) -> tuple[Amendment, tuple[ChangedTerm, ...]]:
    """The amended notice and the proofs it moves; `days` are of the award and of the request."""
    standing = standing_award(session, case)
    fit = fit_of(session, case, standing.award, terms["award"])
    refuse_unfit(standing, terms["award"], fit)
    refuse_undecided(fit, terms.get("overrides", {}))
    # Not before: a period that the law does not know has no days of proofs.
    moved = moved_proofs(session, case, terms["award"])
    amendment = Amendment(
        head=frame[0],
        award_date=days[0],
        requested_on=days[1],
        changes=(*changed_terms(standing.award, terms["award"]), *moved),
        granted_before=total(amounts_of(standing.award).values()),
        years=tuple(
            YearAmount(year=year, amount=amount) for year, amount in by_year(terms["award"]).items()
        ),
        reasons=paragraphs(terms["answer"]),
        obligations=tuple(in_words(one) for one in read_ordered(terms["obligations"])),
        remedy=frame[1],
    )
    return amendment, moved


def waiting_preview(session: Session, case: FundingCase, row: ChangeRequest) -> Letter | None:
    """The newest preview of a proposal for this request, whichever way it decides."""
    found = [
        newest_preview(session, case, kind, row.ref)
        for kind in (LetterKind.AMENDMENT, LetterKind.CHANGE_REFUSAL)
    ]
    return max((one for one in found if one), key=lambda one: one.sequence, default=None)


def propose_change(
    actor: Actor, ref: str, change_ref: str, terms: Terms, shown: str, *, version: int
) -> None:
    """Propose the previewed decision; more money is reserved with it.

    Raises Refused when the terms are not those of the preview shown, StepRefused (every year
    without money named), BudgetExhausted, Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        row = change_of(session, case, change_ref)
        letter = waiting_preview(session, case, row)
        if letter is None or letter.pdf_digest != shown or terms_told(letter) != dict(terms):
            raise Refused("terms and preview differ", message=_STALE)
        standing = standing_award(session, case)
        if terms["favourable"] and standing.award != row.before:
            raise Conflict("the award changed after the request")
        cover = _cover(session, case, standing.years, terms)
        fit = fit_of(session, case, standing.award, terms["award"] or standing.award)
        take_step(
            session,
            case,
            "propose",
            actor=actor,
            subject=row,
            version=version,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                subject=row,
                letter_rendered=True,
                years_without_budget=cover.without_budget,
                years_without_commitment_authority=cover.without_commitment,
                awarded_amount=fit.amount,
                entitlement=fit.most,
                entitlement_known=True,
            ),
            writes=_proposed(actor, terms, letter, fit),
        )
        refuse_undecided(fit, terms.get("overrides", {}))
        book(session, case, actor, LedgerKind.RESERVE, cover.growth(), row)


def _proposed(actor: Actor, terms: Terms, letter: Letter, fit: Fit) -> Writes:
    decided = overridden(fit, terms.get("overrides", {}))
    changes = {
        "favourable": terms["favourable"],
        # What was decided against the machine's finding, rule by rule, for the second person.
        "proposed": {**terms, "overridden": decided},
        "obligations": list(terms["obligations"]),
        "answer": terms["answer"],
        "proposed_at": clock.now(),
        "proposed_by_id": actor.id,
        "digest": letter.pdf_digest,
        "letter_id": letter.id,
    }
    return Writes(
        changes=changes,
        findings=[one.to_json() for one in fit.findings],
        data={"letter": letter.ref, "digest": letter.pdf_digest, "overridden": decided},
    )


def terms_told(letter: Letter) -> dict[str, Any]:
    """The terms that a preview froze, without what was computed and stands beside them."""
    computed = ("parameters", MOVED)
    return {key: value for key, value in terms_of(letter).items() if key not in computed}


def _cover(session: Session, case: FundingCase, years: Sequence[AwardYear], terms: Terms) -> Cover:
    if not terms["favourable"]:
        return Cover(shifts=())
    return cover_of(session, case, years, terms["award"])


def book(
    session: Session,
    case: FundingCase,
    actor: Actor,
    kind: LedgerKind,
    shifts: Sequence[Shift],
    row: ChangeRequest,
) -> None:
    """Move the money of these shifts in the ledger."""
    movements = [
        Movement(budget_id=shift.budget_id, amount=abs(shift.amount), part=shift.part)
        for shift in shifts
        if shift.budget_id is not None
    ]
    cause = Cause(actor=actor, case=case, reason=f"Änderungsantrag {row.number}")
    move(session, kind, movements, cause)


def return_proposal(actor: Actor, ref: str, change_ref: str, reason: str, *, version: int) -> None:
    """The approver returns a proposal; reserved money is free again, the preview is discarded."""
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        row = change_of(session, case, change_ref)
        cover = _cover(session, case, standing_award(session, case).years, row.proposed)
        take_step(
            session,
            case,
            "return_proposal",
            actor=actor,
            subject=row,
            version=version,
            circumstances=circumstances_of(
                session, case, day=clock.today(), subject=row, reason=reason
            ),
            writes=Writes(
                changes={
                    "proposed_at": None,
                    "proposed_by_id": None,
                    "digest": None,
                    "letter_id": None,
                    "favourable": None,
                }
            ),
        )
        of_request = Letter.subject_ref == row.ref
        discard_open(session, case, actor, DiscardCause.RETURNED, of_request)
        book(session, case, actor, LedgerKind.UNRESERVE, cover.growth(), row)
