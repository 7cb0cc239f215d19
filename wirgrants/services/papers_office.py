"""Which papers the authority and the auditor see: not those that lie in drafts only."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import FundingCase, Membership, MembershipKind, Paper, Revision
from workflows.states import MachineName


def handed_in(contents: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    """The refs of the papers that these frozen proofs name."""
    return frozenset(paper["ref"] for one in contents for paper in one.get("papers", ()))


def discarded_before_filing(removed_at: datetime | None, filed_at: datetime | None) -> bool:
    """Whether a paper was taken out of the application while it was the applicant's draft."""
    return removed_at is not None and (filed_at is None or removed_at <= filed_at)


def members_of(session: Session, organisation_id: int) -> frozenset[int]:
    """The accounts that ever acted for the applicant; one statement."""
    statement = select(Membership.account_id).where(
        Membership.organisation_id == organisation_id, Membership.kind != MembershipKind.TIED
    )
    return frozenset(session.scalars(statement))


def for_office(session: Session, case: FundingCase, papers: Sequence[Paper]) -> Sequence[Paper]:
    """The papers without those that the applicant put into a draft and never handed in.

    That is a proof not handed in, or the application before it was filed; what an officer enters
    from paper is the authority's own. No statement without papers of a proof, one when all of
    them were handed in, else two.
    """
    papers = [one for one in papers if not _discarded(case, one)]
    of_proofs = [one for one in papers if one.subject is MachineName.PROOF and one.subject_ref]
    if not of_proofs:
        return papers
    frozen = select(Revision.content).where(
        Revision.case_id == case.id,
        Revision.subject == MachineName.PROOF,
        Revision.subject_ref.in_({one.subject_ref for one in of_proofs}),
    )
    known = handed_in(session.scalars(frozen))
    open_ones = [one for one in of_proofs if one.ref not in known]
    if not open_ones:
        return papers
    members = members_of(session, case.organisation_id)
    hidden = {one.ref for one in open_ones if one.uploaded_by_id in members}
    return [one for one in papers if one.ref not in hidden]


def _discarded(case: FundingCase, paper: Paper) -> bool:
    of_application = paper.subject is MachineName.APPLICATION
    return of_application and discarded_before_filing(paper.removed_at, case.filed_at)
