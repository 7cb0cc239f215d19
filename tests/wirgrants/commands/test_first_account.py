"""A new installation gets its first administrator by a command."""

import re

import pytest

from wirgrants.extensions import db
from wirgrants.services.access import load_actor
from wirgrants.services.roles import fill_roles
from wirgrants.unit_of_work import unit_of_work
from workflows.states import Role


@pytest.fixture(autouse=True)
def _roles(app, installed):
    with app.app_context(), unit_of_work() as session:
        fill_roles(session)


def test_the_first_administrator_is_made_and_told_a_password_once(run, app):
    made = run("create-administrator", "Erste@Behoerde.example", "--name", "Erika Erste")

    assert made.exit_code == 0
    assert re.fullmatch(r"Temporary password of \S+: \S{12,}\n", made.output)
    with app.app_context():
        person = load_actor(db.session(), "erste@behoerde.example")
        assert (person.name, person.roles) == ("Erika Erste", frozenset({Role.ADMINISTRATOR}))


def test_the_same_address_is_refused_with_a_reason(run):
    run("create-administrator", "erste@behoerde.example", "--name", "Erika Erste")

    again = run("create-administrator", "erste@behoerde.example", "--name", "Erika Zweite")

    assert (again.exit_code, again.output.startswith("Error: ")) == (1, True)


def test_what_is_no_address_is_refused(run):
    refused = run("create-administrator", "nobody", "--name", "Niemand")

    assert refused.exit_code == 2
    assert "an e-mail address is needed" in refused.output
