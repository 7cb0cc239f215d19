"""How far back a dated value reaches: into issued letters and filed applications."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Refused
from wirgrants.models import FundingCase, Letter, LetterKind, Organisation
from wirgrants.services.letters import RECEIPTS
from wirgrants.services.parameters import load_parameters
from workflows.parameter_table import START
from workflows.parameters import ParameterMissing, Value
from workflows.wording.formats import german_day

_RATE, _COURT = "base_rate", "court."
_WITH_INTEREST = (LetterKind.RECOVERY_ORDER, LetterKind.INTEREST_ORDER)
_RATES_KNOWN_TO = date(2026, 1, 1)
"""Up to here the shipped base rates leave no half-year out; a later one may be new."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """What fell into the days for which another value would count now."""

    letters: int = 0
    applications: int = 0

    def __bool__(self) -> bool:
        return bool(self.letters or self.applications)


def refuse_before_programme(valid_from: date) -> None:
    """Raises Refused for a day before the first of the programme."""
    start = date.fromisoformat(START)
    if valid_from < start:
        raise Refused(
            "before the programme",
            message=f"Das Programm begann am {german_day(start)}; davor gilt kein Wert. Bitte "
            "geben Sie diesen oder einen späteren Tag an.",
        )


def reach_of(session: Session, key: str, value: Value, valid_from: date) -> Reach:
    """What was done on the days for which this value would replace another; three statements.

    Nothing where the same value counts already, and for a base rate that nobody knew before.
    """
    table, today = load_parameters(session), clock.today()
    try:
        before = table.on(key, valid_from)
    except ParameterMissing:
        return Reach()
    # A later half-year without a row of its own was unknown: no interest was reckoned over it.
    fresh = key == _RATE and before.valid_from < valid_from and valid_from > _RATES_KNOWN_TO
    if valid_from > today or before.value == value or fresh:
        return Reach()
    later = [row.valid_from for row in table.series(key) if row.valid_from > valid_from]
    if key == _RATE:  # interest is reckoned over past years, whatever followed
        within = [Letter.dated >= valid_from, Letter.kind.in_(_WITH_INTEREST)]
        return Reach(letters=_letters(session, within))
    end = min(later, default=date.max)
    within = [Letter.dated >= valid_from, Letter.dated < end, Letter.kind.not_in(RECEIPTS)]
    if key.startswith(_COURT):
        within.append(Organisation.seat_ags.startswith(key.removeprefix(_COURT)))
        return Reach(letters=_letters(session, within))
    filed = select(func.count()).where(
        FundingCase.received_on >= valid_from, FundingCase.received_on < end
    )
    return Reach(letters=_letters(session, within), applications=session.scalar(filed) or 0)


def _letters(session: Session, conditions: list[ColumnElement[bool]]) -> int:
    issued = (
        select(func.count(Letter.id))
        .join(FundingCase, FundingCase.id == Letter.case_id)
        .join(Organisation, Organisation.id == FundingCase.organisation_id)
        .where(Letter.issued_at.is_not(None), *conditions)
    )
    return session.scalar(issued) or 0


def refuse_unsaid(reach: Reach, valid_from: date, *, past: bool, note: str) -> None:
    """Raises Refused where a value reaches back and nobody says that it shall, and why."""
    if not reach or (past and note.strip()):
        return
    raise Refused(
        "reaches into what was decided",
        message=f"In die Zeit ab dem {german_day(valid_from)}, für die bisher ein anderer Wert "
        f"gilt, {_counted(reach)}. Erlassenes und gespeicherte Prüfergebnisse behalten "
        "den alten Wert; was ab jetzt gerechnet wird, nimmt für diese Tage den neuen. Bitte "
        "bestätigen Sie das mit dem Kreuz „Auch für vergangene Tage“ und nennen Sie den Grund in "
        "der Bemerkung.",
    )


def _counted(reach: Reach) -> str:
    told = [
        words if count > 1 else single
        for count, single, words in (
            (reach.letters, "1 erlassenes Schreiben", f"{reach.letters} erlassene Schreiben"),
            (
                reach.applications,
                "1 eingegangener Antrag",
                f"{reach.applications} eingegangene Anträge",
            ),
        )
        if count
    ]
    verb = "fällt" if reach.letters + reach.applications == 1 else "fallen"
    return f"{verb} {' und '.join(told)}"
