"""Proposing a rejection: the letter with its reasons first, then the step bound to it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.letters.rejection import Rejection, rejection_letter
from wirgrants.errors import Refused
from wirgrants.models import Decision, FundingCase, LetterKind, ProposalEnd
from wirgrants.services.access import Actor, load_case, only_as_staff
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.corrections_made import corrected_on
from wirgrants.services.letterhead import HeadChoice, head_of, remedy_of
from wirgrants.services.letters import Draft, paragraphs, preview, terms_of
from wirgrants.services.parameters import load_parameters
from wirgrants.services.proposals import (
    Shown,
    end_open_proposal,
    keep_proposal,
    shown_letter,
)
from wirgrants.services.review import checks_of
from wirgrants.services.steps import Writes, take_step
from wirgrants.services.waiting import waiting
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.findings import Outcome
from workflows.money import ZERO
from workflows.sources import Clause
from workflows.states import ApplicationState


@dataclass(frozen=True, kw_only=True)
class RejectionWish:
    """Why an application is rejected: the reasons in words, and the findings that are cited."""

    reasons: str
    facts: str = ""
    rules: Sequence[str] = ()

    def to_json(self) -> dict[str, Any]:
        """Plain JSON."""
        return {"reasons": self.reasons, "facts": self.facts, "rules": list(self.rules)}


def read_rejection(told: Mapping[str, Any]) -> RejectionWish:
    """The wish that `to_json` kept."""
    return RejectionWish(reasons=told["reasons"], facts=told["facts"], rules=tuple(told["rules"]))


def preview_rejection(actor: Actor, ref: str, wish: RejectionWish) -> str:
    """Set the rejection letter and keep it as preview; its ref. Raises Refused without a reason."""
    if not wish.reasons.strip():
        raise Refused("no reason", message="Bitte begründen Sie die Ablehnung (§ 39 HVwVfG).")
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_staff(actor, case)
        today = clock.today()
        choice = HeadChoice(
            dated=today,
            signature=actor.name,
            countersigned=True,
            corrected_on=corrected_on(session, case),
        )
        letter = rejection_letter(
            Rejection(
                head=head_of(case, choice),
                facts=paragraphs(wish.facts),
                reasons=paragraphs(wish.reasons),
                clauses=tuple(
                    cited_reason(one)
                    for one in failed_findings(session, case)
                    if one["rule"] in wish.rules
                ),
                remedy=remedy_of(case, load_parameters(session), today),
            )
        )
    terms = {"wish": wish.to_json(), "revision": case.revision_number}
    return preview(actor, ref, Draft(kind=LetterKind.REJECTION, letter=letter, terms=terms))


def failed_findings(session: Session, case: FundingCase) -> list[dict[str, Any]]:
    """The findings of the present round that were answered, or found, "not met"."""
    return [
        {**check.finding, "note": check.note}
        for check in checks_of(session, case)
        if (check.answer or check.outcome) is Outcome.NOT_MET
    ]


def cited_reason(stored: Mapping[str, Any]) -> str:
    """A finding as the letter gives it as a reason, with the citation that may stand there."""
    clause = Clause(stored["clause"]["source"], stored["clause"]["number"])
    return f"{stored['reason']} ({clause.public()})"


def propose_rejection(actor: Actor, ref: str, shown: Shown) -> None:
    """Propose the rejection of the previewed letter.

    Raises StepRefused, Refused or Conflict for another preview, StepNotOpen, NotFound.
    """
    _reject(actor, ref, shown, "propose_rejection")


def overrule(actor: Actor, ref: str, shown: Shown) -> None:
    """The approver proposes a rejection instead of the award; another approver signs it.

    The reserved money returns. Raises as `propose_rejection`, and StepRefused for whoever checked
    or proposed.
    """
    _reject(actor, ref, shown, "overrule")


def _reject(actor: Actor, ref: str, shown: Shown, action: str) -> None:
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_staff(actor, case)
        letter = shown_letter(session, case, shown, Decision.REJECTION)
        wish = read_rejection(terms_of(letter)["wish"])
        take_step(
            session,
            case,
            action,
            actor=actor,
            version=shown.version,
            circumstances=circumstances_of(
                session, case, day=clock.today(), reason=wish.reasons, letter_rendered=True
            ),
            writes=Writes(
                case_changes={
                    **waiting(ApplicationState.REJECTION_PROPOSED, what="sign"),
                    "proposed_by_id": actor.id,
                },
                data={"letter": letter.ref, "digest": letter.pdf_digest},
            ),
        )
        if action == "overrule":
            end_open_proposal(session, actor, case, ProposalEnd.OVERRULED, wish.reasons)
        columns = {
            "kind": Decision.REJECTION,
            "total": ZERO,
            "reason": wish.reasons,
            "content": dict(terms_of(letter)),
        }
        keep_proposal(session, actor, case, letter, columns)
