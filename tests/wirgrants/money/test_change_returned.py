"""A proposal on a change that was given back is where the next one starts."""

from tests.wirgrants.money.test_changes import (
    ORDERED,
    PROJECT,
    award_of,
    longer,
    proposed,
    return_proposal,
    running,
    terms,
    version_of,
    wished,
)

TOLD = "Der Bedarf hat sich verschoben."


def test_what_stood_in_a_returned_proposal_is_there_to_be_mended(world):
    with world.opened():
        ref = running(world, PROJECT)
        after = longer(award_of(ref), amount="9000.00")
        change = wished(world, ref, after)
    officer = world.client("case_officer")
    page = f"/vorgang/{ref}/schritt/change/{change}/propose"
    first = officer.get(page).text
    assert "Die Felder zeigen, was beantragt ist." in first
    assert TOLD not in first
    with world.opened():
        proposed(world, ref, change, terms(after) | {"answer": TOLD})
        approver, seen = world.actor("approver"), version_of(world, ref)
        return_proposal(approver, ref, change, "Bitte kürzen", version=seen)
    again = officer.get(page).text
    for words in (TOLD, "Bitte kürzen", "was zuletzt vorgeschlagen war", ORDERED[0]["text"]):
        assert words in again
