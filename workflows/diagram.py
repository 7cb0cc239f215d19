"""A lifecycle as a picture: Mermaid text, and the SVG of `workflows.drawing`."""

from workflows.drawing import edges, svg
from workflows.lifecycle import Lifecycle
from workflows.progress import Audience, state_text

__all__ = ["mermaid", "svg"]


def mermaid(lifecycle: Lifecycle) -> str:
    """The lifecycle as a `stateDiagram-v2` with German labels; one arrow per step."""
    lines = ["stateDiagram-v2"]
    for state in lifecycle.states:
        name = state_text(lifecycle.machine, state, Audience.STAFF)
        lines.append(f'    state "{name}" as {state.value}')
    for edge in edges(lifecycle):
        source = "[*]" if edge.source is None else edge.source.value
        lines.append(f"    {source} --> {edge.target.value} : {edge.label}")
    lines += [f"    {state.value} --> [*]" for state in lifecycle.states if lifecycle.ended(state)]
    return "\n".join(lines) + "\n"
