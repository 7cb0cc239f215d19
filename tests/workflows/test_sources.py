"""Every figure and rule cites a place in a text that the table of sources knows."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest

from workflows import registry
from workflows.findings import Moment
from workflows.guideline import ProofDue
from workflows.judging import rules_of
from workflows.rules.reviews import review_may_be_left_out, review_rules
from workflows.sources import SOURCES, Clause, Mark, SourceKind
from workflows.wording import TEXTS

GUIDELINES = list(registry.guidelines())
by_version = pytest.mark.parametrize(
    "guideline", GUIDELINES, ids=lambda one: f"{one.line}-{one.version}"
)
PLACES = {
    SourceKind.GUIDELINE: re.compile(r"^(\d{1,2}(\.\d+)*\b|StAnz\. \d)"),
    SourceKind.CALL: re.compile(r"\w{4,}"),
    SourceKind.STATUTE: re.compile(r"(§|Art\.) ?\d"),
    SourceKind.PAGE: re.compile(r"\w{4,}"),
    SourceKind.GENERAL: re.compile(r"\w{4,}"),
    SourceKind.RULING: re.compile(r"\w{4,}"),
}


def clauses(value: object) -> Iterator[Clause]:
    """Every clause anywhere in a declaration."""
    if isinstance(value, Clause):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for one in fields(value):
            yield from clauses(getattr(value, one.name))
    elif isinstance(value, dict):
        for one in value.values():
            yield from clauses(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from clauses(one)


def is_exact(clause: Clause) -> bool:
    """Whether the clause names a place (number, norm, page part, topic), not a text alone."""
    source = SOURCES[clause.source]
    return PLACES[source.kind].search(clause.number) is not None and clause.number != source.title


@by_version
def test_every_clause_resolves_and_names_a_place(guideline):
    cited = [*clauses(guideline), *(rule.clause for rule in rules_of(guideline))]
    assert len(cited) > 40
    assert [clause for clause in cited if clause.source not in SOURCES] == []
    assert [clause for clause in cited if not is_exact(clause)] == []


def founded(value: object) -> Iterator[tuple[Clause, Mark]]:
    """Every clause with the mark beside it, anywhere in a declaration; a judge's too."""
    if isinstance(value, dict):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for one in value:
            yield from founded(one)
    elif is_dataclass(value) and not isinstance(value, type):
        mark = getattr(value, "mark", None)
        if isinstance(mark, Mark):
            yield value.clause, mark
        for one in fields(value):
            yield from founded(getattr(value, one.name))


@by_version
def test_no_version_cites_as_read_what_came_after_it(guideline):
    younger = [
        (clause, mark)
        for clause, mark in (*founded(guideline), *founded(rules_of(guideline)))
        if SOURCES[clause.source].kind in {SourceKind.GUIDELINE, SourceKind.CALL}
        and (SOURCES[clause.source].since or date.min) > guideline.valid_from
    ]
    assert [clause for clause, mark in younger if mark is not Mark.INFERRED] == []


@by_version
def test_no_page_speaks_firmly_for_a_version_that_it_does_not_tell_of(guideline):
    """A page dated after the version ended, or about another guideline or call."""
    foreign = {
        (clause.source, clause.number)
        for clause, mark in (*founded(guideline), *founded(rules_of(guideline)))
        if mark is Mark.SOURCED
        and (
            SOURCES[clause.source].about not in {None, guideline.clause.source}
            or (SOURCES[clause.source].since or date.min) > (guideline.valid_to or date.max)
        )
    }
    assert foreign == set()


@pytest.mark.parametrize(
    ("line", "version", "source", "number", "mark"),
    [
        ("migrant_organisations", "2017", "S9", "Förderhöhe", Mark.INFERRED),
        ("migrant_organisations", "2021", "S9", "Förderhöhe", Mark.SOURCED),
        ("migrant_organisations", "2017", "S6f", "Vorlage bis 31. März", Mark.INFERRED),
        ("migrant_organisations", "2017", "S4l", "Laufzeit bis zu 24 Monaten", Mark.INFERRED),
        ("coordination", "2014", "S1b", "Antragsfrist", Mark.INFERRED),
        ("welcome_culture", "2014", "S1b", "Antragsfrist", Mark.INFERRED),
        ("innovative_projects", "2021", "S1b", "Antragsfrist", Mark.SOURCED),
        ("refugee_women", "2017", "S1b", "Antrag vor Beginn der Maßnahme", Mark.INFERRED),
        ("diversity_strategies", "2018", "S4o", "Einbindung der Koordination", Mark.SOURCED),
        ("diversity_strategies", "2019", "S4o", "Einbindung der Koordination", Mark.INFERRED),
        ("diversity_centres", "2026", "S4k", "Zielvereinbarung", Mark.INFERRED),
        ("diversity_centres", "2021", "S4k", "Zielvereinbarung", Mark.SOURCED),
    ],
)
def test_what_a_page_says_is_marked_for_the_version_that_cites_it(
    line, version, source, number, mark
):
    guideline = registry.guideline(line, version)
    clause = Clause(source, number)
    found = (*founded(guideline), *founded(rules_of(guideline)))
    assert mark in {one for cited, one in found if cited == clause}
    assert Mark.SOURCED not in {one for cited, one in found if cited == clause} - {mark}


