"""Reads a municipal directory of the statistical office (GV100AD); a malformed line is named."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from gv100ad import District, DistrictType, GV100ADReader, Municipality, MunicipalityType

from workflows.register import SourceRow

HESSE = "06"
_EMPTY_LAND = {
    MunicipalityType.GEMEINDEFREIES_GEBIET_BEWOHNT,
    MunicipalityType.GEMEINDEFREIES_GEBIET_UNBEWOHNT,
}
_COUNTIES = {DistrictType.LANDKREIS, DistrictType.KREIS}


class DirectoryError(ValueError):
    """A file that is no directory of Hesse; the message names the line where one is at fault."""


@dataclass(frozen=True, kw_only=True)
class Directory:
    """The Hessian rows of one file and the day of its territorial status (Gebietsstand)."""

    stand: date
    rows: tuple[SourceRow, ...]


@dataclass
class _Text:
    """The file line by line, as the library reads it; remembers where it is."""

    lines: list[str]
    number: int = 0

    def readline(self) -> str:
        """The next line with its end; "" after the last one."""
        if self.number >= len(self.lines):
            return ""
        self.number += 1
        return self.lines[self.number - 1] + "\n"


@dataclass
class _Found:
    counties: dict[str, str] = field(default_factory=dict)
    municipalities: dict[str, Municipality] = field(default_factory=dict)
    stands: set[date] = field(default_factory=set)


def read_directory(data: bytes, as_of: date) -> Directory:
    """The Hessian counties and municipalities of a GV100AD file with their population of `as_of`.

    A county's figure is the sum of its municipalities. Raises DirectoryError.
    """
    found = _read(data)
    if not found.municipalities or not found.counties:
        raise DirectoryError("no county or no municipality of Hesse in it")
    if len(found.stands) != 1:
        raise DirectoryError("its lines are of different days")
    return Directory(stand=found.stands.pop(), rows=tuple(_rows(found, as_of)))


def _read(data: bytes) -> _Found:
    try:
        text = _Text(data.decode("utf-8-sig").splitlines())
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise DirectoryError(f"line {line}: not UTF-8") from None
    found = _Found()
    records = GV100ADReader(text).read()
    try:
        for record in records:
            if isinstance(record, District | Municipality):
                _keep(found, record)
    except (ValueError, IndexError) as error:
        raise DirectoryError(f"line {text.number}: {error}") from None
    return found


def _keep(found: _Found, record: District | Municipality) -> None:
    key = record.regional_code
    if not (key.isascii() and key.isdigit()):
        raise DirectoryError(f"{key!r} is no key")
    if not key.startswith(HESSE):
        return
    if not record.name.strip():
        raise DirectoryError(f"{key} has no name")
    if key in found.counties or key in found.municipalities:
        raise DirectoryError(f"{key} stands in it twice")
    found.stands.add(record.timestamp)
    if isinstance(record, Municipality):
        _keep_municipality(found, record, key)
    elif len(key) != len(HESSE) + 3 or record.type is DistrictType.NONE:
        raise DirectoryError(f"{key} is no county")
    elif record.type in _COUNTIES:
        found.counties[key] = record.name.strip()


def _keep_municipality(found: _Found, record: Municipality, key: str) -> None:
    if len(key) != len(HESSE) + 6 or record.inhabitants < 0:
        raise DirectoryError(f"{key} is no municipality with inhabitants")
    if record.type not in _EMPTY_LAND:
        found.municipalities[key] = record


def _rows(found: _Found, as_of: date) -> Iterator[SourceRow]:
    ordered = sorted(found.municipalities.items())
    for county, members in groupby(ordered, key=lambda item: item[0][:5]):
        listed = list(members)
        if county in found.counties:
            total = sum(record.inhabitants for _, record in listed)
            yield SourceRow(
                ags=county,
                name=found.counties[county],
                independent=False,
                county_ags=county,
                inhabitants=total,
                inhabitants_as_of=as_of,
            )
        for key, record in listed:
            independent = record.type is MunicipalityType.KREISFREIE_STADT
            if not independent and county not in found.counties:
                raise DirectoryError(f"{key} belongs to the county {county}, which is not in it")
            yield SourceRow(
                ags=key,
                name=record.name.strip(),
                independent=independent,
                county_ags=county,
                inhabitants=record.inhabitants,
                inhabitants_as_of=as_of,
            )
