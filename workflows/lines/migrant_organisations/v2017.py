"""Migrantenorganisationen, calls from 2017: micro-project tied to a mini-job."""

from datetime import date

from workflows.dates import CallDay
from workflows.declaring import (
    COUNTIES_AND_CITIES,
    WITH_COOPERATION,
    admissions,
    admitted,
    association_papers,
    figure,
    keyed,
    never_admitted,
    not_applicable,
    not_found,
    paper,
    refused,
    undecided,
)
from workflows.facts import ApplicantType
from workflows.figures import Unit
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
    ProofDue,
    ProofDuty,
    ProofForm,
    YearCap,
)
from workflows.lines.migrant_organisations import organisation_2017 as organisation
from workflows.rules.conditions import exactly, only_for, yes
from workflows.rules.reading import FROM_FILING
from workflows.sources import Clause, Mark
from workflows.states import Variant

B_MIGRANT_ORGANISATIONS = Clause("B", "Abschnitt Migrantenorganisationen")
S4F_OLD_MICRO_PROJECT = Clause("S4f-old", "Fördervoraussetzungen, Mikroprojekt")
S9_AMOUNT = Clause("S9", "Förderhöhe")
S9_MINI_JOB = Clause("S9", "Förderhöhe, Minijob 600 € je Monat")

MICRO_PROJECT_CAP = figure("micro_project_cap", 3_000, Unit.EUR_PER_YEAR, S9_AMOUNT, Mark.INFERRED)
MINI_JOB_CAP = figure("mini_job_cap", 7_200, Unit.EUR_PER_YEAR, S9_AMOUNT, Mark.INFERRED)
MICRO_PROJECTS = figure("micro_projects_number", 1, Unit.COUNT, S4F_OLD_MICRO_PROJECT, Mark.SOURCED)
YEARLY_POT = figure(
    "yearly_pot", 400_000, Unit.EUR_PER_YEAR, Clause("S4i", "Fördervolumen 2019"), Mark.SOURCED
)
SHARE = not_applicable(
    "share", Unit.SHARE, Clause("RULINGS", "Fehlbedarfsfinanzierung ohne Fördersatz")
)
OWN_SHARE = not_found(
    "minimum_own_share", Unit.SHARE, Clause("CALL2017", "Migrantenorganisationen, Eigenanteil")
)
LONGEST_AWARD = figure(
    "longest_award", 24, Unit.MONTHS, Clause("S4l", "Laufzeit bis zu 24 Monaten"), Mark.INFERRED
)

