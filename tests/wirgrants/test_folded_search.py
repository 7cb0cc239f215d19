"""Accounts and organisations are found however their umlauts are written, on both databases."""

import pytest
from sqlalchemy import literal, select

from tests.wirgrants.world import account, organisation
from wirgrants.folding import folded, folded_column
from wirgrants.services.accounts import list_accounts
from wirgrants.services.intake import organisations_found
from wirgrants.services.organisations import list_organisations
from wirgrants.unit_of_work import read_only, unit_of_work
from workflows.facts import ApplicantType

HELP, PLACE = "Übergangshilfe Straßenfest", "Ölmühle"
ASKED = ["Übergangshilfe", "übergangshilfe", "ÜBERGANGSHILFE", "ubergang", "strassen", "STRAẞEN"]


@pytest.fixture
def there(context, world):
    with unit_of_work() as session:
        session.add_all(
            [
                organisation(HELP, ApplicantType.CHARITY),
                organisation("Verein 100 % Haus", ApplicantType.CHARITY),
                account("Änne Öztürk", "a long password of a test"),
            ]
        )


@pytest.mark.parametrize("asked", ASKED)
def test_an_organisation_is_found_however_it_is_typed(there, asked):
    with read_only() as session:
        assert [one.name for one in list_organisations(session, asked)] == [HELP]
        assert [one.name for one in organisations_found(session, f" {asked} ")] == [HELP]


@pytest.mark.parametrize("asked", ["ÄNNE", "änne ö", "OZTURK", "Öztürk"])
def test_an_account_is_found_however_it_is_typed(there, asked):
    with read_only() as session:
        assert [one.name for one in list_accounts(session, asked)] == ["Änne Öztürk"]


def test_a_sign_of_patterns_is_a_sign(there):
    with read_only() as session:
        found = [one.name for one in list_organisations(session, "100 %")]
        assert found == ["Verein 100 % Haus"]
        assert list_organisations(session, "V_rein") == []


@pytest.mark.parametrize("text", [HELP, PLACE, "ÀÉÎõç", "Łódź", "ﬁnanz", "STRAẞE", "Žižkov", ""])
def test_the_database_folds_as_the_house_does(context, text):
    with read_only() as session:
        assert session.scalar(select(folded_column(literal(text)))) == folded(text)
