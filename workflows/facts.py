"""The frozen snapshot that every rule reads: applicant, parts, plans, papers, history, day."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from workflows.figures import Figure

Answer = bool | int | Decimal | date | str | tuple[str, ...]
NO_EUROS = Decimal("0.00")


class ApplicantType(StrEnum):
    """Who applies (rulings, Names)."""

    COUNTY = "county"
    INDEPENDENT_CITY = "independent_city"
    SPECIAL_STATUS_CITY = "special_status_city"
    MUNICIPALITY = "municipality"
    CONSORTIUM = "consortium"
    PUBLIC_BODY = "public_body"
    CHURCH_BODY = "church_body"
    CHARITY = "charity"
    MIGRANT_ORG = "migrant_org"
    MUNICIPALITY_WITH_MO = "municipality_with_mo"
    COMPANY = "company"
    PRIVATE_PERSON = "private_person"


TERRITORIAL = frozenset(
    {
        ApplicantType.COUNTY,
        ApplicantType.INDEPENDENT_CITY,
        ApplicantType.SPECIAL_STATUS_CITY,
        ApplicantType.MUNICIPALITY,
        ApplicantType.CONSORTIUM,
        ApplicantType.MUNICIPALITY_WITH_MO,
    }
)


@dataclass(frozen=True, kw_only=True)
class Applicant:
    """Who applies, with status and population as the register knew them on the day of the facts.

    `population` is None where the register has no figure for that day (the rule then says review).
    """

    type: ApplicantType | None = None
    name: str = ""
    ags: str | None = None
    county_ags: str | None = None
    population: int | None = None
    population_as_of: date | None = None


class FundSource(StrEnum):
    """Where money for the plan comes from, besides the grant asked for."""

    OWN = "own"
    THIRD_PARTY = "third_party"
    PUBLIC = "public"
    INCOME = "income"


@dataclass(frozen=True, kw_only=True)
class PlanItem:
    """One planned expenditure (Einzelansatz) of one budget year, in euros."""

    category: str
    label: str
    year: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class PlanFunds:
    """Money from one source in one budget year, in euros."""

    source: FundSource
    label: str
    year: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class Plan:
    """The financing plan of one part: expenditure and funds per budget year."""

    items: tuple[PlanItem, ...] = ()
    funds: tuple[PlanFunds, ...] = ()

    def cost(self, year: int | None = None) -> Decimal:
        """Planned expenditure, of one year or in total."""
        chosen = (item.amount for item in self.items if year in (None, item.year))
        return sum(chosen, NO_EUROS)

    def from_source(self, source: FundSource, year: int | None = None) -> Decimal:
        """Money from one source, of one year or in total."""
        chosen = (f.amount for f in self.funds if f.source is source and year in (None, f.year))
        return sum(chosen, NO_EUROS)

    def years(self) -> tuple[int, ...]:
        """The budget years that the plan names, ascending."""
        return tuple(sorted({i.year for i in self.items} | {f.year for f in self.funds}))


@dataclass(frozen=True, kw_only=True)
class PartFacts:
    """One part of the case (lines without parts have one, named "main"): period, answers, plan.

    `asked` is the grant asked for per budget year, in euros.
    """

    part: str = "main"
    start: date | None = None
    end: date | None = None
    answers: Mapping[str, Answer] = field(default_factory=dict)
    plan: Plan | None = None
    asked: Mapping[int, Decimal] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CallTerms:
    """The call as opened: budget years, window, deadline, figures confirmed or replaced."""

    years: tuple[int, ...]
    opens_on: date
    closes_on: date
    closing_is_fixed_day: bool = False
    figures: Mapping[str, Figure] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class History:
    """What has happened to the case so far; None where it has not."""

    filed_on: date | None = None
    early_start_from: date | None = None
    notice_effective_on: date | None = None
    begun_on: date | None = None
    is_follow_up: bool = False
    paid: Decimal = NO_EUROS


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Everything a rule may read. `answers` holds case-level answers, `parts` those of each part.

    A key absent from `answers` has not been asked or not been answered. `papers` None means that
    papers have not been asked for yet; otherwise the kinds of paper present. `parameters` are the
    dated parameters of the shell as they stood on `day`. `report` holds the answers of the proof.
    `holidays` are the public holidays of Hesse in the years that the case touches.
    `partners` are the municipalities named in `partner_ags` as the register knew them on `day`,
    under the key that was named; a key that it does not know is not among them.
    """

    day: date
    applicant: Applicant = field(default_factory=Applicant)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    parts: tuple[PartFacts, ...] = ()
    papers: frozenset[str] | None = None
    call: CallTerms | None = None
    history: History = field(default_factory=History)
    parameters: Mapping[str, Figure] = field(default_factory=dict)
    report: Mapping[str, Answer] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    partners: tuple[Applicant, ...] = ()

    def answer(self, question: str) -> Answer | None:
        """The case-level answer, or None when it is not known."""
        return self.answers.get(question)

    def part(self, name: str) -> PartFacts | None:
        """The facts of one part, or None when it is not applied for."""
        return next((part for part in self.parts if part.part == name), None)
