"""Small words for line files, so that a declaration reads like the printed guideline.

Nothing here knows a line. Everything refuses doubles and gaps when the file is imported.
"""

from collections.abc import Mapping
from decimal import Decimal

from workflows.facts import ApplicantType
from workflows.figures import Figure, Unit
from workflows.findings import Moment, Outcome
from workflows.guideline import Admission, PaperNeed, Rule
from workflows.rules.conditions import only_for, yes
from workflows.rules.reading import APPLICATION
from workflows.sources import Clause, Mark

COUNTIES_AND_CITIES = (
    ApplicantType.COUNTY,
    ApplicantType.INDEPENDENT_CITY,
    ApplicantType.SPECIAL_STATUS_CITY,
)
ASSOCIATIONS = frozenset({ApplicantType.CHARITY, ApplicantType.MIGRANT_ORG})
NOT_TERRITORIAL = ASSOCIATIONS | {ApplicantType.CHURCH_BODY, ApplicantType.PUBLIC_BODY}
"""Who has a seat that no register key tells."""
WITH_COOPERATION = frozenset({ApplicantType.MUNICIPALITY_WITH_MO})
MIGRANT_ORGS = frozenset({ApplicantType.MIGRANT_ORG})
IN_CONSORTIUM = frozenset({ApplicantType.CONSORTIUM})

Group = Mapping[ApplicantType, Admission]


def figure(key: str, value: Decimal | int, unit: Unit, clause: Clause, mark: Mark) -> Figure:
    """A figure that the sources give."""
    return Figure(key=key, value=value, unit=unit, clause=clause, mark=mark)


def not_found(key: str, unit: Unit, clause: Clause) -> Figure:
    """An empty figure: it must exist, the sources looked through do not give it."""
    return Figure(key=key, value=None, unit=unit, clause=clause, mark=Mark.NOT_FOUND)


def not_applicable(key: str, unit: Unit, clause: Clause) -> Figure:
    """A figure that this version does not have at all."""
    return Figure(key=key, value=None, unit=unit, clause=clause, mark=Mark.NOT_APPLICABLE)


def keyed(*figures: Figure) -> Mapping[str, Figure]:
    """The figures by their keys; ValueError when a key is used twice."""
    table = {one.key: one for one in figures}
    if len(table) != len(figures):
        raise ValueError("a figure key is used twice")
    return table


def admitted(*types: ApplicantType, clause: Clause, mark: Mark, key: str) -> Group:
    """These types may apply."""
    return _group(Outcome.MET, types, clause, mark, key)


def undecided(*types: ApplicantType, clause: Clause, mark: Mark, key: str) -> Group:
    """The sources differ about these types; an officer decides."""
    return _group(Outcome.REVIEW, types, clause, mark, key)


def refused(*types: ApplicantType, clause: Clause, mark: Mark, key: str) -> Group:
    """These types may not apply."""
    return _group(Outcome.NOT_MET, types, clause, mark, key)


def never_admitted(companies: Clause) -> Group:
    """Companies stand in no list of any version; private persons are excluded in so many words."""
    people = Clause("S15", "Antragsberechtigte")
    return {
        **refused(
            ApplicantType.COMPANY,
            clause=companies,
            mark=Mark.INFERRED,
            key="admission.no_company",
        ),
        **refused(
            ApplicantType.PRIVATE_PERSON,
            clause=people,
            mark=Mark.SOURCED,
            key="admission.no_private_person",
        ),
    }


def admissions(*groups: Group) -> Group:
    """All groups in one table; ValueError unless every applicant type stands there exactly once."""
    table = {kind: admission for group in groups for kind, admission in group.items()}
    if sum(len(group) for group in groups) != len(table):
        raise ValueError("an applicant type is named twice")
    missing = set(ApplicantType) - set(table)
    if missing:
        raise ValueError(f"applicant types not named: {sorted(missing)}")
    return table


def paper(
    kind: str,
    clause: Clause,
    mark: Mark,
    *,
    types: frozenset[ApplicantType] = frozenset(),
    only_if: str | None = None,
    part: str | None = None,
) -> PaperNeed:
    """A paper that belongs to the application."""
    return PaperNeed(kind=kind, clause=clause, mark=mark, types=types, only_if=only_if, part=part)


def proof_paper(
    kind: str, clause: Clause, mark: Mark, *, only_if: str | None = None, part: str | None = None
) -> PaperNeed:
    """A paper that belongs to the proof of use."""
    return PaperNeed(
        kind=kind, clause=clause, mark=mark, only_if=only_if, part=part, moment=Moment.PROOF
    )


def association_papers(
    *, with_partner: frozenset[ApplicantType] = frozenset()
) -> tuple[PaperNeed, ...]:
    """How an association proves itself (domain report, section 3), whatever the line.

    Types `with_partner` bring what the association has with which they work together.
    """
    types = ASSOCIATIONS | with_partner
    return (
        paper("statutes", Clause("S38y", "Satzung"), Mark.INFERRED, types=types),
        paper("register_extract", Clause("GK", "Registerauszug"), Mark.INFERRED, types=types),
        paper(
            "exemption_notice",
            Clause("S38y", "Freistellungsbescheid"),
            Mark.INFERRED,
            types=types,
        ),
        paper(
            "signatory_list",
            Clause("GK", "Liste der Zeichnungsberechtigten"),
            Mark.GENERAL,
            types=ASSOCIATIONS,
        ),
    )


def church_and_public_papers() -> tuple[PaperNeed, ...]:
    """How a church body and another public body prove themselves (domain report, section 3)."""
    return (
        paper(
            "church_statement",
            Clause("GK", "Nachweis der kirchlichen Trägerschaft"),
            Mark.GENERAL,
            types=frozenset({ApplicantType.CHURCH_BODY}),
        ),
        paper(
            "founding_act",
            Clause("GK", "Errichtungsakt öffentlicher Träger"),
            Mark.INFERRED,
            types=frozenset({ApplicantType.PUBLIC_BODY}),
        ),
    )


def each_yes(
    *,
    clause: Clause,
    mark: Mark,
    part: str | None = None,
    moments: frozenset[Moment] = APPLICATION,
    **questions: str,
) -> tuple[Rule, ...]:
    """One rule per row `rule_id="question"`: the clause asks for a yes to each of them."""
    return tuple(
        yes(id=rule_id, question=question, clause=clause, mark=mark, part=part, moments=moments)
        for rule_id, question in questions.items()
    )


def each_only_for(types: frozenset[ApplicantType], *rules: Rule) -> tuple[Rule, ...]:
    """All these rules hold only for these applicant types."""
    return tuple(only_for(rule, types=types) for rule in rules)


def _group(
    outcome: Outcome, types: tuple[ApplicantType, ...], clause: Clause, mark: Mark, key: str
) -> Group:
    if len(set(types)) != len(types):
        raise ValueError("an applicant type is named twice")
    one = Admission(outcome=outcome, clause=clause, mark=mark, key=key)
    return dict.fromkeys(types, one)
