"""The registry of the case page's tabs: each slice adds its own, shown by role."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from wirgrants.models.application import FundingCase
from wirgrants.services.access import Actor
from wirgrants.services.offered import Offered, offered
from wirgrants.services.overview import Procedure, procedures
from workflows.guideline import Guideline
from workflows.lifecycle import Lifecycle
from workflows.states import Role


@dataclass(frozen=True, kw_only=True)
class CaseView:
    """What a tab may read: the open session, the person, the case and its law."""

    session: Session
    actor: Actor
    case: FundingCase
    guideline: Guideline
    lifecycle: Lifecycle
    day: date

    @cached_property
    def procedures(self) -> tuple[Procedure, ...]:
        """Every side procedure of the case; read once, in one statement."""
        return procedures(self.session, self.case.id)

    @cached_property
    def offered(self) -> tuple[Offered, ...]:
        """Every step of this person, asked as the door will ask it; read once."""
        return offered(self.session, self.case, self.actor, self.procedures, self.day)


@dataclass(frozen=True, kw_only=True)
class Tab:
    """One tab of the case page. `shown` may hide it where there is nothing to show."""

    id: str
    label: str
    order: int
    roles: frozenset[Role]
    template: str
    context: Callable[[CaseView], Mapping[str, Any]]
    shown: Callable[[CaseView], bool] = lambda _: True


READERS = frozenset(Role) - {Role.SYSTEM, Role.ADMINISTRATOR}
"""Whoever may read a case at all; the service says which cases of them each person sees."""

_TABS: dict[str, Tab] = {}


def register_tab(tab: Tab) -> Tab:
    """Adds a tab. Raises ValueError for a second one of the same id."""
    if tab.id in _TABS:
        raise ValueError(f"tab {tab.id} is registered twice")
    _TABS[tab.id] = tab
    return tab


def tabs_for(view: CaseView) -> tuple[Tab, ...]:
    """The tabs this person sees of this case, in order."""
    seen = (tab for tab in _TABS.values() if tab.roles & view.actor.roles and tab.shown(view))
    return tuple(sorted(seen, key=lambda tab: tab.order))


def tab_of(view: CaseView, tab_id: str) -> Tab | None:
    """The tab if it exists and this person may see it, else None (answered as missing)."""
    return next((tab for tab in tabs_for(view) if tab.id == tab_id), None)


def label_of(tab_id: str) -> str:
    """The name on a tab; its id where no tab has it."""
    return _TABS[tab_id].label if tab_id in _TABS else tab_id
