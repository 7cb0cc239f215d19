"""Notes every list that leaves the system as a file, with the filters of its address."""

from flask import request

from forms.base import HouseForm, errors_of
from wirgrants.errors import Refused
from wirgrants.services.audit_access import note_list
from wirgrants.web.guards import current_actor

_LONGEST = 500


def note_taken(what: str, filters: HouseForm) -> None:
    """Note that the present person takes this list (named in German), before its first row.

    Raises Refused when a filter cannot be read: a file of everything would pass for the choice.
    """
    if not filters.validate():
        [first, *_] = next(iter(errors_of(filters).values()))
        raise Refused("a filter that cannot be read", message=f"Es gibt keine Liste: {first}")
    chosen = [f"{name}: {value}" for name, value in request.args.items(multi=True) if value]
    note_list(current_actor(), what, ", ".join(chosen)[:_LONGEST])
