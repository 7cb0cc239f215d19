"""Interest on money that was used late (§ 49a IV HVwVfG), as it stands when a case is settled."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.errors import Conflict, Refused
from wirgrants.models import Event, FundingCase
from wirgrants.services.payments_call import load_money
from wirgrants.services.payments_late import clocks
from workflows.money import ZERO, total
from workflows.payment_call import LateDecision


@dataclass(frozen=True, kw_only=True)
class LateInterest:
    """The most interest that may be claimed; `unknown_from`: a day without a rate.

    It is reckoned to the day on which use was stated: money may have been used before.
    `lines` are what was used late and the arithmetic in German.
    """

    sum: Decimal
    lines: tuple[str, ...]
    unknown_from: date | None = None

    @property
    def arose(self) -> bool:
        """Somebody has to find whether the money was used in time."""
        return self.sum > ZERO or self.unknown_from is not None

    def to_json(self) -> dict[str, Any]:
        """What a closing letter and the log keep of it."""
        unknown = self.unknown_from
        return {
            "sum": format(self.sum, "f"),
            "lines": list(self.lines),
            "unknown_from": None if unknown is None else unknown.isoformat(),
        }


def late_interest(session: Session, case: FundingCase) -> LateInterest:
    """What payments and their statements tell of late use; the statements of `load_money`.

    Money that was not used at all is asked back, and bears the interest of that (§ 49a III).
    """
    money = clocks(load_money(session, case), clock.today())
    found = [one for one in money if one.late is not None and not one.late.open]
    return LateInterest(
        sum=total(one.proposed.total for one in found if one.proposed is not None),
        lines=tuple(
            text
            for one in found
            if one.late is not None
            for text in (one.late.line.text(), *one.interest_lines)
        ),
        unknown_from=min(
            (one.unknown_rate_from for one in found if one.unknown_rate_from), default=None
        ),
    )


@dataclass(frozen=True, kw_only=True)
class LateFound:
    """What was found about late use when the case was closed: the event's day, and its words.

    `sum` is the most that might have been claimed, None where a rate was not known.
    """

    on: date
    decision: LateDecision
    reason: str
    sum: Decimal | None
    lines: tuple[str, ...]


def late_found(session: Session, case: FundingCase) -> LateFound | None:
    """What the log keeps of the closing; None where late use was no question. One statement."""
    closed = session.scalars(
        select(Event)
        .where(Event.case_id == case.id, Event.action == "settle")
        .order_by(Event.case_seq.desc())
        .limit(1)
    ).first()
    if closed is None or "late_decision" not in closed.data:
        return None
    late = closed.data["late_interest"]
    return LateFound(
        on=clock.day_of(closed.at),
        decision=LateDecision(closed.data["late_decision"]),
        reason=closed.data["late_reason"],
        sum=None if late["unknown_from"] else Decimal(late["sum"]),
        lines=tuple(late["lines"]),
    )


def refuse_undecided(late: LateInterest, decision: LateDecision | None, reason: str) -> None:
    """Raises Refused where late use is in question and nobody finds, with a reason, what was."""
    if late.arose and (decision is None or not reason.strip()):
        raise Refused(
            "late use undecided",
            message="Nach den Angaben können ausgezahlte Mittel verspätet verwendet worden sein. "
            "Bitte stellen Sie fest, ob sie fristgerecht verwendet wurden, und begründen Sie das "
            "(§ 49a Abs. 4 HVwVfG).",
        )


def refuse_other(late: LateInterest, shown: dict[str, Any]) -> None:
    """Raises Conflict where the interest is not the one of the preview any more."""
    if late.to_json() != shown:
        raise Conflict(
            "late use changed after the preview",
            message="Die Zinsen wegen verspäteter Verwendung haben sich seit der Vorschau "
            "geändert. Bitte erstellen Sie die Vorschau neu.",
        )
