"""What the tests of applying add to the small world: authorities, organisations, calls."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from tests.wirgrants.world import NOW, PASSWORD, World, account
from wirgrants.models import Authority, Call, Membership, MembershipKind, Organisation, User
from wirgrants.services.register import add_records
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.facts import TERRITORIAL, ApplicantType
from workflows.figures import Figure, Unit
from workflows.register import AuthorityRecord, PopulationRecord

T = ApplicantType
BEGIN = date(2014, 1, 1)
COUNTY, TOWN, PARTNER = "99001", "99001001", "99001002"
_SEAT = {T.COUNTY: COUNTY, T.MUNICIPALITY: TOWN, T.CONSORTIUM: TOWN}

# What the calls of these tests put where the sources give nothing; test values, not law.
_VALUES: dict[Unit, str] = {
    Unit.EUR: "10000",
    Unit.EUR_PER_YEAR: "10000",
    Unit.EUR_PER_UNIT: "10.00",
    Unit.EUR_PER_HOUR: "4.00",
    Unit.MONTHS: "24",
    Unit.UNITS: "24",
    Unit.HOURS: "200",
    Unit.COUNT: "5",
}


@dataclass
class Stage:
    """Organisations by kind, calls by line; both as refs."""

    world: World
    organisations: dict[ApplicantType, str]
    calls: dict[str, str]

    def member(self, kind: ApplicantType, role: str = "signatory") -> FlaskClient:
        """The browser of somebody who acts for the organisation of this kind."""
        return self.world.client(f"{role}_{kind.value}")


def furnish(world: World, lines: list[str] | None = None) -> Stage:
    """Adds invented authorities, an organisation with two members of each kind, and open calls."""
    with world.opened(), unit_of_work() as session:
        add_records(session, _RECORDS, _POPULATIONS, source="Test")
        bodies = {body.identity: body for body in session.scalars(select(Authority))}
        known: Any = session.scalars(select(User).where(User.email == "signatory@example.org"))
        password = known.unique().one().password
        organisations = {}
        for kind in (T.COUNTY, T.MUNICIPALITY, T.MIGRANT_ORG, T.CHARITY, T.COMPANY):
            body = bodies.get(_SEAT.get(kind, ""))
            organisation = Organisation(
                name=f"Muster {kind.value}" if body is None else body.name,
                kind=kind,
                authority=body if kind in TERRITORIAL else None,
                seat_ags=_SEAT.get(kind, "06411000"),
                street="Musterweg 1",
                postcode="99999",
                city="Musterstadt",
                register_entry="" if kind in TERRITORIAL else "VR 1234",
                invented=True,
                created_at=NOW,
            )
            session.add(organisation)
            for role in MembershipKind:
                name = {"editor": "applicant_editor"}.get(role.value, role.value)
                person = account(f"{name}_{kind.value}", password)
                session.add(Membership(account=person, organisation=organisation, kind=role))
            session.flush()
            organisations[kind] = organisation.ref
        lead = (
            session.scalars(select(User).where(User.email == "programme_lead@example.org"))
            .unique()
            .one()
        )
        calls = {}
        for line in registry.lines() if lines is None else lines:
            call = _call(line, lead.id)
            session.add(call)
            session.flush()
            calls[line] = call.ref
        assert PASSWORD
    return Stage(world=world, organisations=organisations, calls=calls)


def _call(line: str, lead: int) -> Call:
    version = registry.line(line).versions[0]
    return Call(
        line=line,
        version=version.version,
        title=f"Aufruf 2027 {line}",
        years=[2027],
        opens_at=datetime(2026, 10, 1, tzinfo=UTC),
        closes_at=datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
        figures={
            key: {"value": _value(figure), "reason": "Demonstrationswert"}
            for key, figure in version.figures.items()
            if figure.needs_confirmation
        },
        created_at=NOW,
        created_by_id=lead,
        published_at=NOW,
        published_by_id=lead,
    )


def _value(figure: Figure) -> str:
    if figure.value is not None:
        return str(Decimal(figure.value))
    if figure.unit is Unit.SHARE:
        return "0.10" if figure.key == "minimum_own_share" else "0.80"
    return _VALUES[figure.unit]


def _record(ags: str, name: str, kind: ApplicantType) -> AuthorityRecord:
    return AuthorityRecord(
        identity=ags,
        ags=ags,
        name=name,
        kind=kind,
        county_ags=COUNTY,
        valid_from=BEGIN,
        fictitious=True,
    )


_RECORDS = (
    _record(COUNTY, "Musterkreis", T.COUNTY),
    _record(TOWN, "Musterstadt", T.MUNICIPALITY),
    _record(PARTNER, "Musterdorf", T.MUNICIPALITY),
)
_POPULATIONS = tuple(
    PopulationRecord(identity=ags, as_of=date(2024, 12, 31), inhabitants=number)
    for ags, number in ((COUNTY, 250_000), (TOWN, 30_000), (PARTNER, 4_000))
)
