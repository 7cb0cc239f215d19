"""Integrationslotsinnen und -lotsen: the line with its versions, newest first."""

from workflows.guideline import FundingLine
from workflows.lines.integration_guides.v2014 import V2014
from workflows.lines.integration_guides.v2021 import V2021

LINE = FundingLine(
    id="integration_guides",
    versions=(
        V2021,
        V2014,
    ),
)
