"""WIR-Vielfaltszentren: the line with its versions, newest first."""

from workflows.guideline import FundingLine
from workflows.lines.diversity_centres.v2021 import V2021
from workflows.lines.diversity_centres.v2026 import V2026

LINE = FundingLine(
    id="diversity_centres",
    versions=(
        V2026,
        V2021,
    ),
)
