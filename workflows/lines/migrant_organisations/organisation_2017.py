"""Who a migrant organisation is, calls from 2017: put to the one that applies itself.

A municipality applies with a partner of whom it declares the same (partner_passes_the_tests).
"""

from workflows.declaring import MIGRANT_ORGS, each_only_for
from workflows.findings import Outcome
from workflows.rules.conditions import no, yes
from workflows.sources import Clause, Mark

S4F_OLD_WHO = Clause("S4f-old", "zur Antragsberechtigung")
S9_CONDITIONS = Clause("S9", "Fördervoraussetzungen")

RULES = each_only_for(
    MIGRANT_ORGS,
    yes(
        id="is_registered_association",
        question="registered_association",
        clause=S9_CONDITIONS,
        mark=Mark.INFERRED,
    ),
    yes(id="is_charitable", question="charitable", clause=S9_CONDITIONS, mark=Mark.INFERRED),
    yes(
        id="seat_is_in_hesse",
        question="seat_in_hesse",
        clause=S4F_OLD_WHO,
        mark=Mark.SOURCED,
    ),
    yes(
        id="aims_serve_participation",
        question="mo_aims_participation",
        clause=Clause("S4f-old", "Merkmal 1"),
        mark=Mark.SOURCED,
    ),
    yes(
        id="aims_arise_from_migration",
        question="mo_aims_from_migration",
        clause=Clause("S4f-old", "Merkmal 2"),
        mark=Mark.SOURCED,
    ),
    yes(
        id="members_and_board_mostly_migrants",
        question="mo_members_board_mostly_migrants",
        clause=Clause("S4f-old", "Merkmal 3"),
        mark=Mark.SOURCED,
        otherwise=Outcome.REVIEW,
    ),
    no(
        id="not_only_religion_language_culture",
        question="mo_only_religion_language_culture",
        clause=Clause("S4f-old", "Merkmal 4"),
        mark=Mark.SOURCED,
    ),
    no(
        id="no_full_time_structure",
        question="mo_full_time_structure",
        clause=Clause("S4f-old", "Merkmal 5"),
        mark=Mark.SOURCED,
    ),
    no(
        id="is_no_counselling_body",
        question="mo_counselling_body",
        clause=Clause("S4f-old", "Ausschluss von Beratungsstellen"),
        mark=Mark.SOURCED,
    ),
)