@by_version
def test_the_sister_programme_of_2022_founds_nothing_that_ended_before(guideline):
    cited = [mark for clause, mark in founded(rules_of(guideline)) if clause.source == "S17"]
    assert len(cited) >= 6
    ended = guideline.valid_to is not None and guideline.valid_to < date(2022, 3, 30)
    assert (Mark.SOURCED in cited) is not ended


PLACES_OF_THE_PLAN = [
    ("coordination", "2014", "S15", Mark.SOURCED, Mark.INFERRED),
    ("welcome_culture", "2014", "S15", Mark.SOURCED, Mark.INFERRED),
    ("diversity_strategies", "2019", "S15", Mark.SOURCED, Mark.INFERRED),
    ("south_east_europe", "2020", "S15", Mark.SOURCED, Mark.INFERRED),
    ("innovative_projects", "2021", "R2020", Mark.SOURCED, Mark.SOURCED),
    ("diversity_centres", "2021", "R2020", Mark.SOURCED, Mark.SOURCED),
    ("diversity_centres", "2026", "R2020", Mark.INFERRED, Mark.INFERRED),
]


@pytest.mark.parametrize(("line", "version", "source", "plan", "total"), PLACES_OF_THE_PLAN)
def test_the_plan_rests_on_the_text_of_its_time(line, version, source, plan, total):
    rules = {rule.id: rule for rule in rules_of(registry.guideline(line, version))}
    assert (rules["plan_is_there"].clause.source, rules["plan_is_there"].mark) == (source, plan)
    for rule in ("plan_is_balanced", "total_financing_is_secured"):
        assert (rules[rule].clause.source, rules[rule].mark) == (source, total)


@pytest.mark.parametrize(
    ("line", "version", "rule", "mark"),
    [
        ("diversity_strategies", "2018", "jury_vote_is_there", Mark.SOURCED),
        ("diversity_strategies", "2019", "jury_vote_is_there", Mark.INFERRED),
        ("diversity_strategies", "2021", "jury_vote_is_there", Mark.UNVERIFIED),
        ("migrant_organisations", "2017", "municipal_statement_is_there", Mark.INFERRED),
        ("migrant_organisations", "2021", "municipal_statement_is_there", Mark.SOURCED),
        ("innovative_projects", "2021", "expert_vote_is_there", Mark.INFERRED),
        ("diversity_centres", "2021", "target_agreement_is_there", Mark.SOURCED),
    ],
)
def test_the_paper_of_a_review_is_marked_for_its_version(line, version, rule, mark):
    guideline = registry.guideline(line, version)
    # A line that asks for the paper itself marks it itself; the row shows what else would count.
    (found,) = review_rules(replace(guideline, papers=()))
    assert (found.id, found.mark) == (rule, mark)


def test_only_a_jury_without_a_source_may_be_left_out():
    optional = [(g.line, g.version) for g in GUIDELINES if review_may_be_left_out(g)]
    assert sorted(optional) == [("diversity_strategies", "2019"), ("diversity_strategies", "2021")]


# Where domain report 2.6 found a text; elsewhere 31 March stands in for one, unverified.
DAYS_OF_PROOF_READ = {
    ("integration_guides", "2021", "training"): ProofDue.THREE_MONTHS_AFTER_END,
    ("integration_guides", "2021", "seminar"): ProofDue.THREE_MONTHS_AFTER_END,
    ("integration_guides", "2021", "deployment"): ProofDue.MARCH_AFTER_YEAR,
    ("migrant_organisations", "2021", "main"): ProofDue.MARCH_AFTER_YEAR,
}


def test_every_part_names_a_day_for_its_proof_and_only_a_text_makes_it_firm():
    duties = {
        (guideline.line, guideline.version, part.id): part.proof
        for guideline in GUIDELINES
        for part in guideline.parts
    }
    assert [name for name, duty in duties.items() if duty.due is ProofDue.ANBEST_P] == []
    firm = {name: duty.due for name, duty in duties.items() if duty.mark is Mark.SOURCED}
    assert firm == DAYS_OF_PROOF_READ


