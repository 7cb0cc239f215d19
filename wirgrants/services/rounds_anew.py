"""A further round of the formal check, on what came in while the application was checked."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from wirgrants.models import FundingCase
from wirgrants.services.review import ask_round, checks_of, standing
from wirgrants.services.rounds import asked
from workflows.states import ApplicationState


def ask_anew(session: Session, case: FundingCase, *, corrected: bool = False) -> dict[str, Any]:
    """A new round on the application as it is frozen now, while it is being checked.

    Answers to the same finding come along; of a `corrected` application only where the finding
    read the same, and beyond the check too. What the event says of the round; nothing was asked
    before the check has begun.
    """
    before = checks_of(session, case)
    checking = case.state is ApplicationState.FORMAL_CHECK
    if not before or not (checking or corrected):
        return {"checks": 0}
    number = max(check.round for check in before) + 1
    findings = standing(session, case).findings
    changed = set()
    if corrected:
        now = {one.rule: read_of(one.to_json()) for one in findings}
        changed = {one.rule for one in before if read_of(one.finding) != now.get(one.rule)}
    kept = [check for check in before if check.rule not in changed]
    ask_round(session, case, findings, round_=number, earlier=kept)
    return {**asked(findings), **({"anew": sorted(changed)} if changed else {})}


def read_of(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    """What a finding says and has read; the day of the judgement is no difference."""
    inputs = {name: value for name, value in finding["inputs"].items() if name != "day"}
    return finding["outcome"], finding["key"], finding["values"], inputs
