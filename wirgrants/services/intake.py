"""Applications that arrive on paper: received by an officer, their answers copied and frozen."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from forms.fitting import FORM_VERSION
from wirgrants import clock, once
from wirgrants.errors import Conflict, NotAllowed, NotFound, Refused
from wirgrants.models import Call, FundingCase, Organisation, Revision
from wirgrants.services.access import Actor
from wirgrants.services.casework import load_for_work
from wirgrants.services.circumstances import circumstances_of
from wirgrants.services.drafts import SectionInput, section_called
from wirgrants.services.drafts_content import base_of, empty_draft, sections_for, with_section
from wirgrants.services.filing import (
    Declaration,
    Ready,
    keep_names,
    ready,
    series_year,
)
from wirgrants.services.log import Entry, record
from wirgrants.services.numbers import file_number
from wirgrants.services.organisations import OrganisationValues, add_organisation
from wirgrants.services.papers import Place, Upload, attach, take_in
from wirgrants.services.plain import new_salt
from wirgrants.services.review import OFFICER
from wirgrants.services.revising import freeze_content
from wirgrants.services.rounds_anew import ask_anew
from wirgrants.services.search import holds
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows import registry
from workflows.states import ApplicationState, MachineName, Role

SCAN = "signed_application"
MOST_FOUND = 25
OPEN_STATES = frozenset({ApplicationState.FILED, ApplicationState.FORMAL_CHECK})


@dataclass(frozen=True, kw_only=True)
class PaperApplication:
    """An application as it lies on the desk. Without `call_ref` it comes under no call.

    `organisation` is the ref of a known one, or the values of a new one.
    """

    organisation: str | OrganisationValues
    line: str
    version: str
    call_ref: str
    title: str
    received_on: date
    signatory: str
    function: str


def calls_for_intake(session: Session) -> list[Call]:
    """Published calls, newest first; paper may arrive for each of them at any time."""
    return list(
        session.scalars(
            select(Call)
            .where(Call.published_at.is_not(None))
            .order_by(Call.opens_at.desc(), Call.id.desc())
        )
    )


def organisations_found(session: Session, search: str) -> list[Organisation]:
    """Active organisations whose name or place holds the text, by name; one statement."""
    if not search.strip():
        return []
    return list(
        session.scalars(
            select(Organisation)
            .where(
                Organisation.active.is_(True),
                holds(search, Organisation.name, Organisation.city),
            )
            .order_by(Organisation.name, Organisation.id)
            .limit(MOST_FOUND)
        )
    )


def receive_on_paper(actor: Actor, told: PaperApplication, scan: Upload) -> str:
    """Receive a paper application with its scan; the case's ref. Never refused for lateness.

    Raises Refused for a bad scan or organisation, StepRefused for a missing signature or a day of
    receipt ahead, NotAllowed, NotFound.
    """
    if Role.CASE_OFFICER not in actor.staff_roles:
        raise NotAllowed("officers receive papers")
    taken = take_in(scan)
    with unit_of_work() as session:
        case = _new_case(session, actor, told)
        if actor.belongs_to(case.organisation_id):
            raise NotFound("members of the applicant do not receive for the authority")
        take_step(
            session,
            case,
            "receive_on_paper",
            actor=actor,
            circumstances=circumstances_of(
                session,
                case,
                day=clock.today(),
                applicant_known=True,
                declaration_made=True,
                signatory_named=bool(told.signatory.strip() and told.function.strip()),
                received_on=told.received_on,
            ),
            writes=_receipt(session, actor, case, told, (taken.sha256, salt := new_salt())),
        )
        paper = attach(session, actor, case, taken, Place(kind=SCAN))
        revision = _freeze(session, actor, case, ready(session, case))
        signed = Declaration(name=told.signatory, function=told.function, digest=revision.digest)
        keep_names(session, revision, signed, salt)
        # What the judgement wrote into the case comes after its receipt, and is taken down here.
        kept = {"kind": SCAN, "part": "", "sha256": taken.sha256, "paper": paper.ref}
        record(session, actor, Entry(action="add_paper", data=kept), case)
        once.made(session, case.ref)
        return case.ref


def _receipt(
    session: Session,
    actor: Actor,
    case: FundingCase,
    told: PaperApplication,
    kept: tuple[str, str],
) -> Writes:
    """What the receipt writes: number, day of receipt, and who entered it.

    `kept` are the digest of the scan and the salt of the names.
    """
    scan, salt = kept
    return Writes(
        changes={
            "number": file_number(session, series_year(case)),
            "filed_at": clock.now(),
            "received_on": told.received_on,
            "revision_number": 1,
            "on_paper": True,
            "assigned_to_id": actor.id,
        },
        data={"received_on": told.received_on, "scan": scan},
        personal={"name": told.signatory, "function": told.function},
        salt=salt,
    )


def _new_case(session: Session, actor: Actor, told: PaperApplication) -> FundingCase:
    guideline = registry.guideline(told.line, told.version)
    organisation = _organisation(session, actor, told.organisation)
    call = None
    if told.call_ref:
        call = session.scalars(
            select(Call).where(
                Call.ref == told.call_ref,
                Call.line == told.line,
                Call.version == told.version,
                Call.published_at.is_not(None),
            )
        ).one_or_none()
        if call is None:
            raise NotFound("no such call")
    answers = {"project_title": told.title, "applicant_type": organisation.kind.value}
    case = FundingCase(
        organisation_id=organisation.id,
        call_id=None if call is None else call.id,
        line=told.line,
        version=told.version,
        form_version=FORM_VERSION,
        variant=guideline.lifecycle,
        title=told.title,
        draft=empty_draft(guideline, answers),
        started_at=clock.now(),
        started_by_id=actor.id,
    )
    case.organisation, case.call = organisation, call
    return case


def _organisation(session: Session, actor: Actor, told: str | OrganisationValues) -> Organisation:
    if isinstance(told, OrganisationValues):
        return add_organisation(session, actor, told)
    found = session.scalars(
        select(Organisation).where(Organisation.ref == told, Organisation.active.is_(True))
    ).one_or_none()
    if found is None:
        raise NotFound("no such organisation")
    return found


def _freeze(session: Session, actor: Actor, case: FundingCase, now: Ready) -> Revision:
    """The present content as the frozen revision that counts, with its judgement."""
    if case.state is ApplicationState.FILED:
        case.waiting_for, case.due_what = Role.CASE_OFFICER.value, "begin_check"
    return freeze_content(session, actor, now, on_paper=True)


def load_for_copying(session: Session, actor: Actor, ref: str, version: int | None) -> FundingCase:
    """A paper case, locked, whose answers an officer may still copy. Raises Refused otherwise."""
    case = load_for_work(session, actor, ref, OFFICER, version=version)
    refuse_unless_open(case)
    return case


def refuse_unless_open(case: FundingCase) -> None:
    """Raises Refused for a case that did not come on paper or is beyond the check."""
    if not case.on_paper or case.state not in OPEN_STATES:
        raise Refused(
            "nothing to copy",
            message="Angaben lassen sich nur bei Papieranträgen und nur bis zum Ende der formalen "
            "Prüfung übertragen.",
        )


def copy_section(actor: Actor, ref: str, sent: SectionInput) -> None:
    """Keep one section of the copied answers; what cannot be read stays as it was typed.

    Raises Conflict when somebody changed this section meanwhile, Refused, NotAllowed, NotFound.
    """
    with unit_of_work() as session:
        case = load_for_copying(session, actor, ref, None)
        guideline = registry.guideline(case.line, case.version)
        section = section_called(sections_for(guideline, case.draft), sent.slug)
        if sent.version != case.row_version and sent.base != base_of(
            case.draft, section, guideline
        ):
            raise Conflict("somebody else changed this section")
        case.draft = with_section(case.draft, section, guideline, sent.values, sent.typed)
        case.draft_saved_at, case.draft_saved_by_id = clock.now(), actor.id


def freeze_copy(actor: Actor, ref: str, *, version: int) -> int:
    """Freeze the copied answers as the next revision, judged anew; its number.

    Raises Refused while a text cannot be read or nothing changed, Conflict, NotAllowed, NotFound.
    """
    with unit_of_work() as session:
        case = load_for_copying(session, actor, ref, version)
        now = ready(session, case)
        if now.malformed:
            told = " ".join(f"{title}: {' '.join(faults)}" for _, title, faults in now.malformed)
            raise Refused("unreadable", message=f"Noch nicht lesbar. {told}")
        last = session.scalars(
            select(Revision.digest).where(
                Revision.case_id == case.id,
                Revision.subject == MachineName.APPLICATION,
                Revision.number == case.revision_number,
            )
        ).one()
        if last == now.digest:
            raise Refused("nothing changed", message="Seit der letzten Fassung ist nichts neu.")
        case.revision_number += 1
        revision = _freeze(session, actor, case, now)
        data: Mapping[str, Any] = {
            "revision": revision.number,
            "digest": revision.digest,
            **ask_anew(session, case),
        }
        record(session, actor, Entry(action="copy_from_paper", data=data), case)
        return revision.number
