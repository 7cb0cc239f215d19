"""Two tabs of the case page for the authority and auditors: the protocol, and the one PDF."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask import request, url_for

from wirgrants.models import BuiltState
from wirgrants.services.audit_file import offers_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.protocol import looks_at, protocol, refusals_of
from wirgrants.web.case import EVERYONE, is_applicant
from wirgrants.web.tabs import CaseView, Tab, register_tab
from workflows.lapsing import file_kept_until
from workflows.states import APPLICANT_ROLES, Role
from workflows.wording import say

SHOWN = 100
"""Lines of the protocol on one page, the newest first."""
_INTERNAL = EVERYONE - APPLICANT_ROLES - {Role.ADMINISTRATOR}


_PROBLEMS = {
    "changed": "nachträglich verändert",
    "out of order": "nicht in der Reihenfolge",
    "not linked to its predecessor": "nicht mit dem vorigen Eintrag verbunden",
    "cut off or extended": "danach fehlt etwas oder ist etwas hinzugekommen",
}


def _not_the_applicant(view: CaseView) -> bool:
    return not is_applicant(view)


def _protocol(view: CaseView) -> Mapping[str, Any]:
    told = protocol(view.session, view.case)
    before = request.args.get("vor", "")
    end = int(before) - 1 if before.isascii() and before.isdigit() and len(before) < 8 else None
    newest = [line for line in reversed(told.lines) if end is None or line.seq <= end]
    shown = newest[:SHOWN]
    here = partial(url_for, "case.tab", ref=view.case.ref, tab_id="protokoll")
    return {
        "told": told,
        "problems": [(one.place, _PROBLEMS.get(one.what, one.what)) for one in told.problems],
        "shown": shown,
        "refusals": refusals_of(view.session, view.case),
        "looks": looks_at(view.session, view.case),
        "role_name": lambda role: say(f"role.{Role(role).value}.short"),
        "first": here() if end is not None else None,
        "older": here(vor=shown[-1].seq) if len(newest) > SHOWN else None,
    }


def _file(view: CaseView) -> Mapping[str, Any]:
    offers = offers_of(view.session, view.case)
    current = next((one for one in offers if one.current and one.state != "failed"), None)
    waits = any(one.state is BuiltState.QUEUED for one in offers)
    closed = view.case.closed_on
    return {
        # Counted with the value of the day on which it was closed.
        "kept": None if closed is None else file_kept_until(closed, load_parameters(view.session)),
        "offers": offers,
        "current": current,
        "waits": waits,
        "build": url_for("auditor.build_file", ref=view.case.ref),
        "href": lambda one: url_for("auditor.download", ref=view.case.ref, built_ref=one.ref),
    }


register_tab(
    Tab(
        id="protokoll",
        label="Protokoll",
        order=80,
        roles=_INTERNAL,
        template="auditor/protocol.html",
        context=_protocol,
        shown=_not_the_applicant,
    )
)
register_tab(
    Tab(
        id="pruefakte",
        label="Fallakte",
        order=85,
        roles=_INTERNAL,
        template="auditor/file.html",
        context=_file,
        shown=_not_the_applicant,
    )
)
