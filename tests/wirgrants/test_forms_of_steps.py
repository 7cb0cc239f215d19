"""The form of every registered step refuses hostile text at each field, whatever the demo shows."""

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound
from werkzeug.datastructures import MultiDict
from wtforms import Form

from tests.forms.test_hostile_text import HOSTILE, typed_in
from tests.wirgrants.world import DAY, World
from wirgrants.errors import HouseError
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import ActionSpec, StepView, registered
from workflows import registry
from workflows.states import MachineName, Variant

Step = tuple[MachineName, str]


def view_of(world: World, ref: str, step: Step) -> StepView:
    """A step as a page would ask for it, of a case that knows no side procedure."""
    machine, action = step
    subject = ref if machine is MachineName.APPLICATION else "a" * 16
    return StepView(
        actor=world.actor("case_officer"), case_ref=ref, machine=machine, subject_ref=subject,
        action=action, state=None, version=1, variant=Variant.ASSOCIATION,
        guideline=registry.guideline("migrant_organisations", "2021"), day=DAY,
    )  # fmt: skip


def made(world: World, ref: str, spec: ActionSpec, sent: MultiDict[str, str] | None) -> Form | None:
    """The form, or None where it is made from a side procedure or an award that is not there."""
    assert spec.form is not None
    with read_only():
        try:
            return spec.form(view_of(world, ref, (spec.machine, spec.action)), sent)
        except (HouseError, NoResultFound, AssertionError, LookupError):
            return None


def asked(world: World, ref: str) -> Iterator[tuple[Step, str]]:
    """Every field to type in of every step's form that such a case can show."""
    for step, spec in sorted(registered().items()):
        form = None if spec.form is None else made(world, ref, spec, None)
        for field in form or ():
            if typed_in(field):
                yield step, field.name


@pytest.fixture
def ref(world: World) -> str:
    return world.filed()


def test_every_field_of_every_step_refuses_hostile_text(app: Flask, world: World, ref: str) -> None:
    with world.opened():
        found = list(asked(world, ref))
        taken = [
            (step, name, hostile)
            for step, name in found
            for hostile, text in HOSTILE.items()
            if (form := made(world, ref, registered()[step], MultiDict({name: text}))) is not None
            and form[name].validate(form)
        ]

    assert taken == []
    assert len({step for step, _ in found}) >= 25


# Made from an award or a side procedure. The walk over the demo (tests/wirgrants/crawl) presses
# those it finds there; the fields that their classes name are asked in tests/forms.
ASKED_ELSEWHERE = {
    *("application " + a for a in ("accept", "decline", "propose_award", "settle")),
    *("application " + a for a in ("permit_early_start", "refuse_early_start")),
    *("application record_" + a + "_on_paper" for a in ("acceptance", "decline")),
    *("change " + a for a in ("grant", "propose", "refuse", "request")),
    "clarification answer",
    *("payment " + a for a in ("pay", "record_return", "reissue", "release")),
    *("proof " + a for a in ("examine", "receive_on_paper", "submit")),
    *("recovery " + a for a in ("claim_interest", "open_hearing", "order", "record_repayment")),
}


def test_the_forms_that_need_more_of_a_case_are_known(app: Flask, world: World, ref: str) -> None:
    with world.opened():
        missing = {
            f"{spec.machine.value} {spec.action}"
            for spec in registered().values()
            if spec.form is not None and made(world, ref, spec, None) is None
        }

    assert missing == ASKED_ELSEWHERE
