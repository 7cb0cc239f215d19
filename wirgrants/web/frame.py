"""What the frame of every page shows: the system, the person, their navigation, the footer."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, url_for

from wirgrants import clock
from wirgrants.extensions import settings
from wirgrants.services.access import Actor
from wirgrants.web.guards import known_actor, may_open
from wirgrants.web.session import home_of
from workflows.states import Role
from workflows.wording import say


@dataclass(frozen=True)
class NavigationItem:
    """A link of the main navigation; shown to whoever may open its endpoint."""

    endpoint: str
    label: str
    order: int = 50
    signed_in: bool = True


_items: dict[str, NavigationItem] = {}
_footer: dict[str, tuple[int, str]] = {}


def add_navigation(endpoint: str, label: str, order: int = 50, *, signed_in: bool = True) -> None:
    """Offer a page in the main navigation; blueprints call this where they are defined.

    `signed_in=False` shows the link to visitors too.
    """
    _items[endpoint] = NavigationItem(endpoint, label, order, signed_in)


def add_footer(endpoint: str, label: str, order: int = 50) -> None:
    """Offer a page in the footer of every page."""
    _footer[endpoint] = (order, label)


def register_frame(app: Flask) -> None:
    """Hand the frame's values to every template."""
    app.context_processor(lambda: frame(app))


def frame(app: Flask) -> dict[str, Any]:
    """The values that `base.html` names."""
    actor = known_actor()
    present = settings()
    return {
        "site": {
            "product": present.product,
            "authority": present.authority_name,
            "demo": present.demo,
            "today": clock.moved_day(),
        },
        "navigation": _navigation(app, actor),
        "account": None if actor is None else _account(actor),
        "actor": actor,
        "footer": [
            (endpoint, label)
            for endpoint, (_, label) in sorted(_footer.items(), key=lambda item: item[1])
            if endpoint in app.view_functions
        ],
        "sign_in": url_for("security.login"),
    }


def _navigation(app: Flask, actor: Actor | None) -> list[tuple[str, str]]:
    shown = sorted(_items.values(), key=lambda item: (item.order, item.label))
    return [
        (item.endpoint, item.label)
        for item in shown
        if (actor is not None or not item.signed_in) and may_open(app, item.endpoint)
    ]


def _account(actor: Actor) -> dict[str, str]:
    roles = [say(f"role.{role.value}.short") for role in Role if role in actor.roles]
    return {
        "name": actor.name,
        "role": " und ".join(roles) or "ohne Rolle",
        "home_label": home_of(actor.roles)[1],
        "organisation": ", ".join(actor.organisation_names.values()),
        "sign_out": url_for("security.logout"),
    }