def test_a_bare_guideline_name_does_not_count():
    with pytest.raises(ValueError, match="without a number"):
        Clause("R2020", " ")
    assert not is_exact(Clause("R2020", "Richtlinie"))
    assert not is_exact(Clause("R2013", "Richtlinie 2013"))
    assert not is_exact(Clause("BGB", "Basiszins"))
    assert is_exact(Clause("R2020", "4.4.2 Buchst. a"))
    assert is_exact(Clause("BGB", "§ 247"))


def test_an_unknown_source_is_refused():
    with pytest.raises(ValueError, match="unknown source 'S99'"):
        Clause("S99", "1")


@pytest.mark.parametrize(
    ("clause", "german"),
    [
        (
            Clause("R2020", "4.4.2 Buchst. a"),
            "Förderrichtlinie „WIR – Vielfalt und Teilhabe“ vom 11.12.2020, Nr. 4.4.2 Buchst. a",
        ),
        (
            Clause("R2013", "StAnz. 30/2013 S. 909"),
            (
                "Förderrichtlinie „WIR – Wegweisende Integrationsansätze Realisieren“ vom "
                "22.07.2013, StAnz. 30/2013 S. 909"
            ),
        ),
        (Clause("HVwVfG", "§ 49a Abs. 3"), "§ 49a Abs. 3 HVwVfG"),
        (Clause("GK", "Registerauszug"), "allgemeines Zuwendungsrecht (Registerauszug)"),
        (Clause("S2", "Assistenzstelle"), f"{SOURCES['S2'].title}, Assistenzstelle"),
    ],
)
def test_a_citation_reads_as_people_write_it(clause, german):
    assert clause.german() == german


# What letters and applicants never read: addresses of pages, other states, keys of our own table.
FOREIGN = re.compile(
    r"\b[\w-]+\.(de|info|org|com|jetzt)\b|Hamburg|Bayer|Sachsen|Schleswig|Nordrhein|\bdpa\b"
    r"|\bS\d+[a-z]?\b|Projektfestlegung|Druckseite"
)


@pytest.mark.parametrize("source", sorted(SOURCES))
def test_no_public_citation_names_a_page_or_another_state(source):
    shown = Clause(source, "§ 1 Stelle").public()
    assert FOREIGN.search(shown) is None, shown


@by_version
def test_nothing_that_a_line_cites_reads_as_a_page_or_another_state(guideline):
    cited = {*clauses(guideline), *(rule.clause for rule in rules_of(guideline))}
    shown = {clause.public() for clause in cited}
    assert len(shown) > 20
    assert [text for text in sorted(shown) if FOREIGN.search(text)] == []


def test_no_wording_names_a_page_another_state_or_a_key_of_ours():
    assert [key for key, text in TEXTS.items() if FOREIGN.search(text)] == []


def test_the_search_for_foreign_sources_finds_them():
    assert FOREIGN.search(Clause("S38y", "Satzung").german())
    assert FOREIGN.search(Clause("S8", "Ausstattung").german())
    assert FOREIGN.search(Clause("RULINGS", "Kleinbeträge").german())


@pytest.mark.parametrize(
    ("clause", "public"),
    [
        (Clause("S38y", "Satzung"), "allgemeine Verwaltungspraxis: Satzung"),
        (Clause("GK", "Registerauszug"), "allgemeine Verwaltungspraxis: Registerauszug"),
        (
            Clause("S4a", "Druckseite 140, Förderhöhe"),
            "Veröffentlichungen zum Landesprogramm WIR: Förderhöhe",
        ),
        (Clause("HVwVfG", "§ 28"), "§ 28 HVwVfG"),
        (Clause("R2020", "4.3"), Clause("R2020", "4.3").german()),
    ],
)
def test_a_public_citation_says_what_a_hessian_letter_may_say(clause, public):
    assert clause.public() == public


@by_version
def test_an_empty_figure_is_marked_and_a_marked_one_is_empty(guideline):
    for key, figure in guideline.figures.items():
        assert figure.key == key
        empty_marks = {Mark.NOT_FOUND, Mark.NOT_APPLICABLE}
        assert (figure.value is None) == (figure.mark in empty_marks), key


@by_version
def test_every_figure_that_the_line_uses_can_be_confirmed_by_a_call(guideline):
    used = [guideline.longest_award]
    for financing in guideline.financing.values():
        used += [financing.share, financing.minimum_own_share]
    assert [figure.key for figure in used if guideline.figures.get(figure.key) != figure] == []


def test_no_share_is_invented():
    shares = [
        figure
        for guideline in GUIDELINES
        for figure in guideline.figures.values()
        if figure.key in {"share", "minimum_own_share"}
    ]
    assert len(shares) == 2 * len(GUIDELINES)
    assert [figure.value for figure in shares if figure.value is not None] == []


