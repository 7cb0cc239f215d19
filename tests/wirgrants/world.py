"""A small world for tests: an account of every role, two organisations, open calls, cases."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cached_property
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_security.utils import hash_password
from sqlalchemy import select

from wirgrants import clock
from wirgrants.models import (
    Budget,
    BudgetKind,
    Call,
    FundingCase,
    LedgerKind,
    Membership,
    MembershipKind,
    Organisation,
    StaffRole,
    User,
    new_ref,
)
from wirgrants.services.access import Actor, load_actor, load_case
from wirgrants.services.ledger import Cause, Movement, move
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.circumstances import Circumstances
from workflows.facts import ApplicantType
from workflows.states import APPLICANT_ROLES, Role

PASSWORD = "a long enough password"
DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
STAFF = [r for r in Role if r not in APPLICANT_ROLES and r is not Role.SYSTEM]


@dataclass
class World:
    """Made on first use; everything is reached by role or name.

    Methods open their own context and unit of work, so call them outside of both, except those
    that take a session.
    """

    app: Flask
    _made: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        with self.opened(), unit_of_work() as session:
            clock.stand_still(session, NOW)
            roles = {role: StaffRole(name=role.value) for role in STAFF}
            ours = organisation("Verein Brücke", ApplicantType.MIGRANT_ORG)
            others = organisation("Landkreis Anderswo", ApplicantType.COUNTY)
            session.add_all([*roles.values(), ours, others])
            hashed = hash_password(PASSWORD)
            for role in STAFF:
                session.add(account(role.value, hashed, roles=[roles[role]]))
            session.add(account("second_approver", hashed, roles=[roles[Role.APPROVER]]))
            session.add(account("second_officer", hashed, roles=[roles[Role.CASE_OFFICER]]))
            members = {
                "applicant_editor": (MembershipKind.EDITOR, ours),
                "signatory": (MembershipKind.SIGNATORY, ours),
                "stranger": (MembershipKind.SIGNATORY, others),
            }
            for name, (kind, body) in members.items():
                person = account(name, hashed)
                session.add(Membership(account=person, organisation=body, kind=kind))
            session.flush()
            self._made = {"ours": ours.id, "others": others.id}

    @contextmanager
    def opened(self) -> Iterator[Flask]:
        """The application's context, also when it is open already."""
        with self.app.app_context():
            yield self.app

    def actor(self, name: str | Role) -> Actor:
        """Who acts: a role, "second_approver", "second_officer" or "stranger"."""
        with self.opened():
            from wirgrants.extensions import db

            return load_actor(db.session(), f"{getattr(name, 'value', name)}@example.org")

    def client(self, name: str | Role | None = None) -> FlaskClient:
        """A browser without scripts; signed in when somebody is named."""
        client = self.app.test_client()
        if name is not None:
            page = client.get("/anmelden").text
            token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
            email = f"{getattr(name, 'value', name)}@example.org"
            answer = client.post(
                "/anmelden",
                data={"email": email, "password": PASSWORD, "csrf_token": token},
                headers={"Referer": "http://localhost/anmelden"},
            )
            assert answer.status_code == 303, answer.text
        return client

    @property
    def our_organisation(self) -> int:
        """The id of the organisation of editor and signatory."""
        return int(self._made["ours"])

    @cached_property
    def call(self) -> int:
        """The id of an open call for migrant organisations in 2027."""
        return self.open_call("migrant_organisations", "2021", [2027])

    def open_call(
        self, line: str, version: str, years: list[int], told: Mapping[str, str] | None = None
    ) -> int:
        """Open a call of a line; its id. Unconfirmed figures are as told, else as they ship."""
        figures = registry.guideline(line, version).figures
        shipped = {key: f.value for key, f in figures.items() if f.needs_confirmation}
        values = {key: value if value is None else str(value) for key, value in shipped.items()}
        with self.opened(), unit_of_work() as session:
            lead = self.actor(Role.PROGRAMME_LEAD)
            call = Call(
                line=line,
                version=version,
                title=f"Aufruf {line}",
                years=years,
                opens_at=datetime(2026, 10, 1, tzinfo=UTC),
                closes_at=datetime(2026, 12, 31, 22, 59, tzinfo=UTC),
                figures={
                    key: {"value": value, "reason": "bestätigt"}
                    for key, value in (values | dict(told or {})).items()
                },
                created_at=NOW,
                created_by_id=lead.id,
                published_at=NOW,
                published_by_id=lead.id,
            )
            session.add(call)
            session.flush()
            return call.id

    def draft(self, name: str = "applicant_editor", title: str = "Brücken bauen") -> str:
        """Start a draft of our organisation; its ref."""
        actor, call_id = self.actor(name), self.call
        with self.opened(), unit_of_work() as session:
            call = session.get_one(Call, call_id)
            case = new_case(call, next(iter(actor.organisations)), actor, title)
            take_step(
                session, case, "open_draft", actor=actor, circumstances=Circumstances(day=DAY)
            )
            return case.ref

    def filed(self, title: str = "Brücken bauen", number: str = "WIR-2027-0001") -> str:
        """A case that the signatory has filed; its ref."""
        ref = self.draft(title=title)
        writes = Writes(changes=filing_changes(number))
        self.step(ref, "file", "signatory", writes=writes, **READY_TO_FILE)
        return ref

    def step(
        self, ref: str, action: str, name: str, *, writes: Writes | None = None, **told: Any
    ) -> int:
        """Take a step of the case; the event's place in the chain."""
        actor = self.actor(name)
        with self.opened(), unit_of_work() as session:
            case = load_case(session, actor, ref, for_update=True)
            event = take_step(
                session,
                case,
                action,
                actor=actor,
                circumstances=Circumstances(day=DAY, **told),
                writes=writes,
            )
            return event.case_seq

    def budget(self, total: str = "1000.00", year: int = 2027) -> int:
        """A budget of the line with money allotted; its id."""
        with self.opened(), unit_of_work() as session:
            row = Budget(
                line="migrant_organisations", year=year, kind=BudgetKind.BUDGET,
                total=Decimal(0), reserved=Decimal(0), committed=Decimal(0), spent=Decimal(0),
            )  # fmt: skip
            session.add(row)
            session.flush()
            cause = Cause(actor=self.actor(Role.PROGRAMME_LEAD), reason="Haushaltsplan")
            wanted = [Movement(budget_id=row.id, amount=Decimal(total))]
            move(session, LedgerKind.ALLOT, wanted, cause)
            return row.id


