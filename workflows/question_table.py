"""The tables behind `workflows.questions`: ids by scope and kind, numbers with unit and bounds.

A row of numbers is (unit, decimals, most): above `most` an answer is malformed, not ineligible.
"""

from workflows.figures import Unit

CASE_CHOICES: dict[str, tuple[str, ...]] = {
    "target_group": (
        "refugee_women_girls",
        "south_east_europe",
        "newcomers",
        "refugees",
        "institutions",
        "whole_population",
    ),
    "project_focus": (
        "welcome_culture",
        "intercultural_opening",
        "innovative_approach",
        "other",
    ),
    "exemption_notice_kind": ("corporation_tax", "section_60a"),
}

CASE_YES_NO: tuple[str, ...] = (
    # which parts of a line with parts
    "wants_training",
    "wants_seminar",
    "wants_deployment",
    # every applicant
    "seat_in_hesse",
    "charitable",
    "registered_association",
    "orderly_management",
    "can_prove_use",
    "can_bear_own_share",
    "financing_secured",
    "vat_deductible",
    "subsidy_facts_declared",
    "other_state_programme",
    "economic_activity",
    "mostly_publicly_funded",
    "staff_better_paid",
    "already_begun",
    "is_follow_up",
    "early_start_wanted",
    # projects
    "new_measure",
    "new_approach",
    "model_character",
    "low_threshold",
    "concept_at_hand",
    "local_actors_agreed",
    "cooperation_agreement",
    "partner_passes_mo_tests",
    # posts and centres
    "chief_matter",
    "one_organisational_unit",
    "target_agreement_accepted",
    "post_with_charity",
    "staff_qualified",
    "forwarding_agreement",
    "cooperation_with_coordination",
    "labour_market_focus",
    "assistant_post",
    "micro_project_pot",
    "micro_projects_for_charities",
    # migrant organisations
    "mo_aims_participation",
    "mo_aims_from_migration",
    "mo_members_board_mostly_migrants",
    "mo_only_religion_language_culture",
    "mo_full_time_structure",
    "mo_counselling_body",
    "micro_project_new",
    "micro_project_in_hesse",
    "mini_job",
    "municipality_letter",
    # strategies
    "external_moderation",
    "county_coordination_involved",
    "integration_officer_involved",
    "council_resolution_planned",
    "partner_resolutions",
    # guides
    "health_guides",
)

# One yes for several answers (see `workflows.bundles`).
FINDER_YES_NO: tuple[str, ...] = ("is_whole_migrant_org", "one_new_micro_project")

CASE_NUMBERS: dict[str, tuple[Unit, int, int]] = {
    "full_time_equivalents": (Unit.COUNT, 2, 20),
    "coordinators_fte": (Unit.COUNT, 2, 20),
    "assistant_fte": (Unit.COUNT, 2, 20),
    "partners": (Unit.COUNT, 0, 500),
    "participation_formats": (Unit.COUNT, 0, 1_000),
    "micro_projects": (Unit.COUNT, 0, 1_000),
}

CASE_DAYS: tuple[str, ...] = ("exemption_notice_date", "register_extract_date", "begin_day")

CASE_TEXTS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("project_title", "project_place"),
    ("project_summary", "concept_text", "goals", "begin_reason"),
)

PART_YES_NO: tuple[str, ...] = (
    "not_only_own_body",
    "pool_exists",
    "coordination_flat_rate",
    # guides
    "guides_of_age",
    "guides_suitable",
    "guides_trained",
    "guides_are_no_sponsors",
    # interpreters
    "not_for_courts",
    "interpreters_of_age",
    "german_b1",
    "further_language",
    "careful_selection",
    "no_extremism",
    "trained_before_deployment",
    "confidentiality_signed",
    "police_certificates_inspected",
)

PART_NUMBERS: dict[str, tuple[Unit, int, int]] = {
    "participants": (Unit.PERSONS, 0, 100_000),
    "units": (Unit.UNITS, 0, 10_000),
    "guides": (Unit.PERSONS, 0, 100_000),
    "coordinating_guides": (Unit.PERSONS, 0, 100_000),
    "hours": (Unit.HOURS, 2, 10_000_000),
    "pool_of_guides": (Unit.PERSONS, 0, 100_000),
    "pool_size": (Unit.PERSONS, 0, 100_000),
    "planned_pool_size": (Unit.PERSONS, 0, 100_000),
    "planned_pool_languages": (Unit.LANGUAGES, 0, 1_000),
    "pool_languages": (Unit.LANGUAGES, 0, 1_000),
    "deployments": (Unit.COUNT, 0, 1_000_000),
    "deployments_per_client": (Unit.COUNT, 0, 10_000),
}

_COUNT = (Unit.COUNT, 0, 10_000_000)
_PERSONS = (Unit.PERSONS, 0, 10_000_000)
_HOURS = (Unit.HOURS, 2, 10_000_000)

REPORT_NUMBERS: dict[str, tuple[Unit, int, int]] = {
    # people reached
    "participants_total": _PERSONS,
    "participants_women": _PERSONS,
    "participants_girls": _PERSONS,
    "children_cared_for": _PERSONS,
    "trained_participants": _PERSONS,
    # guides
    "units_held": (Unit.UNITS, 0, 100_000),
    "hours_worked": _HOURS,
    "hours_coordinating": _HOURS,
    "guides_active": _PERSONS,
    "coordinating_guides_active": _PERSONS,
    "most_hours_of_a_guide": _HOURS,
    "most_hours_of_a_coordinating_guide": _HOURS,
    # interpreters
    "deployments_done": _COUNT,
    "interpreters_active": _PERSONS,
    "languages_offered": (Unit.LANGUAGES, 0, 1_000),
    "clients_served": _PERSONS,
    "most_deployments_of_a_client": _COUNT,
    # posts and centres
    "openings_started": _COUNT,
    "trainings_held": _COUNT,
    "network_meetings": _COUNT,
    "offers_mapped": _COUNT,
    "referrals": _COUNT,
    "guides_in_network": _PERSONS,
    "partners_in_network": _COUNT,
    "micro_projects_passed_on": _COUNT,
    # migrant organisations
    "mini_job_months_worked": (Unit.MONTHS, 0, 120),
    # strategies
    "formats_held": _COUNT,
    "format_participants": _PERSONS,
}

REPORT_TEXTS: tuple[tuple[str, ...], tuple[str, ...]] = (
    ("resolution_number", "strategy_status"),
    ("report_result", "report_deviations", "report_goals"),
)
