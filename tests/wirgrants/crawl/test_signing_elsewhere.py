"""Who signs elsewhere and is an editor here: no step and no page of a signatory opens."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.wirgrants.crawl.reading import Page
from tests.wirgrants.crawl.site import Site, accounts_of
from tests.wirgrants.crawl.test_shown import demo, of_role
from tests.wirgrants.money.walk import OTHER_IBAN
from wirgrants.models import Event, FundingCase, Membership, MembershipKind, User
from wirgrants.services.access import load_actor
from wirgrants.services.overview import procedures
from wirgrants.unit_of_work import read_only, unit_of_work
from wirgrants.web.actions import NEW, registered
from wirgrants.web.guards import Permission, guard_of
from workflows.lifecycle import StepNotOpen
from workflows.procedures import SIDE_MACHINES, lifecycle
from workflows.states import MachineName, Role

pytestmark = pytest.mark.slow
# Closed to them, not sent in this way, or over already; the log says that nothing happened.
CLOSED = {403, 404, 405, 409}
TYPED = {
    "name": "Vera Vorstand", "function": "Vorsitzende", "account_holder": "Anderes Konto",
    "iban": OTHER_IBAN, "unknown_bank": "y",
    "entitled": "y", "truthful": "y", "subsidy": "y", "privacy": "y",
}  # fmt: skip
__all__ = ["demo"]


def _both(session: Session, instance: Path) -> tuple[str, str, list[FundingCase]]:
    """A signatory, another organisation's signatory made editor here, and the cases here.

    Of all organisations the one with the most cases.
    """
    found = select(FundingCase.organisation_id).group_by(FundingCase.organisation_id)
    here = session.scalars(found.order_by(func.count().desc())).first()
    signing = of_role(instance, Role.SIGNATORY)
    ours = next(e for e in signing if here in load_actor(session, e).organisations)
    other = next(e for e in signing if here not in load_actor(session, e).organisations)
    account = session.scalars(select(User).where(User.email == other)).unique().one()
    kind = MembershipKind.EDITOR
    session.add(Membership(account_id=account.id, organisation_id=here, kind=kind))
    cases = select(FundingCase).where(FundingCase.organisation_id == here)
    return ours, other, list(session.scalars(cases.order_by(FundingCase.id)))


def _steps(session: Session, cases: list[FundingCase]) -> Iterator[str]:
    """The address of each step that is a signatory's and not an editor's, in every state."""
    seen: set[Any] = set()
    for case in cases:
        subjects: list[Any] = [(MachineName.APPLICATION, case.ref, case.state)]
        subjects += [(one.machine, one.ref, one.state) for one in procedures(session, case.id)]
        subjects += [(machine, NEW, None) for machine in SIDE_MACHINES]
        for machine, ref, state in subjects:
            for action in (action for name, action in registered() if name is machine):
                try:
                    roles = lifecycle(machine, case.variant).step(state, action).roles
                except StepNotOpen:
                    continue
                signs = Role.SIGNATORY in roles and Role.APPLICANT_EDITOR not in roles
                if signs and (machine, state, action) not in seen:
                    seen.add((machine, state, action))
                    yield f"/vorgang/{case.ref}/schritt/{machine}/{ref}/{action}"


def _pages(site: Site, cases: list[FundingCase]) -> Iterator[str]:
    """The address of each page on a case behind the door of the signatories, for every case."""
    urls = site.app.url_map.bind("localhost")
    for rule in site.app.url_map.iter_rules():
        guard = guard_of(site.app, rule.endpoint)
        if guard is not None and guard.permissions == {Permission.OWN_CASE_SIGN}:
            assert rule.arguments == {"ref"}, f"{rule.endpoint} takes more than a case"
            yield from (urls.build(rule.endpoint, {"ref": case.ref}) for case in cases)


def test_who_signs_elsewhere_signs_nothing_here(demo: tuple[Site, Path]) -> None:
    site, instance = demo
    password, _ = accounts_of(instance)
    with site.app.app_context(), unit_of_work() as session:
        ours, other, cases = _both(session, instance)
        steps, pages = list(_steps(session, cases)), list(_pages(site, cases))
    opened = site.sign_in(ours, password)
    assert any(opened.get(path).status_code == 200 for path in steps)
    assert any(opened.get(path).status_code == 200 for path in pages)
    sent = {path: TYPED | _held(opened, path) for path in pages}
    client = site.sign_in(other, password)
    token = Page(client.get("/konto/").text).forms[0].held()["csrf_token"]
    before, wrong = _logged(site), []
    for path in [*steps, *pages]:
        form = sent.get(path, {}) | {"csrf_token": token}
        answers = (client.get(path).status_code, client.post(path, data=form).status_code)
        if not set(answers) <= CLOSED:
            wrong.append((path, answers))
    assert wrong == []
    assert _logged(site) == before


def _held(client: FlaskClient, path: str) -> dict[str, str]:
    """What the signatory's own form of this page sends unseen: the version, the digest."""
    shown = client.get(path.removesuffix("einreichen") + "pruefen" * path.endswith("einreichen"))
    for form in Page(shown.text).forms if shown.status_code == 200 else ():
        if form.action in ("", path):
            return form.held()
    return {}


def _logged(site: Site) -> int:
    """How many events the log of all cases holds."""
    with site.app.app_context(), read_only() as session:
        return session.scalar(select(func.count()).select_from(Event).where(Event.case_id > 0)) or 0