SOURCED_FIGURES = {
    ("coordination", "2014"): {"post_cap": 50_000, "posts_most": 1},
    ("case_management", "2017"): {"post_cap": 50_000, "posts_most": 1, "yearly_pot": 1_650_000},
    ("refugee_women", "2017"): {"yearly_pot": 500_000, "project_cap": None, "longest_award": None},
    ("south_east_europe", "2020"): {"project_cap": None, "longest_award": None},
    ("migrant_organisations", "2021"): {
        "micro_project_cap": 3_000,
        "mini_job_cap": 7_200,
        "micro_projects_number": 1,
        "longest_award": 24,
    },
    ("migrant_organisations", "2017"): {
        "micro_project_cap": 3_000,
        "mini_job_cap": 7_200,
        "micro_projects_number": 1,
        "longest_award": 24,
        "yearly_pot": 400_000,
    },
    ("welcome_culture", "2014"): {"project_cap": None, "longest_award": 36},
    ("integration_guides", "2021"): {
        "unit_rate": "12.50",
        "units_least": 20,
        "units_most": 36,
        "seminar_rate": None,
        "hour_rate": "5.00",
        "hours_per_guide": 276,
        "hours_per_coordinating_guide": 414,
        "coordination_flat_rate_amount": 2_000,
        "flat_rate_population_below": 50_000,
        "flat_rate_pool_least": 5,
        "longest_award": 12,
    },
    ("integration_guides", "2014"): {
        "unit_rate": None,
        "units_least": None,
        "units_most": None,
        "hour_rate": None,
        "hours_per_guide": None,
        "hours_per_coordinating_guide": None,
        "longest_award": 12,
    },
    ("lay_interpreters", "2021"): {
        "deployment_rate": "20.00",
        "training_rate": None,
        "training_units_least": 24,
        "pool_least": 5,
        "languages_least": 5,
        "planned_pool_least": 5,
        "planned_languages_least": 5,
        "longest_award": 12,
        "deployments_per_client_most": None,
    },
    ("lay_interpreters", "2018"): {
        "deployment_rate": "20.00",
        "deployments_per_client_most": 5,
        "training_units_least": 24,
        "longest_award": 12,
        "yearly_pot": 200_000,
    },
    ("diversity_strategies", "2021"): {
        "process_cap": 30_000,
        "longest_award": 18,
        "population_least": 10_000,
        "population_most": 50_000,
        "partners_least": 1,
        "partners_most": 2,
        "participation_formats_least": 1,
    },
    ("diversity_strategies", "2019"): {
        "process_cap": 20_000,
        "population_least": 10_000,
        "population_most": 50_000,
        "participation_formats_least": 1,
        "longest_award": 12,
        "partners_least": 1,
        "partners_most": 2,
    },
    ("diversity_strategies", "2018"): {
        "process_cap": 20_000,
        "longest_award": 12,
        "population_least": 10_000,
        "population_most": 50_000,
        "participation_formats_least": 1,
    },
    ("diversity_centres", "2026"): {
        "coordinator_cap": 60_000,
        "coordinators_most": 2,
        "assistants_most": 1,
        "assistant_cap": None,
        "micro_project_pot_cap": None,
        "longest_award": 60,
    },
    ("diversity_centres", "2021"): {
        "coordinator_cap": 60_000,
        "coordinators_most": 2,
        "assistants_most": 1,
        "assistant_cap": 20_000,
        "micro_project_pot_cap": 5_000,
        "longest_award": 60,
    },
    ("innovative_projects", "2021"): {"project_cap": None, "longest_award": 36},
}


@by_version
def test_the_figures_are_those_of_the_domain_report(guideline):
    expected = SOURCED_FIGURES[guideline.line, guideline.version]
    found = {
        key: None if figure.value is None else str(figure.value)
        for key, figure in guideline.figures.items()
        # Every figure with a value stands in the table above, of the empty ones those that matter.
        if figure.value is not None or key in expected
    }
    assert found == {key: None if value is None else str(value) for key, value in expected.items()}


@by_version
def test_everything_a_line_shows_has_its_german(guideline):
    keys = {
        f"line.{guideline.line}.name",
        f"line.{guideline.line}.purpose",
        *guideline.hints,
        *(admission.key for admission in guideline.admissions.values()),
        *(f"category.{name}" for name in guideline.cost_categories),
        *(f"category.{name}.hint" for name in guideline.cost_categories),
        *(f"figure.name.{key}" for key in guideline.figures),
        *(f"paper.name.{need.kind}" for need in guideline.papers),
        *(f"component.{one.id}" for part in guideline.parts for one in part.components),
    }
    assert keys - set(TEXTS) == set()


def test_every_moment_has_rules_in_every_line():
    for guideline in GUIDELINES:
        moments = {moment for rule in rules_of(guideline) for moment in rule.moments}
        assert {Moment.FINDER, Moment.FILING, Moment.DECISION, Moment.PROOF} <= moments
