"""WIR-Vielfaltszentren, second period 2026 to 2030, with a focus on the labour market."""

from datetime import date

from workflows.declaring import (
    COUNTIES_AND_CITIES,
    admissions,
    admitted,
    figure,
    keyed,
    never_admitted,
    not_found,
    paper,
    refused,
)
from workflows.facts import ApplicantType
from workflows.figures import Unit
from workflows.findings import Outcome
from workflows.guideline import (
    Component,
    Deadline,
    DeadlineKind,
    Financing,
    FinancingType,
    Guideline,
    MonthCap,
    PartDefinition,
    Payout,
    PostCap,
    ProofDue,
    ProofDuty,
    ProofForm,
    YearCap,
)
from workflows.rules.conditions import at_most, only_if, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

NO_3_1 = Clause("R2020", "3.1")
P2026_MICRO_PROJECTS = Clause("P2026", "Mikroprojekte ab 2026 offen")
P2026_PERIOD = Clause("P2026", "Förderperiode 2026–2030")
S2_ASSISTANT = Clause("S2", "Assistenzstelle")
S7A_CENTRES = Clause("S7a", "33 Zentren")
S7B_AWARDS = Clause("S7b", "Bewilligungen 600.000 € für fünf Jahre")

COORDINATOR_CAP = figure(
    "coordinator_cap", 60_000, Unit.EUR_PER_POST_YEAR, S7B_AWARDS, Mark.INFERRED
)
COORDINATORS_MOST = figure("coordinators_most", 2, Unit.COUNT, S7B_AWARDS, Mark.INFERRED)
ASSISTANT_CAP = not_found(
    "assistant_cap", Unit.EUR_PER_YEAR, Clause("P2026", "Assistenzstelle ab 2026 offen")
)
ASSISTANTS_MOST = figure("assistants_most", 1, Unit.COUNT, S2_ASSISTANT, Mark.UNVERIFIED)
MICRO_PROJECT_POT = not_found("micro_project_pot_cap", Unit.EUR_PER_YEAR, P2026_MICRO_PROJECTS)
LONGEST_AWARD = figure(
    "longest_award", 60, Unit.MONTHS, Clause("S7b", "Bewilligung 2026 bis 2030"), Mark.SOURCED
)

SHARE = not_found("share", Unit.SHARE, P2026_PERIOD)
OWN_SHARE = not_found("minimum_own_share", Unit.SHARE, P2026_PERIOD)

