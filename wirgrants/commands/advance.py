"""The command that brings the house up to what falls due; in the demo on a later day."""

from datetime import datetime

import click

from wirgrants.commands.installation import installation


@click.command()
@click.option(
    "--to",
    "day",
    type=click.DateTime(["%Y-%m-%d"]),
    help="Demo only: first move its clock on to this day.",
)
def advance(day: datetime | None) -> None:
    """Confirm the finality of every accepted notice whose day has come. Safe to repeat."""
    from wirgrants.services.finality import NotAllConfirmed
    from wirgrants.services.finality import advance as confirm

    with installation():
        if day is not None:
            _move(day)
        try:
            confirmed = confirm()
        except NotAllConfirmed as told:
            click.echo(f"{len(told.done)} notices have become final.")
            raise click.ClickException(f"not confirmed: {told}") from None
    click.echo(f"{len(confirmed)} notices have become final.")


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
