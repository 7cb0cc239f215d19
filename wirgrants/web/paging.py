"""Where a list goes on: the keyset place that the address names."""

from flask import request

_LONGEST = 18


def place_in_list() -> int:
    """The id behind which the page begins ("nach="); 0 for the first page and for nonsense."""
    text = request.args.get("nach", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < _LONGEST else 0
