"""What the tests of applying add to the small world: authorities, organisations, calls."""

import html
import io
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from flask.testing import FlaskClient
from pypdf import PdfWriter
from sqlalchemy import select
from werkzeug.test import TestResponse

from tests.support.answers import posts_of
from tests.wirgrants.world import NOW, World, account
from wirgrants.models import (
    Authority,
    Call,
    FundingCase,
    Membership,
    MembershipKind,
    Organisation,
    User,
)
from wirgrants.services.register import add_records
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.facts import TERRITORIAL, ApplicantType
from workflows.figures import Figure, Unit
from workflows.guideline import Guideline
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

    def member(self, kind: ApplicantType, role: str = "signatory") -> "Browser":
        """The browser of somebody who acts for the organisation of this kind."""
        return Browser(self.world.client(f"{role}_{kind.value}"))


def furnish(
    world: World, lines: list[str] | None = None, *, years: Mapping[str, list[int]] | None = None
) -> Stage:
    """Adds invented authorities, an organisation with two members of each kind, and open calls.

    A call is for 2027, or for the `years` of its line.
    """
    with world.opened(), unit_of_work() as session:
        add_records(session, _RECORDS, _POPULATIONS, source="Test")
        bodies = {body.identity: body for body in session.scalars(select(Authority))}
        known: Any = session.scalars(select(User).where(User.email == "signatory@example.org"))
        password = known.unique().one().password
        organisations = {
            kind: _organisation(session, kind, bodies.get(_SEAT.get(kind, "")), password)
            for kind in (T.COUNTY, T.MUNICIPALITY, T.MIGRANT_ORG, T.CHARITY, T.COMPANY)
        }
        lead = (
            session.scalars(select(User).where(User.email == "programme_lead@example.org"))
            .unique()
            .one()
        )
        calls = {}
        for line in registry.lines() if lines is None else lines:
            call = _call(line, lead.id, (years or {}).get(line, [2027]))
            session.add(call)
            session.flush()
            calls[line] = call.ref
    return Stage(world=world, organisations=organisations, calls=calls)


def _organisation(session: Any, kind: T, body: Authority | None, password: str) -> str:
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
    return organisation.ref


def _call(line: str, lead: int, years: list[int]) -> Call:
    version = registry.line(line).versions[0]
    return Call(
        line=line,
        version=version.version,
        title=f"Aufruf 2027 {line}",
        years=years,
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


class Browser:
    """A person without scripts: follows forms, sends what a page's form holds."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, address: str, status: int = 200) -> str:
        """The page's text."""
        answer = self.client.get(address)
        assert answer.status_code == status, (address, answer.status_code, answer.text[:500])
        return answer.text

    def post(
        self, address: str, page: str, fields: Mapping[str, Any], status: int = 303
    ) -> TestResponse:
        """Sends fields with what the page that shows the form holds in its hidden fields."""
        names = ("csrf_token", "once", "version", "base", "letter", "digest")
        held = {name: hidden(page, name) for name in names}
        answer = self.client.post(
            address,
            data={**{k: v for k, v in held.items() if v is not None}, **fields},
            headers={"Referer": "http://localhost/"},
        )
        assert answer.status_code == status, (address, answer.status_code, words(answer.text)[:900])
        return answer

    def start(self, stage: Stage, line: str, kind: ApplicantType) -> str:
        """Begins an application; the address of its draft."""
        address = f"/antraege/beginnen/{stage.calls[line]}"
        sent = {"organisation": stage.organisations[kind]}
        return str(self.post(address, self.get(address), sent).location)

    def fill(self, draft: str, slug: str, texts: Mapping[str, str]) -> TestResponse:
        """Saves one section."""
        address = f"{draft}abschnitt/{slug}"
        return self.post(address, self.get(address), texts)

    def fill_all(
        self, draft: str, guideline: Guideline, kind: ApplicantType, content: Mapping[str, Any]
    ) -> None:
        """Saves every section with these contents."""
        for slug, texts in posts_of(guideline, kind, content):
            self.fill(draft, slug, texts)

    def upload(self, draft: str, kind: str, data: bytes, name: str = "a.pdf", **more: Any) -> Any:
        """Uploads one paper."""
        address = f"{draft}unterlagen"
        sent = {"kind": kind, "file": (io.BytesIO(data), name), **more}
        status = sent.pop("status", 303)
        return self.post(address, self.get(address), sent, status)

    def file(self, draft: str, status: int = 303, **changed: str) -> TestResponse:
        """Declares and files."""
        sent = {**DECLARATION, **changed}
        return self.post(f"{draft}einreichen", self.get(f"{draft}pruefen"), sent, status)


DECLARATION = {
    "name": "Erika Muster",
    "function": "Vorstand",
    "entitled": "y",
    "truthful": "y",
    "subsidy": "y",
    "privacy": "y",
}


def hidden(page: str, name: str) -> str | None:
    """The value of a hidden field, the last one on the page (that of the main form)."""
    found = re.findall(rf'name="{name}"[^>]*? value="([^"]*)"', page)
    return html.unescape(found[-1]) if found else None


def words(page: str) -> str:
    """The text of a page without tags."""
    return html.unescape(re.sub(r"\s+", " ", re.sub("<[^>]+>", " ", page)))


def ref_of(draft: str) -> str:
    """The case's ref in the address of its draft."""
    return draft.strip("/").rsplit("/", 1)[-1]


def case_of(stage: Stage, draft: str) -> FundingCase:
    """The stored case."""
    with stage.world.opened(), read_only() as session:
        session.expire_all()
        found: FundingCase = session.scalars(
            select(FundingCase).where(FundingCase.ref == ref_of(draft))
        ).one()
        return found


@cache
def pdf(pages: int = 1) -> bytes:
    """A small PDF."""
    writer, buffer = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    writer.write(buffer)
    return buffer.getvalue()
