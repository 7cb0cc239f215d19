"""Every role stands before every variant of the application in every state, with sound forms."""

from pathlib import Path

import pytest

from tests.support.demo import demo_copy
from tests.wirgrants.crawl.results import ROLES
from tests.wirgrants.crawl.site import accounts_of, opened_site
from tests.wirgrants.crawl.variants import Stand, VariantSite
from wirgrants.services.access import SEES_FILED
from workflows.procedures import APPLICATION
from workflows.states import APPLICANT_ROLES, ApplicationState, Role
from workflows.wording import say

pytestmark = pytest.mark.slow

STANDS: set[Stand] = {
    (variant, ApplicationState(state))
    for variant, rules in APPLICATION.items()
    for state in rules.states
}


def _seen_by(role: Role) -> set[Stand]:
    """What this role may see: a draft is nobody's but the applicant's."""
    if role in APPLICANT_ROLES:
        return STANDS
    filed = {one for one in STANDS if one[1] is not ApplicationState.DRAFT}
    return filed if role in SEES_FILED else set()


def test_every_role_stands_before_every_variant_in_every_state(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    instance = demo_copy(tmp_path / "instance")
    password, accounts = accounts_of(instance)
    with opened_site(instance, VariantSite) as site:
        for role in ROLES:
            for email in accounts[say(f"role.{role.value}.short")]:
                site.join(email, password, role)
        site.look_around()
        site.go_everywhere()
        site.look_everywhere()

    assert site.places.keys() == STANDS
    assert site.troubles == []
    assert site.refused == {}
    for role in ROLES:
        looked = {stand for stand, roles in site.looked.items() if role in roles}
        assert looked == _seen_by(role), role
