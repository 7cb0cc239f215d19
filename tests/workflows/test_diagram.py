"""Pictures are drawn from the definitions, mark the present state, and hide no label."""

import re
from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest

from workflows import procedures, registry
from workflows.diagram import mermaid, svg
from workflows.drawing import (
    BOX_RIGHT,
    CHARACTER,
    LABEL_LEFT,
    LABEL_RIGHT,
    LINE,
    ROW,
    blocks,
    edges,
    lanes,
)
from workflows.procedures import application_under
from workflows.procedures.application import REVIEW_OF
from workflows.progress import Audience, state_text
from workflows.states import ApplicationState, MachineName, Variant

SVG = "{http://www.w3.org/2000/svg}"
EACH = pytest.mark.parametrize("lifecycle", procedures.ALL, ids=lambda lifecycle: lifecycle.name)
HEIGHT = 13


def parsed(picture):
    return ET.fromstring(picture)  # noqa: S314 our own drawing


@EACH
def test_mermaid_draws_every_step_once(lifecycle):
    lines = mermaid(lifecycle).splitlines()
    assert lines[0] == "stateDiagram-v2"
    arrows = [line for line in lines if " --> " in line and " : " in line]
    assert len(arrows) == len(lifecycle.steps)
    ends = {line.split()[0] for line in lines if line.endswith("--> [*]")}
    assert ends == {state.value for state in lifecycle.final | lifecycle.resting}
    for state in lifecycle.states:
        name = state_text(lifecycle.machine, state, Audience.STAFF)
        assert f'    state "{name}" as {state.value}' in lines
    # A further colon or a semicolon would end the label.
    assert all(line.count(":") == 1 and ";" not in line for line in arrows)


def test_mermaid_of_a_small_machine_word_by_word():
    assert mermaid(procedures.lifecycle(MachineName.CLARIFICATION)) == (
        "stateDiagram-v2\n"
        '    state "Gestellt" as requested\n'
        '    state "Beantwortet" as answered\n'
        '    state "Erledigt" as resolved\n'
        '    state "Ohne Antwort abgelaufen" as lapsed\n'
        '    state "Aufgehoben" as cancelled\n'
        "    [*] --> requested : Nachforderung stellen (Sachbearbeitung)\n"
        "    requested --> answered : Nachforderung beantworten (Antragsbearbeitung, Vertretung)\n"
        "    requested --> lapsed : Fristablauf feststellen (Sachbearbeitung, System)\n"
        "    requested --> cancelled : Nachforderung aufheben (Sachbearbeitung, System)\n"
        "    answered --> resolved : Antwort annehmen (Sachbearbeitung)\n"
        "    answered --> requested : Erneut nachfordern (Sachbearbeitung)\n"
        "    answered --> cancelled : Nachforderung aufheben (System)\n"
        "    resolved --> [*]\n"
        "    lapsed --> [*]\n"
        "    cancelled --> [*]\n"
    )


@EACH
def test_the_svg_shows_every_state_and_step_in_words(lifecycle):
    root = parsed(svg(lifecycle))
    shown = [text.text for text in root.iter(f"{SVG}text")]
    labels = [
        text.text for text in root.iter(f"{SVG}text") if text.get("class") == "lifecycle-step"
    ]
    assert sorted(labels) == sorted(edge.label for edge in edges(lifecycle))
    for state in lifecycle.states:
        assert state_text(lifecycle.machine, state, Audience.STAFF) in shown
    description = root.find(f"{SVG}desc").text
    assert all(edge.label in description for edge in edges(lifecycle))


@EACH
def test_the_present_state_alone_is_marked(lifecycle):
    for present in lifecycle.states:
        root = parsed(svg(lifecycle, present))
        marked = [g for g in root.iter(f"{SVG}g") if "is-present" in g.get("class", "").split()]
        assert [group.get("data-state") for group in marked] == [present.value]
        assert "aktueller Stand" in [text.text for text in marked[0].iter(f"{SVG}text")]
    assert "is-present" not in svg(lifecycle)


@EACH
def test_the_svg_obeys_the_pages_policy_and_is_accessible(lifecycle):
    picture = svg(lifecycle, lifecycle.states[0])
    assert not re.search(r"style|<script|href|url\(|on\w+=", picture)
    root = parsed(picture)
    assert root.get("role") == "img"
    ids = root.get("aria-labelledby").split()
    assert ids == [root.find(f"{SVG}title").get("id"), root.find(f"{SVG}desc").get("id")]
    assert root.find(f"{SVG}title").text.startswith("Ablauf: ")
    assert picture == svg(lifecycle, lifecycle.states[0])


@EACH
def test_labels_keep_to_their_column_and_off_each_other(lifecycle):
    root = parsed(svg(lifecycle))
    boxes = []
    for text in root.iter(f"{SVG}text"):
        x, y, size = int(text.get("x")), int(text.get("y")), int(text.get("font-size", "13"))
        right = x + len(text.text) * CHARACTER * size / HEIGHT
        boxes.append((x, right, y - size, y + 3))
        edge = (
            BOX_RIGHT if text.get("class") in {"lifecycle-name", "lifecycle-note"} else LABEL_RIGHT
        )
        assert right <= edge, text.text
    for (l1, r1, t1, b1), (l2, r2, t2, b2) in combinations(boxes, 2):
        assert r1 <= l2 or r2 <= l1 or b1 <= t2 or b2 <= t1
    assert LABEL_LEFT > BOX_RIGHT


@EACH
def test_boxes_rows_and_lanes_do_not_meet(lifecycle):
    made = blocks(lifecycle)
    for above, below in pairwise(made):
        assert below.top - above.bottom >= len(above.down) * LINE
    heights = sorted(row.y for block in made for row in block.rows)
    assert all(lower - upper >= ROW for upper, lower in pairwise(heights))
    for block in made:
        assert all(block.top < row.y < block.bottom for row in block.rows)
    spans = [
        (lane.column, min(ys), max(ys))
        for lane in lanes(made)
        for ys in [[lane.target.entry, *(row.y for row in lane.rows)]]
    ]
    for (c1, t1, b1), (c2, t2, b2) in combinations(spans, 2):
        assert c1 != c2 or b1 < t2 or b2 < t1
    drawn = sum(len(lane.rows) for lane in lanes(made)) + sum(len(b.down) for b in made)
    loops = sum(1 for step in lifecycle.steps if step.source == step.target)
    assert drawn + loops == len(lifecycle.steps)


def test_applicants_see_their_own_names():
    lifecycle = procedures.application_of(Variant.POST)
    picture = svg(lifecycle, ApplicationState.AWARD_PROPOSED, Audience.APPLICANT)
    assert ">Entscheidung in Vorbereitung<" in picture
    assert ">Bewilligung vorgeschlagen<" not in picture


@pytest.mark.parametrize(
    ("line", "version", "review"),
    [
        ("coordination", "2014", None),
        ("case_management", "2017", None),
        ("diversity_centres", "2021", ApplicationState.TARGET_AGREEMENT),
        ("welcome_culture", "2014", ApplicationState.EXPERT_VOTE),
        ("integration_guides", "2021", None),
    ],
)
def test_a_version_is_drawn_with_the_review_that_it_has(line, version, review):
    drawn = application_under(registry.guideline(line, version))
    reviews = {state for state in REVIEW_OF.values() if state is not None}

    assert reviews & set(drawn.states) == ({review} if review else set())
    actions = {step.action for step in drawn.steps}
    assert ("record_review" in actions) is (review is not None)
    assert {"complete_check", "propose_award", "approve_award"} <= actions
