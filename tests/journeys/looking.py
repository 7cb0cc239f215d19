"""Holds a page in a browser against the rules of accessibility and the width of a telephone."""

from functools import cache

from axe_playwright_python.sync_playwright import Axe

from tests.support.browser import Person

NARROW, WIDE = 320, 1200
# Of what axe finds only the violations are read; frames and style sheets are not fetched again.
_RUN = "axe.run({resultTypes: ['violations'], preload: false, iframes: false})"
_BUT_CONTRAST = (
    "axe.run({resultTypes: ['violations'], preload: false, iframes: false, "
    "rules: {'color-contrast': {enabled: false}}})"
)
_CONTRAST = (
    "axe.run({resultTypes: ['violations'], preload: false, iframes: false, "
    "runOnly: ['color-contrast']})"
)
_TOLD = (
    ".then(r => r.violations.map(v => [v.id, v.nodes.slice(0, 2).map(n => n.html.slice(0, 160))]))"
)


@cache
def _axe() -> str:
    return str(Axe().axe_script)


def prepared(someone: Person) -> Person:
    """The same person, whose every page brings the rules with it."""
    someone.page.set_viewport_size({"width": WIDE, "height": 900})
    someone.context.add_init_script(_axe())
    return someone


def _violations(someone: Person, run: str, where: str) -> list[str]:
    return [f"{where}: {rule} {nodes}" for rule, nodes in someone.page.evaluate(run + _TOLD)]


def looked_at(someone: Person, path: str, *, closely: bool = False) -> list[str]:
    """What is wrong with a page: violations, and its width on a telephone.

    A page that is looked at closely is held against the rules on the telephone and in dark
    colours as well. Its colours are measured then alone: that takes longer than all other rules,
    and who stands in the same place with the same classes has the same colours.
    """
    page = someone.page
    someone.open(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    wrong = _violations(someone, _RUN if closely else _BUT_CONTRAST, path)
    if closely:
        page.emulate_media(color_scheme="dark")
        wrong += _violations(someone, _CONTRAST, f"{path}, dark")
        page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": NARROW, "height": 800})
    if page.evaluate("document.documentElement.scrollWidth") > NARROW:
        wrong.append(f"{path}: wider than {NARROW} pixels")
    if closely:
        wrong += _violations(someone, _RUN, f"{path}, on a telephone")
    page.set_viewport_size({"width": WIDE, "height": 900})
    return wrong
