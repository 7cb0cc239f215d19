"""What is shown is what is allowed: for every role, in every state of every machine of the demo."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.support.demo import demo_copy
from tests.support.statements import counted
from tests.wirgrants.crawl.reading import Page
from tests.wirgrants.crawl.site import Site, accounts_of, opened_site
from wirgrants import clock
from wirgrants.models import FundingCase
from wirgrants.models.guarded import MACHINE_OF
from wirgrants.services.access import load_actor, may_see
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.finality import finality_of
from wirgrants.services.offered import Offered, offered
from wirgrants.services.overview import procedures
from wirgrants.services.payments_call import callable_now, highest_now, load_money
from wirgrants.services.payments_loaded import circumstances_for
from wirgrants.services.steps import as_the_door_knows
from wirgrants.unit_of_work import read_only
from wirgrants.web.case_steps import step_address
from workflows.circumstances import Circumstances
from workflows.lifecycle import offer_of
from workflows.offering import Showing
from workflows.procedures import SIDE_MACHINES
from workflows.progress import action_label
from workflows.states import MachineName, Role
from workflows.wording import say

pytestmark = pytest.mark.slow

MODEL_OF = {machine: model for model, machine in MACHINE_OF.items()}
CASE_PAGE = 12
WORKING = [role for role in Role if role not in (Role.SYSTEM, Role.ADMINISTRATOR)]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Path]]:
    """The demo, only looked at: every test of this module may share it."""
    instance = demo_copy(tmp_path_factory.mktemp("shown") / "instance")
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        with opened_site(instance, Site) as found:
            yield found, instance


def of_role(instance: Path, role: Role) -> list[str]:
    """The addresses of everybody with this role in the demo."""
    _, emails = accounts_of(instance)
    return emails[say(f"role.{role.value}.short")]


def looked_at(
    session: Session, emails: list[str]
) -> Iterator[tuple[str, FundingCase, tuple[Offered, ...]]]:
    """Each of these people before each case that they may see, with what it offers them."""
    cases = session.scalars(select(FundingCase).order_by(FundingCase.id)).all()
    for email in emails:
        actor = load_actor(session, email)
        for case in cases:
            if may_see(actor, case):
                found = procedures(session, case.id)
                yield email, case, offered(session, case, actor, found, clock.today())


def as_the_service_asks(session: Session, case: FundingCase, one: Offered) -> Circumstances:
    """The circumstances under which the service of this step goes through the door."""
    today = clock.today()
    if one.machine is MachineName.APPLICATION:
        given: dict[str, Any] = {}
        if one.step.action == "lapse":
            due = finality_of(session, case).acceptance_due
            given["acceptance_due"] = None if due is None else due.day
        return circumstances_of(session, case, day=today, **given)
    model = MODEL_OF[one.machine]
    row = session.scalars(select(model).where(model.ref == one.subject)).one_or_none()
    if one.machine is not MachineName.PAYMENT:
        return circumstances_of(session, case, day=today, subject=row or model(case_id=case.id))
    money = load_money(session, case)
    if row is None:
        told = callable_now(money, today)
        return circumstances_of(session, case, day=today, subject=model(case_id=case.id), **told)
    year = money.year(row.award_year_id)
    return circumstances_for(session, case, money, year, row.amount, highest_now(money, row), row)


@pytest.mark.parametrize("role", WORKING, ids=[role.value for role in WORKING])
def test_what_is_offered_is_what_the_door_takes(demo: tuple[Site, Path], role: Role) -> None:
    site, instance = demo
    wrong, asked = [], 0
    with site.app.app_context(), read_only() as session, session.no_autoflush:
        for email, case, steps in looked_at(session, of_role(instance, role)):
            actor = load_actor(session, email)
            for one in steps:
                asked += 1
                told = as_the_door_knows(as_the_service_asks(session, case, one), actor, case)
                obstacles = offer_of(one.step, told).obstacles
                reasons = tuple(dict.fromkeys(finding.reason for finding in obstacles))
                if one.showing is Showing.NEVER:
                    # Money is not read for what the state of the case forbids already.
                    sound = bool(one.reasons) and set(one.reasons) <= set(reasons)
                else:
                    sound = reasons == one.reasons and (one.showing is Showing.NOW) is (not reasons)
                if not sound:
                    wrong.append((email, case.number, one, reasons))
    assert wrong == []
    assert asked > 0 or role is Role.AUDITOR


@pytest.mark.parametrize("role", WORKING, ids=[role.value for role in WORKING])
def test_a_button_opens_its_form_and_what_waits_says_why(
    demo: tuple[Site, Path], role: Role
) -> None:
    site, instance = demo
    password, _ = accounts_of(instance)
    wrong: list[Any] = []
    seen: set[tuple[Any, ...]] = set()
    visits: list[tuple[str, str, list[Offered]]] = []
    with site.app.app_context(), read_only() as session:
        for email, case, offers in looked_at(session, of_role(instance, role)):
            fresh = [one for one in offers if _kind(case, one) not in seen]
            seen |= {_kind(case, one) for one in fresh}
            visits += [(email, case.ref, fresh)] if fresh else []
    clients = {email: site.sign_in(email, password) for email in {visit[0] for visit in visits}}
    for email, ref, steps in visits:
        with counted(site.app) as statements:
            page = clients[email].get(f"/vorgang/{ref}")
        assert len(statements) <= CASE_PAGE, str(statements)
        links, text = set(Page(page.text).links), unescape(page.text)
        for one in steps:
            wrong += _faults(site, clients[email], (ref, links, text), one)
    assert wrong == []


def _kind(case: FundingCase, one: Offered) -> tuple[Any, ...]:
    return (case.variant, one.machine, one.step.source, one.step.action, one.showing, one.reasons)


def _faults(
    site: Site, client: Any, shown: tuple[str, set[str], str], one: Offered
) -> Iterator[tuple[Any, ...]]:
    """What is wrong with one step on the case page and on its own page."""
    ref, links, text = shown
    with site.app.test_request_context():
        address = step_address(ref, one.machine, one.subject or "neu", one.step.action)
    assert address is not None
    label = action_label(one.machine, one.step.action)
    possible = one.showing in (Showing.NOW, Showing.ON_REQUEST)
    if (address in links) is not possible:
        yield ref, label, one.showing, "a link on the case page" if address in links else "no link"
    if one.showing is Showing.NOT_YET:
        yield from ((ref, label, "no reason") for why in one.reasons if why not in text)
    if one.showing is Showing.NEVER and one.step.source is None:
        return
    own = client.get(address)
    # The form of a page sends to the page itself or to another address of the same case.
    takes = [form for form in Page(own.text).forms if not form.action or ref in form.action]
    if own.status_code != 200 or bool(takes) is not possible:
        yield ref, label, one.showing, own.status_code, f"{len(takes)} forms"
    if not possible and not all(why in unescape(own.text) for why in one.reasons):
        yield ref, label, one.showing, "no reason on its own page"


def test_every_state_of_every_machine_was_looked_at(demo: tuple[Site, Path]) -> None:
    site, instance = demo
    _, emails = accounts_of(instance)
    seen: set[tuple[MachineName, Any]] = set()
    with site.app.app_context(), read_only() as session:
        for case in session.scalars(select(FundingCase)):
            seen.add((MachineName.APPLICATION, case.state))
            seen |= {(one.machine, one.state) for one in procedures(session, case.id)}
    known = {(m, s) for m, rules in SIDE_MACHINES.items() for s in rules.states}
    assert known <= seen
    assert len(emails) == len(Role) - 1
