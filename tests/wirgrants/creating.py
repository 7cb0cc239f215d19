"""Every form that makes something: how it is filled, and the rows that must come once."""

import io
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.wirgrants.apply.stage import pdf
from tests.wirgrants.decide.office import Office, ready_case
from tests.wirgrants.money.walk import at, paid, running
from tests.wirgrants.programme.pages import fields_of
from tests.wirgrants.programme.test_accounts import LIST as ACCOUNTS
from tests.wirgrants.programme.test_budgets import MONEY, provided
from tests.wirgrants.programme.test_budgets import NEW as NEW_BUDGET
from tests.wirgrants.programme.test_calls import NEW as NEW_CALL
from tests.wirgrants.programme.test_calls import TERMS
from tests.wirgrants.programme.test_organisations import CLUB
from tests.wirgrants.programme.test_organisations import LIST as ORGANISATIONS
from tests.wirgrants.proof.walk import AFTER_YEAR, final_proof
from tests.wirgrants.world import World
from wirgrants.models import (
    Annex,
    Call,
    Event,
    FundingCase,
    LedgerEntry,
    Letter,
    Membership,
    Note,
    Organisation,
    Paper,
    Parameter,
    User,
)
from wirgrants.services.register import load_shipped
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role

INTAKE = "/bearbeitung/papierantrag"


