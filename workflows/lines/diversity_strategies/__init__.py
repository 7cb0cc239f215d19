"""Kommunale Vielfalts- und Integrationsstrategien: the line with its versions, newest first."""

from workflows.guideline import FundingLine
from workflows.lines.diversity_strategies.v2018 import V2018
from workflows.lines.diversity_strategies.v2019 import V2019
from workflows.lines.diversity_strategies.v2021 import V2021

LINE = FundingLine(
    id="diversity_strategies",
    versions=(
        V2021,
        V2019,
        V2018,
    ),
)
