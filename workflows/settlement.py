"""Settlement: what the grant comes to after the proof, what is still payable, what comes back.

Financing type and awarded share (award ÷ eligible plan) are those of the notice, never the
guideline's of today. Spending above the plan is at the recipient's own cost: the grant never rises.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from workflows.arithmetic import Line, Rate, step
from workflows.guideline import FinancingType
from workflows.money import ZERO, ratio, share_of, spread, to_cents, total
from workflows.parameters import Parameters, petty_limit_key


@dataclass(frozen=True, kw_only=True)
class AwardedYear:
    """What the notice awarded for one part and budget year, with the plan it rests on."""

    part: str
    year: int
    financing: FinancingType
    grant: Decimal
    eligible: Decimal
    own: Decimal = ZERO
    other: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class ExaminedYear:
    """What the examination of the proof found eligible, and the other funds really received.

    `other` counts third parties, public funds and income, not own funds.
    """

    part: str
    year: int
    eligible: Decimal
    other: Decimal = ZERO


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Units × rate of a part as the proof counted them, with its lines (fixed amounts only)."""

    part: str
    amount: Decimal
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SettledYear:
    """One part and year: granted, final, and how it came about."""

    part: str
    year: int
    granted: Decimal
    final: Decimal
    lines: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Settlement:
    """The whole case. `to_recover` is what was paid too much, `recovery_due` what is pursued."""

    years: tuple[SettledYear, ...]
    paid: Decimal
    petty_limit: Decimal
    lines: tuple[Line, ...]

    @property
    def granted(self) -> Decimal:
        """The sum of the notice."""
        return total(year.granted for year in self.years)

    @property
    def final(self) -> Decimal:
        """The grant after the proof: the sum of its years."""
        return total(year.final for year in self.years)

    @property
    def payable(self) -> Decimal:
        """What is still to be paid."""
        return max(ZERO, self.final - self.paid)

    @property
    def to_recover(self) -> Decimal:
        """What has been paid above the final grant."""
        return max(ZERO, self.paid - self.final)

    @property
    def recovery_due(self) -> Decimal:
        """What is pursued: nothing below the petty limit."""
        return self.to_recover if self.to_recover >= self.petty_limit else ZERO

    def of_part(self, part: str) -> Decimal:
        """The final grant of one part."""
        return total(year.final for year in self.years if year.part == part)

    def all_lines(self) -> Iterable[tuple[str, int | None, Line]]:
        """Part, year and step; the totals last, without part and year."""
        for year in self.years:
            yield from ((year.part, year.year, line) for line in year.lines)
        yield from (("", None, line) for line in self.lines)

    def to_json(self) -> dict[str, object]:
        """The settlement as a document with its German lines, to be frozen."""
        return {
            "granted": str(self.granted),
            "final": str(self.final),
            "paid": str(self.paid),
            "payable": str(self.payable),
            "to_recover": str(self.to_recover),
            "recovery_due": str(self.recovery_due),
            "petty_limit": str(self.petty_limit),
            "years": [
                {
                    "part": year.part,
                    "year": year.year,
                    "granted": str(year.granted),
                    "final": str(year.final),
                }
                for year in self.years
            ],
            "lines": [
                {"part": part, "year": year, "key": line.key, "text": line.text()}
                for part, year, line in self.all_lines()
            ],
        }


class NotExamined(ValueError):
    """A part and year of the award has no examined cost."""


@dataclass
class _Open:
    """A year on its way: what it comes to, its upper bound, and the lines so far."""

    award: AwardedYear
    final: Decimal
    bound: Decimal
    lines: list[Line]


def settle(
    awarded: Sequence[AwardedYear],
    examined: Sequence[ExaminedYear],
    *,
    paid: Decimal,
    parameters: Parameters,
    day: date,
    municipal: bool,
    counted: Sequence[Counted] = (),
) -> Settlement:
    """The settlement of a case on a day. Raises NotExamined when a year of the award is missing.

    `municipal` chooses the petty limit. `counted` bounds the fixed amounts of a part.
    """
    found = {(one.part, one.year): one for one in examined}
    open_years = []
    for award in awarded:
        actual = found.get((award.part, award.year))
        if actual is None:
            raise NotExamined(f"{award.part} {award.year}")
        open_years.append(_year(award, actual))
    for one in counted:
        _bound_by_units([y for y in open_years if y.award.part == one.part], one)
    _forgive_small_reduction(open_years, parameters.decimal("reduction_threshold", day))
    years = tuple(_closed(year) for year in open_years)
    limit = parameters.decimal(petty_limit_key(municipal=municipal), day)
    return Settlement(
        years=years, paid=paid, petty_limit=limit, lines=tuple(_totals(years, paid, limit))
    )


