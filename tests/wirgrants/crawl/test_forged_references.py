"""What a form's address names wrongly is answered as missing, noted, and changes nothing.

The addresses come from the routes: a new one must say in the table what its arguments name.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.support.demo import demo_copy
from tests.wirgrants.crawl.forging import UNKNOWN, Named, Refs, alike, rows, table
from tests.wirgrants.crawl.reading import Page
from tests.wirgrants.crawl.site import Site, accounts_of, opened_site
from wirgrants import refusals
from wirgrants.models import FundingCase, RefusedAttempt
from wirgrants.services.access import load_actor, may_see
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import registered
from wirgrants.web.guards import guard_of
from wirgrants.web.once import new_token
from workflows.procedures import ALL
from workflows.states import MachineName, Role
from workflows.wording import say

pytestmark = pytest.mark.slow

ROLES = [role for role in Role if role is not Role.SYSTEM]
STEPPING = [role for role in ROLES if role not in (Role.AUDITOR, Role.ADMINISTRATOR)]
STEP = "case.step"


def posted(app: Flask) -> Iterator[Rule]:
    """Every address that takes forms of ours from somebody who is signed in."""
    for rule in app.url_map.iter_rules():
        guard = guard_of(app, rule.endpoint)
        ours = guard is not None and not guard.public and rule.endpoint != "security.logout"
        if ours and "POST" in (rule.methods or ()):
            yield rule


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The demo; nothing here may change it, so that all tests share it."""
    instance = demo_copy(tmp_path_factory.mktemp("forged") / "instance")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        # Every attempt shall be counted; that they are limited: tests/wirgrants/test_steps.py.
        patch.setattr(refusals, "_PER_MINUTE", 1_000_000)
        with opened_site(instance, Site) as found:
            yield found


def email_of(site: Site, role: Role) -> str:
    _, emails = accounts_of(Path(site.app.instance_path))
    return emails[say(f"role.{role.value}.short")][0]


def signed_in(site: Site, role: Role) -> tuple[FlaskClient, dict[str, str]]:
    """A browser, and what every form of it must hold to be looked at."""
    password, _ = accounts_of(Path(site.app.instance_path))
    client = site.sign_in(email_of(site, role), password)
    token = Page(client.get("/konto/").text).forms[0].held()["csrf_token"]
    return client, {"csrf_token": token, "version": "1"}


def send(client: FlaskClient, address: str, held: dict[str, str], **typed: str) -> TestResponse:
    data = {**held, "once": new_token(), **typed}
    return client.post(address, data=data, headers={"Referer": "http://localhost/start"})


def attempts(site: Site) -> int:
    with site.app.app_context(), read_only() as session:
        return len(session.scalars(select(RefusedAttempt.id)).all())


def everything(site: Site) -> dict[str, list[Any]]:
    with site.app.app_context(), read_only() as session:
        return rows(session, "refused_attempt", "rate_count")


def test_the_table_says_what_every_argument_names(site: Site) -> None:
    assert table() == {
        rule.endpoint: {name: table()[rule.endpoint][name] for name in rule.arguments}
        for rule in posted(site.app)
    }


def addresses(site: Site, role: Role) -> Iterator[tuple[str, Named, str, str]]:
    """What is forged, its address, and the same address with a reference that nothing has."""
    with site.app.app_context(), read_only() as session, site.app.test_request_context():
        refs = Refs(session, load_actor(session, email_of(site, role)))
        for rule in posted(site.app):
            guard = guard_of(site.app, rule.endpoint)
            names = table()[rule.endpoint]
            if guard is None or role not in guard.roles or not names or rule.endpoint == STEP:
                continue
            for one in refs.forged(names):
                known = url_for(rule.endpoint, **one.with_unknown())
                yield rule.endpoint, one, url_for(rule.endpoint, **one.values), known


@pytest.mark.parametrize("role", ROLES, ids=[role.value for role in ROLES])
def test_a_forged_address_is_answered_as_a_missing_one(site: Site, role: Role) -> None:
    forged = list(addresses(site, role))
    client, held = signed_in(site, role)
    before, noted = everything(site), attempts(site)
    pages: dict[str, tuple[int, str]] = {}
    wrong, missing = [], 0
    for endpoint, one, address, unknown in forged:
        if unknown not in pages:
            answer = send(client, unknown, held)
            pages[unknown] = answer.status_code, alike(answer.text, unknown, UNKNOWN)
            missing += answer.status_code == 404
        answer = send(client, address, held)
        missing += answer.status_code == 404
        told = answer.status_code, alike(answer.text, address, one.values[one.forged], UNKNOWN)
        # A word beside a case that takes no such form any more: that is said first.
        word = table()[endpoint][one.forged] == "word"
        if told != pages[unknown] or answer.status_code not in ((404, 422) if word else (404,)):
            wrong.append((endpoint, one, answer.status_code, pages[unknown][0]))

    assert wrong == []
    assert everything(site) == before
    assert attempts(site) == noted + missing


