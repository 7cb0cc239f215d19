"""The accounts of the demo: each role of the authority, and two people of every organisation."""

import json
from pathlib import Path

from wirgrants.demo.bodies import BODIES
from wirgrants.demo.stage import Stage
from wirgrants.models import MembershipKind
from wirgrants.services.access import SYSTEM, load_actor
from wirgrants.services.accounts import AccountValues, ActsFor, change_own_password, create_account
from wirgrants.services.roles import fill_roles
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.states import Role
from workflows.wording import say

PASSWORD = "Demo-Zugang-2027"  # noqa: S105 -- shown on the sign-in page of the demo
FILE = "demo_accounts.json"

# Key, name, address, roles.
STAFF = (
    ("admin", "Florian Zeller", "administration@behoerde.example", Role.ADMINISTRATOR),
    ("officer", "Sabine Köhler", "sachbearbeitung@behoerde.example", Role.CASE_OFFICER),
    ("officer2", "Jonas Weigand", "sachbearbeitung2@behoerde.example", Role.CASE_OFFICER),
    ("approver", "Dr. Martin Albrecht", "bewilligung@behoerde.example", Role.APPROVER),
    ("approver2", "Petra Sommerfeld", "bewilligung2@behoerde.example", Role.APPROVER),
    ("lead", "Claudia Neumeier", "programm@behoerde.example", Role.PROGRAMME_LEAD),
    ("finance", "Thomas Reinhardt", "kasse@behoerde.example", Role.FINANCE),
    ("auditor", "Ursula Brandt", "pruefung@behoerde.example", Role.AUDITOR),
)


def appoint_staff(stage: Stage) -> None:
    """Create the accounts of the authority; the first administrator is made by the system."""
    with unit_of_work() as session:
        fill_roles(session)
    for key, name, email, role in STAFF:
        actor = SYSTEM if key == "admin" else stage.person("admin")
        values = AccountValues(name=name, email=email, roles=frozenset({role}))
        _, temporary = create_account(actor, values)
        _first_sign_in(stage, key, email, temporary)


def admit_members(stage: Stage) -> None:
    """Create the two people of every organisation: "<body>.editor" and "<body>.signatory"."""
    for body in BODIES:
        stage.functions[body.key] = body.signatory[1]
        people = (
            (MembershipKind.EDITOR, "antrag", body.editor),
            (MembershipKind.SIGNATORY, "leitung", body.signatory),
        )
        for kind, box, (name, function) in people:
            email = f"{box}@{body.key}.example"
            acts_for = ActsFor(
                organisation_ref=stage.organisations[body.key], kind=kind, function=function
            )
            admin = stage.person("admin")
            _, temporary = create_account(admin, AccountValues(name=name, email=email), acts_for)
            _first_sign_in(stage, f"{body.key}.{kind.value}", email, temporary)


def _first_sign_in(stage: Stage, key: str, email: str, temporary: str) -> None:
    """Everybody takes the demo's password in place of the temporary one."""
    stage.emails[key] = email
    with read_only() as session:
        actor = load_actor(session, email)
    change_own_password(actor, temporary, PASSWORD)


def account_rows() -> list[tuple[str, str, str]]:
    """Role, address and organisation of every account, the authority first."""
    rows = [(say(f"role.{role.value}.short"), email, "") for _, _, email, role in STAFF]
    for body in BODIES:
        for role, box in ((Role.APPLICANT_EDITOR, "antrag"), (Role.SIGNATORY, "leitung")):
            rows.append((say(f"role.{role.value}.short"), f"{box}@{body.key}.example", body.name))
    return rows


def write_accounts(instance: Path) -> None:
    """Leave the accounts where the sign-in page of the demo finds them."""
    told = {"password": PASSWORD, "accounts": account_rows()}
    text = json.dumps(told, ensure_ascii=False, indent=1)
    (instance / FILE).write_text(text + "\n", encoding="utf-8")
