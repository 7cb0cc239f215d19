"""Holds a page in a browser against the rules of accessibility and the width of a telephone."""

from functools import cache

from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import Person

NARROW, WIDE = 320, 1200
# Of what axe finds only the violations are read; frames and style sheets are not fetched again.
_RUN = "axe.run({resultTypes: ['violations'], preload: false, iframes: false})"
_VIOLATIONS = (
    f"{_RUN}.then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 2).map("
    "n => n.html.slice(0, 160))]))"
)


@cache
def _axe() -> str:
    return str(Axe().axe_script)


def prepared(someone: Person) -> Person:
    """The same person, whose every page brings the rules with it."""
    someone.page.set_viewport_size({"width": WIDE, "height": 900})
    someone.context.add_init_script(_axe())
    return someone


def looked_at(someone: Person, path: str) -> list[str]:
    """What is wrong with a page: violations, and its width on a telephone."""
    page = someone.page
    someone.open(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    wrong = [f"{path}: {rule} {nodes}" for rule, nodes in page.evaluate(_VIOLATIONS)]
    page.set_viewport_size({"width": NARROW, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        wrong.append(f"{path}: wider than {NARROW} pixels")
    page.set_viewport_size({"width": WIDE, "height": 900})
    return wrong
