"""Figures that every guideline shares; an administrator's dated parameters replace them."""

from workflows.figures import Figure, Unit
from workflows.sources import Clause, Mark

EXEMPTION_NOTICE_YEARS = Figure(
    key="exemption_notice_years",
    value=5,
    unit=Unit.YEARS,
    clause=Clause("AO", "§ 63 Abs. 5 Satz 1 Nr. 1"),
    mark=Mark.GENERAL,
)
SECTION_60A_YEARS = Figure(
    key="exemption_notice_60a_years",
    value=3,
    unit=Unit.YEARS,
    clause=Clause("AO", "§ 63 Abs. 5 Satz 1 Nr. 2"),
    mark=Mark.GENERAL,
)
REGISTER_EXTRACT_MONTHS = Figure(
    key="register_extract_months",
    value=12,
    unit=Unit.MONTHS,
    clause=Clause("GK", "Registerauszug nicht älter als zwölf Monate (Hausregel)"),
    mark=Mark.UNVERIFIED,
)