def _year(award: AwardedYear, actual: ExaminedYear) -> _Open:
    """The formula of the financing type that the notice fixed, rounded once."""
    lines = [step("examined", planned=award.eligible, actual=actual.eligible)]
    if award.financing is FinancingType.SHARE:
        exact = _by_share(award, actual, lines)
    elif award.financing is FinancingType.FIXED:
        exact = Fraction(actual.eligible)
    else:
        exact = Fraction(actual.eligible) - Fraction(award.own) - Fraction(actual.other)
        gap = max(Fraction(0), exact)
        lines.append(
            step("gap", eligible=actual.eligible, own=award.own, other=actual.other, amount=gap)
        )
    bound = to_cents(min(award.grant, actual.eligible))
    final = to_cents(min(Fraction(bound), max(Fraction(0), exact)))
    return _Open(award=award, final=final, bound=bound, lines=lines)


def _by_share(award: AwardedYear, actual: ExaminedYear, lines: list[Line]) -> Fraction:
    """The awarded share of actual cost; new income reduces pro rata with the other funds."""
    share = ratio(award.grant, award.eligible)
    base = actual.eligible
    lines.append(
        step("awarded_share", grant=award.grant, eligible=award.eligible, share=Rate(share))
    )
    new_income = max(ZERO, actual.other - award.other)
    if new_income:
        base = max(ZERO, base - new_income)
        lines.append(step("new_income", eligible=actual.eligible, income=new_income, amount=base))
    exact = share_of(base, share)
    lines.append(step("share_of_actual", share=Rate(share), eligible=base, amount=exact))
    return exact


def _bound_by_units(years: list[_Open], counted: Counted) -> None:
    """Fixed amounts of a part are paid for units really done, spread over its years by need."""
    fixed = [year for year in years if year.award.financing is FinancingType.FIXED]
    if not fixed:
        return
    fixed[0].lines.extend(counted.lines)
    if counted.amount >= total(year.final for year in fixed):
        return
    parts = spread(counted.amount, [year.final for year in fixed])
    for year, amount in zip(fixed, parts, strict=True):
        year.final = year.bound = amount
        year.lines.append(step("counted", amount=amount))


def _forgive_small_reduction(years: list[_Open], threshold: Decimal) -> None:
    """A reduction up to the threshold in total leaves the grant; never above what was spent."""
    reduction = total(year.award.grant - year.final for year in years)
    if not ZERO < reduction <= threshold:
        return
    for year in years:
        # A fixed amount follows units and cost; there is no plan whose savings could be forgiven.
        if year.award.financing is FinancingType.FIXED or year.final == year.bound:
            continue
        year.lines.append(step("forgiven", reduction=reduction, threshold=threshold))
        year.final = year.bound


def _closed(year: _Open) -> SettledYear:
    award = year.award
    year.lines.append(step("final", year=award.year, granted=award.grant, amount=year.final))
    return SettledYear(
        part=award.part,
        year=award.year,
        granted=award.grant,
        final=year.final,
        lines=tuple(year.lines),
    )


def _totals(years: Sequence[SettledYear], paid: Decimal, limit: Decimal) -> Iterable[Line]:
    final = total(year.final for year in years)
    yield step("final_total", amount=final, paid=paid)
    if final >= paid:
        yield step("payable", final=final, paid=paid, amount=final - paid)
        return
    too_much = paid - final
    yield step("to_recover", final=final, paid=paid, amount=too_much)
    if too_much < limit:
        yield step("petty", amount=too_much, limit=limit)


@dataclass(frozen=True, kw_only=True)
class ItemShift:
    """A plan item that was exceeded by more than the notice allows without a change."""

    item: str
    planned: Decimal
    actual: Decimal
    allowed: Decimal


def item_shifts(
    planned: Mapping[str, Decimal],
    actual: Mapping[str, Decimal],
    *,
    financing: FinancingType,
    parameters: Parameters,
    day: date,
) -> tuple[ItemShift, ...]:
    """Items spent above plan by more than the share allowed (20 %); none for fixed amounts.

    Spending above the plan in total is no breach; only the shift between items asks for a change.
    """
    if financing is FinancingType.FIXED:
        return ()
    share = 1 + Fraction(parameters.decimal("plan_shift_share", day))
    shifts = []
    for item, spent in actual.items():
        plan = planned.get(item, ZERO)
        if spent > share_of(plan, share):
            allowed = to_cents(share_of(plan, share))
            shifts.append(ItemShift(item=item, planned=plan, actual=spent, allowed=allowed))
    return tuple(shifts)
