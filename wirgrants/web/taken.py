"""Notes every list that leaves the system as a file, with the filters of its address."""

from flask import request

from wirgrants.services.audit_access import note_list
from wirgrants.web.guards import current_actor

_LONGEST = 500


def note_taken(what: str) -> None:
    """Note that the present person takes this list (named in German), before its first row."""
    chosen = [f"{name}: {value}" for name, value in request.args.items(multi=True) if value]
    note_list(current_actor(), what, ", ".join(chosen)[:_LONGEST])
