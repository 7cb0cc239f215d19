"""Papers that prove an association: exemption notice and register extract, and how old they are."""

from datetime import date

from workflows.dates import add_months
from workflows.facts import ApplicantType, Facts
from workflows.figures import Figure
from workflows.findings import Ruling
from workflows.guideline import Guideline, Judge, Rule
from workflows.rules.defaults import (
    EXEMPTION_NOTICE_YEARS,
    REGISTER_EXTRACT_MONTHS,
    SECTION_60A_YEARS,
)
from workflows.rules.reading import (
    AT_PAYMENT,
    FROM_FILING,
    figure_now,
    limit_text,
    met,
    not_asked,
    review,
)
from workflows.sources import Mark
from workflows.wording.formats import german_day

ASSOCIATIONS = frozenset({ApplicantType.CHARITY, ApplicantType.MIGRANT_ORG})


def _who_proves(guideline: Guideline, kind: str) -> frozenset[ApplicantType]:
    """Associations, and whoever brings that paper of the association it works with."""
    asked = (need.types for need in guideline.papers if need.kind == kind)
    return ASSOCIATIONS.union(*asked)


def _notice_age(facts: Facts) -> Ruling:
    kind, issued = facts.answer("exemption_notice_kind"), facts.answer("exemption_notice_date")
    if kind is None:
        return not_asked("exemption_notice_kind")
    if not isinstance(issued, date):
        return not_asked("exemption_notice_date")
    years = SECTION_60A_YEARS if kind == "section_60a" else EXEMPTION_NOTICE_YEARS
    return _fresh(facts, issued, figure_now(facts, years), "applicant.exemption_notice", 12)


def _fresh(facts: Facts, issued: date, limit: Figure, stem: str, months: int) -> Ruling:
    """MET while `issued` plus the figure (times `months`) has not passed; never NOT_MET."""
    if limit.value is None:
        return review("rule.limit_missing", figure=limit.key)
    last = add_months(issued, int(limit.decimal()) * months)
    values = {"issued": german_day(issued), "last": german_day(last), "limit": limit_text(limit)}
    fresh = issued <= facts.day <= last
    return met(f"{stem}.met", **values) if fresh else review(f"{stem}.review", **values)


def _only_of(types: frozenset[ApplicantType], judge: Judge) -> Judge:
    def judged(facts: Facts) -> Ruling:
        return judge(facts) if facts.applicant.type in types else met("rule.not_for_this_type")

    return judged


def exemption_notice_fresh(guideline: Guideline) -> Rule:
    """A corporation tax notice is at most five, a § 60a notice three years old; else REVIEW.

    A municipality that applies with an organisation proves it of the organisation: its notice is
    among the papers, and only a charitable one passes the tests.
    """
    return Rule(
        id="exemption_notice_is_fresh",
        clause=EXEMPTION_NOTICE_YEARS.clause,
        mark=Mark.GENERAL,
        moments=FROM_FILING | AT_PAYMENT,
        reads=("@applicant.type", "exemption_notice_kind", "exemption_notice_date", "@day"),
        judge=_only_of(_who_proves(guideline, "exemption_notice"), _notice_age),
    )


def _extract_age(facts: Facts) -> Ruling:
    issued = facts.answer("register_extract_date")
    if not isinstance(issued, date):
        return not_asked("register_extract_date")
    limit = figure_now(facts, REGISTER_EXTRACT_MONTHS)
    return _fresh(facts, issued, limit, "applicant.register_extract", 1)


def register_extract_fresh(guideline: Guideline) -> Rule:
    """The register extract is at most twelve months old (house rule, a parameter); else REVIEW."""
    return Rule(
        id="register_extract_is_fresh",
        clause=REGISTER_EXTRACT_MONTHS.clause,
        mark=REGISTER_EXTRACT_MONTHS.mark,
        moments=FROM_FILING,
        reads=("@applicant.type", "register_extract_date", "@day"),
        judge=_only_of(_who_proves(guideline, "register_extract"), _extract_age),
    )
