"""A page as a visitor without eyes reads it: its links and its forms with their fields."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass
class Control:
    """One field of a form; radio buttons are one each, `value` is what is sent."""

    name: str
    kind: str
    value: str = ""
    checked: bool = False
    options: list[str] = field(default_factory=list)
    id: str = ""
    # How the page lays the field out tells what it asks for, as its sign does to a person.
    inputmode: str = ""
    autocomplete: str = ""
    label: str = ""

    @property
    def required(self) -> bool:
        """Whether the page marks the field as one that must be filled in."""
        return "(Pflichtangabe)" in self.label


@dataclass
class PageForm:
    """A form that is sent by POST."""

    action: str
    controls: list[Control] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    def held(self) -> dict[str, str]:
        """The hidden fields: token, version, digests."""
        return {one.name: one.value for one in self.controls if one.kind == "hidden"}

    def named(self) -> frozenset[str]:
        """The names of the fields that a person fills in."""
        return frozenset(one.name for one in self.controls if one.kind != "hidden")


class Page(HTMLParser):
    """Reads a page; `links` and `forms` are in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.links: list[str] = []
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select: Control | None = None
        self._area: Control | None = None
        self._label = ""
        self._labels: dict[str, str] = {}
        self.feed(text)
        for form in self.forms:
            for one in form.controls:
                one.label = self._labels.get(one.id, "")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Notes links, forms and fields."""
        told = {name: value or "" for name, value in attrs}
        if tag == "label":
            self._label = told.get("for", "")
        elif tag == "a" and told.get("href"):
            self.links.append(told["href"])
        elif tag == "form":
            self._form = PageForm(action=told.get("action", ""))
            if told.get("method", "").lower() == "post":
                self.forms.append(self._form)
        elif self._form is not None:
            self._field(tag, told)

    def _field(self, tag: str, told: dict[str, str]) -> None:
        assert self._form is not None
        name = told.get("name", "")
        if tag == "option" and self._select is not None:
            self._select.options.append(told.get("value", ""))
            if "selected" in told:
                self._select.value = told.get("value", "")
            return
        if tag == "button" and told.get("type", "submit") == "submit":
            self._form.buttons.append((name, told.get("value", "")))
            return
        if tag not in ("input", "select", "textarea") or not name:
            return
        control = Control(
            name=name,
            kind=told.get("type", "text") if tag == "input" else tag,
            value=told.get("value", "on" if told.get("type") == "checkbox" else ""),
            checked="checked" in told,
            id=told.get("id", ""),
            inputmode=told.get("inputmode", ""),
            autocomplete=told.get("autocomplete", ""),
        )
        self._form.controls.append(control)
        self._select = control if tag == "select" else self._select
        self._area = control if tag == "textarea" else self._area

    def handle_endtag(self, tag: str) -> None:
        """Closes forms, selects and text areas."""
        if tag == "form":
            self._form = None
        elif tag == "select":
            if self._select is not None and not self._select.value and self._select.options:
                # Where none is marked, the first option is the chosen one.
                self._select.value = self._select.options[0]
            self._select = None
        elif tag == "textarea":
            if self._area is not None:
                # As every browser does: the first line break only opens the field.
                self._area.value = self._area.value.removeprefix("\r").removeprefix("\n")
            self._area = None
        elif tag == "label":
            self._label = ""

    def handle_data(self, data: str) -> None:
        """The text inside a text area is its value; inside a label it names the field."""
        if self._label:
            self._labels[self._label] = self._labels.get(self._label, "") + data
        if self._area is not None:
            self._area.value += data


def empty(form: PageForm) -> dict[str, str]:
    """What a browser sends when somebody has emptied every field."""
    texts = ("text", "textarea", "email", "password", "search", "tel")
    return form.held() | {c.name: "" for c in form.controls if c.kind in texts}


def present(form: PageForm) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form as it was shown."""
    yield from form.held().items()
    for one in form.controls:
        if one.kind not in ("hidden", "file", "radio", "checkbox") or one.checked:
            yield one.name, one.value
