"""The Eingangsbestätigung: made by a job after the filing, from what was frozen."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock
from wirgrants.documents.letters.receipt import FindingLine, Receipt, receipt_letter
from wirgrants.errors import NotFound
from wirgrants.models import (
    DeliveryWay,
    FundingCase,
    Letter,
    LetterKind,
    Revision,
    RevisionPersonal,
)
from wirgrants.services.access import SYSTEM, load_case
from wirgrants.services.drafts_findings import frozen_row
from wirgrants.services.letterhead import HeadChoice, head_of
from wirgrants.services.letters import Draft, add, set_letter
from wirgrants.services.log import Entry, record
from wirgrants.services.versions import leave_version
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.findings import Outcome
from workflows.states import MachineName
from workflows.wording import say

_NEXT = (
    "Die Bewilligungsbehörde prüft den Antrag formal und fachlich.",
    "Fehlt etwas, erhalten Sie eine Nachforderung mit Frist in Ihrem Posteingang.",
    "Über die Entscheidung erhalten Sie einen schriftlichen Bescheid.",
)
_LATE = (
    "Der Antrag ist nach dem Ende der Antragsfrist eingegangen. Er wird trotzdem angenommen und "
    "geprüft; die Verspätung kann bei der Entscheidung berücksichtigt werden."
)


def receipt_of(session: Session, case: FundingCase) -> Letter | None:
    """The receipt of the case, None until the job has made it; one statement."""
    return session.scalars(
        select(Letter)
        .where(
            Letter.case_id == case.id,
            Letter.kind == LetterKind.RECEIPT,
            Letter.issued_at.is_not(None),
        )
        .options(joinedload(Letter.file))
        .limit(1)
    ).first()


def make_receipt(case_ref: str) -> None:
    """Sets and issues the receipt of a filed case; a second run finds it and does nothing.

    Raises NotFound for a case that was not filed, DocumentError when it cannot be set.
    """
    with read_only() as session:
        case = load_case(session, SYSTEM, case_ref)
        if case.filed_at is None:
            raise NotFound("not filed")
        if receipt_of(session, case) is not None:
            return
        revision, names = _declared(session, case)
        letter = receipt_letter(_contents(case, revision, names))
    sheet = set_letter(Draft(kind=LetterKind.RECEIPT, letter=letter))
    with unit_of_work() as session:
        case = load_case(session, SYSTEM, case_ref, for_update=True)
        if receipt_of(session, case) is not None:
            return
        shown = case.row_version
        row = add(session, case, SYSTEM, sheet)
        row.previewed_digest = sheet.rendered.digest  # nobody signs: the bytes set above
        # Whoever files in this system takes the receipt here (declared with the filing).
        row.issued_at, row.issued_by_id = clock.now(), revision.by_id
        row.way, row.consent_on, row.sent_on = (
            DeliveryWay.ELECTRONIC,
            case.received_on,
            clock.today(),
        )
        told = {"letter": row.ref, "number": row.number, "sha256": row.pdf_digest}
        record(session, SYSTEM, Entry(action="issue_receipt", data=told), case)
        leave_version(session, case, shown)


def _declared(session: Session, case: FundingCase) -> tuple[Revision, dict[str, str]]:
    revision = session.scalars(
        select(Revision).where(
            Revision.case_id == case.id,
            Revision.subject == MachineName.APPLICATION,
            Revision.number == case.revision_number,
        )
    ).one()
    rows = session.execute(
        select(RevisionPersonal.key, RevisionPersonal.value).where(
            RevisionPersonal.revision_id == revision.id
        )
    )
    return revision, {row.key: row.value for row in rows}


def _contents(case: FundingCase, revision: Revision, names: dict[str, str]) -> Receipt:
    verdict = revision.verdict
    choice = HeadChoice(dated=clock.today(), signature="")
    who = ", ".join(filter(None, (names.get("declared_name"), names.get("declared_as"))))
    assert case.filed_at is not None
    return Receipt(
        head=head_of(case, choice),
        filed_at=case.filed_at,
        applicant=case.applicant_name,
        signatory=who or "auf Papier eingereicht",
        call="kein Förderaufruf" if case.call is None else case.call.title,
        digest=revision.digest,
        verdict=say(f"verdict.{verdict['kind']}"),
        findings=tuple(_line(one) for one in verdict["findings"] if one["outcome"] != Outcome.MET),
        missing_papers=tuple(say(f"paper.name.{kind}") for kind in verdict["missing_papers"]),
        next_steps=_NEXT,
        late=_LATE if case.late else "",
    )


def _line(finding: dict[str, Any]) -> FindingLine:
    row = frozen_row(finding)
    return FindingLine(
        rule=row.rule, clause=row.clause, outcome=say(f"outcome.{row.outcome}"), reason=row.reason
    )
