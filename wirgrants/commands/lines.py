"""Commands about the law itself, without any database: lines, check, diagram."""

import json
import sys
from pathlib import Path
from typing import Any

import click

_LARGEST = 5_000_000


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
        _print_json(listed)
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
        _print_json([{"field": d.field, "old": d.old, "new": d.new} for d in found])
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
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of FILE instead.")
def check(file: str | None, *, as_json: bool, schema: bool) -> None:
    """Judge the facts in FILE (JSON; - reads standard input): verdict, entitlement and dates.

    Unknown or malformed input is refused with the field's name and exit code 2.
    """
    if schema:
        from workflows.check_schema import schema as document

        _print_json(document())
        return
    if file is None:
        raise click.UsageError("name a FILE with facts, or ask for --schema")
    from workflows.checking import check as judge
    from workflows.checking import request_from_text
    from workflows.reading_json import FactsError

    try:
        request = request_from_text(_read(file))
    except FactsError as error:
        _refuse(error.field, error.message, as_json=as_json)
    answer = judge(request)
    if as_json:
        _print_json(answer)
    else:
        _tell(answer)


def _read(file: str) -> str:
    try:
        data = sys.stdin.buffer.read(_LARGEST + 1) if file == "-" else _bytes_of(Path(file))
    except OSError as error:
        raise click.UsageError(f"{file}: {error.strerror}") from None
    if len(data) > _LARGEST:
        raise click.UsageError(f"{file}: larger than {_LARGEST} bytes")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise click.UsageError(f"{file}: not UTF-8 at byte {error.start}") from None


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(_LARGEST + 1)


def _refuse(field: str, message: str, *, as_json: bool) -> None:
    if as_json:
        _print_json({"error": {"field": field, "message": message}})
    else:
        click.echo(f"{field}: {message}", err=True)
    raise click.exceptions.Exit(2)


def _tell(answer: Any) -> None:
    verdict, entitlement = answer["verdict"], answer["entitlement"]
    click.echo(f"{verdict['line']} {verdict['version']} on {verdict['day']}: {verdict['kind']}")
    open_ones = [f for f in verdict["findings"] if f["outcome"] != "met"]
    for told in dict.fromkeys(f"  {found['outcome']}: {found['reason']}" for found in open_ones):
        click.echo(told)
    click.echo(f"Most that can be granted: {entitlement['amount'] or 'not determinable'}")
    for line in entitlement["lines"]:
        click.echo(f"  {line['text']}")
    for name in (*entitlement["missing_figures"], *entitlement["missing_answers"]):
        click.echo(f"  missing: {name}")
    for one in answer["dates"]:
        part = f" ({one['part']})" if one["part"] else ""
        click.echo(f"{one['kind']}{part}: {one['day']}")


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


def _print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
