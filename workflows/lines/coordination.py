"""WIR-Koordination: staff posts in counties and cities for intercultural opening, from 2014."""

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
    FundingLine,
    Guideline,
    PartDefinition,
    Payout,
    PostCap,
    ProofDue,
    ProofDuty,
    ProofForm,
)
from workflows.rules.conditions import at_most, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

POST_CAP = figure(
    "post_cap",
    50_000,
    Unit.EUR_PER_POST_YEAR,
    Clause("A", "Abschnitt WIR-Koordination"),
    Mark.SOURCED,
)
POSTS_MOST = figure(
    "posts_most", 1, Unit.COUNT, Clause("S4a", "Druckseite 140, Stellenumfang"), Mark.SOURCED
)
SHARE = not_found("share", Unit.SHARE, Clause("R2013", "StAnz. 30/2013 S. 909, Fördersatz"))
OWN_SHARE = not_found(
    "minimum_own_share", Unit.SHARE, Clause("R2013", "StAnz. 30/2013 S. 909, Eigenanteil")
)
LONGEST_AWARD = not_found(
    "longest_award", Unit.MONTHS, Clause("R2013", "StAnz. 30/2013 S. 909, Bewilligungszeitraum")
)

V2014 = Guideline(
    line="coordination",
    version="2014",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=Clause("R2013", "StAnz. 30/2013 S. 909"),
    issued=date(2013, 7, 22),
    valid_from=date(2014, 1, 1),
    valid_to=date(2021, 12, 31),
    lifecycle=Variant.POST,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            clause=Clause("S4b", "zur Antragsberechtigung"),
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
            clause=Clause("S4b", "zur Antragsberechtigung"),
            mark=Mark.SOURCED,
            key="admission.only_counties_and_cities",
        ),
        never_admitted(Clause("S14", "Antragsberechtigte")),
    ),
    figures=keyed(POST_CAP, POSTS_MOST, SHARE, OWN_SHARE, LONGEST_AWARD),
    rules=(
        yes(
            id="integration_is_chief_matter",
            question="chief_matter",
            clause=Clause("S4b", "Voraussetzung Chefsache"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        at_most(
            id="one_post_at_most",
            question="full_time_equivalents",
            figure=POSTS_MOST,
            clause=Clause("S4a", "Druckseite 140, Stellenumfang"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="staff_is_qualified",
            question="staff_qualified",
            clause=Clause("GK", "Qualifikation der geförderten Stelle"),
            mark=Mark.GENERAL,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "chief_matter",
        "full_time_equivalents",
        "staff_qualified",
        "goals",
    ),
    parts=(
        PartDefinition(
            id="main",
            components=(
                Component(
                    id="post",
                    cap=PostCap(
                        full_time_equivalents="full_time_equivalents",
                        rate="post_cap",
                        most_posts="posts_most",
                    ),
                    categories=("personnel",),
                    clause=Clause("S4a", "Druckseite 140, Förderhöhe"),
                    mark=Mark.SOURCED,
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
                ),
                clause=Clause("S18", "Sachbericht und zahlenmäßiger Nachweis"),
                mark=Mark.UNVERIFIED,
                interim_yearly=True,
                narrative=("report_result", "report_deviations", "report_goals"),
            ),
        ),
    ),
    cost_categories=("personnel",),
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
            kind=DeadlineKind.YEAR_END_BEFORE_START,
            clause=Clause("S1b", "Antragsfrist"),
            mark=Mark.INFERRED,
        ),
    },
    papers=(
        paper("concept", Clause("GK", "Konzept zum Antrag"), Mark.INFERRED),
        paper("job_description", Clause("GK", "Stellenbeschreibung"), Mark.INFERRED),
        paper("grading_proof", Clause("GK", "Nachweis der Eingruppierung"), Mark.INFERRED),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=False,
    longest_award=LONGEST_AWARD,
    successor=("diversity_centres", "2021"),
    hints=("hint.qualification_not_found", "hint.network_meetings", "hint.own_share_above_cap"),
)

LINE = FundingLine(id="coordination", versions=(V2014,))
