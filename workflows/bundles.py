"""Questions that only the finder asks: one yes stands for several answers of an application.

Who answers no is asked one by one, so that the reason named is the one that counts.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.facts import Answer


@dataclass(frozen=True, kw_only=True)
class Bundle:
    """A yes/no question of the finder and the answers that its yes gives."""

    id: str
    stands_for: Mapping[str, Answer]


BUNDLES: Mapping[str, Bundle] = {
    one.id: one
    for one in (
        Bundle(
            id="is_whole_migrant_org",
            stands_for={
                "registered_association": True,
                "seat_in_hesse": True,
                "mo_aims_participation": True,
                "mo_aims_from_migration": True,
                "mo_members_board_mostly_migrants": True,
                "mo_only_religion_language_culture": False,
                "mo_full_time_structure": False,
                "mo_counselling_body": False,
            },
        ),
        Bundle(
            id="one_new_micro_project",
            stands_for={"micro_projects": 1, "micro_project_new": True, "mini_job": True},
        ),
    )
}

_BUNDLE_OF = {name: one.id for one in BUNDLES.values() for name in one.stands_for}


def unbundled(answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """The answers with those that a yes to a bundle stands for; an answer of its own goes first."""
    found: dict[str, Answer] = {}
    for bundle in BUNDLES.values():
        if answers.get(bundle.id) is True:
            found |= bundle.stands_for
    return {**found, **answers}


def asked_as(name: str, answers: Mapping[str, Answer]) -> str:
    """How the finder asks for an answer: by its bundle, until that was answered with no."""
    bundle = _BUNDLE_OF.get(name)
    return name if bundle is None or bundle in answers else bundle
