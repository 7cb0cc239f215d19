"""Which papers, reviews and reports each version asks for, beside what all of them ask."""

from collections.abc import Mapping

from tests.workflows.common_conditions import (
    SOME_PART,
    Common,
    Line,
    applying,
    association,
    brought,
    declarations,
    paper,
    planning,
    proof_paper,
    report,
)
from workflows.facts import ApplicantType

T = ApplicantType
RESULT = "report_result", "report_deviations"
GOALS = *RESULT, "report_goals"

POST = (*paper("concept", T.COUNTY), *paper("job_description", T.COUNTY),
        *paper("grading_proof", T.COUNTY))  # fmt: skip
FORWARDED = paper("forwarding_agreement", T.COUNTY)
OPENING = "openings_started", "trainings_held", "network_meetings", "strategy_status"
CASES = "offers_mapped", "referrals", "guides_in_network", "partners_in_network"
CENTRE = (
    *POST,
    *FORWARDED,
    brought("target_agreement_is_there", "target_agreement", T.COUNTY),
    *report(T.COUNTY, *GOALS, *OPENING, *CASES, "micro_projects_passed_on"),
)


def association_papers(kind: ApplicantType) -> tuple[Common, ...]:
    """How an association proves itself."""
    kinds = "statutes", "register_extract", "exemption_notice", "signatory_list"
    return tuple(row for one in kinds for row in paper(one, kind))


OTHER_BODIES = (
    *paper("church_statement", T.CHURCH_BODY),
    *paper("founding_act", T.PUBLIC_BODY),
)
BODIES = (*paper("concept", T.CHARITY), *association_papers(T.CHARITY), *OTHER_BODIES)
PROJECT = (
    *BODIES,
    brought("expert_vote_is_there", "expert_vote", T.CHARITY),
    *report(
        T.CHARITY,
        *RESULT,
        "participants_total",
        "participants_women",
        "participants_girls",
        "children_cared_for",
    ),
)
MIGRANTS = (
    *paper("concept", T.MIGRANT_ORG),
    *paper("municipality_letter", T.MIGRANT_ORG),
    *paper("cooperation_agreement", T.MUNICIPALITY_WITH_MO),
    *association_papers(T.MIGRANT_ORG),
    brought("municipal_statement_is_there", "municipal_statement", T.MIGRANT_ORG),
    *report(
        T.MIGRANT_ORG, *RESULT, "participants_total", "mini_job_months_worked",
        "partners_in_network",
    ),
)  # fmt: skip
COURSE = *RESULT, "trained_participants", "units_held"
GUIDES = (
    SOME_PART,
    *BODIES,
    *paper("form_2c", T.CHARITY, "training"),
    proof_paper("participant_list", T.CHARITY, "training"),
    proof_paper("seminar_participant_list", T.CHARITY, "seminar"),
    proof_paper("form_2b", T.CHARITY, "deployment"),
    *report(T.CHARITY, *COURSE, part="training"),
    *report(T.CHARITY, *COURSE, part="seminar"),
    *report(
        T.CHARITY,
        *RESULT,
        "hours_worked",
        "hours_coordinating",
        "guides_active",
        "coordinating_guides_active",
        "most_hours_of_a_guide",
        "most_hours_of_a_coordinating_guide",
        part="deployment",
    ),
)
INTERPRETERS = (
    SOME_PART,
    *BODIES,
    *paper("pool_list", T.CHARITY, "deployment"),
    proof_paper("participant_list", T.CHARITY, "training"),
    proof_paper("payment_list", T.CHARITY, "deployment"),
    *report(T.CHARITY, *COURSE, part="training"),
    *report(
        T.CHARITY,
        *RESULT,
        "deployments_done",
        "interpreters_active",
        "languages_offered",
        "clients_served",
        "most_deployments_of_a_client",
        part="deployment",
    ),
)
STRATEGY = (
    *paper("coordination_statement", T.MUNICIPALITY),
    proof_paper("strategy_document", T.MUNICIPALITY),
    proof_paper("council_resolution", T.MUNICIPALITY),
    brought("jury_vote_is_there", "jury_vote", T.MUNICIPALITY),
    *report(
        T.MUNICIPALITY, *RESULT, "formats_held", "format_participants", "resolution_date",
        "resolution_number",
    ),
)  # fmt: skip
TOGETHER = (
    *paper("cooperation_agreement", T.CONSORTIUM),
    *paper("partner_resolutions", T.CONSORTIUM),
)

_OWN: Mapping[Line, tuple[ApplicantType, tuple[Common, ...]]] = {
    ("coordination", "2014"): (T.COUNTY, (*POST, *report(T.COUNTY, *GOALS, *OPENING))),
    ("case_management", "2017"): (
        T.COUNTY,
        (*POST, *FORWARDED, *report(T.COUNTY, *GOALS, *CASES)),
    ),
    ("refugee_women", "2017"): (T.CHARITY, PROJECT),
    ("south_east_europe", "2020"): (T.CHARITY, PROJECT),
    ("migrant_organisations", "2021"): (T.MIGRANT_ORG, MIGRANTS),
    ("migrant_organisations", "2017"): (T.MIGRANT_ORG, MIGRANTS),
    ("welcome_culture", "2014"): (T.CHARITY, PROJECT),
    ("integration_guides", "2021"): (T.CHARITY, GUIDES),
    ("integration_guides", "2014"): (T.CHARITY, GUIDES),
    ("lay_interpreters", "2021"): (T.CHARITY, INTERPRETERS),
    ("lay_interpreters", "2018"): (T.CHARITY, INTERPRETERS),
    ("diversity_strategies", "2021"): (
        T.MUNICIPALITY,
        (*STRATEGY, *TOGETHER, *paper("concept", T.MUNICIPALITY)),
    ),
    ("diversity_strategies", "2019"): (
        T.MUNICIPALITY,
        (*STRATEGY, *TOGETHER, *paper("project_description", T.MUNICIPALITY)),
    ),
    ("diversity_strategies", "2018"): (
        T.MUNICIPALITY,
        (*STRATEGY, *paper("project_description", T.MUNICIPALITY)),
    ),
    ("diversity_centres", "2026"): (T.COUNTY, CENTRE),
    ("diversity_centres", "2021"): (T.COUNTY, CENTRE),
    ("innovative_projects", "2021"): (T.CHARITY, PROJECT),
}

COMMON: Mapping[Line, tuple[Common, ...]] = {
    line: (
        *applying(kind),
        *planning(line, kind),
        *declarations(kind),
        *association(line),
        *own,
    )
    for line, (kind, own) in _OWN.items()
}
