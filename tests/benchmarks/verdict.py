"""The table, and what in it is worse than promised."""

from collections.abc import Iterator, Sequence
from typing import Any

from tests.benchmarks.law import LawTimes
from tests.benchmarks.measuring import Result
from tests.benchmarks.server import ServerResult

GROWTH = 1.5
"""How much longer a page of the list may take in a larger town: by the fastest repetitions, since
others on the machine only ever add."""
WORKER_MB = 180.0
CSV_MB = 20.0
LAW_MS = 1.0
LIST_BYTES = 60_000
CSV_STATEMENTS, PORTION = 10, 500
EXPORT = "CSV of all"


def table(results: Sequence[Result]) -> Iterator[str]:
    """The pages and steps, one line for each town."""
    head = (
        f"{'':40} {'database':10} {'cases':>6} {'SQL':>4} {'rows':>6} {'bytes':>9} {'ms':>8} "
        f"{'best':>8} {'CPU ms':>8}"
    )
    yield from (head, "-" * len(head))
    for one in results:
        town = one.town
        yield (
            f"{one.scenario.name:40} {town.kind:10} {town.size:6} {one.statements:4} "
            f"{one.rows:6} {one.bytes:9} {one.median:8.1f} "
            f"{one.fastest:8.1f} {one.median_cpu:8.1f}"
        )


def server_table(results: Sequence[ServerResult]) -> Iterator[str]:
    """The real servers, one line for each town."""
    head = (
        f"{'':10} {'cases':>6} {'start s':>8} {'worker MB':>10} {'CSV s':>8} {'CSV MB':>8} "
        f"{'memory +MB':>11}"
    )
    yield from (head, "-" * len(head))
    for one in results:
        yield (
            f"{one.town.kind:10} {one.town.size:6} {one.start:8.2f} {one.memory:10.1f} "
            f"{one.csv_seconds:8.2f} {one.csv_bytes / 1e6:8.1f} {one.csv_growth:11.1f}"
        )


def faults(
    results: Sequence[Result], servers: Sequence[ServerResult], law: LawTimes
) -> Iterator[str]:
    """One sentence for everything that is worse than promised."""
    yield from counts(results)
    yield from _growths(results)
    for one in servers:
        place = f"{one.town.kind}, {one.town.size} cases"
        if one.memory >= WORKER_MB:
            yield f"{place}: the worker holds {one.memory:.0f} MB, allowed are {WORKER_MB:.0f}"
        if one.csv_growth >= CSV_MB:
            yield f"{place}: the CSV takes {one.csv_growth:.0f} MB, allowed are {CSV_MB:.0f}"
    if law.slowest >= LAW_MS:
        yield (
            f"a verdict with entitlement and dates takes {law.slowest:.2f} ms in "
            f"{law.slowest_name}, {law.mean:.2f} ms on average"
        )


def counts(results: Sequence[Result]) -> Iterator[str]:
    """Too many statements or bytes, and statements that differ between the sizes of a town."""
    for one in results:
        most = one.scenario.statements
        if one.scenario.name == EXPORT:
            most = CSV_STATEMENTS + one.town.size // PORTION + 1
        if most is not None and one.statements > most:
            yield f"{_place(one)}: {one.statements} statements, allowed are {most}"
        if one.scenario.listing and one.bytes > LIST_BYTES:
            yield f"{_place(one)}: {one.bytes} bytes, allowed are {LIST_BYTES}"

    for small, large in _pairs(results):
        if large.statements != small.statements and large.scenario.name != EXPORT:
            yield f"{_place(large)}: {large.statements} statements, not {small.statements}"


def _growths(results: Sequence[Result]) -> Iterator[str]:
    for small, large in _pairs(results):
        if large.scenario.growing and large.fastest > GROWTH * small.fastest:
            times = large.fastest / small.fastest
            yield f"{_place(large)}: {times:.2f} times as long as with {small.town.size}"


def _pairs(results: Sequence[Result]) -> Iterator[tuple[Result, Result]]:
    """The same scenario in a small and in a larger town of the same kind of database."""
    for large in results:
        for small in results:
            same = large.scenario is small.scenario and large.town.kind == small.town.kind
            if same and large.town.size > small.town.size:
                yield small, large


def _place(one: Result) -> str:
    return f"{one.scenario.name} ({one.town.kind}, {one.town.size} cases)"


def as_json(
    results: Sequence[Result], servers: Sequence[ServerResult], law: LawTimes, wrong: Sequence[str]
) -> dict[str, Any]:
    """Everything that was measured."""
    return {
        "pages": [
            {
                "name": one.scenario.name, "database": one.town.kind, "cases": one.town.size,
                "statements": one.statements, "rows": one.rows, "bytes": one.bytes,
                "median_ms": round(one.median, 2), "median_cpu_ms": round(one.median_cpu, 2),
                "all_ms": [round(ms, 2) for ms in one.milliseconds],
            }
            for one in results
        ],
        "servers": [
            {
                "database": one.town.kind, "cases": one.town.size, "start_s": round(one.start, 3),
                "worker_mb": round(one.memory, 1), "csv_s": round(one.csv_seconds, 2),
                "csv_bytes": one.csv_bytes, "csv_growth_mb": round(one.csv_growth, 1),
            }
            for one in servers
        ],
        "law": {
            "verdicts_per_second": round(law.per_second), "mean_ms": round(law.mean, 4),
            "slowest_ms": round(law.slowest, 4), "slowest": law.slowest_name,
        },
        "faults": list(wrong),
    }  # fmt: skip
