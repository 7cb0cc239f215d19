"""What each version of each line asks for: the rule, the question, a good and a bad answer.

Written by hand from the domain report, not from the line files. A row may name the applicant type
for which the condition holds and the answers that bring it into play.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from workflows.facts import Answer, ApplicantType
from workflows.findings import Outcome

T = ApplicantType


@dataclass(frozen=True, kw_only=True)
class Condition:
    """One condition: flipping `question` from `good` to `bad` flips exactly `rule`.

    `also` names another rule that the same wrong answer cannot but break.
    """

    rule: str
    question: str
    good: Answer
    bad: Answer | None
    outcome: Outcome = Outcome.NOT_MET
    kind: ApplicantType
    given: Mapping[str, Answer] = field(default_factory=dict)
    also: str | None = None


class Asked:
    """Writes rows for one applicant type."""

    def __init__(self, kind: ApplicantType) -> None:
        self.kind = kind

    def yes(self, rule: str, question: str, kind: ApplicantType | None = None) -> Condition:
        """A yes is needed."""
        return self.row(rule, question, True, False, kind=kind)

    def should(self, rule: str, question: str) -> Condition:
        """A yes is expected; a no is for an officer."""
        return self.row(rule, question, True, False, Outcome.REVIEW)

    def no(self, rule: str, question: str) -> Condition:
        """A no is needed."""
        return self.row(rule, question, False, True)

    def row(
        self,
        rule: str,
        question: str,
        good: Answer,
        bad: Answer | None,
        outcome: Outcome = Outcome.NOT_MET,
        *,
        kind: ApplicantType | None = None,
        given: Mapping[str, Answer] | None = None,
        also: str | None = None,
    ) -> Condition:
        """Any condition."""
        return Condition(
            rule=rule,
            question=question,
            good=good,
            bad=bad,
            outcome=outcome,
            kind=kind or self.kind,
            given=given or {},
            also=also,
        )


county = Asked(T.COUNTY)
charity = Asked(T.CHARITY)
migrants = Asked(T.MIGRANT_ORG)
town = Asked(T.MUNICIPALITY)

CHARITABLE = charity.yes("is_charitable", "charitable")
CONCEPT = "concept_is_at_hand", "concept_at_hand"
NEW_MEASURE = charity.yes("measure_is_new", "new_measure")
MODEL = charity.yes("is_a_model", "model_character")
QUALIFIED = county.should("staff_is_qualified", "staff_qualified")
ONE_POST = county.row("one_post_at_most", "full_time_equivalents", Decimal("1.00"), Decimal("1.50"))
CHIEF_MATTER = county.yes("integration_is_chief_matter", "chief_matter")

COORDINATION = (CHIEF_MATTER, ONE_POST, QUALIFIED)
CASE_MANAGEMENT = (
    ONE_POST,
    county.should("works_with_coordination", "cooperation_with_coordination"),
    county.row(
        "forwarding_is_agreed",
        "forwarding_agreement",
        True,
        False,
        given={"post_with_charity": True},
    ),
    QUALIFIED,
)
REFUGEE_WOMEN = (
    CHARITABLE,
    charity.row(
        "for_refugee_women_and_girls", "target_group", "refugee_women_girls", "whole_population"
    ),
    MODEL,
    charity.yes("is_low_threshold", "low_threshold"),
    NEW_MEASURE,
)
SOUTH_EAST_EUROPE = (
    CHARITABLE,
    charity.row(
        "for_people_from_south_east_europe", "target_group", "south_east_europe", "newcomers"
    ),
    MODEL,
    NEW_MEASURE,
)
NEW_AND_AGREED = (
    CHARITABLE,
    charity.yes("approach_is_new", "new_approach"),
    MODEL,
    charity.yes("agreed_with_local_actors", "local_actors_agreed"),
    NEW_MEASURE,
)
WELCOME_CULTURE = (
    *NEW_AND_AGREED,
    charity.row("focus_is_named_in_guideline", "project_focus", "welcome_culture", "other"),
)
INNOVATIVE = (
    *NEW_AND_AGREED,
    charity.yes("seat_is_in_hesse", "seat_in_hesse"),
    charity.yes("seat_is_in_hesse", "seat_in_hesse", T.CHURCH_BODY),
    charity.yes(*CONCEPT),
)

MIGRANTS = (
    migrants.yes("is_registered_association", "registered_association"),
    migrants.yes("is_charitable", "charitable"),
    migrants.yes("seat_is_in_hesse", "seat_in_hesse"),
    migrants.yes("aims_serve_participation", "mo_aims_participation"),
    migrants.yes("aims_arise_from_migration", "mo_aims_from_migration"),
    migrants.should("members_and_board_mostly_migrants", "mo_members_board_mostly_migrants"),
    migrants.no("not_only_religion_language_culture", "mo_only_religion_language_culture"),
    migrants.no("no_full_time_structure", "mo_full_time_structure"),
    migrants.row("exactly_one_micro_project", "micro_projects", 1, 2),
    migrants.yes("micro_project_is_new", "micro_project_new"),
    migrants.yes("micro_project_is_in_hesse", "micro_project_in_hesse"),
    migrants.yes("micro_project_is_tied_to_mini_job", "mini_job"),
    migrants.yes("municipality_has_been_consulted", "municipality_letter"),
    migrants.yes("cooperation_is_agreed", "cooperation_agreement", T.MUNICIPALITY_WITH_MO),
    migrants.yes("partner_passes_the_tests", "partner_passes_mo_tests", T.MUNICIPALITY_WITH_MO),
)

STRATEGY = (
    town.row(
        "municipality_belongs_to_county", "@applicant.county_ags", "06431", None, Outcome.REVIEW
    ),
    town.row("population_fits", "@applicant.population", 10_000, 9_999),
    town.yes("moderation_is_external", "external_moderation"),
    town.row("people_take_part", "participation_formats", 1, 0, Outcome.REVIEW),
    town.should("county_coordination_is_involved", "county_coordination_involved"),
    town.should("integration_officer_is_involved", "integration_officer_involved"),
    town.yes("council_will_resolve", "council_resolution_planned"),
)


def one_or_two_partners(outcome: Outcome) -> Condition:
    """The number that S4p names for 2019 and nobody for 2021."""
    return town.row(
        "one_or_two_partners",
        "partners",
        2,
        3,
        outcome,
        kind=T.CONSORTIUM,
        given={"partner_ags": ("06431003", "06431004")},
        also="partners_are_named",
    )


TOGETHER = (
    town.row(
        "partners_are_named",
        "partner_ags",
        ("06431003",),
        ("06431003", "06431004"),
        Outcome.REVIEW,
        kind=T.CONSORTIUM,
    ),
    town.yes("partners_have_resolved", "partner_resolutions", T.CONSORTIUM),
)


def posts_of_a_centre(outcome: Outcome) -> tuple[Condition, Condition]:
    """Two coordinators and one assistant: sourced for 2021, inferred for 2026."""
    fte = Decimal("1.00"), Decimal("1.50")
    return (
        county.row(
            "two_coordinators_at_most",
            "coordinators_fte",
            Decimal("2.00"),
            Decimal("2.50"),
            outcome,
        ),
        county.row(
            "one_assistant_at_most",
            "assistant_fte",
            *fte,
            outcome,
            given={"assistant_post": True},
        ),
    )


CENTRE = (
    CHIEF_MATTER,
    county.should("posts_in_one_unit", "one_organisational_unit"),
    county.yes("target_agreement_is_accepted", "target_agreement_accepted"),
    county.row(
        "micro_projects_go_to_charities",
        "micro_projects_for_charities",
        True,
        False,
        given={"micro_project_pot": True},
    ),
    QUALIFIED,
    county.yes(*CONCEPT),
)

D = "deployment."
GUIDES = (
    CHARITABLE,
    charity.row("base_training_units_fit", "training.units", 24, 500),
    charity.row("seminar_units_fit", "seminar.units", 24, 500),
    charity.yes("guides_are_trained_first", D + "guides_trained"),
    charity.yes("guides_are_of_age", D + "guides_of_age"),
    charity.yes("guides_are_suitable", D + "guides_suitable"),
    charity.should("guides_are_no_sponsors", D + "guides_are_no_sponsors"),
    charity.row("hours_fit_person_maximum", D + "hours", 1_000, 90_000, Outcome.REVIEW),
    charity.row("no_guide_above_maximum", "report:most_hours_of_a_guide", 100, 500),
    charity.row(
        "no_coordinating_guide_above_maximum", "report:most_hours_of_a_coordinating_guide", 100, 500
    ),
)
GUIDES_2021 = (
    *GUIDES,
    town.row(
        "flat_rate_is_open",
        "@applicant.population",
        49_999,
        50_000,
        Outcome.REVIEW,
        given={D + "coordination_flat_rate": True},
    ),
    charity.row(
        "flat_rate_pool_is_large_enough",
        D + "pool_of_guides",
        5,
        4,
        Outcome.REVIEW,
        given={D + "coordination_flat_rate": True},
    ),
    charity.row(
        "flat_rate_pool_is_within_guides",
        D + "pool_of_guides",
        7,
        8,
        Outcome.REVIEW,
        given={D + "coordination_flat_rate": True},
    ),
    charity.yes(*CONCEPT),
)
BASE_UNITS_2021 = (
    charity.row("base_training_units_fit", "training.units", 20, 19),
    charity.row("base_training_units_fit", "training.units", 36, 37),
    charity.row(
        "hours_fit_person_maximum", D + "hours", 6 * 276 + 414, 6 * 276 + 415, Outcome.REVIEW
    ),
    charity.row("no_guide_above_maximum", "report:most_hours_of_a_guide", 276, 277),
    charity.row(
        "no_coordinating_guide_above_maximum", "report:most_hours_of_a_coordinating_guide", 414, 415
    ),
    town.row(
        "flat_rate_is_open",
        D + "coordination_flat_rate",
        False,
        True,
        Outcome.REVIEW,
        kind=T.COUNTY,
    ),
)

INTERPRETERS = (
    CHARITABLE,
    charity.yes("pool_exists", D + "pool_exists"),
    charity.yes("not_used_in_court", D + "not_for_courts"),
    charity.row("deployments_per_client_fit", D + "deployments_per_client", 5, 6, Outcome.REVIEW),
    charity.row(
        "no_client_above_maximum", "report:most_deployments_of_a_client", 5, 6, Outcome.REVIEW
    ),
    charity.row("training_has_enough_units", "training.units", 24, 23),
)
INTERPRETERS_2021 = (
    *INTERPRETERS,
    charity.row("pool_has_five_interpreters", D + "pool_size", 5, 4),
    charity.row("pool_has_five_languages", D + "pool_languages", 5, 4),
    charity.yes("not_only_for_own_body", D + "not_only_own_body"),
    charity.yes("german_is_b1", D + "german_b1"),
    charity.yes("further_language_is_fluent", D + "further_language"),
    charity.yes("trained_before_deployment", D + "trained_before_deployment"),
    charity.yes("confidentiality_is_signed", D + "confidentiality_signed"),
    charity.yes("interpreters_are_of_age", D + "interpreters_of_age"),
    charity.yes("selection_is_careful", D + "careful_selection"),
    charity.yes("no_hint_of_extremism", D + "no_extremism"),
    charity.yes("police_certificates_are_inspected", D + "police_certificates_inspected"),
    charity.row("pool_to_be_built_is_large_enough", "training.planned_pool_size", 5, 4),
    charity.row(
        "pool_to_be_built_has_enough_languages",
        "training.planned_pool_languages",
        5,
        4,
        Outcome.REVIEW,
    ),
    charity.yes("trainees_speak_german_b1", "training.german_b1"),
    charity.yes("trainees_speak_a_further_language", "training.further_language"),
    charity.yes("trainees_sign_confidentiality", "training.confidentiality_signed"),
    charity.yes("trainees_are_of_age", "training.interpreters_of_age"),
    charity.yes("trainees_are_carefully_selected", "training.careful_selection"),
    charity.yes("no_hint_of_extremism_in_trainees", "training.no_extremism"),
    charity.yes(*CONCEPT),
)

TABLE: Mapping[tuple[str, str], tuple[Condition, ...]] = {
    ("coordination", "2014"): COORDINATION,
    ("case_management", "2017"): CASE_MANAGEMENT,
    ("refugee_women", "2017"): REFUGEE_WOMEN,
    ("south_east_europe", "2020"): SOUTH_EAST_EUROPE,
    ("migrant_organisations", "2021"): (*MIGRANTS, migrants.yes(*CONCEPT)),
    ("migrant_organisations", "2017"): (
        *MIGRANTS,
        migrants.no("is_no_counselling_body", "mo_counselling_body"),
    ),
    ("welcome_culture", "2014"): WELCOME_CULTURE,
    ("integration_guides", "2021"): (*GUIDES_2021, *BASE_UNITS_2021),
    ("integration_guides", "2014"): (
        *GUIDES,
        charity.row(
            "work_with_refugees_since_2017",
            "target_group",
            "newcomers",
            "refugees",
            given={"@start": date(2016, 12, 31)},
        ),
    ),
    ("lay_interpreters", "2021"): INTERPRETERS_2021,
    ("lay_interpreters", "2018"): INTERPRETERS,
    ("diversity_strategies", "2021"): (
        *STRATEGY,
        *TOGETHER,
        one_or_two_partners(Outcome.REVIEW),
        town.row("population_fits", "@applicant.population", 49_999, 50_000),
        town.yes(*CONCEPT),
    ),
    ("diversity_strategies", "2019"): (
        *STRATEGY,
        *TOGETHER,
        one_or_two_partners(Outcome.NOT_MET),
        town.row("population_fits", "@applicant.population", 50_000, 50_001),
    ),
    ("diversity_strategies", "2018"): (
        *STRATEGY,
        town.row("population_fits", "@applicant.population", 50_000, 50_001),
    ),
    ("diversity_centres", "2026"): (
        *CENTRE,
        *posts_of_a_centre(Outcome.REVIEW),
        county.should("labour_market_is_a_focus", "labour_market_focus"),
    ),
    ("diversity_centres", "2021"): (*CENTRE, *posts_of_a_centre(Outcome.NOT_MET)),
    ("innovative_projects", "2021"): INNOVATIVE,
}
