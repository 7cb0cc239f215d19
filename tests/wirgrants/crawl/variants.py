"""Every variant of the application in every state: what the demo lacks is reached by pressing.

From the cases of the demo the shown forms are sent, one step after the other, until each variant
has stood in each state of its lifecycle. There everybody looks at the case. A form that stands on
the same state of a case of the demo, or that was sent on the way, is counted; any other is sent.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.wirgrants.crawl.answering import Person
from tests.wirgrants.crawl.pressing import FINE_WHEN_REFUSING, Button, PressingSite
from tests.wirgrants.crawl.reading import Page, empty
from tests.wirgrants.crawl.rows import states_by_ref
from wirgrants import clock
from wirgrants.models import Call, FundingCase
from wirgrants.services.access import Actor, load_actor, may_see
from wirgrants.services.letters import letters_of
from wirgrants.services.offered import Offered, offered
from wirgrants.services.overview import procedures
from wirgrants.unit_of_work import read_only, unit_of_work
from wirgrants.web.case_steps import step_address
from workflows import registry
from workflows.offering import Showing
from workflows.procedures import APPLICATION
from workflows.states import ApplicationState, MachineName, Role, Variant
from workflows.steps import Step

Stand = tuple[Variant, ApplicationState]
# A button by what it does in which state, the fields beside it, and its own name and value.
Shape = tuple[str, frozenset[str], tuple[str, str]]
# After every day to accept an award of the demo.
LAPSED = date(2027, 6, 1)


@dataclass(frozen=True, kw_only=True)
class Place:
    """A case in a state: its ref, and the database in which it stands there."""

    ref: str
    database: Path


@dataclass
class VariantSite(PressingSite):
    """Goes from state to state; the database of each is kept, so that every way begins anew."""

    # Browsers and roles by e-mail address.
    clients: dict[str, FlaskClient] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    places: dict[Stand, list[Place]] = field(default_factory=dict)
    of_demo: set[Stand] = field(default_factory=set)
    # Who stood where, by role; and the forms that were sent or stand in the demo.
    looked: dict[Stand, set[Role]] = field(default_factory=dict)
    known: set[Shape] = field(default_factory=set)
    first: Path = Path()
    otherwise: bool = False

    def put_back(self) -> None:
        """Nothing: what was pressed is to stand until somebody goes elsewhere."""

    def at(self, place: Place) -> None:
        """The database as it was when the case came to this place."""
        if self.kept == place.database and not self.changed:
            return
        self.kept, self.changed = place.database, False
        PressingSite.put_back(self)
        with self.app.app_context(), read_only() as session:
            self.states = states_by_ref(session)

    def join(self, email: str, password: str, role: Role) -> None:
        """Somebody signs in who goes along."""
        self.clients[email] = self.sign_in(email, password)
        self.roles[email] = role

    def look_around(self) -> None:
        """Note where the cases of the demo stand."""
        self.first = self.kept
        with self.app.app_context(), read_only() as session:
            for case in session.scalars(select(FundingCase).order_by(FundingCase.id)):
                place = Place(ref=case.ref, database=self.first)
                self.places.setdefault((case.variant, case.state), []).append(place)
            self.actors = {email: load_actor(session, email) for email in self.clients}
        self.of_demo = set(self.places)

    def go_everywhere(self) -> None:
        """Press on until nothing new is reached."""
        for variant in Variant:
            if (variant, ApplicationState.DRAFT) not in self.places:
                self._begin(variant)
        tried: set[tuple[Variant, Step, Place]] = set()
        while fresh := [way for way in self._ways() if way not in tried]:
            for variant, step, place in fresh:
                tried.add((variant, step, place))
                stand = (variant, ApplicationState(step.target))
                if stand not in self.places and self._take(step, place):
                    self._keep(stand, place.ref)
        for variant, step in self._steps_to_missing():
            self._come_another_way(variant, step)

    def _steps_to_missing(self) -> list[tuple[Variant, Step]]:
        # A draft that was given up stays the applicant's alone: nobody else would look at it.
        return [
            (variant, step)
            for variant, rules in APPLICATION.items()
            for step in rules.steps
            if step.source is not None
            if (step.source, step.action) != (ApplicationState.DRAFT, "withdraw")
            if (variant, ApplicationState(step.target)) not in self.places
        ]

    def _come_another_way(self, variant: Variant, last: Step) -> None:
        """Take two steps: what no case at hand allows may be allowed to one that comes there."""
        for step in APPLICATION[variant].steps:
            if step.source is None or step.target != last.source or step.source == step.target:
                continue
            for place in self.places.get((variant, ApplicationState(step.source)), ()):
                if self._take(step, place):
                    self._keep((variant, ApplicationState(step.target)), place.ref)
                    there = self.places[variant, ApplicationState(step.target)][-1]
                    if self._take(last, there):
                        self._keep((variant, ApplicationState(last.target)), place.ref)
                        return

    def look_everywhere(self) -> None:
        """Everybody looks at every stand; a button that the demo lacks there is pressed."""
        for stand in sorted(self.places, key=lambda one: one not in self.of_demo):
            place = self.places[stand][0]
            self.at(place)
            for button in self._shown_at(stand, place):
                if stand in self.of_demo:
                    # The crawl of each role presses it.
                    self.known.add(shape(button))
                elif shape(button) not in self.known:
                    self._try(button, place)

    def _shown_at(self, stand: Stand, place: Place) -> list[Button]:
        """Every button that one person of each role is shown on the case and its steps."""
        with self.app.app_context(), read_only() as session:
            seeing, offers = self._seeing(session, place), list(self._offers(session, place))
        found: list[Button] = []
        for role in sorted({self.roles[email] for email in seeing}):
            # Whoever has most to do there; under four eyes it is not always the same person.
            email = max(
                (one for one in seeing if self.roles[one] is role),
                key=[to for to, _ in offers].count,
            )
            paths = [f"/vorgang/{place.ref}"] + [
                self._address(place, one, one.step.action) for to, one in offers if to == email
            ]
            for path in dict.fromkeys(paths):
                found += self._buttons(email, path)
            self.looked.setdefault(stand, set()).add(role)
        return found

    def _seeing(self, session: Session, place: Place) -> list[str]:
        case = session.scalars(select(FundingCase).where(FundingCase.ref == place.ref)).one()
        return [email for email in self.clients if may_see(self.actors[email], case)]

    def _try(self, button: Button, place: Place) -> None:
        """Send it empty and then with answers that get through, each from the place as it was."""
        who = f"{button.who} empty"
        self.at(place)
        self._send(replace(button, who=who), empty(button.form), FINE_WHEN_REFUSING)
        self.at(place)
        self._through(button)
        self.at(place)
        self.known.add(shape(button))

    def _ways(self) -> list[tuple[Variant, Step, Place]]:
        return [
            (variant, step, place)
            for variant, step in self._steps_to_missing()
            for place in self.places.get((variant, ApplicationState(str(step.source))), ())
        ]

    def _keep(self, stand: Stand, ref: str) -> None:
        kept = self.first.with_name("_".join([*stand, ref]) + ".sqlite")
        with (
            closing(sqlite3.connect(self.database)) as source,
            closing(sqlite3.connect(kept)) as to,
        ):
            source.backup(to)
        self.places.setdefault(stand, []).append(Place(ref=ref, database=kept))

    def _begin(self, variant: Variant) -> None:
        """A draft under an open call of this variant, as whoever is offered one."""
        with self.app.app_context(), read_only() as session:
            calls = [
                call.ref
                for call in session.scalars(select(Call).where(Call.published_at.is_not(None)))
                if registry.guideline(call.line, call.version).lifecycle is variant
            ]
            newest = session.scalars(select(func.max(FundingCase.id))).one()
        applicants = [email for email, actor in self.actors.items() if not actor.staff_roles]
        for ref, email in product(calls, applicants):
            path = f"/antraege/beginnen/{ref}"
            for button in self._buttons(email, path, "open_draft"):
                self._through(button)
            with self.app.app_context(), read_only() as session:
                new = select(FundingCase).where(FundingCase.id > newest)
                for case in session.scalars(new):
                    self._keep((case.variant, case.state), case.ref)
                    return

    def _take(self, step: Step, place: Place) -> bool:
        """Take this step of the application, as whoever is offered it; whether it was taken."""
        self._at_time_of(step, place)
        with self.app.app_context(), read_only() as session:
            people = [email for email, one in self._offers(session, place) if one.step == step]
        path = self._address(place, None, step.action)
        # Who answers otherwise may come elsewhere: a waiver makes the notice final at once.
        for email, self.otherwise in ((email, way) for email in people for way in (False, True)):
            self._at_time_of(step, place)
            for button in self._buttons(email, path, step.action):
                self._through(button)
                self.known.add(shape(button))
            with self.app.app_context(), read_only() as session:
                asked = select(FundingCase.state).where(FundingCase.ref == place.ref)
                if session.scalars(asked).one() is step.target:
                    return True
        return False

    def _at_time_of(self, step: Step, place: Place) -> None:
        self.at(place)
        if step.action == "lapse":
            self._call_up(place)  # nothing lapses before
            with self.app.app_context(), unit_of_work() as session:
                clock.hold_day(session, LAPSED)
            self.changed = True

    def _call_up(self, place: Place) -> None:
        """The recipient opens every notice that waits."""
        with self.app.app_context(), read_only() as session:
            case = session.scalars(select(FundingCase).where(FundingCase.ref == place.ref)).one()
            owner = next(
                one for one in self._seeing(session, place) if not self.actors[one].staff_roles
            )
            waiting = [one.ref for one in letters_of(session, case, only_issued=True) if one.waits]
        for ref in waiting:
            self.clients[owner].get(f"/vorgang/{place.ref}/schreiben/{ref}").close()

    def _offers(self, session: Session, place: Place) -> Iterator[tuple[str, Offered]]:
        """Who is offered which step of the application at this place."""
        case = session.scalars(select(FundingCase).where(FundingCase.ref == place.ref)).one()
        found = procedures(session, case.id)
        for email in self.clients:
            if may_see(self.actors[email], case):
                for one in offered(session, case, self.actors[email], found, clock.today()):
                    if one.showing in (Showing.NOW, Showing.ON_REQUEST):
                        yield email, one

    def _address(self, place: Place, one: Offered | None, action: str) -> str:
        machine = MachineName.APPLICATION if one is None else one.machine
        subject = place.ref if one is None else one.subject or "neu"
        with self.app.test_request_context():
            address = step_address(place.ref, machine, subject, action)
        assert address is not None
        return address

    def _buttons(self, email: str, path: str, action: str = "") -> Iterator[Button]:
        """The buttons of a page that do this, or (without an action) all of them."""
        answer = self.clients[email].get(path, buffered=True, follow_redirects=True)
        if answer.status_code != 200:
            self.troubles.append(f"{email}: {answer.status_code} at {path}")
        for form in Page(answer.text).forms:
            address = urlsplit(urljoin(path, form.action or path)).path
            does = self.step_of(address)
            if address == "/abmelden" or (action and does.rpartition(" ")[2] != action):
                continue
            named = dict(one for one in form.buttons if one[0])
            button = Button(
                client=self.clients[email], who=email, path=path, address=address, form=form,
                step=does, preview=named.pop("preview", ""),
            )  # fmt: skip
            if not named:
                yield button
            for one in named.items():
                yield replace(button, named=one)

    def _people(self) -> Iterator[Person]:
        for one in super()._people():
            yield replace(one, button=-1) if self.otherwise else one


def shape(button: Button) -> Shape:
    """What tells this button from others, whoever presses it on whichever case."""
    return button.step, button.form.named(), button.named
