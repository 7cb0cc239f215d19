"""A guideline: one version of one funding line, whole, as the line files declare it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workflows.dates import CallDay
from workflows.facts import ApplicantType, Facts
from workflows.figures import Figure
from workflows.findings import Moment, Outcome, Ruling
from workflows.sources import Clause, Mark
from workflows.states import Variant

Judge = Callable[[Facts], Ruling]


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One rule: the clause it rests on, when it is asked, what it reads, and its judge.

    `id` is a statement that may fail ("pool_has_five_interpreters"). `reads` names questions (ids
    of `workflows.questions`) and, with a leading "@", facts that no question asks for ("@plan").
    """

    id: str
    clause: Clause
    mark: Mark
    moments: frozenset[Moment]
    reads: tuple[str, ...]
    judge: Judge


@dataclass(frozen=True, kw_only=True)
class Admission:
    """What the guideline says of one applicant type: met, not met or review, and why."""

    outcome: Outcome
    clause: Clause
    mark: Mark
    key: str


class FinancingType(StrEnum):
    """Finanzierungsart (VV no. 2 to § 44 LHO)."""

    SHARE = "share"
    DEFICIT = "deficit"
    FIXED = "fixed"
    FULL = "full"


@dataclass(frozen=True, kw_only=True)
class Financing:
    """Type, share and own contribution; marked, because most of it is not sourced."""

    type: FinancingType
    clause: Clause
    mark: Mark
    share: Figure
    minimum_own_share: Figure


@dataclass(frozen=True, kw_only=True)
class UnitCap:
    """`quantity × rate` of a part (12 participants × 36 units × 12,50 €).

    `quantities` are question ids of the part whose answers are multiplied; `rate` a figure key.
    The answers count the whole period of the part, so a course that crosses New Year is not paid
    twice; with `per_year` they count each budget year. `ceilings` maps a head-count question to
    the figure key of the most per head and year (276 hours a guide): the first quantity is then
    limited to the sum of heads × most, for each year of funding that the part begins. `mosts` maps
    a quantity to the figure key of its own most (36 units a course).
    """

    quantities: tuple[str, ...]
    rate: str
    ceilings: Mapping[str, str] = field(default_factory=dict)
    mosts: Mapping[str, str] = field(default_factory=dict)
    per_year: bool = False


@dataclass(frozen=True, kw_only=True)
class PostCap:
    """`rate × full-time equivalents × months / 12` per budget year."""

    full_time_equivalents: str
    rate: str
    most_posts: str | None = None


@dataclass(frozen=True, kw_only=True)
class YearCap:
    """A fixed most per budget year (3.000 € a year for the micro-project).

    Over the whole part it counts once per begun year of funding: 24 months from July touch three
    budget years and earn two amounts.
    """

    amount: str


@dataclass(frozen=True, kw_only=True)
class MonthCap:
    """A yearly amount that somebody's employment earns month by month: `amount × months / 12`."""

    amount: str


@dataclass(frozen=True, kw_only=True)
class ProcessCap:
    """A fixed most for the whole process, spread over the years by their planned cost."""

    amount: str


Cap = UnitCap | PostCap | YearCap | MonthCap | ProcessCap


@dataclass(frozen=True, kw_only=True)
class Component:
    """A capped piece of a part: its cap and the cost categories of the plan that count for it.

    `wanted` names the yes/no question that switches an optional component on; a rule of the
    guideline that reads this question and is not met takes the component away. `from_year` is the
    first budget year in which it exists (the assistant post of the centres: from 2022).
    """

    id: str
    cap: Cap
    categories: tuple[str, ...]
    clause: Clause
    mark: Mark
    wanted: str | None = None
    from_year: int | None = None


class ProofForm(StrEnum):
    """Voller oder einfacher Verwendungsnachweis."""

    FULL = "full"
    SIMPLE = "simple"


class ProofDue(StrEnum):
    """Which rule dates the final proof when the notice is silent (domain report 2.6)."""

    THREE_MONTHS_AFTER_END = "three_months_after_end"
    MARCH_AFTER_YEAR = "march_after_year"
    ANBEST_P = "anbest_p"


