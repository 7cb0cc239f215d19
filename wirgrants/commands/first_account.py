"""The command that makes the first administrator of a new installation."""

import click

from wirgrants.commands.installation import installation


@click.command("create-administrator")
@click.argument("email")
@click.option("--name", required=True, help="Name of the person, as pages and the log show it.")
def create_administrator(email: str, name: str) -> None:
    """Create an administrator's account and print its temporary password once."""
    from wirgrants.errors import Refused
    from wirgrants.services.access import SYSTEM
    from wirgrants.services.accounts import AccountValues, create_account
    from workflows.states import Role

    if "@" not in email:
        raise click.BadParameter("an e-mail address is needed", param_hint="EMAIL")
    values = AccountValues(name=name, email=email, roles=frozenset({Role.ADMINISTRATOR}))
    with installation():
        try:
            _, password = create_account(SYSTEM, values)
        except Refused as refused:
            raise click.ClickException(refused.message) from refused
    click.echo(f"Temporary password of {email}: {password}")
