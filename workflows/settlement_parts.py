"""The years of one part after the proof, by the financing type that its notice fixed."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction

from workflows.arithmetic import Line, Rate, step
from workflows.guideline import FinancingType
from workflows.money import ZERO, ratio, share_of, spread, to_cents, total
from workflows.settling import AwardedYear, ExaminedYear, OpenYear, Pair


def settle_part(pairs: Sequence[Pair]) -> list[OpenYear]:
    """The years of one part by the financing type that the notice fixed for it."""
    match pairs[0][0].financing:
        case FinancingType.SHARE:
            return _by_share(pairs)
        case FinancingType.FIXED:
            return [_fixed(award, actual) for award, actual in pairs]
        case FinancingType.DEFICIT | FinancingType.FULL:
            return _by_gap(pairs)


def _fixed(award: AwardedYear, actual: ExaminedYear) -> OpenYear:
    """A fixed amount falls only to what was really spent in its year."""
    bound = to_cents(min(award.grant, actual.eligible))
    lines = [step("examined", planned=award.eligible, actual=actual.eligible)]
    return OpenYear(award=award, final=bound, bound=bound, lines=lines)


def _by_gap(pairs: Sequence[Pair]) -> list[OpenYear]:
    """What own and other funds leave of the part's actual cost; new income reduces in full.

    Each year bears its own gap up to what was awarded for it. What its award does not reach for is
    borne by the years whose award is not used up; funds beyond one year's cost meet another's.
    """
    grants, costs = [a.grant for a, _ in pairs], [found.eligible for _, found in pairs]
    exact = [actual.eligible - award.own - actual.other for award, actual in pairs]
    needs = [max(ZERO, one) for one in exact]
    whole = min(max(ZERO, total(exact)), total(grants), total(costs))
    bounds = _fill(min(total(grants), total(costs)), costs, grants)
    found = []
    for (award, actual), need, final, bound in zip(
        pairs, needs, _fill(whole, needs, grants), bounds, strict=True
    ):
        lines = [
            step("examined", planned=award.eligible, actual=actual.eligible),
            step("gap", eligible=actual.eligible, own=award.own, other=actual.other, amount=need),
        ]
        lines.extend(_from_elsewhere(award, need, final))
        found.append(OpenYear(award=award, final=final, bound=bound, lines=lines))
    return found


def _from_elsewhere(award: AwardedYear, need: Decimal, final: Decimal) -> Iterable[Line]:
    """What the other years of the part do to this one."""
    if final > need:
        yield step("from_other_years", amount=final - need)
    if final < min(need, award.grant):
        yield step("met_by_other_years", amount=min(need, award.grant) - final)


def _by_share(pairs: Sequence[Pair]) -> list[OpenYear]:
    """The awarded share of the part's actual cost; new income reduces pro rata with other funds.

    Each year bears the share of its own cost up to what was awarded for it. What its award does not
    reach for is borne by the years whose award is not used up: cost that only moved between the
    years of the period reduces nothing.
    """
    awards, actuals = [award for award, _ in pairs], [actual for _, actual in pairs]
    share = _awarded_share(awards)
    incomes = _new_income(pairs)
    bases = [a.eligible - new for a, new in zip(actuals, incomes, strict=True)]
    grants = [award.grant for award in awards]
    spent = total(actual.eligible for actual in actuals)
    needs = [to_cents(share_of(base, share)) for base in bases]
    whole = min(to_cents(share_of(total(bases), share)), total(grants), spent)
    bounds = _fill(min(total(grants), spent), [actual.eligible for actual in actuals], grants)
    found = []
    for (award, actual), new, base, need, final, bound in zip(
        pairs, incomes, bases, needs, _fill(whole, needs, grants), bounds, strict=True
    ):
        lines = list(_share_lines(awards, (award, actual), share, (new, base)))
        if final > need:
            lines.append(step("from_other_years", amount=final - need))
        found.append(OpenYear(award=award, final=final, bound=bound, lines=lines))
    return found


def _awarded_share(awards: Sequence[AwardedYear]) -> Fraction:
    fixed = awards[0].share
    if fixed is not None:
        return Fraction(fixed)
    return ratio(total(a.grant for a in awards), total(a.eligible for a in awards))


def _new_income(pairs: Sequence[Pair]) -> tuple[Decimal, ...]:
    """What came in above the funds planned for the whole part, over its years by their cost."""
    costs = [actual.eligible for _, actual in pairs]
    new = max(ZERO, total(actual.other - award.other for award, actual in pairs))
    return spread(min(new, total(costs)), costs)


def _fill(amount: Decimal, wanted: Sequence[Decimal], ceilings: Sequence[Decimal]) -> list[Decimal]:
    """The amount over the years: first what each wants, then what is left where there is room."""
    filled = [ZERO for _ in ceilings]
    for most in ([min(w, c) for w, c in zip(wanted, ceilings, strict=True)], ceilings):
        for index, limit in enumerate(most):
            given = min(amount, max(ZERO, limit - filled[index]))
            filled[index] += given
            amount -= given
    return filled


def _share_lines(
    awards: Sequence[AwardedYear],
    pair: Pair,
    share: Fraction,
    counted: tuple[Decimal, Decimal],
) -> Iterable[Line]:
    award, actual = pair
    new, base = counted
    yield step("examined", planned=award.eligible, actual=actual.eligible)
    grant, eligible = total(a.grant for a in awards), total(a.eligible for a in awards)
    yield step("awarded_share", grant=grant, eligible=eligible, share=Rate(share))
    if new:
        yield step("new_income", eligible=actual.eligible, income=new, amount=base)
    amount = share_of(base, share)
    yield step("share_of_actual", share=Rate(share), eligible=base, amount=amount)
