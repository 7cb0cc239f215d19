"""The proofs that an award owes: expected with their due days, found, listed, cancelled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import NotFound
from wirgrants.models import AwardPart, FundingCase, Proof, ProofKind
from wirgrants.services.access import SYSTEM, Actor, load_case, only_as_staff
from wirgrants.services.calendar import holidays_of
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.delivery import tell_organisation
from wirgrants.services.finance_rows import award_parts
from wirgrants.services.parameters import load_parameters
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import PROVEN, waiting
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.dates import LegalDate
from workflows.due import NamedDay, review_warning
from workflows.expected_proofs import expected_proofs
from workflows.facts import Applicant, Facts, PartFacts
from workflows.procedures import application_of
from workflows.states import ApplicationState, MachineName, ProofState, Role

NAMED_DAY = "proof_due"
"""Key in `AwardPart.basis`: the due day that the notice names, {"day": ISO day, "fixed": bool}."""

OPEN = frozenset({ProofState.EXPECTED, ProofState.SENT_BACK})
"""Still to be handed in."""
_TO_REVIEW = frozenset({ProofState.SUBMITTED, ProofState.IN_REVIEW})
_MEASURE_RUNS = frozenset(
    {
        ApplicationState.RUNNING,
        ApplicationState.RESOLUTION_PENDING,
        ApplicationState.RESOLVED,
    }
)
_LAST_DAY = (12, 31)


@dataclass(frozen=True, kw_only=True)
class Duty:
    """One proof that the award owes: its part, kind, reported year and due day with its rule."""

    part: str
    kind: ProofKind
    year: int
    due: LegalDate

    @property
    def key(self) -> tuple[str, ProofKind, int | None]:
        """What makes it the same duty after a change: the final proof may move to another year."""
        return (self.part, self.kind, None if self.kind is ProofKind.FINAL else self.year)


def expect_all(session: Session, case: FundingCase) -> None:
    """Expect every proof that the award owes; again after a change of its periods.

    What is expected already keeps its row and gets the new due day; an interim proof that is not
    owed any more is cancelled. The award owes them, so nobody but the system
    expects them. Inside the unit of work of the step that calls it.
    """
    known = {key_of(proof): proof for proof in proofs_of(session, case)}
    owed = duties(session, case)
    for duty in owed:
        found = known.get(duty.key)
        if found is None:
            _expect(session, case, duty)
        elif found.state in OPEN and found.due_on != duty.due.day:
            found.due_on, found.due_rule, found.year = duty.due.day, duty.due.to_json(), duty.year
    keys = {duty.key for duty in owed}
    for key, proof in known.items():
        if key not in keys and proof.state is ProofState.EXPECTED:
            _cancel(session, case, SYSTEM, proof, "Nach einer Änderung nicht mehr geschuldet.")
    keep_due(session, case)


Period = tuple[date, date]


def duties(
    session: Session, case: FundingCase, periods: Mapping[str, Period] | None = None
) -> tuple[Duty, ...]:
    """Every proof that the award owes with its due day by precedence: notice, line, ANBest.

    With other `periods` (first and last day by part) what it would owe then.
    """
    guideline = registry.guideline(case.line, case.version)
    parts = award_parts(session, case)
    parameters = load_parameters(session)
    spans = {one.part: (one.starts_on, one.ends_on) for one in parts} | dict(periods or {})
    years = {day.year for span in spans.values() for day in span}
    facts = Facts(
        day=clock.today(),
        applicant=Applicant(type=case.applicant_type or case.organisation.kind),
        parts=tuple(
            PartFacts(part=one.part, start=spans[one.part][0], end=spans[one.part][1])
            for one in parts
        ),
        holidays=holidays_of(range(min(years, default=0), max(years, default=0) + 3)),
    )
    named = named_days(parts)
    return tuple(
        Duty(
            part=part.part,
            kind=ProofKind.FINAL if year is None else ProofKind.INTERIM,
            year=part.end.year if year is None and part.end is not None else year or 0,
            due=due,
        )
        for part in facts.parts
        for year, due in expected_proofs(guideline, facts, part, named, parameters)
    )


def named_days(parts: Sequence[AwardPart]) -> Mapping[str, NamedDay]:
    """The due days of final proofs that the notice names, by part."""
    found: dict[str, NamedDay] = {}
    for part in parts:
        told: Any = part.basis.get(NAMED_DAY)
        if told:
            day = date.fromisoformat(told["day"])
            found[part.part] = NamedDay(day=day, fixed=bool(told.get("fixed")))
    return found


def key_of(proof: Proof) -> tuple[str, ProofKind, int | None]:
    """Which duty the proof meets (`Duty.key`)."""
    return (proof.part, proof.kind, None if proof.kind is ProofKind.FINAL else proof.year)


def _expect(session: Session, case: FundingCase, duty: Duty) -> None:
    proof = Proof(
        case_id=case.id,
        part=duty.part,
        kind=duty.kind,
        year=duty.year,
        due_on=duty.due.day,
        due_rule=duty.due.to_json(),
    )
    take_step(
        session,
        case,
        "expect",
        actor=SYSTEM,
        subject=proof,
        circumstances=circumstances_of(session, case, day=clock.today(), subject=proof),
        writes=Writes(data={"part": duty.part, "kind": duty.kind.value, "due": duty.due.to_json()}),
    )


def cancel_proof(actor: Actor, case_ref: str, proof_ref: str, reason: str, *, version: int) -> None:
    """Strike a proof that is not needed; the recipient is told. Raises StepRefused, NotFound."""
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        only_as_staff(actor, case)
        proof = proof_of(session, case, proof_ref)
        _cancel(session, case, actor, proof, reason, version=version)
        keep_due(session, case)
        tell_organisation(
            session,
            case,
            kind="proof.cancelled",
            subject=f"{name_of(proof)} nicht erforderlich",
            text=f"Der Nachweis ({name_of(proof)}) muss nicht eingereicht werden. Grund: {reason}",
        )


def _cancel(
    session: Session,
    case: FundingCase,
    actor: Actor,
    proof: Proof,
    reason: str,
    *,
    version: int | None = None,
) -> None:
    take_step(
        session,
        case,
        "cancel",
        actor=actor,
        subject=proof,
        version=version,
        circumstances=circumstances_of(
            session, case, day=clock.today(), subject=proof, reason=reason
        ),
    )


def proofs_of(session: Session, case: FundingCase) -> Sequence[Proof]:
    """Every proof of the case by part and year, the final one of a part last; one statement."""
    rows = session.scalars(select(Proof).where(Proof.case_id == case.id).order_by(Proof.id)).all()
    return sorted(rows, key=lambda one: (one.part, one.kind is ProofKind.FINAL, one.year, one.id))


def proof_of(session: Session, case: FundingCase, ref: str) -> Proof:
    """One proof of this case. Raises NotFound."""
    found = session.scalars(
        select(Proof).where(Proof.case_id == case.id, Proof.ref == ref)
    ).one_or_none()
    if found is None:
        raise NotFound("no such proof of this case")
    return found


def name_of(proof: Proof) -> str:
    """The proof as letters and messages name it: Zwischennachweis 2027, Verwendungsnachweis."""
    return (
        "Verwendungsnachweis" if proof.kind is ProofKind.FINAL else f"Zwischennachweis {proof.year}"
    )


def next_due(session: Session, case: FundingCase) -> date | None:
    """The first day on which a proof that still has to come is due; one statement."""
    open_ones = [proof for proof in proofs_of(session, case) if proof.state in OPEN]
    return min((proof.due_on for proof in open_ones), default=None)


def keep_due(session: Session, case: FundingCase) -> None:
    """Write who acts next on a running case, and until when, from its proofs as they stand now.

    After every step that changes them: what is to be examined comes first, with the day on which
    the examination is late, then what still has to come. Nothing in any other state of the case.
    """
    if case.state not in _MEASURE_RUNS:
        return
    session.flush()
    rows = proofs_of(session, case)
    reviewed = [proof for proof in rows if proof.state in _TO_REVIEW]
    owed = [proof for proof in rows if proof.state in OPEN]
    if reviewed:
        known = load_parameters(session)
        days = [review_warning(p.received_on, known).day for p in reviewed if p.received_on]
        told = _waits_for(reviewed[0], min(days, default=None), "proof_review")
    elif owed:
        first = min(owed, key=lambda proof: proof.due_on)
        told = _waits_for(first, first.due_on, "proof")
    else:
        told = waiting(case.state, what=PROVEN if _proven(case, rows) else "")
    for column, value in told.items():
        setattr(case, column, value)


def _proven(case: FundingCase, rows: Sequence[Proof]) -> bool:
    """Every final proof is examined, and nothing but the settlement leads on from here."""
    finals = [proof for proof in rows if proof.kind is ProofKind.FINAL]
    onward = application_of(case.variant).open_steps(case.state, {Role.CASE_OFFICER})
    return (
        bool(finals)
        and all(proof.state is ProofState.EXAMINED for proof in finals)
        and any(step.action == "begin_settlement" for step in onward)
    )


def _waits_for(proof: Proof, due_on: date | None, what: str) -> dict[str, Any]:
    return waiting(proof.state, machine=MachineName.PROOF, due_on=due_on, what=what)


def overdue(proof: Proof, day: date) -> bool:
    """Still to be handed in although its day has passed."""
    return proof.state in OPEN and day > proof.due_on


def reported_period(proof: Proof, part: AwardPart) -> tuple[date, date]:
    """The days that the proof reports: the whole award period, or of an interim one its year."""
    if proof.kind is ProofKind.FINAL:
        return part.starts_on, part.ends_on
    last = date(proof.year, *_LAST_DAY)
    first = date(proof.year - 1, *_LAST_DAY) + timedelta(days=1)
    return max(first, part.starts_on), min(last, part.ends_on)
