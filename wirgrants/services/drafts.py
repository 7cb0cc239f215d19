"""Starting an application and working on its draft."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.fitting import FORM_VERSION
from forms.fitting_sections import Section
from wirgrants import clock
from wirgrants.errors import Conflict, NotFound, Refused
from wirgrants.models import (
    Call,
    FundingCase,
    Organisation,
)
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.call_state import closing_of
from wirgrants.services.drafts_content import (
    Draft,
    asked_in_total,
    base_of,
    empty_draft,
    section_values,
    sections_for,
    title_of,
    typed_of,
    with_section,
)
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows import registry
from workflows.circumstances import Circumstances
from workflows.facts import ApplicantType
from workflows.guideline import Guideline
from workflows.states import ApplicationState, Role

_HESSE = "06"


def may_be_started(call: Call, moment: datetime) -> bool:
    """Published and opened; a closed call still takes drafts until its last budget year ends.

    A closing that shifts into the next year keeps it open that long.
    """
    if call.published_at is None or moment < call.opens_at:
        return False
    last = max(date(max(call.years), 12, 31), clock.day_of(closing_of(call)))
    return clock.day_of(moment) <= last


def open_draft(actor: Actor, call_ref: str, organisation_ref: str) -> tuple[str, bool]:
    """Starts an application of this organisation under this call; the case's ref, and whether new.

    Where the organisation has a draft for the call already, that one is answered. Raises NotFound
    for an unknown call and an organisation not the person's, Refused before it opens.
    """
    try:
        with unit_of_work() as session:
            call = _call(session, call_ref)
            organisation = _own_organisation(session, actor, organisation_ref)
            found = _draft_of(session, organisation, call)
            if found is not None:
                return found, False
            return _start(session, actor, call, organisation), True
    except Conflict:
        # Two clicks at once: the other one has made the draft.
        with read_only() as session:
            call = _call(session, call_ref)
            found = _draft_of(session, _own_organisation(session, actor, organisation_ref), call)
        if found is None:
            raise
        return found, False


def drafts_begun(session: Session, actor: Actor, call: Call) -> Mapping[str, tuple[str, str]]:
    """The drafts of the person's organisations for a call, by organisation: ref and title."""
    rows = session.execute(
        select(Organisation.ref, FundingCase.ref, FundingCase.title)
        .join(Organisation, Organisation.id == FundingCase.organisation_id)
        .where(
            FundingCase.organisation_id.in_(sorted(actor.organisations)),
            FundingCase.call_id == call.id,
            FundingCase.state == ApplicationState.DRAFT,
        )
    )
    return {organisation: (ref, title) for organisation, ref, title in rows}


def _call(session: Session, ref: str) -> Call:
    call = session.scalars(select(Call).where(Call.ref == ref)).one_or_none()
    if call is None or call.published_at is None:
        raise NotFound("no such call")
    if not may_be_started(call, clock.now()):
        raise Refused(
            "the call is not open",
            message="Für diesen Aufruf lässt sich zurzeit kein Antrag beginnen.",
        )
    return call


def _own_organisation(session: Session, actor: Actor, ref: str) -> Organisation:
    organisation = session.scalars(
        select(Organisation).where(
            Organisation.ref == ref, Organisation.id.in_(sorted(actor.organisations))
        )
    ).one_or_none()
    if organisation is None:
        raise NotFound("not an organisation of this person")
    return organisation


def _draft_of(session: Session, organisation: Organisation, call: Call) -> str | None:
    return session.scalars(
        select(FundingCase.ref).where(
            FundingCase.organisation_id == organisation.id,
            FundingCase.call_id == call.id,
            FundingCase.state == ApplicationState.DRAFT,
        )
    ).one_or_none()


def _start(session: Session, actor: Actor, call: Call, organisation: Organisation) -> str:
    guideline = registry.guideline(call.line, call.version)
    moment = clock.now()
    case = FundingCase(
        organisation=organisation,
        call=call,
        organisation_id=organisation.id,
        call_id=call.id,
        line=call.line,
        version=call.version,
        form_version=FORM_VERSION,
        guideline_digest=call.guideline_digest or registry.digest(guideline),
        variant=guideline.lifecycle,
        applicant_name=organisation.name,
        applicant_type=organisation.kind,
        draft=empty_draft(guideline, _known_of(organisation)),
        draft_saved_at=moment,
        draft_saved_by_id=actor.id,
        started_at=moment,
        started_by_id=actor.id,
        log_length=0,
        log_head="",
    )
    take_step(
        session,
        case,
        "open_draft",
        actor=actor,
        circumstances=Circumstances(day=clock.today()),
        writes=Writes(
            case_changes={"waiting_for": Role.APPLICANT_EDITOR.value, "due_what": "file"},
            data={"call": call.ref},
        ),
    )
    return case.ref


