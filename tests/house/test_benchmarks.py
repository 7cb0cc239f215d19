"""The benchmark runs, and what it counts is what it promises; nothing is timed here."""

from argparse import ArgumentTypeError
from pathlib import Path

import pytest

from tests.benchmarks import __main__ as command
from tests.benchmarks.measuring import Result
from tests.benchmarks.scenarios import csv_of_all, scenarios
from tests.benchmarks.towns import opened
from tests.benchmarks.verdict import counts, table


@pytest.mark.slow
def test_every_scenario_keeps_its_counts(tmp_path: Path) -> None:
    results: list[Result] = []
    with (
        opened("sqlite", 100, tmp_path / "100") as small,
        opened("sqlite", 200, tmp_path / "200") as large,
    ):
        for scenario in [*scenarios(), csv_of_all()]:
            for town in (small, large):
                found = Result(scenario=scenario, town=town, milliseconds=[0.0], cpu=[0.0])
                found.count()
                results.append(found)
    assert list(counts(results)) == []
    assert all(one.statements and one.bytes for one in results)
    assert len(list(table(results))) == 2 + 2 * (len(scenarios()) + 1)


def test_the_command_takes_sizes_it_can_fill() -> None:
    assert command._sizes("20000,1000") == [1000, 20000]
    with pytest.raises(ArgumentTypeError, match="sizes from 100 to 200000"):
        command._sizes("5")
