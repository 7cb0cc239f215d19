"""The first look at an electronically delivered letter, from which its dates run."""

from wirgrants import clock
from wirgrants.models import DeliveryWay
from wirgrants.services.access import Actor, load_case
from wirgrants.services.delivery import date_anew
from wirgrants.services.hearing_time import logged_move, move_answer_day
from wirgrants.services.letters import RECEIPTS, letter_of
from wirgrants.services.log import Entry, record
from wirgrants.services.versions import leave_version
from wirgrants.unit_of_work import read_only, unit_of_work


def record_retrieval(actor: Actor, case_ref: str, letter_ref: str) -> None:
    """The recipient has opened an electronically delivered letter for the first time.

    The day after counts as the day of notification (§ 41 IIa HVwVfG), the dates follow. Later
    openings and other ways change nothing.
    """
    with read_only() as session:
        case = load_case(session, actor, case_ref)
        letter = letter_of(session, case, letter_ref)
        # A receipt decides nothing: no date hangs on when it was opened.
        dated = letter.way is DeliveryWay.ELECTRONIC and letter.kind not in RECEIPTS
        fresh = dated and letter.retrieved_at is None
        if not fresh or not actor.belongs_to(case.organisation_id):
            return
    with unit_of_work() as session:
        case = load_case(session, actor, case_ref, for_update=True)
        letter = letter_of(session, case, letter_ref)
        if letter.retrieved_at is not None or letter.sent_on is None or letter.way is None:
            return
        moment, shown = clock.now(), case.row_version
        letter.retrieved_at = moment
        date_anew(case, letter, retrieved=moment)
        data = {
            "letter": letter.ref,
            "number": letter.number,
            **logged_move(move_answer_day(session, case, letter)),
        }
        record(session, actor, Entry(action="retrieve_letter", data=data), case)
        leave_version(session, case, shown)
