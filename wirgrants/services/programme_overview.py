"""What the programme lead sees at a glance: lines, calls, money provided, asked for and used."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import bindparam, func, select, text
from sqlalchemy.orm import Session

from wirgrants.models import Budget, BudgetKind, Call, FundingCase
from wirgrants.services.ledger import free
from workflows import registry
from workflows.guideline import FundingLine
from workflows.states import ApplicationState

# Filed, and nobody has proposed anything yet: what is proposed counts as reserved.
UNDECIDED = (
    ApplicationState.FILED,
    ApplicationState.FORMAL_CHECK,
    ApplicationState.TARGET_AGREEMENT,
    ApplicationState.EXPERT_VOTE,
    ApplicationState.MUNICIPAL_STATEMENT,
    ApplicationState.JURY,
    ApplicationState.READY,
)
# The ask stands in the draft as {"asked": {part: {year: "1234.56"}}}; the case keeps its sum only.
_ASKED = {
    "sqlite": text(
        "SELECT c.line, y.key, SUM(CAST(ROUND(CAST(y.value AS REAL) * 100) AS INTEGER))"
        " FROM funding_case AS c, json_each(c.draft, '$.asked') AS p, json_each(p.value) AS y"
        " WHERE c.state IN :states GROUP BY c.line, y.key"
    ),
    "postgresql": text(
        "SELECT c.line, y.key, SUM(CASE WHEN y.value ~ '^[0-9]{1,12}(\\.[0-9]{1,2})?$'"
        " THEN ROUND(CAST(y.value AS numeric) * 100) ELSE 0 END)"
        " FROM funding_case AS c CROSS JOIN LATERAL json_each(c.draft -> 'asked') AS p"
        " CROSS JOIN LATERAL json_each_text(p.value) AS y"
        " WHERE c.state IN :states GROUP BY c.line, y.key"
    ),
}


@dataclass(frozen=True, kw_only=True)
class BudgetRow:
    """One line and year: money provided and used; `budget` is None where only asks are known."""

    line: str
    year: int
    kind: BudgetKind
    budget: Budget | None
    asked: Decimal

    @property
    def free(self) -> Decimal:
        """Neither reserved, committed nor spent; nothing without a budget."""
        return Decimal("0.00") if self.budget is None else free(self.budget)


@dataclass(frozen=True, kw_only=True)
class CallRow:
    """A call with the number of applications filed under it and the sum they ask for."""

    call: Call
    filed: int
    asked: Decimal


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything of the start page; four statements whatever the rows."""

    lines: Sequence[FundingLine]
    calls: Mapping[str, Sequence[CallRow]]
    budgets: Sequence[BudgetRow]


def overview(session: Session) -> Overview:
    """Lines with their calls, and each line's money by year."""
    calls: dict[str, list[CallRow]] = {}
    for row in call_rows(session):
        calls.setdefault(row.call.line, []).append(row)
    return Overview(
        lines=tuple(registry.lines().values()), calls=calls, budgets=budget_rows(session)
    )


def call_rows(session: Session) -> list[CallRow]:
    """Every call, the newest window first, with what was filed under it; two statements."""
    filed = {
        call_id: (count, asked or Decimal("0.00"))
        for call_id, count, asked in session.execute(
            select(FundingCase.call_id, func.count(), func.sum(FundingCase.asked))
            .where(FundingCase.filed_at.is_not(None), FundingCase.call_id.is_not(None))
            .group_by(FundingCase.call_id)
        )
    }
    calls = session.scalars(select(Call).order_by(Call.line, Call.opens_at.desc(), Call.id)).all()
    nothing = (0, Decimal("0.00"))
    return [
        CallRow(
            call=call, filed=filed.get(call.id, nothing)[0], asked=filed.get(call.id, nothing)[1]
        )
        for call in calls
    ]


def budget_rows(session: Session) -> list[BudgetRow]:
    """Budgets by line and year, with what is asked for and not proposed yet; two statements.

    What is asked stands with the year's budget, or alone where the year has none; commitment
    authority carries no ask of its own.
    """
    asked = asked_by_year(session)
    budgets = session.scalars(select(Budget)).all()
    rows = [
        BudgetRow(
            line=b.line,
            year=b.year,
            kind=b.kind,
            budget=b,
            asked=asked.pop((b.line, b.year), Decimal("0.00")),
        )
        for b in sorted(budgets, key=lambda b: b.kind is not BudgetKind.BUDGET)
    ]
    rows += [
        BudgetRow(line=line, year=year, kind=BudgetKind.BUDGET, budget=None, asked=sum_)
        for (line, year), sum_ in asked.items()
    ]
    order = {line: place for place, line in enumerate(registry.lines())}
    return sorted(rows, key=lambda r: (order.get(r.line, 99), r.year, r.kind.value))


def asked_by_year(session: Session) -> dict[tuple[str, int], Decimal]:
    """What undecided applications ask for, by line and budget year; one statement."""
    statement = _ASKED[session.get_bind().dialect.name].bindparams(
        bindparam("states", [state.value for state in UNDECIDED], expanding=True)
    )
    return {
        (line, int(year)): (Decimal(int(cents)) / 100).quantize(Decimal("0.01"))
        for line, year, cents in session.execute(statement)
        if cents and str(year).isdigit()
    }
