"""Conditions of a step: each reads named circumstances and objects with a reason that helps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from workflows.circumstances import Circumstances
from workflows.findings import Finding, Outcome
from workflows.sources import Clause, Mark
from workflows.wording import say
from workflows.wording.formats import german_day, german_euros

Values = Callable[[Circumstances], Mapping[str, str]]


def no_values(_: Circumstances) -> Mapping[str, str]:
    """Most reasons need no value."""
    return {}


@dataclass(frozen=True, kw_only=True)
class Condition:
    """A guard: `holds` must be true, else one NOT_MET finding with the German of `guard.<rule>`.

    `reads` names the circumstances that the finding keeps as its inputs; `values` fills the
    sentence. Called with circumstances it answers the objections: none or one.
    """

    rule: str
    clause: Clause
    mark: Mark = Mark.GENERAL
    reads: tuple[str, ...]
    holds: Callable[[Circumstances], bool]
    values: Values = no_values

    def __call__(self, circumstances: Circumstances) -> tuple[Finding, ...]:
        """No finding when the condition holds."""
        if self.holds(circumstances):
            return ()
        key = f"guard.{self.rule}"
        values = dict(self.values(circumstances))
        return (
            Finding(
                rule=self.rule,
                clause=self.clause,
                mark=self.mark,
                outcome=Outcome.NOT_MET,
                key=key,
                values=values,
                inputs={name: plain(getattr(circumstances, name)) for name in self.reads},
                reason=say(key, values),
            ),
        )


def plain(value: object) -> str:
    """An input as the finding keeps it: machine-readable text, stable in its order."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {plain(value[key])}" for key in sorted(value))
    if isinstance(value, tuple | frozenset):
        items = [plain(item) for item in value]
        return ", ".join(sorted(items) if isinstance(value, frozenset) else items)
    # A StrEnum is its value, a date its ISO form, an amount its plain digits.
    return str(value)


def euros(value: Decimal | None) -> str:
    """An amount in a sentence; what is not known is said so."""
    return "nicht bestimmbar" if value is None else german_euros(value)


def day(value: date | None) -> str:
    """A day in a sentence; what is not known is said so."""
    return "noch nicht bestimmt" if value is None else german_day(value)


def years(values: tuple[int, ...]) -> str:
    """Budget years in a sentence: 2027, 2028."""
    return ", ".join(str(year) for year in values)


NOT_OWN_CASE = Condition(
    rule="not_own_case",
    clause=Clause("HVwVfG", "§ 20 Abs. 1"),
    reads=("actor_belongs_to_applicant",),
    holds=lambda c: not c.actor_belongs_to_applicant,
)

REASON_GIVEN = Condition(
    rule="reason_given",
    clause=Clause("GK", "Aktenmäßigkeit und Nachvollziehbarkeit"),
    reads=("reason",),
    holds=lambda c: bool(c.reason.strip()),
)
