"""The command that does by hand what the worker does every night."""

import click

from wirgrants.commands.installation import installation


@click.command()
def advance() -> None:
    """Confirm the finality of every accepted notice whose day has come. Safe to repeat."""
    from wirgrants.services.finality import NotAllConfirmed
    from wirgrants.services.finality import advance as confirm

    with installation():
        try:
            confirmed = confirm()
        except NotAllConfirmed as told:
            click.echo(f"{len(told.done)} notices have become final.")
            raise click.ClickException(f"not confirmed: {told}") from None
    click.echo(f"{len(confirmed)} notices have become final.")