@dataclass
class Filled:
    """A form filled in: who sends it, the page that shows it, where to, what, and what it makes."""

    who: FlaskClient
    page: str
    to: str
    makes: Any
    typed: Mapping[str, Any] = field(default_factory=dict)
    upload: str = ""
    held: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Open the page once: both sendings carry what it holds."""
        answer = self.who.get(self.page)
        assert answer.status_code == 200, answer.text[:2000]
        self.held = fields_of(answer.text)
        assert re.fullmatch(r"[A-Za-z0-9_-]{43}", self.held["once"])

    def send(self, who: FlaskClient | None = None, **changed: Any) -> TestResponse:
        """Send it; the bytes are the same every time unless something is changed."""
        data = {**self.held, **self.typed, **changed}
        if self.upload:
            data[self.upload] = (io.BytesIO(pdf()), "papier.pdf")
        told = {name: value for name, value in data.items() if value is not None}
        referer = {"Referer": f"http://localhost{self.page}"}
        return (who or self.who).post(self.to, data=told, headers=referer)


def rows(world: World, makes: Any) -> int:
    """How many rows there are of what a form makes."""
    with world.opened(), read_only() as session:
        session.rollback()
        return session.scalar(select(func.count()).select_from(makes)) or 0


def intake(world: World) -> Filled:
    """A paper application of a new association."""
    Office(world)
    with world.opened(), unit_of_work() as session:
        load_shipped(session)
    typed = {
        "organisation": "neu",
        "name": "Neuer Verein",
        "city": "Kassel",
        "kind": "migrant_org",
        "seat_ags": "06611",
        "target": "|migrant_organisations|2021",
        "project_title": "Auf Papier",
        "received_on": "20.11.2026",
        "signatory": "Ada Beispiel",
        "function": "Vorsitz",
        "signed": "y",
    }
    officer = world.client(Role.CASE_OFFICER)
    return Filled(officer, INTAKE, INTAKE, FundingCase, typed, upload="scan")


def note(world: World) -> Filled:
    """A note on a filed case."""
    ref = world.filed()
    to = f"/bearbeitung/vorgang/{ref}/vermerk"
    officer = world.client(Role.CASE_OFFICER)
    return Filled(officer, f"/vorgang/{ref}/vermerke", to, Note, {"text": "Anruf erledigt"})


def paper(world: World) -> Filled:
    """A paper of a draft."""
    page = f"/antraege/{world.draft()}/unterlagen"
    editor = world.client("applicant_editor")
    return Filled(editor, page, page, Paper, {"kind": "other"}, upload="file")


def report_paper(world: World) -> Filled:
    """A paper of a proof."""
    ref = running(world)
    paid(world, ref, "8000.00")
    at(world, AFTER_YEAR)
    here = f"/vorgang/{ref}/nachweis/{final_proof(world, ref)}"
    signatory = world.client("signatory")
    page = f"{here}/unterlagen"
    return Filled(signatory, page, page, Paper, {"kind": "receipt_list"}, upload="file")


def preview(world: World) -> Filled:
    """The preview of an award."""
    ref = ready_case(Office(world))
    page = f"/vorgang/{ref}/schritt/application/{ref}/propose_award"
    typed = {"purpose": "Begegnung", "preview": "1"}
    return Filled(world.client(Role.CASE_OFFICER), page, page, Letter, typed)


def budget(world: World) -> Filled:
    """The first money of a line and year."""
    lead = world.client(Role.PROGRAMME_LEAD)
    return Filled(lead, NEW_BUDGET, NEW_BUDGET, LedgerEntry, MONEY)


def more_budget(world: World) -> Filled:
    """100.000 € more."""
    lead = world.client(Role.PROGRAMME_LEAD)
    page = f"/programm/mittel/{provided(lead)}/aendern"
    typed = {"direction": "mehr", "amount": "100.000,00", "reason": "Nachtrag"}
    return Filled(lead, page, page, LedgerEntry, typed)


def call(world: World) -> Filled:
    """A call in preparation."""
    return Filled(world.client(Role.PROGRAMME_LEAD), NEW_CALL, NEW_CALL, Call, TERMS)


def organisation(world: World) -> Filled:
    """An association."""
    with world.opened(), unit_of_work() as session:
        load_shipped(session)
    page = f"{ORGANISATIONS}neu"
    return Filled(world.client(Role.ADMINISTRATOR), page, page, Organisation, CLUB)


def officer_account(world: World) -> Filled:
    """An account of the office."""
    page = f"{ACCOUNTS}neu"
    typed = {"name": "Mara Muster", "email": "mara@example.org", "roles": ["case_officer"]}
    return Filled(world.client(Role.ADMINISTRATOR), page, page, User, typed)


def _ours(world: World) -> str:
    with world.opened(), read_only() as session:
        return f"{ORGANISATIONS}{session.get_one(Organisation, world.our_organisation).ref}"


def member_account(world: World) -> Filled:
    """An account for somebody who acts for an organisation."""
    page = f"{_ours(world)}/konto"
    typed = {"name": "Amal", "email": "amal@example.org", "kind": "editor", "function": ""}
    return Filled(world.client(Role.ADMINISTRATOR), page, page, User, typed)


def membership(world: World) -> Filled:
    """A tie of somebody in the office."""
    page = f"{_ours(world)}/zuordnung"
    typed = {"email": "finance@example.org", "kind": "tied", "function": "Vorstand"}
    return Filled(world.client(Role.ADMINISTRATOR), page, page, Membership, typed)


def ended_membership(world: World) -> Filled:
    """The end of an assignment; its event comes once."""
    page = f"{_ours(world)}/zuordnung/{world.actor('signatory').ref}/beenden"
    makes = select(Event).where(Event.action == "membership_ended").subquery()
    return Filled(world.client(Role.ADMINISTRATOR), page, page, makes, {"reason": "Amt beendet"})


def parameter(world: World) -> Filled:
    """A dated value."""
    page = "/verwaltung/werte/base_rate/eintragen"
    typed = {"valid_from": "01.07.2026", "value": "1,27", "source": "BGB", "number": "§ 247"}
    return Filled(world.client(Role.ADMINISTRATOR), page, page, Parameter, typed)


def annex(world: World) -> Filled:
    """An annex of notices."""
    page = "/verwaltung/anlagen/neu"
    typed = {"kind": "anbest_p", "title": "ANBest-P 2025", "valid_from": "01.01.2025"}
    return Filled(world.client(Role.ADMINISTRATOR), page, page, Annex, typed, upload="document")


FORMS: Mapping[str, Callable[[World], Filled]] = {
    "annex.add": annex,
    "applicant.upload": paper,
    "budget.allot": budget,
    "budget.change": more_budget,
    "call.prepare": call,
    "case.step": preview,
    "membership.assign": membership,
    "membership.create": member_account,
    "membership.end": ended_membership,
    "officer.intake": intake,
    "officer.note": note,
    "organisation.create": organisation,
    "parameter.enter": parameter,
    "proof.upload": report_paper,
    "user.create": officer_account,
}
"""Each view that takes a form once, with one form of it."""