@dataclass(frozen=True, kw_only=True)
class ProofDuty:
    """Form, due date and counters of a part's proof, and whether interim proofs are due yearly.

    `interim_due` None: the line is silent about interim proofs, so ANBest dates them.
    """

    form: ProofForm
    due: ProofDue
    counters: tuple[str, ...]
    clause: Clause
    mark: Mark
    interim_yearly: bool = False
    interim_due: ProofDue | None = None
    narrative: tuple[str, ...] = ("report_result", "report_deviations")


@dataclass(frozen=True, kw_only=True)
class PartDefinition:
    """A separately applied and separately proven part of a line; most lines have one, "main".

    `payout` None: as the guideline pays in general.
    """

    id: str
    components: tuple[Component, ...]
    questions: tuple[str, ...]
    proof: ProofDuty
    wanted: str | None = None
    payout: "Payout | None" = None


class DeadlineKind(StrEnum):
    """How the application deadline is computed."""

    YEAR_END_BEFORE_START = "year_end_before_start"
    FOUR_WEEKS_BEFORE_START = "four_weeks_before_start"
    FIXED_DAY = "fixed_day"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Deadline:
    """The application deadline; never a cut-off, lateness is a finding (rulings).

    `follow_up` is the kind for follow-up applications where it differs; `exceptions` are the days
    that single calls named instead. Kind NONE with the mark NOT_FOUND says that the sources name no
    deadline: then only the call's closing day counts.
    """

    kind: DeadlineKind
    clause: Clause
    mark: Mark
    fixed_day: date | None = None
    follow_up: DeadlineKind | None = None
    exceptions: tuple[CallDay, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperNeed:
    """A paper asked for: its kind, for whom, when, and the clause that asks for it.

    `types` empty: every applicant type. `only_if` names a yes/no question that must be yes, of the
    case or of `part`. With `part` the paper is asked for only if that part is applied for.
    """

    kind: str
    clause: Clause
    mark: Mark
    types: frozenset[ApplicantType] = frozenset()
    only_if: str | None = None
    moment: Moment = Moment.FILING
    part: str | None = None


class Payout(StrEnum):
    """How the grant is paid."""

    ONE_SUM = "one_sum"
    INSTALMENTS = "instalments"


@dataclass(frozen=True, kw_only=True)
class Guideline:
    """One version of one line. Complete literal; never built as a difference from another.

    `questions` are those of the application on case level; those of parts stand with the part.
    Caps, rules and financing refer to `figures` by key, so a call that replaces a figure changes
    every place that uses it. `programme` is its name of the time; `successor` a line and version.
    """

    line: str
    version: str
    programme: str
    clause: Clause
    issued: date
    valid_from: date
    valid_to: date | None
    lifecycle: Variant
    admissions: Mapping[ApplicantType, Admission]
    figures: Mapping[str, Figure]
    rules: tuple[Rule, ...]
    questions: tuple[str, ...]
    parts: tuple[PartDefinition, ...]
    cost_categories: tuple[str, ...]
    financing: Mapping[str, Financing]
    deadline: Mapping[str, Deadline]
    papers: tuple[PaperNeed, ...]
    payout: Payout
    target_agreement: bool
    expert_review: bool
    longest_award: Figure
    successor: tuple[str, str] | None
    hints: tuple[str, ...] = ()

    def part(self, part_id: str) -> PartDefinition:
        """The definition of a part; KeyError when the line has no such part."""
        for part in self.parts:
            if part.id == part_id:
                return part
        raise KeyError(part_id)

    def financing_of(self, part_id: str) -> Financing:
        """Financing of a part; the key "*" holds what is the same for all parts."""
        return self.financing.get(part_id, self.financing["*"])

    def payout_of(self, part_id: str) -> Payout:
        """How the part's grant is paid."""
        return self.part(part_id).payout or self.payout

    def deadline_of(self, part_id: str) -> Deadline:
        """Deadline rule of a part; the key "*" holds what is the same for all parts."""
        return self.deadline.get(part_id, self.deadline["*"])


@dataclass(frozen=True, kw_only=True)
class FundingLine:
    """A funding line with its versions, newest first."""

    id: str
    versions: tuple[Guideline, ...]

    def version(self, name: str) -> Guideline:
        """The guideline of that version; KeyError when there is none."""
        for guideline in self.versions:
            if guideline.version == name:
                return guideline
        raise KeyError(name)
