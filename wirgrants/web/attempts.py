"""Forms that name something that is not there, or is none of this person's: noted as attempts.

The answer is the same for both, and so is the note: whoever reads the log of a case finds who sent
a form to it without being allowed to see it.
"""

import re

from flask import Flask, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError

from wirgrants.refusals import Attempt, write_now
from wirgrants.web.guards import known_actor

_REF = re.compile(r"[A-Za-z0-9_-]{1,16}")
_SUBJECTS = ("subject", "proof_ref", "letter_ref", "paper_ref")
# The log's entries that move no machine are worded under "record".
MISSING, MACHINE, ACTION = "missing", "record", "send_form"


def register_attempts(app: Flask) -> None:
    """Note every form that is answered as missing."""
    app.after_request(_note)


def _note(answer: Response) -> Response:
    if request.method != "POST" or answer.status_code != 404 or request.endpoint is None:
        return answer
    known = known_actor()
    if known is None:
        return answer
    told = request.view_args or {}
    attempt = Attempt(
        actor_id=known.log_id,
        machine=MACHINE,
        action=ACTION,
        kind=MISSING,
        case_ref=_ref(told.get("ref")),
        subject_ref=next((_ref(told[name]) for name in _SUBJECTS if name in told), ""),
        findings=[request.endpoint],
    )
    try:
        write_now([attempt])
    except SQLAlchemyError:
        # The answer stands; a database that is busy for so long is in the log of errors anyway.
        current_app.logger.warning("a refused attempt was not noted", exc_info=True)
    return answer


def _ref(value: object) -> str:
    """What may be one of our refs; anything else in its place is not kept."""
    text = str(value or "")
    return text if _REF.fullmatch(text) else ""
