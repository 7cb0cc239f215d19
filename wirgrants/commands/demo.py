"""The command that makes the example data: once, and never over anything else's data."""

import time
from pathlib import Path

import click

_BUILDING = "demo_building"


@click.command()
def demo() -> None:
    """Fill an empty installation with example data; print the accounts. Safe to repeat.

    The data is made through the same steps as people take, on a clock that then stands still.
    """
    from wirgrants import create_app
    from wirgrants.demo.people import FILE

    instance = _prepare_settings()
    if (instance / FILE).exists() and not (instance / _BUILDING).exists():
        click.echo("The example data is there already.")
    else:
        start_over(instance)
        (instance / _BUILDING).touch()
        _build(create_app(), instance)
        (instance / _BUILDING).unlink()
    _print_accounts()


def _prepare_settings() -> Path:
    """Demo mode and the invented authority in the instance's settings; its folder."""
    from wirgrants.demo.house import SETTINGS
    from wirgrants.settings import Mode, instance_folder, read_settings, write_setting_file

    instance = instance_folder()
    if not (instance / "settings.toml").exists():
        if (instance / "wirgrants.sqlite").exists():
            raise click.ClickException(
                f"{instance} holds a database that is not the demo's; name another folder in "
                "WIRGRANTS_INSTANCE"
            )
        write_setting_file(instance, SETTINGS)
    if read_settings(instance).mode is not Mode.DEMO:
        raise click.ClickException(f"{instance} is set up for another mode than demo")
    return instance


def start_over(instance: Path) -> None:
    """Remove what an interrupted run left in the embedded database; refuse any other data."""
    from wirgrants.settings import read_settings

    present = read_settings(instance)
    embedded = instance / "wirgrants.sqlite"
    if present.database == f"sqlite:///{embedded}" and (instance / _BUILDING).exists():
        for left in instance.glob("wirgrants.sqlite*"):
            left.unlink()


def _build(app: object, instance: Path) -> None:
    from flask import Flask
    from sqlalchemy import func, select

    from wirgrants import migrate
    from wirgrants.demo.build import build
    from wirgrants.demo.people import write_accounts
    from wirgrants.extensions import db, settings
    from wirgrants.models import User
    from wirgrants.unit_of_work import read_only

    assert isinstance(app, Flask)
    began = time.monotonic()

    def say(text: str) -> None:
        click.echo(f"{time.monotonic() - began:6.1f} s  {text}")

    with app.app_context():
        migrate.upgrade(settings().database)
        with read_only() as session:
            if session.scalar(select(func.count(User.id))):
                raise click.ClickException("the database is not empty; give the demo an empty one")
        say("Empty database")
        try:
            build(say)
        finally:
            db.session.remove()
            db.engine.dispose()
    write_accounts(instance)


def _print_accounts() -> None:
    from wirgrants.demo.people import PASSWORD, account_rows

    click.echo(f"\nAccounts of the demo, all with the password {PASSWORD}:")
    for role, email, organisation in account_rows():
        click.echo(f"  {email:40} {role}{', ' + organisation if organisation else ''}")
