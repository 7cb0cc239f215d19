"""A bad file is refused at every place that takes one: why, with what was typed, nothing stored."""

import re
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.documents import hostile
from tests.wirgrants.apply.stage import pdf
from tests.wirgrants.taking import PLACES
from tests.wirgrants.world import World
from wirgrants import web
from wirgrants.documents.errors import Reason
from wirgrants.documents.messages import REFUSALS
from wirgrants.models import StoredFile
from wirgrants.unit_of_work import read_only
from wirgrants.web.actions import registered

pytestmark = pytest.mark.slow

PAPER = "Unterlage & mehr.pdf"


def _bomb() -> bytes:
    """A page whose few kilobytes unpack to more than is read."""
    return hostile.one_page(hostile.stream(zlib.compress(bytes(90_000_000), 9), b"/FlateDecode"))


# What each is refused for; further ones of each kind: tests/documents/hostile.py.
BY_ITS_START: Mapping[str, tuple[Callable[[], bytes], Reason]] = {
    "empty": (lambda: b"", Reason.EMPTY),
    "html named pdf": (hostile.REFUSED["html"][0], Reason.WRONG_KIND),
    "html before a pdf": (hostile.REFUSED["html before a pdf"][0], Reason.WRONG_KIND),
    "gif before a pdf": (hostile.REFUSED["gif before a pdf"][0], Reason.WRONG_KIND),
    "svg": (hostile.REFUSED["svg"][0], Reason.WRONG_KIND),
    "zip": (hostile.REFUSED["zip"][0], Reason.WRONG_KIND),
}
# These take a child process each: every place is asked two of them, each at four places.
BY_THE_CHILD: Mapping[str, tuple[Callable[[], bytes], Reason]] = {
    "broken": (hostile.REFUSED["png by its first bytes only"][0], Reason.BROKEN),
    "needs a password": (hostile.REFUSED["needs a password, AES-256"][0], Reason.PASSWORD),
    "too many pages": (hostile.many_pages, Reason.TOO_MANY_PAGES),
    "bomb of a page": (_bomb, Reason.TOO_COMPLEX),
    "bomb of pixels": (hostile.huge_png, Reason.IMAGE_TOO_LARGE),
}
# At the other places: tests/wirgrants/test_large_bodies.py, where requests may be small.
TOO_LARGE = (hostile.REFUSED["too large"][0], Reason.TOO_LARGE)
BAD = {**BY_ITS_START, **BY_THE_CHILD, "too large": TOO_LARGE}


def asked_at(name: str) -> list[str]:
    """The bad files that are handed in at a place."""
    number, costly = list(PLACES).index(name), list(BY_THE_CHILD)
    two = [costly[(number + step) % len(costly)] for step in (0, 2)]
    return [*BY_ITS_START, *two, *(["too large"] if not number else [])]


@cache
def bytes_of(name: str) -> bytes:
    return BAD[name][0]()


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What a file is does not hang on the database."""
    return sqlite_url


def stored(world: World) -> set[str]:
    """Every file in the store."""
    folder = Path(world.app.instance_path) / "files"
    return {path.name for path in folder.rglob("*") if path.is_file()}


def files(world: World) -> int:
    with world.opened(), read_only() as session:
        session.rollback()
        return session.scalar(select(func.count()).select_from(StoredFile)) or 0


def text_of(page: str) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


@pytest.mark.parametrize("name", PLACES)
def test_a_bad_file_is_refused_with_its_reason_and_nothing_is_lost(world: World, name: str) -> None:
    place = PLACES[name](world)
    kept, database = stored(world), world.app.config["SQLALCHEMY_DATABASE_URI"]
    wrong: list[tuple[object, ...]] = []
    with closing(sqlite3.connect(database.removeprefix("sqlite:///"))) as watch:
        [before] = watch.execute("PRAGMA data_version").fetchone()
        for bad in asked_at(name):
            reason = BAD[bad][1]
            answer = place.send((bytes_of(bad), PAPER))
            if answer.status_code != 422 or text_of(REFUSALS[reason]) not in text_of(answer.text):
                wrong.append((bad, answer.status_code, text_of(answer.text)[-1500:]))
            elif place.shown_again(answer.text) != place.typed:
                wrong.append((bad, place.shown_again(answer.text)))
        # Nobody has committed anything: no row, no event, no spent form.
        assert watch.execute("PRAGMA data_version").fetchone() == (before,)
    assert wrong == []
    assert stored(world) == kept

    known = files(world)
    assert place.send((pdf(7), "gut.pdf")).status_code == 303
    assert (len(stored(world)), files(world)) == (len(kept) + 1, known + 1)


def test_the_table_holds_every_place_that_takes_a_file() -> None:
    """Who reads a file does it through one door (tests/wirgrants/test_large_bodies.py)."""
    [root] = map(Path, web.__path__)
    reading = {
        path.relative_to(root).as_posix()
        for path in root.rglob("*.py")
        if re.search(r"(upload_of|sent_upload)\(", path.read_text(encoding="utf-8"))
    }
    steps = {f"case.step {spec.action}" for spec in registered().values() if spec.multipart}

    assert reading == {
        "admin_annexes.py",
        "applicant/steps.py",
        "applicant/uploads.py",
        "obligations.py",
        "officer/intake.py",
        "officer/steps.py",
        "proof/papers.py",
        "recovery/closing.py",
        "uploading.py",
    }
    assert {name.split(",")[0] for name in PLACES} == steps | {
        "annex.add",
        "applicant.upload",
        "obligation.meet",
        "officer.intake",
        "proof.upload",
    }
