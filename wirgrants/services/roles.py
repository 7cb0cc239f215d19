"""The roles of the authority as rows, which accounts are joined to."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants.models import StaffRole
from workflows.states import APPLICANT_ROLES, Role


def fill_roles(session: Session) -> int:
    """Add the rows of roles that are missing; how many were added. Safe to repeat."""
    known = set(session.scalars(select(StaffRole.name)))
    wanted = [r for r in Role if r not in APPLICANT_ROLES and r is not Role.SYSTEM]
    missing = [role.value for role in wanted if role.value not in known]
    session.add_all(StaffRole(name=name) for name in missing)
    return len(missing)
