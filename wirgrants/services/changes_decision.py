"""Signing a decision on a change: the letter is issued, the award rewritten with its money."""

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict
from wirgrants.models import ChangeRequest, DeliveryWay, FundingCase, LedgerKind, Letter
from wirgrants.services import proofs
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.changes import Standing, change_of, freeze, standing_award
from wirgrants.services.changes_award import write_award
from wirgrants.services.changes_cover import amounts_of, cover_of
from wirgrants.services.changes_fit import fit_of, refuse_new, refuse_unfit
from wirgrants.services.changes_proofs import as_told, moved_proofs
from wirgrants.services.changes_proposal import MOVED, book
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import Signature, issue
from wirgrants.services.letters import terms_of
from wirgrants.services.log import Entry, record
from wirgrants.services.obligations import order, read_ordered
from wirgrants.services.signing import repeats, to_be_signed
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.money import total


def decide_change(actor: Actor, ref: str, change_ref: str, action: str, sign: Signature) -> None:
    """Another person signs: "grant" rewrites the award with its money, "refuse" leaves it.

    Raises StepRefused (own proposal, another digest than the one shown, no consent), Refused
    before the letter was made in the own name (§ 37 III HVwVfG), Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        row = change_of(session, case, change_ref)
        letters = _letters(session, row)
        # As it stood before the signature: from then on the request's own texts are part of it.
        standing = standing_award(session, case)
        _sign(session, case, actor, row, letters, action, sign)
        assert letters is not None
        letter = letters[0]
        if action == "grant":
            _refuse_other_days(session, case, row, letter)
            _rewrite(session, case, actor, row, standing)
        issue(session, case, actor, letter, sign.dispatch, shown_digest=sign.shown_digest)


def _letters(session: Session, row: ChangeRequest) -> tuple[Letter, Letter] | None:
    """The letter that is to be issued, in whosever name it stands, and what was proposed."""
    proposed = None if row.letter_id is None else session.get(Letter, row.letter_id)
    return None if proposed is None else (to_be_signed(session, proposed), proposed)


def _sign(
    session: Session,
    case: FundingCase,
    actor: Actor,
    row: ChangeRequest,
    letters: tuple[Letter, Letter] | None,
    action: str,
    sign: Signature,
) -> None:
    # Nothing but the name may differ from what was proposed.
    letter = letters[0] if letters is not None and repeats(*letters) else None
    current = "" if letter is None else letter.pdf_digest
    take_step(
        session,
        case,
        action,
        actor=actor,
        subject=row,
        version=sign.version,
        circumstances=circumstances_of(
            session,
            case,
            day=clock.today(),
            subject=row,
            shown_digest=sign.shown_digest,
            current_digest=current,
            delivery_recorded=True,
            delivery_electronic=sign.dispatch.way is DeliveryWay.ELECTRONIC,
        ),
        writes=Writes(
            changes={
                "decided_at": clock.now(),
                "decided_by_id": actor.id,
                "letter_id": None if letter is None else letter.id,
                "digest": current,
            },
            data={"digest": sign.shown_digest, "award": row.proposed.get("award")},
        ),
    )


def _refuse_other_days(
    session: Session, case: FundingCase, row: ChangeRequest, letter: Letter
) -> None:
    """The letter names the days of proofs that it moves; they are still those that would move."""
    moved = moved_proofs(session, case, row.proposed["award"])
    if as_told(moved) != terms_of(letter)[MOVED]:
        raise Conflict(
            "other proofs would move",
            message="Die Fristen der Nachweise haben sich seit der Vorschau geändert. Bitte geben "
            "Sie den Vorschlag zurück, damit der Bescheid sie richtig nennt.",
        )


def _rewrite(
    session: Session, case: FundingCase, actor: Actor, row: ChangeRequest, standing: Standing
) -> None:
    if standing.award != row.before:
        raise Conflict("the award changed after the request")
    after = row.proposed["award"]
    fit = fit_of(session, case, standing.award, after)
    refuse_unfit(standing, after, fit)
    refuse_new(fit, row.proposed.get("overridden", ()))
    cover = cover_of(session, case, standing.years, after)
    book(session, case, actor, LedgerKind.COMMIT, cover.growth(), row)
    book(session, case, actor, LedgerKind.RELEASE, cover.shrinkage(), row)
    write_award(session, case, standing.parts, standing.years, after, cover.shifts)
    order(session, case, read_ordered(row.obligations))
    case.awarded = total(amounts_of(after).values())
    session.flush()
    changed = standing_award(session, case)
    freeze(session, case, actor, row, 2, changed.award)
    proofs.expect_all(session, case)
    # The step was logged before the award and the days of the proofs became what it granted.
    said = Entry(action="rewrite_award", data={"change": row.ref})
    record(session, actor, said, case, proofs.proofs_of(session, case))
