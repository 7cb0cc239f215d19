"""Every address has a guard, and the guard is what a person meets."""

import csv
from pathlib import Path

import pytest

from wirgrants.web.guards import ROLES_OF, Guard, Permission, guard_of
from workflows.states import APPLICANT_ROLES, Role


def table(name):
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as handle:
        return list(csv.DictReader(handle))


GUARDS = {row["endpoint"]: row["guard"] for row in table("route_access.csv")}
HOLDERS = {row.pop("permission"): row for row in table("role_permissions.csv")}
CLOSED = {"security.static", "security.verify"}
PEOPLE = [role for role in Role if role is not Role.SYSTEM]


def told(guard: Guard | None) -> str:
    if guard is None:
        return "closed"
    return "public" if guard.public else " ".join(sorted(guard.permissions))


def test_every_endpoint_has_the_guard_that_the_table_expects(app):
    found = {rule.endpoint: told(guard_of(app, rule.endpoint)) for rule in app.url_map.iter_rules()}

    assert found == GUARDS


def test_only_library_pages_that_we_do_not_use_are_closed(app):
    closed = {
        rule.endpoint for rule in app.url_map.iter_rules() if guard_of(app, rule.endpoint) is None
    }

    assert closed <= CLOSED


def test_a_closed_page_is_answered_as_missing(world):
    assert world.client("administrator").get("/verify").status_code == 404
    assert world.client().get("/verify").status_code == 404


def test_a_visitor_is_led_to_the_sign_in_and_back(app, world):
    client = world.client()
    for rule in app.url_map.iter_rules():
        guard = guard_of(app, rule.endpoint)
        if guard is None or guard.public:
            continue
        for method in {"GET", "POST"} & set(rule.methods):
            answer = client.open(address(app, rule), method=method)
            # A visitor's POST fails at the missing token before anybody asks who it is.
            expected = 303 if method == "GET" else 400
            assert (rule.endpoint, method, answer.status_code) == (rule.endpoint, method, expected)
            if method == "GET":
                assert answer.location.startswith("/anmelden?next=")


def may_open(endpoint, role):
    """What the two hand-written tables say; the product is not asked."""
    needed = GUARDS[endpoint].split()
    return any(HOLDERS[permission][role.value] for permission in needed)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("role", PEOPLE)
def test_each_role_opens_what_the_tables_give_it_and_nothing_else(app, world, role, method):
    client = world.client(role)
    token = client.get("/konto").text.split('name="csrf_token" value="')[1].split('"')[0]
    wrong = []
    for rule in app.url_map.iter_rules():
        closed = GUARDS[rule.endpoint] in {"closed", "public"}
        if closed or method not in rule.methods or rule.endpoint == "security.logout":
            continue
        answer = client.open(address(app, rule), method=method, data={"csrf_token": token})
        # A file that is streamed holds its request open until somebody has read it.
        answer.get_data()
        turned_away = answer.status_code == 403
        if turned_away is may_open(rule.endpoint, role) or answer.status_code >= 500:
            wrong.append((rule.endpoint, method, answer.status_code))

    assert wrong == []


def test_the_roles_hold_what_the_table_gives_them():
    held = {
        permission.value: {role.value for role in roles} for permission, roles in ROLES_OF.items()
    }

    assert held == {
        permission: {role for role, mark in row.items() if mark}
        for permission, row in HOLDERS.items()
    }
    assert set(HOLDERS["case:read"]) == {role.value for role in PEOPLE}


def test_every_permission_is_held_by_somebody_and_none_by_the_system():
    assert set(ROLES_OF) == set(Permission)
    assert all(roles and Role.SYSTEM not in roles for roles in ROLES_OF.values())
    assert all(":" in permission for permission in Permission)
    assert list(Permission) == sorted(Permission)


def test_applicants_and_staff_share_only_the_common_pages():
    shared = {
        permission
        for permission, roles in ROLES_OF.items()
        if roles & APPLICANT_ROLES and roles - APPLICANT_ROLES
    }

    assert shared == {
        Permission.CASE_READ,
        Permission.CASE_STEP,
        Permission.FILE_VIEW,
        Permission.INBOX_READ,
        Permission.SESSION_HOLD,
    }


def address(app, rule):
    """The address with a ref that nothing has."""
    with app.test_request_context():
        from flask import url_for

        values = {
            name: 1 if type(rule._converters[name]).__name__ == "IntegerConverter" else "a" * 16
            for name in rule.arguments
        }
        return url_for(rule.endpoint, **values)
