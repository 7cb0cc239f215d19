"""Whether a changed award fits the law: the most of every year, a plan that adds up, the rules."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from forms.fitting_sections import part_name
from wirgrants.documents.german import euros
from wirgrants.errors import Conflict, Refused
from wirgrants.models import FundingCase
from wirgrants.services.award_parts import gaps
from wirgrants.services.changes import Standing
from wirgrants.services.changes_award import below_paid, changed_terms
from wirgrants.services.changes_cover import Award, amounts_of
from wirgrants.services.review import Standing as Judged
from wirgrants.services.review import revision_of, standing
from wirgrants.services.snapshot import plan_of
from workflows.findings import Finding, Outcome
from workflows.money import ZERO, total
from workflows.naming import rule_name

_DOUBTFUL = frozenset({Outcome.NOT_MET, Outcome.REVIEW})


@dataclass(frozen=True, kw_only=True)
class YearFit:
    """The grant of one part and year as it is and would be; `most` None is not determinable."""

    part: str
    year: int
    before: Decimal
    after: Decimal
    most: Decimal | None

    @property
    def limit(self) -> Decimal:
        """What the grant may be: where the most is unknown, no more than was awarded."""
        return self.before if self.most is None else self.most


@dataclass(frozen=True, kw_only=True)
class Gap:
    """A year of a part's plan whose expenditure nothing covers."""

    part: str
    year: int
    amount: Decimal


@dataclass(frozen=True, kw_only=True)
class TooMuchCost:
    """A part whose eligible cost would lie above what its plan holds of it."""

    part: str
    most: Decimal


