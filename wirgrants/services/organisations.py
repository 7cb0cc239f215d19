"""Organisations: created with what the register says of them, changed, closed and reopened."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from wirgrants import clock, once
from wirgrants.errors import NotFound, Refused
from wirgrants.models import Authority, Organisation, new_ref
from wirgrants.services.access import Actor
from wirgrants.services.house_events import note, only_with
from wirgrants.services.register import load_register
from wirgrants.services.search import holds
from wirgrants.services.versions import refuse_stale
from wirgrants.unit_of_work import unit_of_work
from workflows.facts import TERRITORIAL, ApplicantType
from workflows.register import WITH_OWN_COORDINATORS
from workflows.states import Role
from workflows.wording import say

PAGE = 25
# What a municipality applies as is chosen in its application; here it is what the register says.
_AS_REGISTERED = TERRITORIAL - {ApplicantType.CONSORTIUM, ApplicantType.MUNICIPALITY_WITH_MO}


@dataclass(frozen=True, kw_only=True)
class OrganisationValues:
    """What the administrator enters. `authority` is the identity of the register or empty."""

    name: str
    kind: ApplicantType
    authority: str = ""
    seat_ags: str = ""
    street: str = ""
    postcode: str = ""
    city: str = ""
    email: str = ""
    phone: str = ""
    register_entry: str = ""
    electronic_consent_on: date | None = None
    charitable: bool | None = None
    registered_association: bool | None = None
    exemption_notice_kind: str = ""
    exemption_notice_date: date | None = None
    register_extract_date: date | None = None
    vat_deductible: bool | None = None


def load_organisation(session: Session, ref: str) -> Organisation:
    """The organisation of this ref with its authority. Raises NotFound."""
    statement = select(Organisation).where(Organisation.ref == ref)
    found = session.scalars(statement.options(joinedload(Organisation.authority))).one_or_none()
    if found is None:
        raise NotFound("no such organisation")
    return found


def list_organisations(
    session: Session, search: str = "", after: tuple[str, int] | None = None
) -> Sequence[Organisation]:
    """A page of organisations by name, one more than fits; one statement."""
    statement = select(Organisation).order_by(Organisation.name, Organisation.id).limit(PAGE + 1)
    if search:
        statement = statement.where(holds(search, Organisation.name, Organisation.city))
    if after is not None:
        name, number = after
        statement = statement.where(
            or_(Organisation.name > name, (Organisation.name == name) & (Organisation.id > number))
        )
    return session.scalars(statement.options(joinedload(Organisation.authority))).all()


def create_organisation(actor: Actor, values: OrganisationValues) -> str:
    """Create an organisation; its ref.

    Raises Refused when type and register contradict each other, or name and city exist already.
    """
    only_with(actor, Role.ADMINISTRATOR)
    with unit_of_work() as session:
        ref = add_organisation(session, actor, values).ref
        once.made(session, ref)
        return ref


def add_organisation(session: Session, actor: Actor, values: OrganisationValues) -> Organisation:
    """The same within somebody's unit of work (a paper application of a new applicant)."""
    _refuse_double(session, values)
    row = Organisation(ref=new_ref(), created_at=clock.now())
    _apply(session, row, values)
    session.add(row)
    session.flush()
    told, personal = _told(values)
    note(session, actor, "organisation_created", row.ref, data=told, personal=personal)
    return row


def change_organisation(actor: Actor, ref: str, values: OrganisationValues, version: int) -> None:
    """Change an organisation; running cases keep the name they were filed under.

    Raises Conflict for an old row version, Refused as when creating.
    """
    with unit_of_work() as session:
        row = _locked(session, actor, ref, version)
        if (row.name, row.city) != (values.name, values.city):
            _refuse_double(session, values)
        _apply(session, row, values)
        told, personal = _told(values)
        note(session, actor, "organisation_changed", ref, data=told, personal=personal)