READY_TO_FILE: dict[str, Any] = {
    "applicant_known": True,
    "declaration_made": True,
    "signatory_named": True,
}


def filing_changes(number: str) -> dict[str, Any]:
    """What the columns of a case hold once it is filed."""
    return {"filed_at": NOW, "received_on": DAY, "number": number, "revision_number": 1}


def new_case(call: Call, organisation_id: int, actor: Actor, title: str) -> FundingCase:
    """A case without a state, as a service hands it to the door."""
    return FundingCase(
        organisation_id=organisation_id,
        call=call,
        line=call.line,
        version=call.version,
        variant=registry.guideline(call.line, call.version).lifecycle,
        title=title,
        draft={"answers": {}, "parts": {}, "asked": {}, "declarations": {}},
        started_at=NOW,
        started_by_id=actor.id,
    )


def account(name: str, password: str, roles: list[StaffRole] | None = None) -> User:
    """An account `<name>@example.org`."""
    return User(
        email=f"{name}@example.org",
        name=name.replace("_", " ").title(),
        password=password,
        active=True,
        fs_uniquifier=new_ref(),
        created_at=NOW,
        roles=roles or [],
    )


def organisation(name: str, kind: ApplicantType) -> Organisation:
    """An invented organisation."""
    return Organisation(name=name, kind=kind, invented=True, created_at=NOW, seat_ags="06411000")


def case_by_ref(session: Any, ref: str) -> FundingCase:
    """The stored case, whoever asks."""
    found: FundingCase = session.scalars(select(FundingCase).where(FundingCase.ref == ref)).one()
    return found
