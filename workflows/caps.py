"""What a component's cap amounts to in each budget year, read from answers and figures."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from workflows.arithmetic import Line, Product, Quantity, Word, step
from workflows.dates import last_day_of_months
from workflows.facts import Answer, Facts, PartFacts
from workflows.figures import Figure
from workflows.guideline import (
    Component,
    Guideline,
    MonthCap,
    PostCap,
    ProcessCap,
    UnitCap,
    YearCap,
)
from workflows.money import share_of, to_cents

MONTHS_A_YEAR = 12


class Desk:
    """Reads figures and answers for one calculation and notes what was used and what is missing."""

    def __init__(self, guideline: Guideline, facts: Facts) -> None:
        self._figures = guideline.figures
        self._replaced: Mapping[str, Figure] = facts.call.figures if facts.call else {}
        self._answers = facts.answers
        self.used: dict[str, Figure] = {}
        self.missing_figures: dict[str, None] = {}
        self.missing_answers: dict[str, None] = {}
        self.gaps = 0

    def miss_answer(self, question: str) -> None:
        """Note that an answer (or, with "@", a fact) is missing."""
        self.missing_answers[question] = None
        self.gaps += 1

    def limit(self, key: str, declared: Figure | None = None) -> Decimal | None:
        """The figure's value; None when it does not apply or is empty, the latter noted.

        The call's figure goes before the guideline's. KeyError for a key nobody declares.
        """
        figure = self._replaced.get(key) or declared or self._figures[key]
        if not figure.applies:
            return None
        self.used[key] = figure
        if figure.value is None:
            self.missing_figures[key] = None
            self.gaps += 1
            return None
        return figure.decimal()

    def known_limit(self, key: str | None) -> Decimal | None:
        """The figure's value if there is one; an empty figure is for a rule, not for the sum."""
        if key is None or (self._replaced.get(key) or self._figures[key]).value is None:
            return None
        return self.limit(key)

    def number(self, question: str, part: PartFacts, *, needed: bool = True) -> Decimal | None:
        """The answer of the part, else of the case; None when it is no number, noted if needed."""
        answer: Answer | None = part.answers.get(question, self._answers.get(question))
        if isinstance(answer, (int, Decimal)) and not isinstance(answer, bool):
            return Decimal(answer)
        if needed:
            self.miss_answer(question)
        return None

    def says_yes(self, question: str, part: PartFacts) -> bool:
        """True when part or case answers the question with yes."""
        return part.answers.get(question, self._answers.get(question)) is True


@dataclass(frozen=True, kw_only=True)
class Limits:
    """A component's caps in euros: per year, over the whole part, or none at all.

    `lines` tell the whole part's arithmetic, `year_lines` that of each year.
    """

    per_year: Mapping[int, Fraction] | None = None
    whole: Decimal | None = None
    lines: tuple[Line, ...] = ()
    year_lines: Mapping[int, tuple[Line, ...]] = field(default_factory=dict)


def budget_years(facts: Facts, part: PartFacts) -> tuple[int, ...]:
    """The budget years: those of the plan, else of the period within the call, else of the call."""
    if part.plan is not None and part.plan.items:
        return part.plan.years()
    called = () if facts.call is None else facts.call.years
    if part.start is not None and part.end is not None and part.start <= part.end:
        period = range(part.start.year, part.end.year + 1)
        return tuple(year for year in period if year in called) or tuple(period)
    return called or (facts.day.year + 1,)


def months_in(year: int, part: PartFacts) -> Fraction:
    """Months of the part's period that fall into a year; an unknown period is the whole year.

    Months are counted from the start, so that twelve of them are a year's cap whatever the lengths
    of their calendar months; one that crosses New Year, and a broken one at the end, by its days.
    """
    if part.start is None or part.end is None:
        return Fraction(MONTHS_A_YEAR)
    months = Fraction(0)
    first, count = part.start, 0
    while first <= min(part.end, date(year, 12, 31)):
        count += 1
        last = last_day_of_months(part.start, count)
        inside = min(last, part.end, date(year, 12, 31)) - max(first, date(year, 1, 1))
        months += Fraction(max(0, inside.days + 1), (last - first).days + 1)
        first = last + timedelta(days=1)
    return months


def begun_years(part: PartFacts, years: int) -> int:
    """Years of funding that the period begins, at most the budget years that it touches."""
    if part.start is None or part.end is None or part.end < part.start:
        return years
    begun = 1
    while begun < years and last_day_of_months(part.start, begun * MONTHS_A_YEAR) < part.end:
        begun += 1
    return min(years, begun)


def limits_of(component: Component, desk: Desk, part: PartFacts, years: tuple[int, ...]) -> Limits:
    """The caps of a component; what is missing for them is noted at the desk."""
    cap = component.cap
    if isinstance(cap, UnitCap):
        return _units(cap, desk, part, years)
    if isinstance(cap, PostCap):
        return _posts(cap, desk, part, years)
    if isinstance(cap, MonthCap):
        return _monthly(component, cap, desk, part, years)
    if isinstance(cap, YearCap):
        return _yearly(component, cap, desk, part, years)
    return _process(component, cap, desk)


def component_name(component: Component) -> Word:
    """The component's German name."""
    return Word(f"component.{component.id}")


