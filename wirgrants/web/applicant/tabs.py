"""Tabs of the case page: the application as filed, its papers, and the applicant's messages."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from wirgrants.models import Paper, Revision
from wirgrants.services.drafts_changed import differences
from wirgrants.services.drafts_findings import frozen_row
from wirgrants.services.drafts_review import directory_of
from wirgrants.services.drafts_shown import shown_sections
from wirgrants.services.inbox import messages
from wirgrants.services.papers import papers_of
from wirgrants.services.register import load_register
from wirgrants.web.applicant.uploads import file_row
from wirgrants.web.case import is_applicant
from wirgrants.web.tabs import READERS, CaseView, Tab, register_tab
from workflows.states import APPLICANT_ROLES, UNDER_REVIEW, ApplicationState, MachineName
from workflows.wording import paper_name, say


def _filed(view: CaseView) -> Revision | None:
    if not view.case.revision_number:
        return None
    return view.session.scalars(
        select(Revision).where(
            Revision.case_id == view.case.id,
            Revision.subject == MachineName.APPLICATION,
            Revision.number == view.case.revision_number,
        )
    ).one_or_none()


def _earlier(view: CaseView) -> Revision | None:
    """The revision before the one that counts; a first one has none."""
    if view.case.revision_number < 2:
        return None
    return view.session.scalars(
        select(Revision).where(
            Revision.case_id == view.case.id,
            Revision.subject == MachineName.APPLICATION,
            Revision.number == view.case.revision_number - 1,
        )
    ).one_or_none()


def _application(view: CaseView) -> Mapping[str, Any]:
    revision = _filed(view)
    content = view.case.draft if revision is None else revision.content
    verdict = {} if revision is None else revision.verdict
    directory = directory_of(load_register(view.session), view.day)
    earlier = _earlier(view)
    return {
        "revision": revision,
        "changes": differences(view.guideline, earlier.content, content, directory)
        if earlier
        else (),
        "sections": shown_sections(view.guideline, content, directory),
        "findings": [frozen_row(one) for one in verdict.get("findings", ())],
        "verdict_kind": verdict.get("kind"),
        "entitlement": verdict.get("entitlement"),
        "editable": view.case.state is ApplicationState.DRAFT and is_applicant(view),
        "member": is_applicant(view),
    }


def _papers(view: CaseView) -> Mapping[str, Any]:
    held = papers_of(view.session, view.case, internal=not is_applicant(view))
    groups: dict[str, list[Paper]] = {}
    for paper in held:
        groups.setdefault(_group(paper), []).append(paper)
    return {
        "groups": [
            (
                name,
                [
                    {"kind": paper_name(p.kind), **file_row(view.case, p, removable=False)}
                    for p in papers
                ],
            )
            for name, papers in groups.items()
        ],
        "may_add": is_applicant(view)
        and (view.case.state is ApplicationState.DRAFT or view.case.state in UNDER_REVIEW),
    }


def _group(paper: Paper) -> str:
    if paper.internal:
        return "Unterlagen der Bewilligungsbehörde"
    if paper.subject is MachineName.APPLICATION:
        return "Unterlagen zum Antrag"
    return f"Unterlagen zu: {say(f'machine.{paper.subject.value}')}"


def _messages(view: CaseView) -> Mapping[str, Any]:
    page = messages(view.session, view.actor, case_id=view.case.id, size=50)
    return {"entries": page.entries}


register_tab(
    Tab(
        id="antrag",
        label="Antrag",
        order=10,
        roles=READERS,
        template="applicant/tab_application.html",
        context=_application,
    )
)
register_tab(
    Tab(
        id="unterlagen",
        label="Unterlagen",
        order=20,
        roles=READERS,
        template="applicant/tab_papers.html",
        context=_papers,
    )
)
register_tab(
    Tab(
        id="nachrichten",
        label="Nachrichten",
        order=30,
        roles=APPLICANT_ROLES,
        template="applicant/tab_messages.html",
        context=_messages,
        shown=is_applicant,
    )
)
