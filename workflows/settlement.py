"""Settlement: what the grant comes to after the proof, what is still payable, what comes back.

Financing type and awarded share (award ÷ eligible plan of the whole part) are those of the notice,
never the guideline's of today. Spending above the plan is at the recipient's own cost: the grant
never rises. The awarded share meets the part's whole cost, and a gap is that of the whole part
(ANBest-P 2.1 looks at all expenses, not at one year's), while no year pays more than the notice
awarded for it. Only fixed amounts are settled year by year.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.arithmetic import Line, step
from workflows.guideline import FinancingType
from workflows.money import ZERO, spread, total
from workflows.parameters import Parameters, petty_limit_key
from workflows.settlement_parts import settle_part
from workflows.settling import AwardedYear, Counted, ExaminedYear, OpenYear, Pair


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
    missing = [f"{a.part} {a.year}" for a in awarded if (a.part, a.year) not in found]
    if missing:
        raise NotExamined(missing[0])
    by_part: dict[str, list[Pair]] = {}
    for award in awarded:
        by_part.setdefault(award.part, []).append((award, found[award.part, award.year]))
    open_years = [year for pairs in by_part.values() for year in settle_part(pairs)]
    for one in counted:
        _bound_by_units([y for y in open_years if y.award.part == one.part], one)
    _forgive_small_reduction(open_years, parameters.decimal("reduction_threshold", day))
    years = tuple(_closed(year) for year in open_years)
    limit = parameters.decimal(petty_limit_key(municipal=municipal), day)
    return Settlement(
        years=years, paid=paid, petty_limit=limit, lines=tuple(_totals(years, paid, limit))
    )


def _bound_by_units(years: list[OpenYear], counted: Counted) -> None:
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


def _forgive_small_reduction(years: list[OpenYear], threshold: Decimal) -> None:
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


def _closed(year: OpenYear) -> SettledYear:
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
