"""`lines`, `lines diff`, `check` and `diagram` answer without any database."""

import json

import click
import jsonschema
import pytest

from tests.support.tree import ROOT
from wirgrants.cli import main
from workflows import registry
from workflows.procedures import SIDE_MACHINES, application_under

FACTS = {
    "line": "lay_interpreters",
    "version": "2021",
    "day": "2026-11-23",
    "applicant": {"type": "charity"},
    "answers": {"wants_deployment": True},
    "parts": [
        {
            "part": "deployment",
            "start": "2027-01-01",
            "end": "2027-12-31",
            "answers": {"deployments": 100},
        }
    ],
}


def test_lines_lists_every_version(run):
    told = json.loads(run("lines", "--json").stdout)
    assert {line["line"]: [v["version"] for v in line["versions"]] for line in told} == {
        line.id: [version.version for version in line.versions]
        for line in registry.lines().values()
    }
    one = next(line for line in told if line["line"] == "coordination")["versions"][0]
    assert one["successor"] == {"line": "diversity_centres", "version": "2021"}
    assert one["digest"] == registry.digest(registry.guideline("coordination", "2014"))
    assert "coordination: WIR-Koordination" in run("lines").stdout


def test_diff_names_the_fields_that_changed(run):
    told = json.loads(run("lines", "diff", "diversity_strategies", "2019", "2021", "--json").stdout)
    expected = registry.differences(
        registry.guideline("diversity_strategies", "2019"),
        registry.guideline("diversity_strategies", "2021"),
    )
    assert [(d["field"], d["old"], d["new"]) for d in told] == [
        (d.field, d.old, d.new) for d in expected
    ]
    assert len(told) > 5
    text = run("lines", "diff", "diversity_strategies", "2019", "2021").stdout
    assert text.endswith(f"{len(told)} differences\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("lines", "diff", "nothing", "1", "2"), "there is no line 'nothing'"),
        (("lines", "diff", "coordination", "2014", "1999"), "coordination has no version 1999"),
        (("diagram", "nothing"), "there is no line 'nothing'"),
        (("diagram", "coordination", "--version", "1"), "coordination has no version 1"),
        (("check",), "name a FILE"),
        (("check", "no such file.json"), "no such file.json"),
    ],
)
def test_a_wrong_word_is_told_and_ends_with_2(run, words, message):
    answer = run(*words)
    assert answer.exit_code == 2
    assert message in answer.stderr
    assert answer.stdout == ""


def test_check_judges_facts(run, tmp_path):
    (tmp_path / "facts.json").write_text(json.dumps(FACTS), encoding="utf-8")
    told = json.loads(run("check", tmp_path / "facts.json", "--json").stdout)
    assert told["verdict"]["line"] == "lay_interpreters"
    assert told["entitlement"]["years"][0]["part"] == "deployment"
    assert [(d["kind"], d["part"], d["day"]) for d in told["dates"]] == [
        ("application_deadline", "deployment", "2026-12-03"),
        ("proof_due", "deployment", "2028-03-31"),
    ]
    text = run("check", tmp_path / "facts.json").stdout
    assert text.startswith("lay_interpreters 2021 on 2026-11-23: ")
    assert "application_deadline (deployment): 2026-12-03" in text


def test_check_reads_standard_input(run):
    told = json.loads(run("check", "-", "--json", input=json.dumps(FACTS)).stdout)
    assert told["verdict"]["day"] == "2026-11-23"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"surprise": 1}, "surprise"),
        ({"day": "tomorrow"}, "day"),
        ({"line": "nothing"}, "line"),
        ({"answers": {"charitable": "perhaps"}}, "answers.charitable"),
        ({"answers": {"no_such_question": True}}, "answers.no_such_question"),
        ({"parts": [{"part": "deployment", "asked": {"2027": "12,50"}}]}, "parts[0].asked"),
        ({"parts": [{"part": "elsewhere"}]}, "parts[0].part"),
        ({"applicant": {"ags": "06\u0000"}}, "applicant.ags"),
    ],
)
def test_check_names_the_field_at_fault(run, change, field):
    answer = run("check", "-", "--json", input=json.dumps(FACTS | change))
    assert answer.exit_code == 2
    error = json.loads(answer.stdout)["error"]
    assert error["field"].startswith(field)
    assert error["message"].endswith((".", "“."))
    plain = run("check", "-", input=json.dumps(FACTS | change))
    assert (plain.exit_code, plain.stdout) == (2, "")
    assert plain.stderr == f"{error['field']}: {error['message']}\n"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"day": NaN}',
        b'{"day": "2026-01-01", "day": 1}',
        b"[" * 9999,
    ],
)
def test_check_refuses_what_is_no_document(run, tmp_path, data):
    (tmp_path / "bad.json").write_bytes(data)
    answer = run("check", tmp_path / "bad.json")
    assert answer.exit_code == 2
    assert answer.stderr
    assert "Traceback" not in answer.stderr


def test_check_refuses_a_huge_file(run, tmp_path):
    (tmp_path / "huge.json").write_bytes(b" " * 5_000_001)
    answer = run("check", tmp_path / "huge.json")
    assert answer.exit_code == 2
    assert "larger than 5000000 bytes" in answer.stderr


def test_schema_describes_what_check_reads(run):
    schema = json.loads(run("check", "--schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(FACTS, schema)
    with pytest.raises(jsonschema.ValidationError, match="surprise"):
        jsonschema.validate(FACTS | {"surprise": 1}, schema)


@pytest.mark.parametrize("line", sorted(registry.lines()))
def test_every_line_has_its_diagram(run, line):
    flow = application_under(registry.line(line).versions[0])
    text = run("diagram", line).stdout
    assert text.startswith("stateDiagram-v2\n")
    assert all(f" as {state.value}\n" in text for state in flow.states)
    drawn = run("diagram", line, "--svg").stdout
    assert drawn.startswith("<svg ")
    assert all(f'data-state="{state.value}"' in drawn for state in flow.states)


@pytest.mark.parametrize("machine", sorted(machine.value for machine in SIDE_MACHINES))
def test_every_side_procedure_has_its_diagram(run, machine):
    assert run("diagram", machine).stdout.startswith("stateDiagram-v2\n")


def _commands(group, before=""):
    for name, command in sorted(group.commands.items()):
        yield f"{before}{name}", command
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")


COMMANDS = dict(_commands(main))


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(run, name):
    command = COMMANDS[name]
    assert command.help
    assert all(o.help for o in command.params if isinstance(o, click.Option))
    assert run(*name.split(), "--help").stdout.startswith("Usage: ")


def test_every_command_stands_in_the_readme():
    written = (ROOT / "README.md").read_text(encoding="utf-8")
    section = written.split("## Commands")[1].split("\n## ")[0]
    listed = set(section.replace("[", " ").split())
    assert [name for name in COMMANDS if not set(name.split()) <= listed] == []
