"""A form that does not say which version it was shown with changes nothing."""

import pytest

from tests.wirgrants.decide.office import Office
from tests.wirgrants.world import case_by_ref
from wirgrants.unit_of_work import read_only

ASSIGN = "/bearbeitung/vorgang/{0}/zustaendig"
STEP = "/vorgang/{0}/schritt/application/{0}/begin_check"


def stand(world, ref):
    with world.opened(), read_only() as session:
        case = case_by_ref(session, ref)
        return case.row_version, case.state, case.assigned_to_id


@pytest.mark.parametrize("path", [ASSIGN, STEP])
def test_a_form_without_a_readable_version_is_a_conflict(world, path):
    ref = Office(world).filed()
    client = world.client("case_officer")
    page = client.get(f"/vorgang/{ref}").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    before = stand(world, ref)
    data = {"csrf_token": token, "account": ""}
    for version in ({}, *({"version": text} for text in ("", "-1", "neu", "9999999999"))):
        answer = client.post(path.format(ref), data=data | version)

        assert answer.status_code == 409, version
        assert "inzwischen geändert" in answer.text
    assert stand(world, ref) == before

    told = client.post(path.format(ref), data=data | {"version": str(before[0])})
    assert told.status_code == 303
    assert stand(world, ref)[0] == before[0] + 1
