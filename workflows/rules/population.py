"""How many people live there: limits with and without a consortium, the flat rate, the partners."""

# ruff: noqa: A002 - `id` is the word of the line files
from collections.abc import Mapping
from dataclasses import replace

from workflows.facts import TERRITORIAL, Answer, Applicant, ApplicantType, Facts
from workflows.figures import Figure
from workflows.findings import Outcome, Ruling
from workflows.guideline import Rule
from workflows.rules.reading import (
    APPLICATION,
    FIRM,
    FROM_FILING,
    as_outcome,
    figure_now,
    gate_reads,
    limit_text,
    met,
    not_asked,
    not_met,
    part_gate,
    review,
)
from workflows.sources import Clause, Mark
from workflows.wording.formats import german_day, german_number


def population_fits(
    *,
    id: str,
    low: Figure,
    high: Figure,
    high_included: bool,
    with_partners: bool,
    clause: Clause,
    mark: Mark,
) -> Rule:
    """Inhabitants from `low` up to `high`; below `low` only as a consortium, if the version has it.

    How many partners a consortium needs is a rule of its own (`between` on "partners").
    No known figure for the day of the facts is REVIEW (rulings, Names). Whoever fails does so under
    the clause and the mark of the limit that is missed.
    """

    def judge(facts: Facts) -> Ruling:
        bounds = _bounds(facts, low, high)
        if isinstance(bounds, Ruling):
            return bounds
        inhabitants, least, most = bounds
        lowest, highest = figure_now(facts, low), figure_now(facts, high)
        limits = {"low": limit_text(lowest), "limit": limit_text(highest)}
        values = {"value": german_number(inhabitants), **limits}
        if inhabitants > most or (inhabitants == most and not high_included):
            return _missed(highest, "applicant.population.too_many", values)
        if inhabitants >= least:
            return met("applicant.population.met", **values)
        if not with_partners:
            return _missed(lowest, "applicant.population.too_few", values)
        if facts.applicant.type is ApplicantType.CONSORTIUM:
            return met("applicant.population.met_together", **values)
        return _missed(lowest, "applicant.population.only_together", values)

    return Rule(
        id=id,
        clause=clause,
        mark=mark,
        moments=APPLICATION,
        reads=("@applicant.type", "@applicant.population"),
        judge=judge,
    )


# The lower limit of 2021 is inferred, but ruled: smaller municipalities only with partners.
_REFUSING = FIRM | {Mark.INFERRED}


def _missed(limit: Figure, key: str, values: Mapping[str, str]) -> Ruling:
    """What a missed limit is worth, under its own clause: an unread one only asks a person."""
    ruling = (
        not_met(key, **values)
        if limit.mark in _REFUSING
        else review("applicant.population.review", **values)
    )
    return replace(ruling, clause=limit.clause, mark=limit.mark)


def _bounds(facts: Facts, low: Figure, high: Figure) -> Ruling | tuple[int, int, int]:
    """Inhabitants and both limits as numbers, or the ruling when one of them is not known."""
    applicant = facts.applicant
    if not applicant.ags:
        return not_asked("@applicant.population")
    if applicant.population is None:
        return review("applicant.population.unknown", day=german_day(facts.day))
    lowest, highest = figure_now(facts, low), figure_now(facts, high)
    for figure in (lowest, highest):
        if figure.value is None:
            return review("rule.limit_missing", figure=figure.key)
    return applicant.population, int(lowest.decimal()), int(highest.decimal())


def flat_rate_is_open(
    *,
    id: str,
    below: Figure,
    clause: Clause,
    mark: Mark,
    part: str = "deployment",
    question: str = "coordination_flat_rate",
) -> Rule:
    """The coordination flat rate: charitable bodies, and municipalities below the figure."""

    def judge(facts: Facts) -> Ruling:
        gate = part_gate(facts, part)
        if gate is not None:
            return gate
        found = facts.part(part)
        wanted = None if found is None else found.answers.get(question)
        if wanted is None:
            return not_asked(f"{part}.{question}")
        if wanted is not True:
            return met("rule.does_not_apply")
        return _flat_rate_for(facts, below)

    return Rule(
        id=id,
        clause=clause,
        mark=mark,
        moments=APPLICATION,
        reads=(
            *gate_reads(part),
            f"{part}.{question}",
            "@applicant.type",
            "@applicant.population",
            "charitable",
        ),
        judge=judge,
    )


def _flat_rate_for(facts: Facts, below: Figure) -> Ruling:
    kind = facts.applicant.type
    if kind is None:
        return not_asked("@applicant.type")
    if kind is ApplicantType.COUNTY:
        return not_met("applicant.flat_rate.county.not_met")
    if kind in TERRITORIAL:
        return _flat_rate_by_population(facts, below)
    charitable = facts.answer("charitable")
    if charitable is None:
        return not_asked("charitable")
    if charitable is True:
        return met("applicant.flat_rate.charity")
    return not_met("applicant.flat_rate.not_charitable.not_met")


def _flat_rate_by_population(facts: Facts, below: Figure) -> Ruling:
    inhabitants = facts.applicant.population
    limit = figure_now(facts, below)
    if not facts.applicant.ags:
        return not_asked("@applicant.population")
    if inhabitants is None:
        return review("applicant.population.unknown", day=german_day(facts.day))
    if limit.value is None:
        return review("rule.limit_missing", figure=limit.key)
    values = {"value": german_number(inhabitants), "limit": limit_text(limit)}
    if inhabitants < limit.decimal():
        return met("applicant.flat_rate.small", **values)
    return not_met("applicant.flat_rate.too_many.not_met", **values)


def partners_are_named(*, id: str, clause: Clause, mark: Mark) -> Rule:
    """A consortium names its partners by key: as many as it counts, all of them county members.

    A body that is no county-member municipality on the day of the facts is NOT_MET; a key that the
    register does not know, a count that does not fit and a double are REVIEW.
    """

    def judge(facts: Facts) -> Ruling:
        if facts.applicant.type is None:
            return not_asked("@applicant.type")
        if facts.applicant.type is not ApplicantType.CONSORTIUM:
            return met("rule.not_for_this_type")
        count, keys = facts.answer("partners"), facts.answer("partner_ags")
        if count is None:
            return not_asked("partners")
        if not isinstance(keys, tuple) or not keys:
            return not_asked("partner_ags")
        return _partners(facts, keys, count)

    return Rule(
        id=id,
        clause=clause,
        mark=mark,
        moments=FROM_FILING,
        reads=("@applicant.type", "partners", "partner_ags", "@partners"),
        judge=judge,
    )


def _partners(facts: Facts, keys: tuple[str, ...], count: Answer) -> Ruling:
    """What the register says of the partners named, then whether their number fits."""
    known = {partner.ags: partner for partner in facts.partners if partner.type is not None}
    foreign = [key for key in keys if key in known and not _is_county_member(known[key])]
    if foreign:
        return not_met("applicant.partners.not_met", keys=", ".join(foreign))
    unknown = [key for key in keys if key not in known or not known[key].county_ags]
    if unknown:
        return review("applicant.partners.unknown", keys=", ".join(unknown))
    different = set(keys) - {facts.applicant.ags}
    fits = len(keys) == len(different) == count
    outcome = Outcome.MET if fits else Outcome.REVIEW
    return as_outcome(
        outcome, f"applicant.partners.{outcome.value}", count=str(count), keys=", ".join(keys)
    )


def _is_county_member(partner: Applicant) -> bool:
    """A municipality without special status; whether its county is known is asked apart."""
    return partner.type is ApplicantType.MUNICIPALITY