def _known_of(organisation: Organisation) -> dict[str, Any]:
    """What the organisation's own record answers already."""
    known: dict[str, Any] = {"applicant_type": organisation.kind.value}
    if organisation.kind in (ApplicantType.CHARITY, ApplicantType.MIGRANT_ORG):
        told = organisation.charitable
        known["charitable"] = True if told is None else told
        told = organisation.registered_association
        known["registered_association"] = bool(organisation.register_entry) or told
        known["seat_in_hesse"] = (organisation.seat_ags or "").startswith(_HESSE) or None
    known["vat_deductible"] = organisation.vat_deductible
    known["exemption_notice_kind"] = organisation.exemption_notice_kind or None
    for name in ("exemption_notice_date", "register_extract_date"):
        day: date | None = getattr(organisation, name)
        known[name] = None if day is None else day.isoformat()
    return {name: value for name, value in known.items() if value is not None}


@dataclass(frozen=True, kw_only=True)
class SectionInput:
    """One section as it was sent: what could be read, the raw texts when not all could.

    `version` and `base` are the case's row version and the section's digest as they were shown.
    """

    slug: str
    values: Mapping[str, Any]
    typed: Mapping[str, list[str]] | None
    version: int
    base: str


@dataclass(frozen=True, kw_only=True)
class Saved:
    """What saving did; `slugs` are the draft's sections now, which an answer may add to."""

    version: int
    at: datetime
    changed: bool
    slugs: tuple[str, ...]


def save_section(actor: Actor, ref: str, sent: SectionInput) -> Saved:
    """Keeps one section of a draft.

    A change of other sections meanwhile does no harm. Raises Conflict when somebody changed this
    section to something else than what was sent, NotFound for strangers, staff and unknown
    sections, Refused when the application is filed already.
    """
    with unit_of_work() as session:
        case = load_draft(session, actor, ref)
        guideline = registry.guideline(case.line, case.version)
        section = section_called(sections_for(guideline, case.draft), sent.slug)
        new = with_section(case.draft, section, guideline, sent.values, sent.typed)
        at = case.draft_saved_at or case.started_at
        slugs = tuple(one.slug for one in sections_for(guideline, new))
        if _same(case.draft, new, section, guideline):
            return Saved(version=case.row_version, at=at, changed=False, slugs=slugs)
        if sent.version != case.row_version and sent.base != base_of(
            case.draft, section, guideline
        ):
            raise Conflict("somebody else changed this section")
        at = clock.now()
        case.draft = new
        case.title, case.asked = title_of(new), asked_in_total(new)
        case.applicant_type = _type_of(new) or case.applicant_type
        case.draft_saved_at, case.draft_saved_by_id = at, actor.id
        session.flush()
        return Saved(version=case.row_version, at=at, changed=True, slugs=slugs)


def _same(old: Draft, new: Draft, section: Section, guideline: Guideline) -> bool:
    return section_values(old, section, guideline) == section_values(
        new, section, guideline
    ) and typed_of(old, section.slug) == typed_of(new, section.slug)


def _type_of(draft: Draft) -> ApplicantType | None:
    kind = draft["answers"].get("applicant_type")
    return ApplicantType(kind) if kind else None


def load_draft(session: Session, actor: Actor, ref: str) -> FundingCase:
    """The draft, locked, of a member of its organisation. Raises NotFound, Refused once filed."""
    case = load_case(session, actor, ref, for_update=True)
    only_as_member(actor, case)
    if case.state is not ApplicationState.DRAFT:
        raise Refused(
            "not a draft any more",
            message="Der Antrag ist kein Entwurf mehr und lässt sich nicht mehr ändern.",
        )
    return case


def section_called(sections: tuple[Section, ...], slug: str) -> Section:
    """The section of this address; NotFound when the draft has none such."""
    for section in sections:
        if section.slug == slug:
            return section
    raise NotFound("no such section")
