"""What each role got through, crawled once per run by whichever test asks first."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.databases import RUN_FOLDER
from tests.support.demo import demo_copy
from tests.wirgrants.crawl.hostile import HostileSite
from tests.wirgrants.crawl.site import accounts_of, opened_site
from wirgrants import clock
from wirgrants.models import FundingCase
from wirgrants.services.access import load_actor, visible_to
from wirgrants.services.offered import offered
from wirgrants.services.overview import procedures
from wirgrants.unit_of_work import read_only
from workflows.offering import Showing
from workflows.states import Role
from workflows.wording import say

# The longest visits first, so that no worker waits for one at the end.
ROLES = (
    Role.CASE_OFFICER,
    Role.SIGNATORY,
    Role.APPLICANT_EDITOR,
    Role.APPROVER,
    Role.FINANCE,
    Role.PROGRAMME_LEAD,
    Role.AUDITOR,
    Role.ADMINISTRATOR,
)


@dataclass(frozen=True, kw_only=True)
class Crawled:
    """A role's visit: what went wrong, where its people stood, and what got through.

    `stood` holds "machine state", `taken` and `offered` "machine state action": `offered` are the
    steps that its people see as possible on any case of the demo. `refused` says of each form to
    which no plausible answer was enough what the page complained of.
    """

    troubles: list[str]
    hostile: list[str]
    fields: int
    pages: int
    stood: list[str]
    taken: list[str]
    offered: list[str]
    refused: dict[str, str]


def crawled(role: Role) -> Crawled:
    """The visit of this role on a copy of the demo of its own; kept for the run.

    While another worker is on it, the visits that nobody has begun are made first.
    """
    for one in (role, *ROLES):
        if not _kept(role).exists():
            _visit(one, wait=False)
    if not _kept(role).exists():
        _visit(role, wait=True)
    return Crawled(**json.loads(_kept(role).read_text(encoding="utf-8")))


def _kept(role: Role) -> Path:
    return Path(os.environ[RUN_FOLDER]) / f"crawled_{role.value}.json"


def _visit(role: Role, *, wait: bool) -> None:
    """Crawl as this role, unless somebody has; who is not to wait leaves it to whoever is on it."""
    with _kept(role).with_suffix(".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if _kept(role).exists():
            return
        copy = _kept(role).with_suffix("")
        shutil.rmtree(copy, ignore_errors=True)
        with pytest.MonkeyPatch.context() as patch:
            patch.delenv("DATABASE_URL", raising=False)
            found = _crawl(demo_copy(copy), role)
        draft = _kept(role).with_suffix(".draft")
        draft.write_text(json.dumps(asdict(found)), encoding="utf-8")
        draft.rename(_kept(role))
        shutil.rmtree(copy)


def _crawl(instance: Path, role: Role) -> Crawled:
    password, accounts = accounts_of(instance)
    emails = accounts[say(f"role.{role.value}.short")]
    with opened_site(instance, HostileSite) as site:
        with site.app.app_context():
            possible = list(_offered(emails))
        clients = {email: site.sign_in(email, password) for email in emails}
        for email, client in clients.items():
            site.walk(client, email)
        # Lists end somewhere, and a kind of case was seen by whoever came first: what is left is
        # opened by its address, as from a message.
        for email, ref, step in possible:
            if (step and step not in site.taken) or not site.stood.issuperset(site.standing[ref]):
                site.walk(clients[email], email, f"/vorgang/{ref}")
        site.send_unshown()
    return Crawled(
        troubles=site.troubles,
        hostile=site.complaints,
        fields=len(site.asked),
        pages=len(site.pages),
        stood=sorted(site.stood),
        taken=sorted(one for one in site.taken if " " in one),
        offered=sorted({step for _, _, step in possible if step}),
        refused=site.refused,
    )


def _offered(emails: list[str]) -> Iterator[tuple[str, str, str]]:
    """Who may see which case, and each step that it offers them; "" stands for the case alone."""
    with read_only() as session:
        for email in emails:
            actor = load_actor(session, email)
            for case in session.scalars(select(FundingCase).where(visible_to(actor))).all():
                yield email, case.ref, ""
                found = procedures(session, case.id)
                for one in offered(session, case, actor, found, clock.today()):
                    if one.showing in (Showing.NOW, Showing.ON_REQUEST):
                        source = "-" if one.step.source is None else one.step.source.value
                        yield email, case.ref, f"{one.machine.value} {source} {one.step.action}"
