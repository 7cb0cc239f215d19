"""Who somebody is, and which cases they may see: a stranger gets the answer of a missing one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.sql.base import ExecutableOption

from wirgrants.errors import NotAllowed, NotFound
from wirgrants.models import FundingCase, MembershipKind, User
from workflows.states import ApplicationState, Role

Row = TypeVar("Row")
_KIND_ROLE = {
    MembershipKind.EDITOR: Role.APPLICANT_EDITOR,
    MembershipKind.SIGNATORY: Role.SIGNATORY,
}
# Whose work is about filed cases of everybody.
SEES_FILED = frozenset(
    {Role.CASE_OFFICER, Role.APPROVER, Role.PROGRAMME_LEAD, Role.FINANCE, Role.AUDITOR}
)


@dataclass(frozen=True, kw_only=True)
class Actor:
    """Who acts: a person with the roles of the authority and memberships, or the system (id 0).

    `organisations` maps the id of each organisation to the kind of membership; `tied` are those
    whose cases a person of the authority is shut out of.
    """

    id: int
    name: str
    ref: str = ""
    email: str = ""
    staff_roles: frozenset[Role] = frozenset()
    organisations: Mapping[int, MembershipKind] = field(default_factory=dict)
    organisation_names: Mapping[int, str] = field(default_factory=dict)
    tied: frozenset[int] = frozenset()

    @property
    def roles(self) -> frozenset[Role]:
        """Every role the person has anywhere; opens pages, not cases."""
        return self.staff_roles | {_KIND_ROLE[kind] for kind in self.organisations.values()}

    def roles_on(self, organisation_id: int) -> frozenset[Role]:
        """The roles that count on a case of this organisation."""
        kind = self.organisations.get(organisation_id)
        return self.staff_roles if kind is None else self.staff_roles | {_KIND_ROLE[kind]}

    def belongs_to(self, organisation_id: int) -> bool:
        """True for a member of the applicant or a tied person: shut out of the office's steps."""
        return organisation_id in self.organisations or organisation_id in self.tied

    @property
    def log_id(self) -> int | None:
        """The id as the log keeps it: empty for the system."""
        return self.id or None


SYSTEM = Actor(id=0, name="System", staff_roles=frozenset({Role.SYSTEM}))


def actor_of(user: User) -> Actor:
    """The actor behind an account; needs no further statement when roles came with it."""
    kept = [m for m in user.memberships if m.ended_at is None]
    live = [m for m in kept if m.organisation.active and m.kind in _KIND_ROLE]
    return Actor(
        id=user.id,
        name=user.name,
        ref=user.ref,
        email=user.email,
        staff_roles=frozenset(Role(role.name) for role in user.roles),
        organisations={m.organisation_id: m.kind for m in live},
        organisation_names={m.organisation_id: m.organisation.name for m in live},
        tied=frozenset(m.organisation_id for m in kept if m.kind is MembershipKind.TIED),
    )


def load_actor(session: Session, email: str) -> Actor:
    """The actor of an account by its address (commands, demo, tests). Raises NotFound."""
    user = session.scalars(select(User).where(User.email == email)).unique().one_or_none()
    if user is None or not user.active:
        raise NotFound("no such account")
    return actor_of(user)


def visible_to(actor: Actor) -> ColumnElement[bool]:
    """The condition on `FundingCase` under which this person may see a case.

    Members see all cases of their organisations, staff and auditors every case that was filed;
    a draft is nobody's but the applicant's. A tied person sees nothing of the organisation.
    """
    if Role.SYSTEM in actor.staff_roles:
        return true()
    ways: list[ColumnElement[bool]] = []
    if actor.organisations:
        ways.append(FundingCase.organisation_id.in_(sorted(actor.organisations)))
    if actor.staff_roles & SEES_FILED:
        filed: ColumnElement[bool] = FundingCase.filed_at.is_not(None)
        if actor.tied:
            filed &= FundingCase.organisation_id.not_in(sorted(actor.tied))
        ways.append(filed)
    return or_(*ways) if ways else false()


def may_see(actor: Actor, case: FundingCase) -> bool:
    """The same question for a loaded case."""
    if Role.SYSTEM in actor.staff_roles or case.organisation_id in actor.organisations:
        return True
    if case.organisation_id in actor.tied:
        return False
    return bool(actor.staff_roles & SEES_FILED) and case.filed_at is not None


def load_case(session: Session, actor: Actor, ref: str, *, for_update: bool = False) -> FundingCase:
    """The case with its organisation and call, in one statement.

    With `for_update` the row is locked until the end of the unit of work. Raises NotFound for an
    unknown ref and for somebody else's case alike.
    """
    statement = (
        select(FundingCase)
        .where(FundingCase.ref == ref, visible_to(actor))
        .options(joinedload(FundingCase.organisation), joinedload(FundingCase.call))
    )
    if for_update:
        statement = statement.with_for_update(of=FundingCase).execution_options(
            populate_existing=True
        )
    case = session.scalars(statement).one_or_none()
    if case is None:
        raise NotFound("no such case for this person")
    if for_update:
        session.info.setdefault("locked_cases", set()).add(case.id)
    return case


def load_case_and(
    session: Session,
    actor: Actor,
    ref: str,
    model: type[Row],
    on: ColumnElement[bool],
    *options: ExecutableOption,
) -> tuple[FundingCase, Row | None]:
    """The locked case with its organisation and the one row that belongs to it, or None.

    One statement, for steps that must be quick; `options` say what comes with the row. Raises
    NotFound as `load_case` does.
    """
    found = session.execute(
        select(FundingCase, model)
        .outerjoin(model, on)
        .where(FundingCase.ref == ref, visible_to(actor))
        .options(joinedload(FundingCase.organisation), *options)
        .with_for_update(of=FundingCase)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if found is None:
        raise NotFound("no such case for this person")
    session.info.setdefault("locked_cases", set()).add(found[0].id)
    return found[0], found[1]


def only_as_member(actor: Actor, case: FundingCase) -> None:
    """Raises NotFound unless the person is a member of the applicant."""
    if case.organisation_id not in actor.organisations:
        raise NotFound("not a member of the applicant")


def only_as_signatory(actor: Actor, case: FundingCase) -> None:
    """Raises NotFound for whoever is no member of the applicant, NotAllowed for its editors.

    For what no machine's step asks: a page's door knows only that somebody signs somewhere.
    """
    only_as_member(actor, case)
    if Role.SIGNATORY not in actor.roles_on(case.organisation_id):
        raise NotAllowed("not a signatory of the applicant")


def only_as_staff(actor: Actor, case: FundingCase) -> None:
    """Raises NotFound for a draft and for whoever belongs to the applicant."""
    if actor.belongs_to(case.organisation_id) or case.state is ApplicationState.DRAFT:
        raise NotFound("not open to staff")
