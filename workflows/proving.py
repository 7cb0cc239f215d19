"""What stands out in a proof of use: hours by person, items above plan, funds, papers, the day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.facts import Answer
from workflows.findings import Finding, Outcome
from workflows.guideline import FinancingType, ProofForm
from workflows.item_shifts import item_shifts
from workflows.money import ZERO, total
from workflows.parameters import Parameters
from workflows.sources import Clause, Mark
from workflows.wording import say
from workflows.wording.formats import german_day, german_euros, german_number

GUIDE_MOST, COORDINATING_MOST = "hours_per_guide", "hours_per_coordinating_guide"
"""The figures of the most hours that count of one person and budget year."""

HOURS_COUNTERS = frozenset(
    {
        "hours_worked",
        "hours_coordinating",
        "guides_active",
        "coordinating_guides_active",
        "most_hours_of_a_guide",
        "most_hours_of_a_coordinating_guide",
    }
)
"""Counters of the report that the list of persons gives."""

_NO_HOURS = Decimal(0)


@dataclass(frozen=True, kw_only=True)
class PersonHours:
    """Hours of one volunteer in one budget year; `code` is a pseudonym, never a name."""

    code: str
    coordinating: bool
    year: int
    hours: Decimal


@dataclass(frozen=True, kw_only=True)
class AboveMost:
    """A person who worked more hours in a year than count."""

    code: str
    year: int
    hours: Decimal
    most: Decimal


@dataclass(frozen=True, kw_only=True)
class HoursCount:
    """The list of persons in figures. `payable` counts no hour above a person's most."""

    worked: Decimal
    payable: Decimal
    coordinating: Decimal
    guides: int
    coordinating_guides: int
    most_of_a_guide: Decimal
    most_of_a_coordinating_guide: Decimal
    above: tuple[AboveMost, ...]

    def counters(self) -> dict[str, Answer]:
        """The list as the counters of the report."""
        return {
            "hours_worked": self.worked,
            "hours_coordinating": self.coordinating,
            "guides_active": self.guides,
            "coordinating_guides_active": self.coordinating_guides,
            "most_hours_of_a_guide": self.most_of_a_guide,
            "most_hours_of_a_coordinating_guide": self.most_of_a_coordinating_guide,
        }


def count_hours(
    persons: Sequence[PersonHours], *, guide_most: Decimal | None, coordinating_most: Decimal | None
) -> HoursCount:
    """Add the list up; rows of one person and year count together. None: no individual most.

    The most is a person's: whoever guides and coordinates in one year has the coordinating most
    for both, and within it the guide's most for the guiding.
    """
    summed: dict[tuple[str, bool, int], Decimal] = defaultdict(lambda: _NO_HOURS)
    for one in persons:
        summed[(one.code, one.coordinating, one.year)] += one.hours
    payable, above = _NO_HOURS, []
    for code, year in dict.fromkeys((code, year) for code, _, year in summed):
        guiding = summed.get((code, False, year), _NO_HOURS)
        coordinating = summed.get((code, True, year), _NO_HOURS)
        counted, over = _within(code, year, guiding, guide_most)
        if coordinating:
            counted, more = _within(code, year, counted + coordinating, coordinating_most)
            over += more
        payable += counted
        above += over
    return HoursCount(
        worked=sum(summed.values(), _NO_HOURS),
        payable=payable,
        coordinating=sum((h for (_, c, _), h in summed.items() if c), _NO_HOURS),
        guides=len({code for code, c, _ in summed if not c}),
        coordinating_guides=len({code for code, c, _ in summed if c}),
        most_of_a_guide=max((h for (_, c, _), h in summed.items() if not c), default=_NO_HOURS),
        most_of_a_coordinating_guide=max(
            (h for (_, c, _), h in summed.items() if c), default=_NO_HOURS
        ),
        above=tuple(above),
    )


def _within(
    code: str, year: int, hours: Decimal, most: Decimal | None
) -> tuple[Decimal, list[AboveMost]]:
    """The hours that count, and the excess if there is one."""
    if most is None or hours <= most:
        return hours, []
    return most, [AboveMost(code=code, year=year, hours=hours, most=most)]


