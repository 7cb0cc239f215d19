"""The command `check`: facts of a file judged without any database."""

import sys
from pathlib import Path
from typing import Any, NoReturn

import click

from wirgrants.commands.printing import print_json, print_line

_LARGEST = 5_000_000


@click.command()
@click.argument("file", required=False, type=click.Path(allow_dash=True))
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of FILE instead.")
def check(file: str | None, *, as_json: bool, schema: bool) -> None:
    """Judge the facts in FILE (JSON; - reads standard input): verdict, entitlement and dates.

    Applicant and partners are looked up by key in the shipped register as of the day. Without
    "holidays" those of Hesse count; "holidays": [] says that there are none.

    Exit code 0: judged. 2: unknown, malformed or contradictory input, refused with its field.
    """
    if schema:
        from workflows.check_schema import schema as document

        print_json(document())
        return
    if file is None:
        raise click.UsageError("name a FILE with facts, or ask for --schema")
    from wirgrants.services.check_facts import completed
    from wirgrants.settings import SettingsError
    from workflows.checking import check as judge
    from workflows.checking import request_from_text
    from workflows.reading_json import FactsError

    try:
        request = completed(request_from_text(_read(file, as_json=as_json)))
    except FactsError as error:
        _refuse(error.field, error.message, as_json=as_json)
    except SettingsError as error:
        raise click.UsageError(str(error)) from None
    answer = judge(request)
    if as_json:
        print_json(answer)
    else:
        _tell(answer)


def _read(file: str, *, as_json: bool) -> str:
    try:
        data = sys.stdin.buffer.read(_LARGEST + 1) if file == "-" else _bytes_of(Path(file))
    except OSError as error:
        _refuse("FILE", f"{file}: {error.strerror}", as_json=as_json)
    if len(data) > _LARGEST:
        _refuse("FILE", f"{file}: larger than {_LARGEST} bytes", as_json=as_json)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _refuse("FILE", f"{file}: not UTF-8 at byte {error.start}", as_json=as_json)


def _bytes_of(path: Path) -> bytes:
    with path.open("rb") as handle:
        return handle.read(_LARGEST + 1)


def _refuse(field: str, message: str, *, as_json: bool) -> NoReturn:
    if as_json:
        print_json({"error": {"field": field, "message": message}})
    else:
        print_line(f"{field}: {message}", err=True)
    raise click.exceptions.Exit(2)


def _tell(answer: Any) -> None:
    verdict, entitlement = answer["verdict"], answer["entitlement"]
    print_line(f"{verdict['line']} {verdict['version']} on {verdict['day']}: {verdict['kind']}")
    for body in (answer["facts"].get("applicant"), *answer["facts"].get("partners", ())):
        if body:
            print_line(f"  {_told(body)}")
    open_ones = [f for f in verdict["findings"] if f["outcome"] != "met"]
    for told in dict.fromkeys(f"  {found['outcome']}: {found['reason']}" for found in open_ones):
        print_line(told)
    print_line(f"Most that can be granted: {entitlement['amount'] or 'not determinable'}")
    for line in entitlement["lines"]:
        print_line(f"  {line['text']}")
    for name in (*entitlement["missing_figures"], *entitlement["missing_answers"]):
        print_line(f"  missing: {name}")
    for one in answer["dates"]:
        part = f" ({one['part']})" if one["part"] else ""
        print_line(f"{one['kind']}{part}: {one['day']}")
    print_line(_holidays(answer["holidays"]))


def _told(body: Any) -> str:
    """A body in one line: "Biblis (06431003), municipality, 9076 inhabitants"."""
    name = body.get("name", "")
    words = [f"{name} ({body['ags']})".strip() if "ags" in body else name, body.get("type", "")]
    if "population" in body:
        words.append(f"{body['population']} inhabitants")
    return ", ".join(word for word in words if word)


def _holidays(counted: Any) -> str:
    days = counted["days"]
    whose = {"file": "as the file names them", "calendar": "Hesse"}[counted["from"]]
    span = f"{days[0][:4]} to {days[-1][:4]}, {len(days)} days" if days else "none"
    return f"Holidays counted ({whose}): {span}"
