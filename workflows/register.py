"""The register of Hessian authorities as of a day: status, key, county and population.

Pure look-up over rows that are handed in; the shell reads files and tables. Status and key are
dated rows of one body: Hanau keeps its identity when its key and status change on 1 January 2026.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from workflows.facts import Applicant, ApplicantType

BEGINS = date(2014, 1, 1)
"""From when the shipped rows hold: the first day of the programme (no older history is known)."""

COUNTY_KEY_LENGTH = 5
WITH_OWN_COORDINATORS = frozenset(
    {
        ApplicantType.COUNTY,
        ApplicantType.INDEPENDENT_CITY,
        ApplicantType.SPECIAL_STATUS_CITY,
    }
)
JOINTLY: Mapping[ApplicantType, frozenset[ApplicantType]] = {
    ApplicantType.CONSORTIUM: frozenset({ApplicantType.MUNICIPALITY}),
    ApplicantType.MUNICIPALITY_WITH_MO: frozenset(
        {
            # "Kommunen" are counties, cities and municipalities (domain report 1.0).
            ApplicantType.COUNTY,
            ApplicantType.MUNICIPALITY,
            ApplicantType.INDEPENDENT_CITY,
            ApplicantType.SPECIAL_STATUS_CITY,
        }
    ),
}
"""What a body may apply as besides itself, and which bodies may."""


HANAU = "06435014"
HANAU_INDEPENDENT = "06415000"
HANAU_COUNTY = "06415"
HANAU_CHANGES = date(2026, 1, 1)
MAIN_KINZIG = "06435"


@dataclass(frozen=True, kw_only=True)
class SpecialStatus:
    """One city of § 4a II HGO and the days between which it is one (None: until now)."""

    ags: str
    valid_from: date
    valid_to: date | None = None


SPECIAL_STATUS: tuple[SpecialStatus, ...] = (
    SpecialStatus(ags="06433012", valid_from=BEGINS),  # Rüsselsheim am Main
    SpecialStatus(ags="06434001", valid_from=BEGINS),  # Bad Homburg v. d. Höhe
    SpecialStatus(ags=HANAU, valid_from=BEGINS, valid_to=HANAU_CHANGES - timedelta(days=1)),
    SpecialStatus(ags="06531005", valid_from=BEGINS),  # Gießen
    SpecialStatus(ags="06532023", valid_from=BEGINS),  # Wetzlar
    SpecialStatus(ags="06534014", valid_from=BEGINS),  # Marburg
    SpecialStatus(ags="06631009", valid_from=BEGINS),  # Fulda
)


@dataclass(frozen=True, kw_only=True)
class AuthorityRecord:
    """One dated status of one body. `identity` stays when key or kind change.

    `county_ags` is the county of a municipality, a body's own key otherwise. `fictitious` rows are
    invented ones of demo and tests; they never count among the entitled.
    """

    identity: str
    ags: str
    name: str
    kind: ApplicantType
    county_ags: str
    valid_from: date
    valid_to: date | None = None
    predecessor: str | None = None
    fictitious: bool = False

    def holds_on(self, day: date) -> bool:
        """True when this status is the body's on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, kw_only=True)
class PopulationRecord:
    """Inhabitants of a body as counted on `as_of`; `applies_from` where a border changed later."""

    identity: str
    as_of: date
    inhabitants: int
    applies_from: date | None = None

    @property
    def since(self) -> date:
        """The first day on which this figure is the known one."""
        return self.applies_from or self.as_of


@dataclass(frozen=True, kw_only=True)
class SourceRow:
    """A row of a municipal directory as read by the shell; counties have keys of five digits."""

    ags: str
    name: str
    independent: bool
    county_ags: str
    inhabitants: int
    inhabitants_as_of: date


