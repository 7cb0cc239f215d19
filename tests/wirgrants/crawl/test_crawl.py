"""No link leads nowhere, and no shown form answers that it must not be used."""

from pathlib import Path

import pytest

from tests.wirgrants.crawl.site import Site, accounts_of
from workflows.states import Role
from workflows.wording import say

pytestmark = pytest.mark.slow

# Kinds of steps that get through with plausible answers alone, at least.
GET_THROUGH = {
    Role.APPLICANT_EDITOR: 1,
    Role.SIGNATORY: 6,
    Role.CASE_OFFICER: 18,
    Role.APPROVER: 9,
    Role.PROGRAMME_LEAD: 0,
    Role.FINANCE: 4,
    Role.AUDITOR: 0,
    Role.ADMINISTRATOR: 0,
}


@pytest.mark.parametrize("role", GET_THROUGH, ids=[role.value for role in GET_THROUGH])
def test_everything_that_is_shown_can_be_opened_and_pressed(
    site: Site, instance: Path, role: Role
) -> None:
    password, emails = accounts_of(instance)
    for email in emails[say(f"role.{role.value}.short")]:
        site.walk(site.sign_in(email, password), email)

    assert site.troubles == []
    assert len(site.pages) > 10
    assert len(site.taken) >= GET_THROUGH[role], sorted(site.taken)
