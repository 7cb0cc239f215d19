"""A proof as its recipient sees it before handing it in: on the page, and printed for the house."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.documents.blocks import Section
from wirgrants.documents.contents import PrintView
from wirgrants.documents.typst_render import Rendered, render
from wirgrants.extensions import settings
from wirgrants.models import FundingCase, Proof, ProofKind
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.drafts_review import directory_of
from wirgrants.services.drafts_shown import ByYear
from wirgrants.services.filing_print import signature_lines
from wirgrants.services.finance_rows import payments_of
from wirgrants.services.proofs import name_of, proof_of
from wirgrants.services.proofs_draft import OPEN
from wirgrants.services.proofs_shown import add_up, report_sections
from wirgrants.services.proofs_submit import DECLARATION, ReadyReport, ready_report
from wirgrants.services.register import load_register
from wirgrants.unit_of_work import read_only
from workflows.states import PaymentState
from workflows.wording import say


@dataclass(frozen=True, kw_only=True)
class ShownReport:
    """A proof as handing it in now would freeze it, with all that it tells."""

    ready: ReadyReport
    sections: tuple[Section, ...]


def shown_report(session: Session, actor: Actor, case: FundingCase, proof: Proof) -> ShownReport:
    """This person's draft of a proof as sections, the grant paid so far among its funds."""
    found = ready_report(session, actor, case, proof)
    directory = directory_of(load_register(session), clock.today())
    sections = report_sections(found.content, paid_until_now(session, case, proof), directory)
    return ShownReport(ready=found, sections=tuple(sections))


def paid_until_now(session: Session, case: FundingCase, proof: Proof) -> ByYear:
    """The grant paid out for the years that a proof reports, by budget year; one statement."""
    return add_up(
        (payment.award_year.year, payment.amount)
        for payment in payments_of(session, case)
        if payment.state is PaymentState.PAID
        and payment.award_year.part == proof.part
        and (proof.kind is not ProofKind.INTERIM or payment.award_year.year == proof.year)
    )


def print_report(actor: Actor, ref: str, proof_ref: str) -> tuple[Rendered, str]:
    """The proof as PDF with its digest, and a file name; one not handed in says so.

    Rendered in the child process outside any transaction. Raises NotFound for strangers and staff,
    DocumentError with a German sentence.
    """
    with read_only() as session:
        case = load_case(session, actor, ref)
        only_as_member(actor, case)
        proof = proof_of(session, case, proof_ref)
        contents = _contents(session, actor, case, proof)
    return render(contents, at=clock.now()), f"{case.number} {name_of(proof)}.pdf"


def _contents(session: Session, actor: Actor, case: FundingCase, proof: Proof) -> PrintView:
    found = shown_report(session, actor, case, proof)
    return PrintView(
        title=f"{name_of(proof)}: {case.title}",
        applicant=case.applicant_name or case.organisation.name,
        line=say(f"line.{case.line}.name"),
        guideline=f"{found.ready.basis.guideline.clause.german()} (Fassung {case.version})",
        call="kein Förderaufruf" if case.call is None else case.call.title,
        made_at=clock.now(),
        digest=found.ready.digest,
        sections=found.sections,
        declaration=tuple(DECLARATION.values()),
        signatures=signature_lines(case),
        file_number=case.number or "",
        draft=proof.state in OPEN,
        proof=True,
        demo=settings().movable,
    )
