"""What the check of a payment request left behind: the answers given and the findings of its day.

The findings of a request change with the day and with every later payout, so those that the
officer saw are kept in the event of the check, in the words of that day.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.payment import CHECK_QUESTIONS
from wirgrants.models import Event, FundingCase, User
from wirgrants.services.payments_findings import CheckLine
from workflows.findings import Outcome
from workflows.states import MachineName

CHECK = "check"


@dataclass(frozen=True, kw_only=True)
class Checked:
    """One check: the questions with their answers, the findings of that day, who made it."""

    answers: tuple[tuple[str, bool], ...]
    findings: tuple[CheckLine, ...]
    by: str = ""


def to_log(answers: Mapping[str, bool], findings: Sequence[CheckLine]) -> dict[str, Any]:
    """What the event of a check keeps; `answers` by the names of `CHECK_QUESTIONS`."""
    return {
        "answers": [
            {"question": text, "answer": answers[name]} for name, text in CHECK_QUESTIONS.items()
        ],
        "findings": [
            {"text": one.text, "outcome": one.outcome.value, "reason": one.reason}
            for one in findings
        ],
    }


def from_log(data: Mapping[str, Any], by: str = "") -> Checked:
    """The check that an event keeps."""
    return Checked(
        answers=tuple((one["question"], one["answer"]) for one in data.get("answers", ())),
        findings=tuple(
            CheckLine(text=one["text"], outcome=Outcome(one["outcome"]), reason=one["reason"])
            for one in data.get("findings", ())
        ),
        by=by,
    )


def checks_of(session: Session, case: FundingCase) -> Mapping[str, Checked]:
    """The last check of each request of a case by the request's ref; one statement."""
    rows = session.execute(
        select(Event.subject_ref, Event.data, User.name)
        .outerjoin(User, User.id == Event.actor_id)
        .where(
            Event.case_id == case.id,
            Event.machine == MachineName.PAYMENT,
            Event.action == CHECK,
        )
        .order_by(Event.id)
    )
    return {ref: from_log(data, name or "") for ref, data, name in rows}