V2026 = Guideline(
    line="diversity_centres",
    version="2026",
    programme="WIR – Vielfalt und Teilhabe",
    clause=P2026_PERIOD,
    # The text of 2026 was not found; the first day of its period stands for it.
    issued=date(2026, 1, 1),
    valid_from=date(2026, 1, 1),
    valid_to=date(2030, 12, 31),
    lifecycle=Variant.POST,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            clause=S7A_CENTRES,
            mark=Mark.SOURCED,
            key="admission.counties_and_cities",
        ),
        refused(
            ApplicantType.MUNICIPALITY,
            ApplicantType.CONSORTIUM,
            ApplicantType.PUBLIC_BODY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            ApplicantType.MIGRANT_ORG,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=S7A_CENTRES,
            mark=Mark.SOURCED,
            key="admission.only_counties_and_cities",
        ),
        never_admitted(Clause("S1b", "Antragsberechtigte")),
    ),
    figures=keyed(
        COORDINATOR_CAP,
        COORDINATORS_MOST,
        ASSISTANT_CAP,
        ASSISTANTS_MOST,
        MICRO_PROJECT_POT,
        SHARE,
        OWN_SHARE,
        LONGEST_AWARD,
    ),
    rules=(
        yes(
            id="integration_is_chief_matter",
            question="chief_matter",
            clause=Clause("S4b", "Voraussetzung Chefsache"),
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
        at_most(
            id="two_coordinators_at_most",
            question="coordinators_fte",
            figure=COORDINATORS_MOST,
            clause=S7B_AWARDS,
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
        yes(
            id="posts_in_one_unit",
            question="one_organisational_unit",
            clause=Clause("S4h", "Stellen in einer Organisationseinheit"),
            mark=Mark.INFERRED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        yes(
            id="target_agreement_is_accepted",
            question="target_agreement_accepted",
            clause=Clause("S4k", "Zielvereinbarung"),
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
        yes(
            id="labour_market_is_a_focus",
            question="labour_market_focus",
            clause=Clause("S2", "Schwerpunkt Arbeitsmarkt"),
            mark=Mark.SOURCED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        only_if(
            at_most(
                id="one_assistant_at_most",
                question="assistant_fte",
                figure=ASSISTANTS_MOST,
                clause=S2_ASSISTANT,
                mark=Mark.UNVERIFIED,
                moments=FROM_FILING,
            ),
            question="assistant_post",
        ),
        only_if(
            yes(
                id="micro_projects_go_to_charities",
                question="micro_projects_for_charities",
                clause=Clause("S13a", "Mikroprojekte ab 2022"),
                mark=Mark.UNVERIFIED,
                moments=FROM_FILING,
            ),
            question="micro_project_pot",
        ),
        yes(
            id="staff_is_qualified",
            question="staff_qualified",
            clause=Clause("GK", "Qualifikation der geförderten Stelle"),
            mark=Mark.GENERAL,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        yes(
            id="concept_is_at_hand",
            question="concept_at_hand",
            clause=NO_3_1,
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "chief_matter",
        "coordinators_fte",
        "one_organisational_unit",
        "target_agreement_accepted",
        "labour_market_focus",
        "assistant_post",
        "assistant_fte",
        "micro_project_pot",
        "micro_projects_for_charities",
        "staff_qualified",
        "concept_at_hand",
        "goals",
    ),
    parts=(
        PartDefinition(
            id="main",
            components=(
                Component(
                    id="coordinators",
                    cap=PostCap(
                        full_time_equivalents="coordinators_fte",
                        rate="coordinator_cap",
                        most_posts="coordinators_most",
                    ),
                    categories=("personnel",),
                    clause=S7B_AWARDS,
                    mark=Mark.INFERRED,
                ),
                Component(
                    id="assistant",
                    cap=MonthCap(amount="assistant_cap"),
                    categories=("assistant",),
                    clause=S2_ASSISTANT,
                    mark=Mark.UNVERIFIED,
                    wanted="assistant_post",
                ),
                Component(
                    id="micro_projects",
                    cap=YearCap(amount="micro_project_pot_cap"),
                    categories=("micro_project",),
                    clause=P2026_MICRO_PROJECTS,
                    mark=Mark.NOT_FOUND,
                    wanted="micro_project_pot",
                ),
            ),
            questions=(),
            proof=ProofDuty(
                form=ProofForm.FULL,
                due=ProofDue.MARCH_AFTER_YEAR,
                counters=(
                    "openings_started",
                    "trainings_held",
                    "network_meetings",
                    "strategy_status",
                    "offers_mapped",
                    "referrals",
                    "guides_in_network",
                    "partners_in_network",
                    "micro_projects_passed_on",
                ),
                clause=Clause("S16c", "Jahresgespräch und Sachbericht"),
                mark=Mark.UNVERIFIED,
                interim_yearly=True,
                narrative=("report_result", "report_deviations", "report_goals"),
            ),
        ),
    ),
    cost_categories=("personnel", "assistant", "micro_project"),
    financing={
        "*": Financing(
            type=FinancingType.SHARE,
            clause=Clause("RULINGS", "Anteilfinanzierung als Voreinstellung"),
            mark=Mark.UNVERIFIED,
            share=SHARE,
            minimum_own_share=OWN_SHARE,
        ),
    },
    deadline={
        "*": Deadline(
            kind=DeadlineKind.NONE,
            clause=Clause("P2026", "Antragsfrist nicht gefunden"),
            mark=Mark.NOT_FOUND,
        ),
    },
    papers=(
        paper("concept", NO_3_1, Mark.INFERRED),
        paper("job_description", Clause("GK", "Stellenbeschreibung"), Mark.INFERRED),
        paper("grading_proof", Clause("GK", "Nachweis der Eingruppierung"), Mark.INFERRED),
        paper(
            "forwarding_agreement",
            Clause("VV-LHO", "12"),
            Mark.INFERRED,
            only_if="micro_project_pot",
        ),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=True,
    expert_review=True,
    longest_award=LONGEST_AWARD,
    successor=None,
    hints=(
        "hint.annual_talk",
        "hint.inttg_11",
        "hint.network_meetings",
        "hint.components_2026_open",
        "hint.own_share_above_cap",
    ),
)