V2017 = Guideline(
    line="migrant_organisations",
    version="2017",
    programme="WIR – Wegweisende Integrationsansätze Realisieren",
    clause=Clause("CALL2017", "Migrantenorganisationen"),
    # The call's own day was not found; its budget year stands for it.
    issued=date(2017, 1, 1),
    valid_from=date(2017, 1, 1),
    valid_to=date(2020, 12, 31),
    lifecycle=Variant.ASSOCIATION,
    admissions=admissions(
        admitted(
            ApplicantType.MIGRANT_ORG,
            clause=organisation.S4F_OLD_WHO,
            mark=Mark.SOURCED,
            key="admission.migrant_organisations",
        ),
        undecided(
            ApplicantType.MUNICIPALITY_WITH_MO,
            clause=B_MIGRANT_ORGANISATIONS,
            mark=Mark.SOURCED,
            key="admission.sources_differ_on_municipality_with_mo",
        ),
        refused(
            *COUNTIES_AND_CITIES,
            ApplicantType.MUNICIPALITY,
            ApplicantType.CONSORTIUM,
            ApplicantType.PUBLIC_BODY,
            ApplicantType.CHURCH_BODY,
            ApplicantType.CHARITY,
            clause=organisation.S4F_OLD_WHO,
            mark=Mark.SOURCED,
            key="admission.only_migrant_organisations",
        ),
        never_admitted(Clause("S14", "Antragsberechtigte")),
    ),
    figures=keyed(
        MICRO_PROJECT_CAP, MINI_JOB_CAP, MICRO_PROJECTS, YEARLY_POT, SHARE, OWN_SHARE, LONGEST_AWARD
    ),
    rules=(
        *organisation.RULES,
        exactly(
            id="exactly_one_micro_project",
            question="micro_projects",
            figure=MICRO_PROJECTS,
            clause=S4F_OLD_MICRO_PROJECT,
            mark=Mark.SOURCED,
        ),
        yes(
            id="micro_project_is_new",
            question="micro_project_new",
            clause=S4F_OLD_MICRO_PROJECT,
            mark=Mark.SOURCED,
        ),
        yes(
            id="micro_project_is_in_hesse",
            question="micro_project_in_hesse",
            clause=S4F_OLD_MICRO_PROJECT,
            mark=Mark.SOURCED,
            moments=FROM_FILING,
        ),
        yes(
            id="micro_project_is_tied_to_mini_job",
            question="mini_job",
            clause=Clause("S4f-old", "Fördervoraussetzungen, Minijob"),
            mark=Mark.SOURCED,
        ),
        yes(
            id="municipality_has_been_consulted",
            question="municipality_letter",
            clause=Clause("S9", "Schreiben der Kommune"),
            mark=Mark.INFERRED,
            moments=FROM_FILING,
        ),
        only_for(
            yes(
                id="cooperation_is_agreed",
                question="cooperation_agreement",
                clause=B_MIGRANT_ORGANISATIONS,
                mark=Mark.INFERRED,
                moments=FROM_FILING,
            ),
            types=WITH_COOPERATION,
        ),
        only_for(
            yes(
                id="partner_passes_the_tests",
                question="partner_passes_mo_tests",
                clause=Clause("S4f-old", "Merkmale 1 bis 5"),
                mark=Mark.INFERRED,
                moments=FROM_FILING,
            ),
            types=WITH_COOPERATION,
        ),
    ),
    questions=(
        "project_title",
        "project_summary",
        "registered_association",
        "charitable",
        "seat_in_hesse",
        "mo_aims_participation",
        "mo_aims_from_migration",
        "mo_members_board_mostly_migrants",
        "mo_only_religion_language_culture",
        "mo_full_time_structure",
        "mo_counselling_body",
        "micro_projects",
        "micro_project_new",
        "micro_project_in_hesse",
        "mini_job",
        "municipality_letter",
        "cooperation_agreement",
        "partner_passes_mo_tests",
    ),
    parts=(
        PartDefinition(
            id="main",
            components=(
                Component(
                    id="micro_project",
                    cap=YearCap(amount="micro_project_cap"),
                    categories=("micro_project",),
                    clause=S9_AMOUNT,
                    mark=Mark.INFERRED,
                ),
                Component(
                    id="mini_job",
                    cap=MonthCap(amount="mini_job_cap"),
                    categories=("mini_job",),
                    clause=S9_MINI_JOB,
                    mark=Mark.INFERRED,
                    wanted="mini_job",
                ),
            ),
            questions=(),
            proof=ProofDuty(
                form=ProofForm.FULL,
                due=ProofDue.MARCH_AFTER_YEAR,
                counters=("participants_total", "mini_job_months_worked", "partners_in_network"),
                clause=Clause("S6f", "Vorlage bis 31. März"),
                mark=Mark.INFERRED,
                interim_yearly=True,
                interim_due=ProofDue.MARCH_AFTER_YEAR,
            ),
        ),
    ),
    cost_categories=("micro_project", "mini_job"),
    financing={
        "*": Financing(
            type=FinancingType.DEFICIT,
            clause=Clause("RULINGS", "Fehlbedarfsfinanzierung mit Höchstbetrag als Voreinstellung"),
            mark=Mark.UNVERIFIED,
            share=SHARE,
            minimum_own_share=OWN_SHARE,
        ),
    },
    deadline={
        "*": Deadline(
            kind=DeadlineKind.YEAR_END_BEFORE_START,
            clause=Clause("S9", "Antragsfrist 31.12."),
            mark=Mark.INFERRED,
            exceptions=(
                CallDay(
                    start_year=2018,
                    day=date(2018, 5, 31),
                    clause=Clause("S4l", "Fristverlängerung 2018"),
                    mark=Mark.SOURCED,
                ),
            ),
        ),
    },
    papers=(
        paper("concept", Clause("S9", "Antragsunterlagen, formloses Konzept"), Mark.INFERRED),
        paper(
            "municipality_letter",
            Clause("S9", "Antragsunterlagen, Schreiben der Kommune"),
            Mark.INFERRED,
        ),
        paper(
            "cooperation_agreement", B_MIGRANT_ORGANISATIONS, Mark.INFERRED, types=WITH_COOPERATION
        ),
        *association_papers(with_partner=WITH_COOPERATION),
    ),
    payout=Payout.INSTALMENTS,
    target_agreement=False,
    expert_review=True,
    longest_award=LONGEST_AWARD,
    successor=("migrant_organisations", "2021"),
    hints=(
        "hint.mini_job_limit_has_risen",
        "hint.partner_papers",
        "hint.support_berami",
        "hint.deadline_2018_extended",
    ),
)