@dataclass(frozen=True, kw_only=True)
class Fit:
    """What the law says of the parts that a change touches; empty where only words change.

    `findings` are those not met, or for review, that the award as it stands does not have.
    """

    years: tuple[YearFit, ...] = ()
    gaps: tuple[Gap, ...] = ()
    costs: tuple[TooMuchCost, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def amount(self) -> Decimal:
        """The grant of the touched parts as it would be."""
        return total(year.after for year in self.years)

    @property
    def most(self) -> Decimal:
        """The most that their grant may be."""
        return total(year.limit for year in self.years)


def fit_of(session: Session, case: FundingCase, before: Award, after: Award) -> Fit:
    """Judge the award as it would stand beside the one that stands. At most eleven statements."""
    touched = tuple(_touched(before, after))
    if not touched:
        return Fit()
    content = revision_of(session, case).content
    now = standing(session, case, _content(content, before))
    then = standing(session, case, _content(content, after))
    return Fit(
        years=tuple(_years(then, before, after, touched)),
        gaps=tuple(_gaps(before, after, touched)),
        costs=tuple(_costs(then, before, after, touched)),
        findings=tuple(_new(now, then)),
        lines=tuple(line.text() for part, _, line in then.entitlement.lines() if part in touched),
    )


def _touched(before: Award, after: Award) -> Iterator[str]:
    was, will = amounts_of(before), amounts_of(after)
    for part, told in after["parts"].items():
        keys = {key for key in (*was, *will) if key[0] == part}
        moved = any(was.get(key, ZERO) != will.get(key, ZERO) for key in keys)
        if moved or told != before["parts"].get(part):
            yield part


def _content(filed: Mapping[str, Any], award: Award) -> dict[str, Any]:
    """The application as it would have had to be filed for this award."""
    parts = dict(filed.get("parts", {}))
    for part, told in award["parts"].items():
        asked = parts.get(part, {})
        parts[part] = {
            **asked,
            "start": told["start"],
            "end": told["end"],
            "plan": told["plan"],
            "answers": {
                **asked.get("answers", {}),
                **told.get("units", {}),
                **told.get("options", {}),
            },
        }
    return {**filed, "parts": parts, "asked": {**filed.get("asked", {}), **award["amounts"]}}


def _years(
    then: Judged, before: Award, after: Award, touched: tuple[str, ...]
) -> Iterator[YearFit]:
    was, will = amounts_of(before), amounts_of(after)
    most = {(year.part, year.year): year.amount for year in then.entitlement.years}
    for part, year in sorted({*was, *will}):
        if part in touched:
            key = (part, year)
            yield YearFit(
                part=part,
                year=year,
                before=was.get(key, ZERO),
                after=will.get(key, ZERO),
                most=most.get(key),
            )


def _gaps(before: Award, after: Award, touched: tuple[str, ...]) -> Iterator[Gap]:
    """The gaps that the change makes or widens; the award as it stands may have had its own."""
    for part in touched:
        had = _gaps_of(before, part)
        for year, amount in _gaps_of(after, part).items():
            if amount > had.get(year, ZERO):
                yield Gap(part=part, year=year, amount=amount)


def _gaps_of(award: Award, part: str) -> dict[int, Decimal]:
    grants = {year: sum_ for (name, year), sum_ in amounts_of(award).items() if name == part}
    return gaps(plan_of(award["parts"][part]["plan"]), grants)


def _costs(
    then: Judged, before: Award, after: Award, touched: tuple[str, ...]
) -> Iterator[TooMuchCost]:
    for part in then.entitlement.parts:
        if part.part not in touched:
            continue
        known = [year.eligible for year in part.years if year.eligible is not None]
        # Without a plan the award itself is the eligible cost.
        planned = total(known) if known else Decimal(before["parts"][part.part]["eligible"])
        grant = total(sum_ for (name, _), sum_ in amounts_of(after).items() if name == part.part)
        if Decimal(after["parts"][part.part]["eligible"]) > max(planned, grant):
            yield TooMuchCost(part=part.part, most=max(planned, grant))


def _new(now: Judged, then: Judged) -> Iterator[Finding]:
    had = {(one.rule, one.outcome) for one in now.findings}
    for one in then.findings:
        if one.outcome in _DOUBTFUL and (one.rule, one.outcome) not in had:
            yield one


class ReasonsMissing(Refused):
    """Some rules are newly broken or doubtful, and nobody says why; `rules` are their names."""

    def __init__(self, rules: Sequence[str]) -> None:
        self.rules = rules
        super().__init__(
            "an override needs its reason",
            message="Durch die Änderung sind neu nicht erfüllt oder zu prüfen: "
            f"{', '.join(rules)}. Bitte begründen Sie für jede dieser Regeln, warum die Änderung "
            "trotzdem genehmigt wird, oder lehnen Sie sie ab.",
        )


def name_of(finding: Finding) -> str:
    """The name by which a rule is decided; a rule of several items is decided for each."""
    return rule_name(finding.rule, finding.values)


def overridden(fit: Fit, reasons: Mapping[str, str]) -> list[dict[str, str]]:
    """The record of each rule that a change is granted in spite of: the machine's and why.

    `reasons` are by the rule's name; those of a rule that is not broken any more are left out.
    """
    return [
        {
            "rule": one.rule,
            "name": name_of(one),
            "machine": one.outcome.value,
            "note": reasons.get(name_of(one), "").strip(),
        }
        for one in fit.findings
    ]


def refuse_new(fit: Fit, decided: Sequence[Mapping[str, str]]) -> None:
    """Raises Conflict where a rule is broken or doubtful that the proposal did not decide."""
    known = {(one["rule"], one["name"], one["machine"]) for one in decided}
    if any((one.rule, name_of(one), one.outcome.value) not in known for one in fit.findings):
        raise Conflict(
            "a rule is newly unmet",
            message="Seit dem Vorschlag ist eine weitere Regel nicht erfüllt oder zu prüfen. Bitte "
            "geben Sie den Vorschlag zurück.",
        )


def refuse_undecided(fit: Fit, reasons: Mapping[str, str]) -> None:
    """Raises ReasonsMissing where a rule is newly broken or doubtful and nobody says why it may be.

    Each rule has its own reason, as in the check of an application.
    """
    missing = [one for one in fit.findings if not reasons.get(name_of(one), "").strip()]
    if missing:
        raise ReasonsMissing(sorted({name_of(one) for one in missing}))


def refuse_unfit(now: Standing, after: Award, fit: Fit) -> None:
    """Raises Refused where nothing changes, money is on its way, or the law gives less."""
    if not changed_terms(now.award, after):
        raise Refused(
            "nothing changes",
            message="Es ändert sich nichts am Bescheid. Bitte tragen Sie ein, was neu gelten soll, "
            "oder lehnen Sie die Änderung ab.",
        )
    short = below_paid(now.years, now.payments, after)
    if short:
        listed = ", ".join(map(str, short))
        raise Refused(
            "below what is on its way",
            message=f"Für {listed} wurde schon mehr ausgezahlt oder abgerufen, als der Bescheid "
            "dann noch bewilligt. Bitte erhöhen Sie den Betrag oder entscheiden Sie zuerst über "
            "die offenen Mittelabrufe.",
        )
    _refuse_too_much(fit)


def _refuse_too_much(fit: Fit) -> None:
    for year in fit.years:
        if year.after > year.limit:
            why = (
                "Der Höchstbetrag ist nicht bestimmbar; mehr als bisher kann nicht bewilligt werden"
                if year.most is None
                else "Nach Finanzierungsplan, Laufzeit und Richtlinie sind es höchstens "
                f"{euros(year.most)}"
            )
            raise Refused(
                "above the most",
                message=f"{part_name(year.part)}, {year.year}: {euros(year.after)} können nicht "
                f"bewilligt werden. {why}.",
            )
    for gap in fit.gaps:
        raise Refused(
            "the plan does not add up",
            message=f"{part_name(gap.part)}, {gap.year}: Im Finanzierungsplan sind "
            f"{euros(gap.amount)} nicht gedeckt. Bitte ändern Sie Ausgaben, Mittel oder "
            "Zuwendung, bis der Plan aufgeht.",
        )
    for cost in fit.costs:
        raise Refused(
            "more eligible cost than planned",
            message=f"{part_name(cost.part)}: Zuwendungsfähig sind nach dem Finanzierungsplan "
            f"höchstens {euros(cost.most)}.",
        )
