"""A lifecycle as SVG: states in one column, steps on rows of their own, so that no labels collide.

The order of the states is the way a case goes, top to bottom. A step to the next state is an arrow
straight down. Every other step leaves its state on a row of its own and joins the lane of its
target; all steps to one state share one lane. No style attribute is used (the pages' policy forbids
it): presentation attributes, and classes for the page's own look.
"""

from dataclasses import dataclass
from html import escape
from itertools import pairwise

from workflows.lifecycle import Lifecycle
from workflows.progress import Audience, action_label, state_text
from workflows.states import AnyState, Role
from workflows.steps import Step
from workflows.wording import say

BOX_LEFT, BOX_RIGHT = 16, 286
LABEL_LEFT, LABEL_RIGHT = 304, 846
LANE_LEFT, LANE_PITCH = 866, 18
HEAD, ROW, PAD, GAP, LINE, MARGIN = 46, 27, 8, 30, 18, 20
# Pixels of a character of the label's size, on the safe side: tests hold labels to their column.
CHARACTER = 6.9
# Dark enough to read on white (4.5 to 1); lanes side by side differ.
COLOURS = ("#1d4f91", "#8a3b12", "#1b6e3c", "#7a1f6b", "#5c5400", "#a3172d", "#2b5c66")


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One arrow: a step's ends and its label with the roles that may take it."""

    source: AnyState | None
    target: AnyState
    label: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """A step that leaves its state sideways, at its own height."""

    edge: Edge
    y: int


@dataclass(frozen=True, kw_only=True)
class Block:
    """A state's box: where it stands, its rows, and the steps that go straight down from it."""

    state: AnyState | None
    top: int
    bottom: int
    rows: tuple[Row, ...]
    down: tuple[Edge, ...]

    @property
    def entry(self) -> int:
        """The height at which a lane enters the box."""
        return self.top + HEAD // 2


@dataclass(frozen=True, kw_only=True)
class Lane:
    """The shared way to one target: its column and the heights it spans."""

    target: Block
    rows: tuple[Row, ...]
    column: int

    @property
    def x(self) -> int:
        """The lane's place in pixels."""
        return LANE_LEFT + self.column * LANE_PITCH

    @property
    def colour(self) -> str:
        """The lane's colour; its neighbours have others."""
        return COLOURS[self.column % len(COLOURS)]


def edges(lifecycle: Lifecycle) -> tuple[Edge, ...]:
    """The steps in the order of the states they leave, each with its label."""
    order: tuple[AnyState | None, ...] = (None, *lifecycle.states)
    return tuple(
        Edge(source=step.source, target=step.target, label=_label(lifecycle, step))
        for state in order
        for step in lifecycle.steps_from(state)
    )


def _label(lifecycle: Lifecycle, step: Step) -> str:
    roles = ", ".join(say(f"role.{role}.short") for role in Role if role in step.roles)
    return f"{action_label(lifecycle.machine, step.action)} ({roles})"


def blocks(lifecycle: Lifecycle) -> tuple[Block, ...]:
    """The boxes from top to bottom, the beginning first."""
    order: tuple[AnyState | None, ...] = (None, *lifecycle.states)
    every = edges(lifecycle)
    made: list[Block] = []
    top = 16
    for state, following in zip(order, (*order[1:], None), strict=True):
        leaving = [edge for edge in every if edge.source == state]
        down = tuple(edge for edge in leaving if following is not None and edge.target == following)
        aside = [edge for edge in leaving if edge not in down]
        first = top + HEAD + ROW // 2
        rows = tuple(Row(edge=edge, y=first + index * ROW) for index, edge in enumerate(aside))
        bottom = top + HEAD + (len(rows) * ROW + PAD if rows else 0)
        made.append(Block(state=state, top=top, bottom=bottom, rows=rows, down=down))
        top = bottom + max(GAP, PAD * 2 + len(down) * LINE + 6)
    return tuple(made)


def lanes(boxes: tuple[Block, ...]) -> tuple[Lane, ...]:
    """One lane per state that is entered from the side; short ones lie nearest to the boxes."""
    entered = []
    for box in boxes:
        rows = tuple(
            row
            for other in boxes
            for row in other.rows
            if row.edge.target == box.state and row.edge.source != box.state
        )
        if rows:
            heights = [box.entry, *(row.y for row in rows)]
            entered.append((max(heights) - min(heights), min(heights), max(heights), box, rows))
    taken: list[list[tuple[int, int]]] = []
    made: list[Lane] = []
    for _, upper, lower, box, rows in sorted(entered, key=lambda item: item[:3]):
        column = next(
            (
                index
                for index, spans in enumerate(taken)
                if all(lower < start - ROW or upper > end + ROW for start, end in spans)
            ),
            len(taken),
        )
        if column == len(taken):
            taken.append([])
        taken[column].append((upper, lower))
        made.append(Lane(target=box, rows=rows, column=column))
    return tuple(made)


def svg(
    lifecycle: Lifecycle, present: AnyState | None = None, audience: Audience = Audience.STAFF
) -> str:
    """The lifecycle as one SVG element, the present state marked by class, frame and words.

    Deterministic; title and description tell the same to whoever cannot see it.
    """
    boxes = blocks(lifecycle)
    ways = lanes(boxes)
    width = max([LABEL_RIGHT, *(lane.x for lane in ways)]) + MARGIN
    height = boxes[-1].bottom + MARGIN
    name = "lifecycle-" + lifecycle.name.replace(".", "-").replace("_", "-")
    body = [
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *(_draw_lane(lane) for lane in ways),
        *(part for box in boxes for part in _draw_rows(box)),
        *(_draw_down(box, after) for box, after in pairwise(boxes)),
        *(_draw_box(lifecycle, box, present, audience) for box in boxes),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="lifecycle" role="img"'
        f' viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        f' aria-labelledby="{name}-title {name}-desc"'
        f' font-family="Fira Sans, Segoe UI, Helvetica, Arial, sans-serif" font-size="13">'
        f'<title id="{name}-title">{escape(_title(lifecycle))}</title>'
        f'<desc id="{name}-desc">{escape(_description(lifecycle, present, audience))}</desc>'
        + "".join(body)
        + "</svg>"
    )


