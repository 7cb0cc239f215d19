"""Filing an application: the verdict is told, the content frozen, the number given."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from forms.filing import RECEIPT_SENTENCE, DeclarationForm
from forms.fitting import FORM_VERSION
from wirgrants import clock
from wirgrants.errors import Conflict
from wirgrants.models import (
    FundingCase,
    InboxMessage,
    Revision,
    RevisionPersonal,
)
from wirgrants.queueing import enqueue
from wirgrants.services.access import Actor, load_case, only_as_member
from wirgrants.services.drafts_content import asked_in_total, filed_content, title_of
from wirgrants.services.drafts_review import (
    Review,
    directory_of,
    review,
    unreadable,
    years_of,
)
from wirgrants.services.numbers import file_number
from wirgrants.services.papers import papers_of
from wirgrants.services.plain import digest, new_salt
from wirgrants.services.register import load_register
from wirgrants.services.search import index_case
from wirgrants.services.steps import Writes, take_step
from wirgrants.unit_of_work import unit_of_work
from workflows.circumstances import Circumstances
from workflows.findings import Outcome
from workflows.states import ApplicationState, MachineName, Role

RECEIPT_JOB = "application_filed"


@dataclass(frozen=True, kw_only=True)
class Ready:
    """A draft as it would be filed now: its judgement, content, digest, unreadable fields."""

    case: FundingCase
    review: Review
    content: dict[str, Any]
    digest: str
    malformed: tuple[tuple[str, str, tuple[str, ...]], ...]
    """Section, its title and what is wrong, of every section that holds an unreadable text."""


@dataclass(frozen=True, kw_only=True)
class Declaration:
    """The signatory's word on the content that was shown, named by its digest."""

    name: str
    function: str
    digest: str


def ready(session: Session, case: FundingCase) -> Ready:
    """What filing this draft now would freeze; five statements at most."""
    papers = papers_of(session, case)
    found = review(session, case, papers)
    register = load_register(session)
    directory = directory_of(register, found.facts.day) if case.draft.get("typed") else {}
    faults = unreadable(found.guideline, case.draft, years_of(case), directory)
    content = _content(case, found, papers)
    return Ready(
        case=case,
        review=found,
        content=content,
        digest=digest(content),
        malformed=tuple((section.slug, section.title, told) for section, told in faults),
    )


def _content(case: FundingCase, found: Review, papers: Any) -> dict[str, Any]:
    """Everything that is frozen and declared; nothing in it hangs on the moment of the click."""
    organisation, applicant = case.organisation, found.facts.applicant
    return {
        "applicant": {
            "name": organisation.name,
            "type": None if applicant.type is None else applicant.type.value,
            "ags": applicant.ags,
            "street": organisation.street,
            "postcode": organisation.postcode,
            "city": organisation.city,
            "register_entry": organisation.register_entry,
        },
        "line": case.line,
        "version": case.version,
        "form_version": case.form_version,
        "call": None if case.call is None else {"ref": case.call.ref, "title": case.call.title},
        **filed_content(case.draft),
        "papers": [
            {
                "ref": paper.ref,
                "kind": paper.kind,
                "part": paper.part,
                "filename": paper.filename,
                "sha256": paper.file.sha256,
                "size": paper.file.size,
                "pages": paper.file.pages,
            }
            for paper in papers
        ],
        "declarations": declarations(),
    }


def declarations() -> dict[str, str]:
    """The sentences that the signatory declares, as they stand on the page."""
    form = DeclarationForm()
    names = ("entitled", "truthful", "subsidy", "privacy")
    told = {name: str(form[name].label.text) for name in names}
    return {**told, "receipt": RECEIPT_SENTENCE}


def judgement(found: Review) -> dict[str, Any]:
    """The verdict as it is stored: findings, the most with its arithmetic, the dates."""
    return {
        **found.verdict.to_json(),
        "entitlement": found.entitlement.to_json(),
        "late": found.late,
        "closing": None if found.closing is None else found.closing.day.isoformat(),
        "deadlines": {part: legal.day.isoformat() for part, legal in found.deadlines},
        "missing_papers": [need.kind for need in found.missing],
    }


