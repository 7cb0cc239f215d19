"""Files are found by their content, never changed, and never handed out when they were."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from wirgrants.storage import FileStore, IntegrityError, NotStored, open_store

ABSENT = "0" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Ablage mit Ümlaut"


@pytest.fixture
def store(folder: Path) -> FileStore:
    return open_store(folder.as_uri())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.binary(max_size=5000))
def test_what_is_put_is_got_by_its_digest(store: FileStore, data: bytes) -> None:
    digest = store.put_once(data)
    assert digest == hashlib.sha256(data).hexdigest()
    assert store.get(digest) == data
    assert store.exists(digest)
    assert digest in set(store.digests())


def test_putting_again_changes_nothing(store: FileStore, folder: Path) -> None:
    digest = store.put_once(b"Bescheid")
    path = folder / digest[:2] / digest[2:4] / digest
    before = path.stat().st_mtime_ns
    assert store.put_once(b"Bescheid") == digest
    assert path.stat().st_mtime_ns == before
    assert list(store.digests()) == [digest]


def test_a_file_that_was_changed_is_never_handed_out(store: FileStore, folder: Path) -> None:
    digest = store.put_once(b"Bescheid")
    other = store.put_once(b"Anlage")
    (folder / digest[:2] / digest[2:4] / digest).write_bytes(b"gefaelscht")
    with pytest.raises(IntegrityError):
        store.get(digest)
    with pytest.raises(IntegrityError):
        store.put_once(b"Bescheid")
    wrong = dict(store.missing_or_changed(iter([digest, other, ABSENT])))
    assert {name: type(error) for name, error in wrong.items()} == {
        digest: IntegrityError,
        ABSENT: NotStored,
    }


def test_what_is_not_there_is_said_so(store: FileStore) -> None:
    assert not store.exists(ABSENT)
    assert list(store.digests()) == []
    with pytest.raises(NotStored):
        store.get(ABSENT)


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "/.."])
def test_only_a_digest_is_an_address(store: FileStore, digest: str) -> None:
    with pytest.raises(ValueError, match="digest"):
        store.get(digest)
    with pytest.raises(ValueError, match="digest"):
        store.exists(digest)


def test_two_may_put_the_same_at_once(store: FileStore) -> None:
    data = bytes(2_000_000)
    with ThreadPoolExecutor(8) as pool:
        digests = set(pool.map(lambda _: store.put_once(data), range(16)))
    assert digests == {hashlib.sha256(data).hexdigest()}
    assert store.get(digests.pop()) == data


def test_other_files_in_the_folder_are_passed_over(store: FileStore, folder: Path) -> None:
    digest = store.put_once(b"x")
    (folder / "LIESMICH.txt").write_text("Nicht anfassen")
    assert list(store.digests()) == [digest]


@pytest.mark.parametrize("url", ["", "ftp://host/a", "/srv/files", "file://host/share"])
def test_an_address_of_no_known_store_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="no store"):
        open_store(url)
