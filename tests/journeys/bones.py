"""What a page is built of: which kind of element stands in which, whatever its words are."""

from html.parser import HTMLParser

Bone = tuple[str, str]
_WITHOUT_END = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
_TELLING = ("class", "type", "role", "aria-current", "aria-invalid", "hidden")


class _Bones(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: set[Bone] = set()
        self._open: list[tuple[str, str]] = [("", "")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        looks = [" ".join(sorted(told[name].split())) for name in _TELLING if name in told]
        name = ".".join([tag, *looks])
        self.found.add((self._open[-1][1], name))
        if tag not in _WITHOUT_END:
            self._open.append((tag, name))

    def handle_endtag(self, tag: str) -> None:
        while len(self._open) > 1 and self._open.pop()[0] != tag:
            pass


def bones_of(text: str) -> frozenset[Bone]:
    """Every pair of an element and the one around it, by tag, classes and state."""
    reader = _Bones()
    reader.feed(text)
    return frozenset(reader.found)
