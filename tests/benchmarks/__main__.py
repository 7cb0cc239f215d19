"""`python -m tests.benchmarks`: fills towns, measures, prints the table; 1 when a promise fails."""

import argparse
import json
import os
import platform
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.benchmarks.law import law_times
from tests.benchmarks.measuring import Result, measured
from tests.benchmarks.scenarios import csv_of_all, scenarios
from tests.benchmarks.server import ServerResult, served
from tests.benchmarks.towns import opened
from tests.benchmarks.verdict import as_json, faults, server_table, table
from tests.support import databases

DATABASES = ("sqlite", "postgresql")


def main() -> int:
    """The exit code: 0 when everything is as promised."""
    told = _arguments()
    began = time.monotonic()
    results: list[Result] = []
    servers: list[ServerResult] = []
    databases.open_run()
    try:
        with tempfile.TemporaryDirectory(prefix="wirgrants-benchmark-") as folder:
            for kind in told.databases:
                pages, at_work = _of_database(kind, told.cases, Path(folder))
                results += pages
                servers += at_work
    finally:
        databases.close_run()
    law = law_times()
    wrong = list(faults(results, servers, law))
    took = time.monotonic() - began
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, {took:.0f} s in all\n")
    print("\n".join([*table(results), "", *server_table(servers), "", law.told(), ""]))
    print("\n".join(f"NOT AS PROMISED: {one}" for one in wrong) or "Everything is as promised.")
    if told.json:
        found = as_json(results, servers, law, wrong)
        told.json.write_text(json.dumps(found, indent=1, ensure_ascii=False), encoding="utf-8")
    return 1 if wrong else 0


def _of_database(
    kind: str, sizes: list[int], folder: Path
) -> tuple[list[Result], list[ServerResult]]:
    """All towns of one kind of database, open side by side, so that they take turns."""
    with ExitStack() as stack:
        towns = []
        for size in sizes:
            _say(f"{kind}: filling {size} cases")
            towns.append(stack.enter_context(opened(kind, size, folder / f"{kind}-{size}")))
        _say(f"{kind}: measuring")
        found = measured([*scenarios(), csv_of_all()], towns)
        servers = []
        for town in towns:
            _say(f"{kind}: serving {town.size} cases")
            servers.append(served(town))
        return found, servers


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "--cases", type=_sizes, default=[1000, 20000], help="sizes, default 1000,20000"
    )
    parser.add_argument(
        "--databases", type=_kinds, default=list(DATABASES), help="default sqlite,postgresql"
    )
    parser.add_argument("--json", type=Path, help="file for the figures")
    return parser.parse_args()


def _sizes(text: str) -> list[int]:
    sizes = sorted({int(one) for one in text.split(",")})
    if not sizes or not 100 <= sizes[0] <= sizes[-1] <= 200_000:
        raise argparse.ArgumentTypeError("sizes from 100 to 200000")
    return sizes


def _kinds(text: str) -> list[str]:
    kinds = text.split(",")
    if set(kinds) - set(DATABASES):
        raise argparse.ArgumentTypeError(f"databases: {', '.join(DATABASES)}")
    return kinds


if __name__ == "__main__":
    sys.exit(main())
