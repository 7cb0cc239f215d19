"""Commands about the law itself, without any database: lines and diagram."""

from typing import Any

import click

from wirgrants.commands.printing import print_json


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
@click.pass_context
def lines(context: click.Context, *, as_json: bool) -> None:
    """List the funding lines with all their versions; `lines diff` compares two of them."""
    if context.invoked_subcommand is not None:
        return
    from workflows import registry
    from workflows.wording import say

    listed = [
        {
            "line": line.id,
            "name": say(f"line.{line.id}.name"),
            "versions": [_version(version) for version in line.versions],
        }
        for line in registry.lines().values()
    ]
    if as_json:
        print_json(listed)
        return
    for line in listed:
        click.echo(f"{line['line']}: {line['name']}")
        versions: Any = line["versions"]
        for version in versions:
            until = version["valid_to"] or "open"
            heir = version["successor"]
            later = f", followed by {heir['line']} {heir['version']}" if heir else ""
            click.echo(f"  {version['version']}  {version['valid_from']} to {until}{later}")


def _version(version: Any) -> dict[str, Any]:
    from workflows import registry

    heir = version.successor
    return {
        "version": version.version,
        "programme": version.programme,
        "valid_from": version.valid_from.isoformat(),
        "valid_to": None if version.valid_to is None else version.valid_to.isoformat(),
        "lifecycle": version.lifecycle.value,
        "parts": [part.id for part in version.parts],
        "successor": None if heir is None else {"line": heir[0], "version": heir[1]},
        "digest": registry.digest(version),
    }


def _diff(line: str, old: str, new: str, *, as_json: bool) -> None:
    from workflows import registry

    known = _line(line)
    names = [version.version for version in known.versions]
    for name in (old, new):
        if name not in names:
            raise click.UsageError(f"{line} has no version {name}; it has {', '.join(names)}")
    found = registry.differences(known.version(old), known.version(new))
    if as_json:
        print_json([{"field": d.field, "old": d.old, "new": d.new} for d in found])
        return
    for difference in found:
        click.echo(difference.field)
        click.echo(f"  {old}: {_shown(difference.old)}")
        click.echo(f"  {new}: {_shown(difference.new)}")
    click.echo(f"{len(found)} differences")


def _shown(value: str | None) -> str:
    return "(no such field)" if value is None else (value or "(empty)")


# Not at module level: the group's own command, not one of `wirgrants`.
lines.add_command(
    click.Command(
        "diff",
        callback=_diff,
        help="Show every field in which version NEW of LINE differs from version OLD.",
        params=[
            click.Argument(["line"]),
            click.Argument(["old"]),
            click.Argument(["new"]),
            click.Option(["--json", "as_json"], is_flag=True, help="Print JSON for a program."),
        ],
    )
)


@click.command()
@click.argument("line")
@click.option("--version", "name", help="Version of the line; without it the newest.")
@click.option("--svg", "as_svg", is_flag=True, help="Draw SVG instead of Mermaid text.")
def diagram(line: str, name: str | None, *, as_svg: bool) -> None:
    """Draw the lifecycle of LINE, or of a side procedure (payment, proof ...), as Mermaid text."""
    from workflows.diagram import mermaid, svg
    from workflows.procedures import SIDE_MACHINES, application_under

    side = {machine.value: flow for machine, flow in SIDE_MACHINES.items()}
    if line in side:
        flow = side[line]
    else:
        versions = {version.version: version for version in _line(line).versions}
        if name is not None and name not in versions:
            raise click.UsageError(f"{line} has no version {name}; it has {', '.join(versions)}")
        chosen = versions[name] if name else next(iter(versions.values()))
        flow = application_under(chosen)
    click.echo(svg(flow) if as_svg else mermaid(flow), nl=as_svg)


def _line(name: str) -> Any:
    from workflows import registry

    known = registry.lines()
    if name not in known:
        raise click.UsageError(f"there is no line {name!r}; there are {', '.join(known)}")
    return known[name]
