"""WIR-Fallmanagement für Geflüchtete: staff posts that map offers and refer, calls from 2017."""

from datetime import date

from workflows.dates import CallDay
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
from workflows.rules.conditions import at_most, only_if, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

POST_CAP = figure(
    "post_cap",
    50_000,
    Unit.EUR_PER_POST_YEAR,
    Clause("S4a", "Druckseite 140, Förderhöhe"),
    Mark.SOURCED,
)
POSTS_MOST = figure(
    "posts_most", 1, Unit.COUNT, Clause("S4a", "Druckseite 140, Stellenumfang"), Mark.SOURCED
)
YEARLY_POT = figure(
    "yearly_pot", 1_650_000, Unit.EUR_PER_YEAR, Clause("S10a", "Fördervolumen"), Mark.SOURCED
)
SHARE = not_found("share", Unit.SHARE, Clause("CALL2017", "Fallmanagement, Fördersatz"))
OWN_SHARE = not_found(
    "minimum_own_share", Unit.SHARE, Clause("CALL2017", "Fallmanagement, Eigenanteil")
)
LONGEST_AWARD = not_found(
    "longest_award", Unit.MONTHS, Clause("CALL2017", "Fallmanagement, Bewilligungszeitraum")
)

V2017 = Guideline(
    line="case_management",
    version="2017",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=Clause("CALL2017", "Fallmanagement für Geflüchtete"),
    # The call's own day was not found; its budget year stands for it.
    issued=date(2017, 1, 1),
    valid_from=date(2017, 1, 1),
    valid_to=date(2021, 12, 31),
    lifecycle=Variant.POST,
    admissions=admissions(
        admitted(
            *COUNTIES_AND_CITIES,
            clause=Clause("S4a", "Druckseite 140, Antragsberechtigung"),
            mark=Mark.SOURCED,
            key="admission.counties_and_cities",
        ),
        refused(
            ApplicantType.CHARITY,
            clause=Clause("S4a", "Druckseite 140, Ansiedlung der Stelle"),
            mark=Mark.SOURCED,
            key="admission.charity_may_host_post",
        ),
        refused(
            ApplicantType.MUNICIPALITY,
            ApplicantType.CONSORTIUM,
            ApplicantType.PUBLIC_BODY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.MIGRANT_ORG,
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=Clause("S4a", "Druckseite 140, Antragsberechtigung"),
            mark=Mark.SOURCED,
            key="admission.only_counties_and_cities",
        ),
        never_admitted(Clause("S14", "Antragsberechtigte")),
    ),
    figures=keyed(POST_CAP, POSTS_MOST, YEARLY_POT, SHARE, OWN_SHARE, LONGEST_AWARD),
    rules=(
        at_most(
            id="one_post_at_most",
            question="full_time_equivalents",
            figure=POSTS_MOST,
            clause=Clause("S4a", "Druckseite 140, Stellenumfang"),
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="works_with_coordination",
            question="cooperation_with_coordination",
            clause=Clause("B", "Abschnitt WIR-Fallmanagement"),
            mark=Mark.SOURCED,
            otherwise=Outcome.REVIEW,
            moments=FROM_FILING,
        ),
        only_if(
            yes(
                id="forwarding_is_agreed",
                question="forwarding_agreement",
                clause=Clause("VV-LHO", "12"),
                mark=Mark.INFERRED,
                moments=FROM_FILING,
            ),
            question="post_with_charity",
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
        "full_time_equivalents",
        "cooperation_with_coordination",
        "post_with_charity",
        "forwarding_agreement",
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
                    "offers_mapped",
                    "referrals",
                    "guides_in_network",
                    "partners_in_network",
                ),
                clause=Clause("S4a", "Druckseite 140, Aufgaben"),
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
            exceptions=(
                CallDay(
                    start_year=2017,
                    day=date(2017, 5, 31),
                    clause=Clause("S11c", "Antragsfrist des ersten Aufrufs"),
                    mark=Mark.SOURCED,
                ),
            ),
        ),
    },
    papers=(
        paper("concept", Clause("GK", "Konzept zum Antrag"), Mark.INFERRED),
        paper("job_description", Clause("GK", "Stellenbeschreibung"), Mark.INFERRED),
        paper("grading_proof", Clause("GK", "Nachweis der Eingruppierung"), Mark.INFERRED),
        paper(
            "forwarding_agreement",
            Clause("VV-LHO", "12"),
            Mark.INFERRED,
            only_if="post_with_charity",
        ),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=False,
    longest_award=LONGEST_AWARD,
    successor=("diversity_centres", "2021"),
    hints=("hint.first_call_may_2017", "hint.post_stays_with_county", "hint.own_share_above_cap"),
)

LINE = FundingLine(id="case_management", versions=(V2017,))