class Register:
    """All rows, looked up by key or identity as of a day. Raises ValueError on overlapping rows."""

    def __init__(
        self, records: Iterable[AuthorityRecord], populations: Iterable[PopulationRecord]
    ) -> None:
        self._bodies: dict[str, list[AuthorityRecord]] = {}
        self._identities: dict[str, str] = {}
        for record in records:
            self._bodies.setdefault(record.identity, []).append(record)
            for key in filter(None, (record.ags, record.predecessor)):
                known = self._identities.setdefault(key, record.identity)
                if known != record.identity:
                    raise ValueError(f"key {key} belongs to {known} and {record.identity}")
        for rows in self._bodies.values():
            rows.sort(key=lambda row: row.valid_from)
            _refuse_overlap(rows)
        self._populations: dict[str, list[PopulationRecord]] = {}
        for row in populations:
            self._populations.setdefault(row.identity, []).append(row)
        for counted in self._populations.values():
            counted.sort(key=lambda row: (row.since, row.as_of))

    def on(self, identity: str, day: date) -> AuthorityRecord | None:
        """The body's status on that day; None when it has none or is unknown."""
        rows = self._bodies.get(identity, ())
        return next((row for row in rows if row.holds_on(day)), None)

    def find(self, ags: str, day: date) -> AuthorityRecord | None:
        """The status on that day of the body that has, had or will have this key.

        An old key (06435014) leads to the same body under its new one; the answer's `ags` is the
        key that holds on the day.
        """
        identity = self._identities.get(ags)
        return None if identity is None else self.on(identity, day)

    def population(self, identity: str, day: date) -> PopulationRecord | None:
        """The latest figure known on that day; None before the first one (a rule says review)."""
        known = [row for row in self._populations.get(identity, ()) if row.since <= day]
        return known[-1] if known else None

    def applicant(self, ags: str, day: date, kind: ApplicantType | None = None) -> Applicant | None:
        """The body as applicant of that day; None when the key is unknown or holds nothing then.

        `kind` keeps what a body applies as, where it may: a consortium is led by a county-member
        municipality; with a migrant organisation every municipality and city may apply.
        """
        record = self.find(ags, day)
        if record is None:
            return None
        counted = self.population(record.identity, day)
        applies_as = kind if kind is not None and record.kind in JOINTLY.get(kind, ()) else None
        return Applicant(
            type=applies_as or record.kind,
            name=record.name,
            ags=record.ags,
            county_ags=None if record.kind in WITH_OWN_COORDINATORS else record.county_ags,
            population=None if counted is None else counted.inhabitants,
            population_as_of=None if counted is None else counted.as_of,
        )

    def partners(self, keys: Iterable[str], day: date) -> tuple[Applicant, ...]:
        """The bodies of that day behind these keys, each under the key that was named.

        A key that is unknown or holds nothing on the day is left out.
        """
        found = ((key, self.applicant(key, day)) for key in keys)
        return tuple(replace(body, ags=key) for key, body in found if body is not None)

    def valid_on(self, day: date) -> tuple[AuthorityRecord, ...]:
        """Every body's status on that day, by key."""
        found = (self.on(identity, day) for identity in self._bodies)
        return tuple(sorted((row for row in found if row is not None), key=lambda row: row.ags))

    def entitled(self, day: date) -> tuple[AuthorityRecord, ...]:
        """Counties, independent and special-status cities of that day, without invented ones."""
        return tuple(
            row
            for row in self.valid_on(day)
            if row.kind in WITH_OWN_COORDINATORS and not row.fictitious
        )


def _refuse_overlap(rows: list[AuthorityRecord]) -> None:
    for earlier, later in pairwise(rows):
        if earlier.valid_to is None or later.valid_from <= earlier.valid_to:
            raise ValueError(f"{later.identity}: two statuses on {later.valid_from.isoformat()}")


def authority_records(
    rows: Iterable[SourceRow], valid_from: date = BEGINS
) -> tuple[AuthorityRecord, ...]:
    """Dated statuses from directory rows: special status from our table, Hanau on both sides."""
    found: list[AuthorityRecord] = []
    for row in rows:
        if row.ags in {HANAU, HANAU_INDEPENDENT}:
            found.extend(_hanau(row.name, valid_from))
        else:
            found.append(
                AuthorityRecord(
                    identity=row.ags,
                    ags=row.ags,
                    name=row.name,
                    kind=_kind(row),
                    county_ags=row.county_ags,
                    valid_from=valid_from,
                )
            )
    return tuple(found)


def _kind(row: SourceRow) -> ApplicantType:
    if len(row.ags) == COUNTY_KEY_LENGTH:
        return ApplicantType.COUNTY
    if row.independent:
        return ApplicantType.INDEPENDENT_CITY
    if any(city.ags == row.ags and city.valid_to is None for city in SPECIAL_STATUS):
        return ApplicantType.SPECIAL_STATUS_CITY
    return ApplicantType.MUNICIPALITY


def _hanau(name: str, valid_from: date) -> tuple[AuthorityRecord, ...]:
    """Special-status city of the Main-Kinzig-Kreis until 2025, independent city from 2026."""
    later = AuthorityRecord(
        identity=HANAU,
        ags=HANAU_INDEPENDENT,
        name=name,
        kind=ApplicantType.INDEPENDENT_CITY,
        county_ags=HANAU_COUNTY,
        valid_from=max(valid_from, HANAU_CHANGES),
        predecessor=HANAU,
    )
    if valid_from >= HANAU_CHANGES:
        return (later,)
    earlier = AuthorityRecord(
        identity=HANAU,
        ags=HANAU,
        name=name,
        kind=ApplicantType.SPECIAL_STATUS_CITY,
        county_ags=MAIN_KINZIG,
        valid_from=valid_from,
        valid_to=HANAU_CHANGES - timedelta(days=1),
    )
    return (earlier, later)


def population_records(rows: Iterable[SourceRow]) -> tuple[PopulationRecord, ...]:
    """Population figures from directory rows; from 2026 the Main-Kinzig-Kreis is without Hanau.

    A directory that still has Hanau's old key counts Hanau within the county (README of the data).
    """
    listed = tuple(rows)
    found = [
        PopulationRecord(
            identity=HANAU if row.ags == HANAU_INDEPENDENT else row.ags,
            as_of=row.inhabitants_as_of,
            inhabitants=row.inhabitants,
        )
        for row in listed
    ]
    hanau = next((row for row in listed if row.ags == HANAU), None)
    county = next((row for row in listed if row.ags == MAIN_KINZIG), None)
    if hanau is not None and county is not None:
        found.append(
            PopulationRecord(
                identity=MAIN_KINZIG,
                as_of=county.inhabitants_as_of,
                inhabitants=county.inhabitants - hanau.inhabitants,
                applies_from=HANAU_CHANGES,
            )
        )
    return tuple(found)