def _units(cap: UnitCap, desk: Desk, part: PartFacts, years: tuple[int, ...]) -> Limits:
    rate = desk.limit(cap.rate)
    if rate is None:
        # Without its rate no quantity helps, so none is asked for.
        return Limits()
    counts = [desk.number(question, part) for question in cap.quantities]
    ceiling = _ceiling(cap, desk, part)
    known = [count for count in counts if count is not None]
    if len(known) < len(counts):
        return Limits()
    lines = _within_own_most(cap, desk, known)
    periods = 1 if cap.per_year else begun_years(part, len(years))
    if ceiling is not None:
        most, products = ceiling
        noun = cap.quantities[0]
        limit = Quantity(number=most * periods, noun=noun)
        key = "ceiling" if periods == 1 else "ceiling_years"
        lines.append(step(key, most=limit, products=products, years=periods))
        if known[0] > most * periods:
            lines.append(step("ceiling_reached", asked=Quantity(number=known[0], noun=noun)))
            known[0] = most * periods
    amount = Fraction(rate)
    for count in known:
        amount *= Fraction(count)
    factors = tuple(
        Quantity(number=count, noun=question)
        for question, count in zip(cap.quantities, known, strict=True)
    )
    lines.append(step("units", factors=factors, rate=rate, amount=amount))
    if cap.per_year:
        return Limits(per_year=dict.fromkeys(years, amount), lines=tuple(lines))
    return _whole_or_year(amount, years, lines)


def _within_own_most(cap: UnitCap, desk: Desk, counts: list[Decimal]) -> list[Line]:
    """Limit each quantity to its own most; one whose most no source gives stays as asked for."""
    lines = []
    for place, question in enumerate(cap.quantities):
        most = desk.known_limit(cap.mosts.get(question))
        if most is not None and counts[place] > most:
            asked, kept = (Quantity(number=n, noun=question) for n in (counts[place], most))
            lines.append(step("units_limited", asked=asked, most=kept))
            counts[place] = most
    return lines


def _whole_or_year(amount: Fraction, years: tuple[int, ...], lines: list[Line]) -> Limits:
    """A cap of the whole part; in a single year it is that year's."""
    if len(years) == 1:
        return Limits(per_year={years[0]: amount}, lines=tuple(lines))
    return Limits(whole=to_cents(amount), lines=tuple(lines))


def _ceiling(
    cap: UnitCap, desk: Desk, part: PartFacts
) -> tuple[Decimal, tuple[Product, ...]] | None:
    """The most units a year that the heads allow; heads not named count as none."""
    most = Decimal(0)
    products: list[Product] = []
    for heads, key in cap.ceilings.items():
        each = desk.limit(key)
        count = desk.number(heads, part, needed=False)
        if each is None or count is None:
            continue
        most += each * count
        products.append(
            (Quantity(number=count, noun=heads), Quantity(number=each, noun=cap.quantities[0]))
        )
    if cap.ceilings and not products:
        desk.miss_answer(next(iter(cap.ceilings)))
        return None
    return (most, tuple(products)) if products else None


def _posts(cap: PostCap, desk: Desk, part: PartFacts, years: tuple[int, ...]) -> Limits:
    posts = desk.number(cap.full_time_equivalents, part)
    rate = desk.limit(cap.rate)
    most = None if cap.most_posts is None else desk.limit(cap.most_posts)
    if posts is None or rate is None:
        return Limits()
    lines: tuple[Line, ...] = ()
    if most is not None and posts > most:
        asked, kept = (Quantity(number=n, noun="posts") for n in (posts, most))
        lines = (step("posts_limited", asked=asked, most=kept),)
        posts = most
    per_year: dict[int, Fraction] = {}
    year_lines: dict[int, tuple[Line, ...]] = {}
    for year in years:
        months = months_in(year, part)
        per_year[year] = share_of(rate, Fraction(posts) * months / MONTHS_A_YEAR)
        year_lines[year] = (
            step(
                "posts",
                posts=Quantity(number=posts, noun="posts"),
                rate=rate,
                months=Quantity(number=months, noun="months"),
                amount=per_year[year],
            ),
        )
    return Limits(per_year=per_year, lines=lines, year_lines=year_lines)


def _yearly(
    component: Component, cap: YearCap, desk: Desk, part: PartFacts, years: tuple[int, ...]
) -> Limits:
    amount = desk.limit(cap.amount)
    if amount is None:
        return Limits()
    name = component_name(component)
    line = step("year_cap", component=name, amount=amount)
    per_year = dict.fromkeys(years, Fraction(amount))
    begun = begun_years(part, len(years))
    if begun >= len(years):
        return Limits(per_year=per_year, lines=(line,))
    whole = to_cents(amount * begun)
    count = Quantity(number=begun, noun="begun_years")
    extra = step("begun_years", years=count, each=amount, amount=whole)
    return Limits(per_year=per_year, whole=whole, lines=(line, extra))


def _monthly(
    component: Component, cap: MonthCap, desk: Desk, part: PartFacts, years: tuple[int, ...]
) -> Limits:
    amount = desk.limit(cap.amount)
    if amount is None:
        return Limits()
    per_year: dict[int, Fraction] = {}
    year_lines: dict[int, tuple[Line, ...]] = {}
    for year in years:
        months = months_in(year, part)
        per_year[year] = share_of(amount, months / MONTHS_A_YEAR)
        year_lines[year] = (
            step(
                "month_cap",
                component=component_name(component),
                rate=amount,
                months=Quantity(number=months, noun="months"),
                amount=per_year[year],
            ),
        )
    return Limits(per_year=per_year, year_lines=year_lines)


def _process(component: Component, cap: ProcessCap, desk: Desk) -> Limits:
    amount = desk.limit(cap.amount)
    if amount is None:
        return Limits()
    line = step("process_cap", component=component_name(component), amount=amount)
    return Limits(whole=to_cents(amount), lines=(line,))