def close_organisation(actor: Actor, ref: str, reason: str, version: int) -> None:
    """No member may act for it any more; its cases stay. Raises Conflict or Refused."""
    with unit_of_work() as session:
        row = _locked(session, actor, ref, version)
        if not row.active:
            raise Refused("closed already", message="Diese Organisation ist schon stillgelegt.")
        row.active = False
        note(session, actor, "organisation_closed", ref, reason=reason)


def reopen_organisation(actor: Actor, ref: str, reason: str, version: int) -> None:
    """Members may act for it again. Raises Conflict or Refused."""
    with unit_of_work() as session:
        row = _locked(session, actor, ref, version)
        if row.active:
            raise Refused("open already", message="Diese Organisation ist nicht stillgelegt.")
        row.active = True
        note(session, actor, "organisation_reopened", ref, reason=reason)


def _locked(session: Session, actor: Actor, ref: str, version: int) -> Organisation:
    only_with(actor, Role.ADMINISTRATOR)
    statement = select(Organisation).where(Organisation.ref == ref).with_for_update()
    row = session.scalars(statement).one_or_none()
    if row is None:
        raise NotFound("no such organisation")
    refuse_stale(row, version)
    return row


def _refuse_double(session: Session, values: OrganisationValues) -> None:
    same = select(Organisation.id).where(
        Organisation.name == values.name, Organisation.city == values.city
    )
    if session.scalars(same).first() is not None:
        raise Refused(
            "exists already",
            message="Eine Organisation mit diesem Namen und Ort gibt es schon.",
        )


def _apply(session: Session, row: Organisation, values: OrganisationValues) -> None:
    for name, value in asdict(values).items():
        if name not in ("authority", "seat_ags"):
            setattr(row, name, value)
    row.seat_ags = values.seat_ags or None
    row.authority_id = None
    if values.kind in TERRITORIAL:
        body = _registered(session, values)
        row.authority_id, row.invented = body.id, body.invented
    elif values.authority:
        raise Refused(
            "no territorial body",
            message="Nur Landkreise, Städte und Gemeinden stehen im Verzeichnis. Bitte lassen Sie "
            "die Gebietskörperschaft bei dieser Art von Organisation leer.",
        )


def _registered(session: Session, values: OrganisationValues) -> Authority:
    body = session.scalars(
        select(Authority).where(Authority.identity == values.authority)
    ).one_or_none()
    status = load_register(session).on(values.authority, clock.today())
    if body is None or status is None:
        raise Refused(
            "not registered",
            message="Bitte wählen Sie die Gebietskörperschaft aus dem Verzeichnis.",
        )
    if values.kind in _AS_REGISTERED and status.kind is not values.kind:
        raise Refused(
            "another status",
            message=f"Nach dem Verzeichnis ist {status.name} heute: "
            f"{say(f'applicant_type.{status.kind.value}')}. Bitte wählen Sie diese Art.",
        )
    return body


def seats(session: Session, day: date) -> dict[str, str]:
    """Counties and independent cities of a day by key: whose court decides."""
    return {
        body.ags[:5]: f"{body.name}, {say(f'applicant_type.{body.kind.value}')}"
        for body in sorted(load_register(session).valid_on(day), key=lambda b: b.name)
        if body.kind in WITH_OWN_COORDINATORS - {ApplicantType.SPECIAL_STATUS_CITY}
    }


def bodies(session: Session, day: date) -> dict[str, str]:
    """Every body of the register on a day by identity, named with its kind."""
    return {
        body.identity: f"{body.name}, {say(f'applicant_type.{body.kind.value}')} ({body.ags})"
        for body in sorted(load_register(session).valid_on(day), key=lambda b: (b.name, b.ags))
    }


def _told(values: OrganisationValues) -> tuple[dict[str, object], dict[str, str]]:
    """Facts for the chain; address and contacts may belong to a person and stay outside it."""
    told: dict[str, object] = asdict(values)
    kept = {k: str(told.pop(k)) for k in ("name", "street", "email", "phone") if told[k]}
    return told, kept