def _title(lifecycle: Lifecycle) -> str:
    name = say(f"machine.{lifecycle.machine}")
    _, _, variant = lifecycle.name.partition(".")
    if variant:
        name = f"{name} ({say(f'variant.{variant}')})"
    return say("diagram.title", {"name": name})


def _description(lifecycle: Lifecycle, present: AnyState | None, audience: Audience) -> str:
    def named(state: AnyState) -> str:
        return state_text(lifecycle.machine, state, audience)

    said = [] if present is None else [say("diagram.standing", {"state": named(present)})]
    for edge in edges(lifecycle):
        values = {"target": named(edge.target), "label": edge.label}
        if edge.source is None:
            said.append(say("diagram.entry", values))
            continue
        key = "diagram.loop" if edge.source == edge.target else "diagram.edge"
        said.append(say(key, {**values, "source": named(edge.source)}))
    return " ".join(said)


def _draw_lane(lane: Lane) -> str:
    heights = [lane.target.entry, *(row.y for row in lane.rows)]
    entry, x = lane.target.entry, lane.x
    ways = [f"M{x} {min(heights)}V{max(heights)}", f"M{x} {entry}H{BOX_RIGHT + 7}"]
    ways += [f"M{_edge_of(row.edge.source)} {row.y}H{x}" for row in lane.rows]
    dots = "".join(f'<circle cx="{x}" cy="{row.y}" r="3"/>' for row in lane.rows)
    return (
        f'<g class="lifecycle-lane" fill="{lane.colour}" stroke="{lane.colour}">'
        f'<path d="{"".join(ways)}" fill="none" stroke-width="1.5"/>{dots}'
        f'<path d="M{BOX_RIGHT} {entry}l9 -5v10z" stroke="none"/></g>'
    )


def _edge_of(state: AnyState | None) -> int:
    return BOX_RIGHT if state is not None else (BOX_LEFT + BOX_RIGHT) // 2


def _draw_rows(box: Block) -> list[str]:
    parts = []
    for row in box.rows:
        if row.edge.source == row.edge.target:
            parts.append(
                f'<path d="M{BOX_RIGHT} {row.y - 7}h6a6 6 0 0 1 0 12h-1" fill="none"'
                f' stroke="#333333" stroke-width="1.5"/>'
                f'<path d="M{BOX_RIGHT} {row.y + 5}l8 -4.5v9z" fill="#333333"/>'
            )
        parts.append(_text(row.edge.label, LABEL_LEFT, row.y - 5, "lifecycle-step"))
    return parts


def _draw_down(box: Block, after: Block) -> str:
    if not box.down:
        return ""
    x = (BOX_LEFT + BOX_RIGHT) // 2
    start = box.bottom if box.state is not None else box.entry
    labels = "".join(
        _text(edge.label, x + 14, box.bottom + PAD + 13 + index * LINE, "lifecycle-step")
        for index, edge in enumerate(box.down)
    )
    return (
        f'<path d="M{x} {start}V{after.top - 8}" stroke="#222222" stroke-width="2.5"/>'
        f'<path d="M{x} {after.top}l-6 -10h12z" fill="#222222"/>{labels}'
    )


def _draw_box(
    lifecycle: Lifecycle, box: Block, present: AnyState | None, audience: Audience
) -> str:
    if box.state is None:
        x = (BOX_LEFT + BOX_RIGHT) // 2
        return f'<circle cx="{x}" cy="{box.entry}" r="9" fill="#222222"/>' + _text(
            say("diagram.begin"), x - 62, box.entry + 5, "lifecycle-begin"
        )
    here, ends = box.state == present, lifecycle.ended(box.state)
    width, height = BOX_RIGHT - BOX_LEFT, box.bottom - box.top
    classes = "lifecycle-state" + (" is-final" if ends else "") + (" is-present" if here else "")
    fill, stroke = ("#fff3c4", 4) if here else ("#eef3f8", 1.5)
    inner = (
        f'<rect x="{BOX_LEFT + 5}" y="{box.top + 5}" width="{width - 10}" height="{height - 10}"'
        f' rx="4" fill="none" stroke="#222222"/>'
    )
    name = state_text(lifecycle.machine, box.state, audience)
    second = say("diagram.present") if here else say("diagram.end") if ends else ""
    middle = box.top + (21 if second else 28)
    return (
        f'<g class="{classes}" data-state="{box.state.value}">'
        f'<rect x="{BOX_LEFT}" y="{box.top}" width="{width}" height="{height}" rx="7"'
        f' fill="{fill}" stroke="#222222" stroke-width="{stroke}"/>{inner if ends else ""}'
        + _text(name, BOX_LEFT + 14, middle, "lifecycle-name", extra=' font-size="15"')
        + (_text(second, BOX_LEFT + 14, middle + 16, "lifecycle-note") if second else "")
        + "</g>"
    )


def _text(content: str, x: int, y: int, name: str, extra: str = "") -> str:
    weight = ' font-weight="600"' if name == "lifecycle-name" else ""
    return (
        f'<text class="{name}" x="{x}" y="{y}" fill="#1a1a1a"{weight}{extra}>'
        f"{escape(content)}</text>"
    )
