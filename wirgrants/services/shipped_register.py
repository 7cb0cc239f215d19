"""The register of authorities that comes with the system, read from its file without a database."""

import csv
from datetime import date
from functools import cache
from pathlib import Path

from workflows.register import Register, SourceRow, authority_records, population_records

SHIPPED = Path(__file__).parent.parent / "data" / "register" / "hessen_kommunen.csv"
# Hessian keys begin with 06: nothing real can carry a key of this range.
INVENTED_RANGE = "99"


def source_rows(path: Path) -> list[SourceRow]:
    """The rows of a directory file as shipped (columns: see the README beside the data)."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            SourceRow(
                ags=row["ags"],
                name=row["name"],
                independent=row["kind"] == "kreisfreie_stadt",
                county_ags=row["county_ags"],
                inhabitants=int(row["inhabitants"]),
                inhabitants_as_of=date.fromisoformat(row["inhabitants_as_of"]),
            )
            for row in csv.DictReader(handle)
        ]


@cache
def shipped_register() -> Register:
    """The whole shipped register as the law reads it."""
    rows = source_rows(SHIPPED)
    return Register(authority_records(rows), population_records(rows))
