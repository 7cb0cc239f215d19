"""Every step's form that comes too late is answered with what was typed, in every state."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.wirgrants.crawl.reading import Page
from tests.wirgrants.crawl.site import Site, accounts_of
from tests.wirgrants.crawl.test_shown import WORKING, demo, of_role
from wirgrants.models import FundingCase
from wirgrants.services.access import load_actor, may_see
from wirgrants.services.overview import procedures
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import NEW, registered
from workflows.lifecycle import StepNotOpen
from workflows.procedures import SIDE_MACHINES, application_of, lifecycle
from workflows.states import MachineName, Role, Variant

pytestmark = pytest.mark.slow
# How the forms of steps name the field in which somebody says why.
REASONS = ("reason", "reasons", "request_reason")
TYPED = "Ein langer Satz, der nicht verloren geht."
__all__ = ["demo"]


def _subjects(session: Session, case: FundingCase) -> Iterator[tuple[MachineName, str, Any]]:
    yield MachineName.APPLICATION, case.ref, case.state
    for one in procedures(session, case.id):
        yield one.machine, one.ref, one.state
    yield from ((machine, NEW, None) for machine in SIDE_MACHINES)


def _addresses(session: Session, emails: list[str], role: Role) -> Iterator[tuple[str, str]]:
    """Who, and the address of each step of the role: once where it is open, once where it is over.

    The subjects of a case stand together with the state of the case, which may close a step too.
    """
    steps = [key for key, spec in registered().items() if spec.run is not None]
    cases = session.scalars(select(FundingCase).order_by(FundingCase.id)).all()
    seen: set[object] = set()
    for email in emails:
        actor = load_actor(session, email)
        for case in (one for one in cases if may_see(actor, one)):
            for machine, subject, state in _subjects(session, case):
                for action in (action for name, action in steps if name is machine):
                    found = _roles(machine, case, state, action)
                    kind = (machine, action, subject == NEW, role in found, not found)
                    if kind not in seen and (role in found or not found):
                        seen.add(kind)
                        yield email, f"/vorgang/{case.ref}/schritt/{machine}/{subject}/{action}"


def _roles(machine: MachineName, case: FundingCase, state: Any, action: str) -> frozenset[Role]:
    """Who takes the step in this state; nobody where it is over."""
    try:
        return lifecycle(machine, case.variant).step(state, action).roles
    except StepNotOpen:
        return frozenset()


@pytest.mark.parametrize("role", WORKING, ids=[role.value for role in WORKING])
def test_a_late_form_of_any_step_is_kept(demo: tuple[Site, Path], role: Role) -> None:
    site, instance = demo
    password, _ = accounts_of(instance)
    with site.app.app_context(), read_only() as session:
        visits = list(_addresses(session, of_role(instance, role)[:2], role))
    clients = {email: site.sign_in(email, password) for email in {visit[0] for visit in visits}}
    sent = {
        email: {"version": "0", **dict.fromkeys(REASONS, TYPED), **_token(client)}
        for email, client in clients.items()
    }
    wrong, late = [], 0
    for email, address in visits:
        answer = clients[email].post(address, data=sent[email])
        late += answer.status_code == 409
        if answer.status_code not in (403, 404, 409, 422):
            wrong.append((address, answer.status_code))
        elif answer.status_code == 409 and "Stand des Vorgangs" not in answer.text:
            wrong.append((address, "where does the case stand?"))
        elif answer.status_code == 409 and TYPED not in answer.text and _asks_why(address):
            wrong.append((address, "what was typed is lost"))
    assert wrong == []
    assert late > 0 or role is Role.AUDITOR


def _asks_why(address: str) -> bool:
    """Whether the form of the step has a field for the reason."""
    *_, machine, _, action = address.split("/")
    rules = [SIDE_MACHINES.get(MachineName(machine)) or application_of(one) for one in Variant]
    return any(step.needs_reason for one in rules for step in one.steps if step.action == action)


def _token(client: FlaskClient) -> dict[str, str]:
    page = Page(client.get("/konto/").text)
    return {"csrf_token": page.forms[0].held()["csrf_token"]}