def takes(role: Role) -> set[tuple[MachineName, str]]:
    """The steps that this role takes in some lifecycle."""
    return {
        (flow.machine, step.action)
        for flow in ALL
        for step in flow.steps
        if role in step.roles and (flow.machine, step.action) in registered()
    }


def steps(site: Site, role: Role) -> Iterator[tuple[str, str]]:
    """Each step's address with something else than its case in it, and the one nothing has."""
    with site.app.app_context(), read_only() as session:
        refs = Refs(session, load_actor(session, email_of(site, role)))
        if not refs.theirs:
            return
        mine = refs.theirs[-1]
        for number, (machine, action) in enumerate(sorted(takes(role))):
            kind = machine.value if machine is not MachineName.APPLICATION else "case"
            alien = [
                (case.ref, ref)
                for case in (*refs.foreign, *refs.theirs)
                if case is not mine
                for ref in ([case.ref] if kind == "case" else refs.of_case(kind, case))
            ][:1]
            rest = [*refs.others(kind), "1", "..", "neu\0"]
            for subject in [ref for _, ref in alien] + rest[number % 5 :: 5]:
                yield mine.ref, f"{machine.value}/{subject}/{action}"
            for case in refs.foreign[:1]:
                inner = [case.ref] if kind == "case" else refs.of_case(kind, case)
                yield case.ref, f"{machine.value}/{(inner or ['neu'])[0]}/{action}"
                yield case.ref, f"{machine.value}/neu/{action}"


@pytest.mark.parametrize("role", STEPPING, ids=[role.value for role in STEPPING])
def test_a_step_of_something_else_is_answered_as_a_missing_one(site: Site, role: Role) -> None:
    forged = list(steps(site, role))
    client, held = signed_in(site, role)
    before, noted = everything(site), attempts(site)
    missing = send(client, f"/vorgang/{UNKNOWN}/schritt/application/{UNKNOWN}/file", held)
    page = alike(missing.text, UNKNOWN)
    wrong = []
    for ref, rest in forged:
        answer = send(client, f"/vorgang/{ref}/schritt/{rest}", held, reason="Ein Grund.")
        if (answer.status_code, alike(answer.text)) != (404, page):
            wrong.append((ref, rest, answer.status_code))

    assert wrong == []
    assert everything(site) == before
    assert attempts(site) == noted + len(forged) + (missing.status_code == 404)


def real(site: Site, role: Role, rule: Rule) -> dict[str, str]:
    """Arguments that name something; words as they come."""
    with site.app.app_context(), read_only() as session:
        refs = Refs(session, load_actor(session, email_of(site, role)))
        if rule.endpoint == STEP:
            ref = refs.theirs[0].ref
            return {"ref": ref, "machine": "application", "subject": ref, "action": "withdraw"}
        return refs.fitting(table()[rule.endpoint])


@pytest.mark.parametrize("token", [None, "", "forged"], ids=["none", "empty", "forged"])
def test_no_form_counts_without_the_token_of_its_session(site: Site, token: str | None) -> None:
    before, asked, wrong = everything(site), 0, []
    clients = {role: signed_in(site, role)[0] for role in ROLES}
    sent = {"version": "1", "reason": "Ein Grund."}
    sent |= {} if token is None else {"csrf_token": token}
    for rule in posted(site.app):
        guard = guard_of(site.app, rule.endpoint)
        assert guard is not None
        for role in sorted(guard.roles)[:1]:
            with site.app.test_request_context():
                address = url_for(rule.endpoint, **real(site, role, rule))
            answer = send(clients[role], address, {}, **sent)
            asked += 1
            if answer.status_code != 400 or "nichts gespeichert" not in answer.text:
                wrong.append((rule.endpoint, role, answer.status_code))
    assert wrong == []
    assert everything(site) == before
    assert asked >= len(list(posted(site.app)))


def test_whoever_reads_the_log_of_a_case_finds_the_form_of_a_stranger(site: Site) -> None:
    client, held = signed_in(site, Role.SIGNATORY)
    with site.app.app_context(), read_only() as session:
        actor = load_actor(session, email_of(site, Role.SIGNATORY))
        every = session.scalars(select(FundingCase).where(FundingCase.filed_at.is_not(None)))
        ref, name = next(case.ref for case in every if not may_see(actor, case)), actor.name
    assert send(client, f"/antraege/{ref}/einreichen", held).status_code == 404

    auditor, _ = signed_in(site, Role.AUDITOR)
    page = auditor.get(f"/vorgang/{ref}/protokoll")
    assert page.status_code == 200
    assert name in page.text
    assert "Für dieses Konto nicht zugänglich oder nicht vorhanden" in page.text
