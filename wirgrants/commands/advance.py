"""The command that brings the house up to what falls due; in the demo on a later day."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from wirgrants.commands.installation import installation

if TYPE_CHECKING:
    from wirgrants.services.advancing import Advanced


@click.command()
@click.option(
    "--to",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Demo only: first move its clock on to this day.",
)
def advance(day: datetime | None) -> None:
    """Confirm final notices, end paid claims that bear no more interest. Safe to repeat."""
    from wirgrants.services.advancing import NotAllAdvanced
    from wirgrants.services.advancing import advance as bring_on

    with installation():
        if day is not None:
            _move(day)
        try:
            done = bring_on()
        except NotAllAdvanced as told:
            _tell(told.done)
            raise click.ClickException(f"not brought on: {told}") from None
    _tell(done)


def _tell(done: "Advanced") -> None:
    click.echo(f"{len(done.final)} notices have become final.")
    if done.ended:
        click.echo(f"{len(done.ended)} paid claims have ended without further interest.")


def _move(moment: datetime) -> None:
    """The clock of a demo to this day, never back: what has happened stays in the past."""
    from wirgrants import clock
    from wirgrants.extensions import settings
    from wirgrants.unit_of_work import unit_of_work

    day = moment.date()
    if not settings().movable:
        raise click.ClickException("only the clock of a demo can be moved")
    with unit_of_work() as session:
        if day <= clock.today():
            raise click.ClickException(f"it is {clock.today()} already; the clock only goes on")
        clock.hold_day(session, day)
    click.echo(f"The clock of the demo stands at {day}.")
