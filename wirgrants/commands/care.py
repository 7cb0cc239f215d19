"""Commands that look after an installation: doctor, backup, restore, import-authorities."""

import json
from datetime import datetime
from pathlib import Path

import click

from wirgrants.commands.installation import installation


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def doctor(*, as_json: bool) -> None:
    """Hold what is stored against what it must agree with: schema, versions, files, chains ...

    Exit code 0: everything agrees. 1: every disagreement is named. What is only worth knowing
    (files that nothing names) is called harmless and changes nothing.
    """
    from wirgrants.services.doctor import AREAS, examine, remarks
    from wirgrants.unit_of_work import read_only

    with installation(), read_only() as session:
        complaints, told = list(examine(session)), list(remarks(session))
    if as_json:
        answer = {
            "healthy": not complaints,
            "areas": list(AREAS),
            "complaints": [complaint.to_json() for complaint in complaints],
            "remarks": [remark.to_json() for remark in told],
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        for complaint in complaints:
            click.echo(f"{complaint.area}: {complaint.subject}: {complaint.what}")
        for remark in told:
            click.echo(f"harmless: {remark.area}: {remark.subject}: {remark.what}")
        click.echo(f"{', '.join(AREAS)}: {len(complaints)} complaints")
    if complaints:
        raise click.exceptions.Exit(1)


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def backup(folder: Path) -> None:
    """Copy database, files, anchors, keys and settings into FOLDER, while the system runs."""
    from wirgrants.services.backup import back_up
    from wirgrants.services.database_copy import BackupError

    with installation():
        try:
            done = back_up(folder)
        except BackupError as error:
            raise click.ClickException(str(error)) from None
    click.echo(
        f"{folder}: {done.database} at revision {done.revision}, {done.files} files, "
        f"{done.anchors} anchors. It holds the secret keys: keep it as safe as the system."
    )


@click.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
def restore(folder: Path) -> None:
    """Bring the backup in FOLDER back into a new installation with an empty database."""
    from wirgrants.services.backup import restore as bring_back
    from wirgrants.services.database_copy import BackupError

    with installation(empty=True):
        try:
            done = bring_back(folder)
        except BackupError as error:
            raise click.ClickException(str(error)) from None
    click.echo(
        f"Restored: {done.database} at revision {done.revision}, {done.files} files, "
        f"{done.anchors} anchors. Run `wirgrants doctor` now."
    )
    if done.settings_aside:
        click.echo(
            f"The settings of this installation stay. Those of the backup lie beside them in "
            f"{done.settings_aside}: take over by hand what still holds."
        )


@click.command("import-authorities")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--population-as-of",
    "as_of",
    required=True,
    type=click.DateTime(["%Y-%m-%d"]),
    help="Day of the population figures (the file does not know it), as 2025-12-31.",
)
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def import_authorities(file: Path, as_of: datetime, *, dry_run: bool, as_json: bool) -> None:
    """Take a newer municipal directory (GV100AD of the statistical office) into the register.

    Changes hold from the day of the file's territorial status. The cities with special status are
    our own list (§ 4a HGO). Importing the same file again changes nothing.
    """
    from wirgrants.services.authorities import DirectoryError, import_directory

    with installation():
        try:
            changes = import_directory(file.read_bytes(), as_of.date(), dry_run=dry_run)
        except DirectoryError as error:
            raise click.ClickException(f"{file.name}: {error}") from None
    if as_json:
        click.echo(json.dumps({"changes": changes, "dry_run": dry_run}, ensure_ascii=False))
        return
    for line in changes:
        click.echo(line)
    click.echo(f"{len(changes)} changes{' (dry run: nothing was written)' if dry_run else ''}")
