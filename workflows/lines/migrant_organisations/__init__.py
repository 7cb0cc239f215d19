"""Migrantenorganisationen: the line with its versions, newest first."""

from workflows.guideline import FundingLine
from workflows.lines.migrant_organisations.v2017 import V2017
from workflows.lines.migrant_organisations.v2021 import V2021

LINE = FundingLine(
    id="migrant_organisations",
    versions=(
        V2021,
        V2017,
    ),
)
