"""Who may apply: the guideline's table of types, the register key, membership of a county."""

# ruff: noqa: A002 - `id` is the word of the line files
from collections.abc import Iterable, Mapping

from workflows.facts import TERRITORIAL, Applicant, ApplicantType, Facts
from workflows.findings import Outcome, Ruling
from workflows.guideline import Admission, Rule
from workflows.rules.reading import APPLICATION, met, not_asked, not_met, review
from workflows.sources import Clause, Mark

COUNTY_KEY_LENGTH = 5
MUNICIPAL_KEY_LENGTH = 8
_KEY_LENGTHS: Mapping[ApplicantType, tuple[int, ...]] = {
    **dict.fromkeys(TERRITORIAL, (MUNICIPAL_KEY_LENGTH,)),
    ApplicantType.COUNTY: (COUNTY_KEY_LENGTH,),
    # A county may work together with a migrant organisation as well as a city.
    ApplicantType.MUNICIPALITY_WITH_MO: (COUNTY_KEY_LENGTH, MUNICIPAL_KEY_LENGTH),
}


def may_be_admitted(
    admissions: Mapping[ApplicantType, Admission], kinds: Iterable[ApplicantType]
) -> bool:
    """Whether the guideline's table refuses not every one of these types outright."""
    named = (admissions.get(kind) for kind in kinds)
    return any(one is not None and one.outcome is not Outcome.NOT_MET for one in named)


def applicant_is_admitted(admissions: Mapping[ApplicantType, Admission], clause: Clause) -> Rule:
    """The guideline's own table of applicant types; a type that it does not name is not met."""

    def judge(facts: Facts) -> Ruling:
        kind = facts.applicant.type
        if kind is None:
            return not_asked("@applicant.type")
        admission = admissions.get(kind)
        if admission is None:
            return not_met("admission.not_named", type=kind.value)
        return Ruling(
            outcome=admission.outcome,
            key=admission.key,
            values={"type": kind.value},
            clause=admission.clause,
            mark=admission.mark,
        )

    return Rule(
        id="applicant_is_admitted",
        clause=clause,
        mark=Mark.SOURCED,
        moments=APPLICATION,
        reads=("@applicant.type",),
        judge=judge,
    )


def _key_fits(facts: Facts) -> Ruling:
    kind = facts.applicant.type
    if kind is None:
        return not_asked("@applicant.type")
    if kind not in TERRITORIAL:
        return met("rule.not_for_this_type")
    key = facts.applicant.ags
    if not key:
        return not_asked("@applicant.ags")
    if key_fits(facts.applicant):
        return met("applicant.key.met", ags=key)
    lengths = _KEY_LENGTHS[kind]
    if len(lengths) == 1:
        return not_met("applicant.key.not_met", ags=key, digits=str(lengths[0]))
    county, city = (str(length) for length in lengths)
    return not_met("applicant.key.neither.not_met", ags=key, county=county, city=city)


def key_fits(applicant: Applicant) -> bool:
    """Whether the key has the digits of the type; False for a type that has no key."""
    lengths = () if applicant.type is None else _KEY_LENGTHS.get(applicant.type, ())
    key = applicant.ags or ""
    return key.isascii() and key.isdigit() and len(key) in lengths


def key_fits_type() -> Rule:
    """A county has a key of five digits, a city or municipality one of eight: names never mix."""
    return Rule(
        id="register_key_fits_applicant_type",
        clause=Clause("S29a", "Landkreise 5-stellig, Gemeinden 8-stellig"),
        mark=Mark.SOURCED,
        moments=APPLICATION,
        reads=("@applicant.type", "@applicant.ags"),
        judge=_key_fits,
    )


def belongs_to_county(*, id: str, clause: Clause, mark: Mark) -> Rule:
    """The municipality must be part of a county (kreisangehörig) and have no special status."""
    own_coordinators = {
        ApplicantType.COUNTY,
        ApplicantType.INDEPENDENT_CITY,
        ApplicantType.SPECIAL_STATUS_CITY,
    }

    def judge(facts: Facts) -> Ruling:
        applicant = facts.applicant
        if applicant.type is None:
            return not_asked("@applicant.type")
        if applicant.type in own_coordinators:
            return not_met("applicant.county_member.not_met", type=applicant.type.value)
        if not applicant.ags:
            return not_asked("@applicant.ags")
        if not applicant.county_ags:
            return review("applicant.county_member.unknown", ags=applicant.ags)
        return met("applicant.county_member.met", county=applicant.county_ags)

    return Rule(
        id=id,
        clause=clause,
        mark=mark,
        moments=APPLICATION,
        reads=("@applicant.type", "@applicant.county_ags"),
        judge=judge,
    )