def file_application(actor: Actor, ref: str, declared: Declaration, *, version: int) -> str:
    """Freezes and files a draft; its file number. The verdict never stands in the way.

    Raises Conflict when the content is not the one that was shown, StepRefused for a missing name
    or an unreadable field, StepNotOpen for somebody who may not sign, NotFound for strangers.
    """
    with unit_of_work() as session:
        case = load_case(session, actor, ref, for_update=True)
        only_as_member(actor, case)
        now = ready(session, case)
        if case.state is ApplicationState.DRAFT and now.digest != declared.digest:
            raise Conflict("the content changed after it was shown")
        first = case.state is ApplicationState.DRAFT
        number = file_number(session, series_year(case)) if first else case.number
        take_step(
            session,
            case,
            "file",
            actor=actor,
            version=version,
            circumstances=_circumstances(now, declared),
            writes=_writes(now, declared, number, salt := new_salt()),
        )
        revision = _freeze(session, actor, now)
        keep_names(session, revision, declared, salt)
        index_case(session, case)
        _tell_filed(session, case)
        enqueue(session, RECEIPT_JOB, {"case": case.ref})
        return str(case.number)


def _circumstances(now: Ready, declared: Declaration) -> Circumstances:
    return Circumstances(
        day=clock.today(),
        applicant_known=True,
        declaration_made=True,
        signatory_named=bool(declared.name.strip() and declared.function.strip()),
        malformed_fields=tuple(title for _, title, _ in now.malformed),
    )


def _writes(now: Ready, declared: Declaration, number: str | None, salt: str) -> Writes:
    return Writes(
        case_changes={
            **filed_columns(now.case, now.review),
            "number": number,
            "filed_at": clock.now(),
            "received_on": clock.today(),
        },
        findings=[finding.to_json() for finding in _worth_telling(now.review)],
        data={"digest": now.digest, "number": number, "revision": 1},
        personal={"name": declared.name, "function": declared.function},
        salt=salt,
    )


def _freeze(session: Session, actor: Actor, now: Ready) -> Revision:
    revision = Revision(
        case_id=now.case.id,
        subject=MachineName.APPLICATION,
        number=1,
        content=now.content,
        digest=now.digest,
        verdict=judgement(now.review),
        form_version=now.case.form_version or FORM_VERSION,
        at=now.case.filed_at or clock.now(),
        by_id=actor.id,
        declared_at=now.case.filed_at,
        declared_by_id=actor.id,
    )
    session.add(revision)
    session.flush()
    return revision


def filed_columns(case: FundingCase, found: Review) -> dict[str, Any]:
    """The columns of a case that filing fills from its content and judgement."""
    return {
        "revision_number": 1,
        "late": found.late,
        "verdict": found.verdict.kind,
        "entitlement": found.entitlement.amount,
        "asked": asked_in_total(case.draft),
        "title": title_of(case.draft),
        "applicant_name": case.organisation.name,
        "applicant_type": found.facts.applicant.type or case.organisation.kind,
        "waiting_for": Role.CASE_OFFICER.value,
        "due_on": None,
        "due_what": "begin_check",
    }


def series_year(case: FundingCase) -> int:
    """The year in the case's number: the call's first, without a call the present one."""
    return clock.today().year if case.call is None else min(case.call.years)


def _worth_telling(found: Review) -> list[Any]:
    return [one for one in found.verdict.findings if one.outcome is not Outcome.MET]


def keep_names(session: Session, revision: Revision, declared: Declaration, salt: str) -> None:
    """Keep who declared outside the frozen revision, under the salt of the event that says so."""
    session.add_all(
        RevisionPersonal(revision_id=revision.id, key=key, salt=salt, value=value)
        for key, value in (("declared_name", declared.name), ("declared_as", declared.function))
    )


def _tell_filed(session: Session, case: FundingCase) -> None:
    late = (
        " Er ist nach dem Ende der Antragsfrist eingegangen und wird trotzdem geprüft."
        if case.late
        else ""
    )
    session.add(
        InboxMessage(
            organisation_id=case.organisation_id,
            case_id=case.id,
            kind="filed",
            key=f"filed-{case.ref}",
            subject=f"Antrag {case.number} eingegangen",
            text=f"Ihr Antrag „{case.title or 'ohne Titel'}“ ist eingegangen.{late} Die "
            "Eingangsbestätigung finden Sie in diesem Vorgang unter "
            "„Schreiben und Bescheide“.",
            at=clock.now(),
        )
    )