@dataclass(frozen=True, kw_only=True)
class Reported:
    """A proof beside its plan. `planned` and `actual` are euros by item, as people name the item.

    `own` and `other` are (planned, actual): own funds, and all other funds but the grant.
    `municipal` recipients have ANBest-GK attached to their notice; `final` proofs list receipts.
    """

    financing: FinancingType
    form: ProofForm
    planned: Mapping[str, Decimal]
    actual: Mapping[str, Decimal]
    own: tuple[Decimal, Decimal]
    other: tuple[Decimal, Decimal]
    above: tuple[AboveMost, ...] = ()
    due_on: date
    received_on: date
    receipts_listed: bool
    municipal: bool = False
    final: bool = True


# The clauses by the annex of the notice: the numbers of the Hessian ANBest-GK were not to be found,
# so their topics stand there.
_PLAN_BINDS = {False: Clause("ANBest-P", "1.2"), True: Clause("ANBest-GK", "Finanzierungsplan")}
_REDUCTION = {
    False: Clause("ANBest-P", "2.1"),
    True: Clause("ANBest-GK", "Nachträgliche Ermäßigung"),
}
_RECEIPTS = {False: Clause("ANBest-P", "6.4"), True: Clause("ANBest-GK", "Verwendungsnachweis")}


def proof_findings(
    told: Reported, parameters: Parameters, day: date, clause: Clause
) -> tuple[Finding, ...]:
    """What an officer must look at beside the rules of the guideline; `clause` is the duty's."""
    return (
        *_on_time(told, clause),
        *_items(told, parameters, day),
        *_funds(told),
        *_persons(told),
        *_receipts(told),
    )


def _on_time(told: Reported, clause: Clause) -> Iterator[Finding]:
    late = told.received_on > told.due_on
    values = {"due": german_day(told.due_on), "received": german_day(told.received_on)}
    yield _finding("proof_on_time", clause, Outcome.REVIEW if late else Outcome.MET, values)


def _items(told: Reported, parameters: Parameters, day: date) -> Iterator[Finding]:
    row = parameters.on("plan_shift_share", day)
    shifts = item_shifts(
        told.planned, told.actual, financing=told.financing, parameters=parameters, day=day
    )
    for shift in shifts:
        values = {
            "item": shift.item,
            "planned": german_euros(shift.planned),
            "actual": german_euros(shift.actual),
            "allowed": german_euros(shift.allowed),
        }
        yield _finding("item_shift_allowed", row.clause, Outcome.REVIEW, values, row.mark)
    if not shifts:
        yield _finding("items_within_plan", row.clause, Outcome.MET, {}, row.mark)
    planned, actual = total(told.planned.values()), total(told.actual.values())
    if actual > planned:
        values = {"planned": german_euros(planned), "actual": german_euros(actual)}
        yield _finding("cost_above_plan", _PLAN_BINDS[told.municipal], Outcome.MET, values)


def _funds(told: Reported) -> Iterator[Finding]:
    clause = _REDUCTION[told.municipal]
    planned, actual = told.other
    if actual > planned:
        values = {"planned": german_euros(planned), "actual": german_euros(actual)}
        yield _finding("no_new_funds", clause, Outcome.REVIEW, values)
    planned, actual = told.own
    if actual < planned:
        values = {"planned": german_euros(planned), "actual": german_euros(actual)}
        yield _finding("own_funds_brought", clause, Outcome.REVIEW, values)


def _persons(told: Reported) -> Iterator[Finding]:
    for one in told.above:
        values = {
            "person": one.code,
            "year": str(one.year),
            "hours": german_number(one.hours),
            "most": german_number(one.most),
        }
        yield _finding(
            "person_within_most", Clause("S6b", "Stundenhöchstzahl"), Outcome.NOT_MET, values
        )


def _receipts(told: Reported) -> Iterator[Finding]:
    # Notices ask for the list with the final proof only.
    if told.final and told.form is ProofForm.FULL and total(told.actual.values()) > ZERO:
        outcome = Outcome.MET if told.receipts_listed else Outcome.REVIEW
        yield _finding("receipts_listed", _RECEIPTS[told.municipal], outcome, {})


def _finding(
    rule: str,
    clause: Clause,
    outcome: Outcome,
    values: Mapping[str, str],
    mark: Mark = Mark.GENERAL,
) -> Finding:
    key = f"proof.{rule}.{outcome.value}"
    return Finding(
        rule=rule,
        clause=clause,
        mark=mark,
        outcome=outcome,
        key=key,
        values=values,
        inputs=values,
        reason=say(key, values),
    )
