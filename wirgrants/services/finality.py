"""When the award notice becomes final, and what begins then: the running measure and its proofs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.models import Acceptance, FundingCase, Letter, LetterKind
from wirgrants.services import proofs
from wirgrants.services.access import Actor, load_case
from wirgrants.services.calendar import holidays_around
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import Dispatch, dates_of, frozen_parameters, tell_organisation
from wirgrants.services.finance_rows import award_letter
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import unit_of_work
from workflows.dates import LegalDate
from workflows.notification import Delivery, remedy_end
from workflows.states import ApplicationState


@dataclass(frozen=True, kw_only=True)
class Finality:
    """The dates of the award notice with their rules; `waived_on` is the day of a waiver.

    `last_day` is the last day for going to court, `final_on` the first on which the notice is
    final, `acceptance_due` the last day for the declaration; none of them while nobody has called
    up what was made available electronically.
    """

    notified: LegalDate | None
    last_day: LegalDate | None
    final_on: LegalDate | None
    acceptance_due: LegalDate | None
    waived_on: date | None

    def is_final(self, day: date) -> bool:
        """Whether the notice cannot be contested any more on that day."""
        if self.waived_on is not None:
            return True
        return self.final_on is not None and day >= self.final_on.day


def finality_of(session: Session, case: FundingCase) -> Finality:
    """The dates of the case's award notice; one statement. Raises NotFound without a notice."""
    return finality_of_letter(award_letter(session, case))


def finality_of_letter(letter: Letter) -> Finality:
    """The same for a loaded notice, by the parameters that were frozen with it."""
    assert letter.way is not None
    sent_on = letter.sent_on or letter.dated
    parameters = frozen_parameters(letter)
    retrieved = letter.retrieved_at
    retrieved_on = None if retrieved is None else clock.day_of(retrieved)
    consent = letter.consent_on is not None
    dates = dates_of(
        letter.kind,
        Dispatch(way=letter.way, sent_on=sent_on),
        parameters,
        consent=consent,
        retrieved_on=retrieved_on,
    )
    told = Delivery(way=letter.way, sent_on=sent_on, consent=consent, retrieved_on=retrieved_on)
    return Finality(
        notified=dates.notified,
        last_day=None if told.waits else remedy_end(told, parameters, holidays_around(sent_on)),
        final_on=dates.final,
        acceptance_due=dates.acceptance,
        waived_on=letter.waived_on,
    )


def confirm_finality(actor: Actor, ref: str, *, version: int | None = None) -> None:
    """The notice is final: the measure runs, and the proofs it owes are expected from now on.

    Raises StepRefused before that day and without a waiver, Conflict, StepNotOpen, NotFound.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        make_final(session, case, actor, version=version)


def make_final(
    session: Session, case: FundingCase, actor: Actor, *, version: int | None = None
) -> None:
    """The same within the unit of work of whoever has locked the case."""
    dates = finality_of(session, case)
    final_on = None if dates.final_on is None else dates.final_on.to_json()
    data = {"final_on": final_on, "waived_on": dates.waived_on}
    take_step(
        session,
        case,
        "confirm_finality",
        actor=actor,
        version=version,
        circumstances=circumstances_of(session, case, day=clock.today()),
        writes=Writes(case_changes=waiting(ApplicationState.RUNNING), data=data),
    )
    proofs.expect_all(session, case)
    due = proofs.next_due(session, case)
    if due is not None:
        case.due_on, case.due_what = due, "proof"
    tell_organisation(
        session,
        case,
        kind="finality",
        subject=f"Bescheid bestandskräftig: {case.number}",
        text="Der Zuwendungsbescheid ist bestandskräftig. Sie können jetzt Mittel abrufen.",
    )


def due_for_finality(session: Session) -> Sequence[str]:
    """The cases whose accepted notice is final by today, the oldest first; one statement."""
    return session.scalars(
        select(FundingCase.ref)
        .join(Letter, Letter.case_id == FundingCase.id)
        .outerjoin(Acceptance, Acceptance.case_id == FundingCase.id)
        .where(
            FundingCase.state == ApplicationState.ACCEPTED,
            Letter.kind == LetterKind.AWARD,
            Letter.issued_at.is_not(None),
            or_(Letter.final_on <= clock.today(), Acceptance.remedy_waived),
        )
        .group_by(FundingCase.ref, FundingCase.id)
        .order_by(FundingCase.id)
    ).all()
