"""Pages obey the strict policy: nothing inline, nothing from elsewhere, nothing left unfinished."""

import re

import pytest

from tests.support import tree

FORBIDDEN = {
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']", re.IGNORECASE
    ),
    "a file from elsewhere": re.compile(
        r"<(?:script|link|img|iframe|source)\b[^>]*(?:src|href)\s*=\s*[\"'](?:https?:)?//",
        re.IGNORECASE,
    ),
    "something unfinished": re.compile(r"\b(?:TODO|FIXME|XXX|lorem ipsum)\b", re.IGNORECASE),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_template_holds(what):
    complaints = [
        f"{place}: {line.strip()[:120]}"
        for file in tree.under("wirgrants/templates", "wirgrants/help")
        for place, line in tree.lines(file)
        if FORBIDDEN[what].search(line)
    ]
    assert complaints == []


@pytest.mark.parametrize(
    ("what", "line"),
    [
        ("an inline style", '<p style="color: red">'),
        ("an inline script", "<script>go()</script>"),
        ("an inline script", '<a onclick="go()">'),
        ("a file from elsewhere", '<img alt="" src="https://example.org/a.png">'),
        ("a file from elsewhere", '<link rel="stylesheet" href="//example.org/a.css">'),
        ("something unfinished", "<p>TODO: text</p>"),
    ],
)
def test_each_is_found(what, line):
    assert FORBIDDEN[what].search(line) is not None


WIDE = 5
TABLE = re.compile(r"\{% call tables\.region\((.*?)\) %\}(.*?)</table>", re.DOTALL)


def test_a_wide_table_becomes_cards_where_it_has_no_room():
    complaints = []
    for file in tree.under("wirgrants/templates", suffix=".html"):
        for call, table in TABLE.findall((tree.ROOT / file).read_text()):
            cells = re.findall(r"<td\b[^>]*>(?!</td>)", table)
            if table.count('scope="col"') < WIDE:
                continue
            if "stack" not in call.lower():
                complaints.append(f"{file}: {call} does not stack")
            bare = [one for one in cells if "data-label" not in one and "colspan" not in one]
            complaints += [f"{file}: {call}: {one} has no label" for one in bare]
    assert complaints == []
