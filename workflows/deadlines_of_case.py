"""Every legal date of a case with who must act, from the frozen facts and what has happened so far.

Which dates are listed: those that are still to be met. A date that has been met (filed, accepted,
submitted, answered) is gone from the list; one that has passed unmet stays, so that it is seen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflows.dates import LegalDate
from workflows.due import (
    NamedDay,
    call_closing,
    day_named,
    interim_proof_due,
    payment_window_end,
    proof_due,
    review_warning,
)
from workflows.facts import TERRITORIAL, Facts, PartFacts
from workflows.guideline import Guideline
from workflows.notification import Delivery, acceptance_due, finality, hearing_due, remedy_end
from workflows.parameters import Parameters
from workflows.rules.deadlines import deadlines_of
from workflows.states import Role

_SIGNATORY = frozenset({Role.SIGNATORY})
_EDITOR = frozenset({Role.APPLICANT_EDITOR, Role.SIGNATORY})
_OFFICER = frozenset({Role.CASE_OFFICER})
_APPROVER = frozenset({Role.APPROVER})


class CaseDateKind(StrEnum):
    """What is due; the German name stands under "case_date.<kind>"."""

    APPLICATION = "application"
    CALL_CLOSING = "call_closing"
    CLARIFICATION = "clarification"
    REMEDY = "remedy"
    ACCEPTANCE = "acceptance"
    FINALITY = "finality"
    PAYMENT_USE = "payment_use"
    INTERIM_PROOF = "interim_proof"
    FINAL_PROOF = "final_proof"
    PROOF_REVIEW = "proof_review"
    HEARING = "hearing"
    ORDER = "order"


@dataclass(frozen=True, kw_only=True)
class CaseDate:
    """One date: what is due, of which part or year, when and why, and who must act."""

    kind: CaseDateKind
    legal: LegalDate
    who: frozenset[Role]
    part: str = ""
    year: int | None = None

    def overdue(self, day: date) -> bool:
        """True when the day has passed; a date of finality is reached, never overdue."""
        return self.kind is not CaseDateKind.FINALITY and day > self.legal.day

    def to_json(self) -> dict[str, object]:
        """The date as a document, with its reasons."""
        return {
            "kind": self.kind.value,
            "part": self.part,
            "year": self.year,
            "who": sorted(role.value for role in self.who),
            **self.legal.to_json(),
        }


@dataclass(frozen=True, kw_only=True)
class Milestones:
    """What has happened to a case, as far as dates depend on it; a proof's key is (part, year).

    The year None stands for the final proof. `named` are due days that the notice names, of final
    proofs by part. `unused` are payouts not yet used up, by day of payout.
    """

    clarifications_due: tuple[date, ...] = ()
    delivery: Delivery | None = None
    accepted: bool = False
    final: bool = False
    named: Mapping[str, NamedDay] = field(default_factory=dict)
    proofs_submitted: Mapping[tuple[str, int | None], date] = field(default_factory=dict)
    proofs_settled: frozenset[tuple[str, int | None]] = frozenset()
    unused: Mapping[date, Decimal] = field(default_factory=dict)
    hearing_sent_on: date | None = None
    hearing_named: date | None = None
    hearing_answered: bool = False
    recovery_ordered: bool = False


def dates_of_case(
    guideline: Guideline, facts: Facts, milestones: Milestones, parameters: Parameters
) -> tuple[CaseDate, ...]:
    """All dates still to be met, the earliest first."""
    found = [
        *_before_filing(guideline, facts),
        *_clarifications(milestones),
        *_after_notice(facts, milestones, parameters),
        *_proofs(guideline, facts, milestones, parameters),
        *_recovery(facts, milestones, parameters),
    ]
    return tuple(sorted(found, key=lambda one: (one.legal.day, one.kind, one.part, one.year or 0)))


def _before_filing(guideline: Guideline, facts: Facts) -> Iterator[CaseDate]:
    if facts.history.filed_on is not None:
        return
    for part, legal in deadlines_of(guideline.deadline, facts):
        yield CaseDate(kind=CaseDateKind.APPLICATION, legal=legal, who=_SIGNATORY, part=part)
    if facts.call is not None:
        legal = call_closing(facts.call, facts.holidays)
        yield CaseDate(kind=CaseDateKind.CALL_CLOSING, legal=legal, who=_SIGNATORY)


def _clarifications(milestones: Milestones) -> Iterator[CaseDate]:
    for day in milestones.clarifications_due:
        legal = day_named(NamedDay(day=day, fixed=True), "named_in_request")
        yield CaseDate(kind=CaseDateKind.CLARIFICATION, legal=legal, who=_EDITOR)


def _after_notice(
    facts: Facts, milestones: Milestones, parameters: Parameters
) -> Iterator[CaseDate]:
    delivery = milestones.delivery
    if delivery is not None:
        if not milestones.accepted:
            legal = acceptance_due(delivery, parameters, facts.holidays)
            yield CaseDate(kind=CaseDateKind.ACCEPTANCE, legal=legal, who=_SIGNATORY)
        if not milestones.final:
            last = remedy_end(delivery, parameters, facts.holidays)
            yield CaseDate(kind=CaseDateKind.REMEDY, legal=last, who=_SIGNATORY)
            first = finality(delivery, parameters, facts.holidays)
            yield CaseDate(kind=CaseDateKind.FINALITY, legal=first, who=_OFFICER)
    for payout, amount in milestones.unused.items():
        if amount > 0:
            legal = payment_window_end(payout, parameters)
            yield CaseDate(kind=CaseDateKind.PAYMENT_USE, legal=legal, who=_SIGNATORY)


def _proofs(
    guideline: Guideline, facts: Facts, milestones: Milestones, parameters: Parameters
) -> Iterator[CaseDate]:
    if milestones.delivery is None:
        return
    for part in facts.parts:
        for year, due in expected_proofs(guideline, facts, part, milestones.named, parameters):
            key = (part.part, year)
            if key in milestones.proofs_settled:
                continue
            submitted = milestones.proofs_submitted.get(key)
            if submitted is not None:
                kind, who = CaseDateKind.PROOF_REVIEW, _OFFICER
                legal = review_warning(submitted, parameters)
            else:
                kind = CaseDateKind.FINAL_PROOF if year is None else CaseDateKind.INTERIM_PROOF
                who, legal = _SIGNATORY, due
            yield CaseDate(kind=kind, legal=legal, who=who, part=part.part, year=year)


def expected_proofs(
    guideline: Guideline,
    facts: Facts,
    part: PartFacts,
    named: Mapping[str, NamedDay],
    parameters: Parameters,
) -> Iterator[tuple[int | None, LegalDate]]:
    """The proofs that a part owes: yearly interim ones but for the last year, then the final one.

    Nothing for a part without an end. The year None stands for the final proof.
    """
    if part.start is None or part.end is None:
        return
    duty = guideline.part(part.part).proof
    if duty.interim_yearly:
        for year in range(part.start.year, part.end.year):
            yield year, interim_proof_due(duty, year, parameters, facts.holidays)
    yield (
        None,
        proof_due(
            duty,
            part.end,
            parameters,
            facts.holidays,
            municipal=facts.applicant.type in TERRITORIAL,
            named=named.get(part.part),
        ),
    )


def _recovery(facts: Facts, milestones: Milestones, parameters: Parameters) -> Iterator[CaseDate]:
    sent = milestones.hearing_sent_on
    if sent is None or milestones.recovery_ordered:
        return
    if milestones.hearing_named is not None:
        named = NamedDay(day=milestones.hearing_named, fixed=True)
        legal = day_named(named, "named_in_letter")
    else:
        legal = hearing_due(sent, parameters, facts.holidays)
    if milestones.hearing_answered:
        yield CaseDate(kind=CaseDateKind.ORDER, legal=legal, who=_APPROVER)
    else:
        yield CaseDate(kind=CaseDateKind.HEARING, legal=legal, who=_SIGNATORY)
