"""Ehrenamtliche Laiendolmetschende: the line with its versions, newest first."""

from workflows.guideline import FundingLine
from workflows.lines.lay_interpreters.v2018 import V2018
from workflows.lines.lay_interpreters.v2021 import V2021

LINE = FundingLine(
    id="lay_interpreters",
    versions=(
        V2021,
        V2018,
    ),
)
