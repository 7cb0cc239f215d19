"""Backup and restore of a whole installation: database, files, anchors, keys and settings."""

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wirgrants import clock, migrate
from wirgrants.extensions import settings
from wirgrants.services import database_copy
from wirgrants.services.database_copy import BackupError
from wirgrants.services.files import store
from wirgrants.storage import FileStore, StorageError, open_store

MANIFEST = "manifest.json"
FORMAT = 1
_FILES = "files"
_SETTINGS = "settings.toml"
_KEPT = ("secret_key", "anchor_key", "demo_accounts.json")
_ANCHORS = "anchors"


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What was copied: kind and revision of the database, number of files and anchors.

    `settings_aside` names the file that a restore laid beside the installation's own settings.
    """

    database: str
    revision: str
    files: int
    anchors: int
    settings_aside: str = ""


def back_up(folder: Path) -> Summary:
    """Copy everything that makes this installation into an empty or new folder.

    The anchors first: what one of them covers is in every later copy of the database. Then the
    database: a file's bytes are stored before its row, so none can be missing from a later copy of
    the store. Raises BackupError; what was begun then stays for inspection, without
    manifest, and cannot be restored.
    """
    if folder.exists() and any(folder.iterdir()):
        raise BackupError(f"{folder} is not empty")
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)  # the keys are in it
    anchors = _copy_anchors(settings().instance / _ANCHORS, folder / _ANCHORS)
    kind = database_copy.kind_of(settings().database)
    name = database_copy.copy_out(settings().database, folder)
    copied = _copy_files(store(), open_store(f"file://{(folder / _FILES).resolve()}"))
    _copy_kept(settings().instance, folder, (*_KEPT, _SETTINGS))
    manifest = {
        "format": FORMAT,
        "made_at": clock.now().isoformat(timespec="seconds"),
        "database": kind,
        "database_file": name,
        "revision": migrate.revision_of(settings().database) or "",
        "files": copied,
        "sha256": {path: _digest(folder / path) for path in sorted(_listed(folder))},
    }
    text = json.dumps(manifest, indent=1, sort_keys=True)
    (folder / MANIFEST).write_text(text + "\n", encoding="utf-8")
    return Summary(database=kind, revision=str(manifest["revision"]), files=copied, anchors=anchors)


def restore(folder: Path) -> Summary:
    """Bring a backup back into an installation whose database is empty.

    The backup is checked whole before anything is written. Its settings name the old database and
    the old store: they are laid beside those of this installation, never in their place. Raises
    BackupError.
    """
    manifest = _read_manifest(folder)
    kind = database_copy.kind_of(settings().database)
    if manifest["database"] != kind:
        raise BackupError(f"this is a backup of {manifest['database']}, the settings name {kind}")
    _check(folder, manifest["sha256"])
    saved = open_store(f"file://{(folder / _FILES).resolve()}")
    _check_files(saved, int(manifest["files"]))
    if not database_copy.is_empty(settings().database):
        raise BackupError("the database is not empty: restore into a new installation")
    _copy_files(saved, store())
    database_copy.copy_in(folder / str(manifest["database_file"]), settings().database)
    _copy_kept(folder, settings().instance, _KEPT)
    aside = _lay_aside(folder / _SETTINGS, settings().instance)
    anchors = _copy_anchors(folder / _ANCHORS, settings().instance / _ANCHORS)
    return Summary(
        database=kind,
        revision=str(manifest["revision"]),
        files=int(manifest["files"]),
        anchors=anchors,
        settings_aside=aside,
    )


def _copy_files(source: FileStore, target: FileStore) -> int:
    count = 0
    for digest in source.digests():
        try:
            target.put_once(source.get(digest))
        except StorageError as error:
            raise BackupError(f"file {digest} cannot be copied: {type(error).__name__}") from error
        count += 1
    return count


def _check_files(saved: FileStore, told: int) -> None:
    digests = list(saved.digests())
    if len(digests) != told:
        raise BackupError(f"the backup names {told} files and holds {len(digests)}")
    for digest, _ in saved.missing_or_changed(iter(digests)):
        raise BackupError(f"file {digest} of the backup has changed")


def _copy_kept(source: Path, target: Path, names: Sequence[str]) -> None:
    for name in names:
        if (source / name).exists():
            shutil.copyfile(source / name, target / name)
            (target / name).chmod(0o600)


def _lay_aside(old: Path, instance: Path) -> str:
    """Where the old settings lie from now on; "" when there are none or they say the same."""
    present = instance / _SETTINGS
    if not old.exists() or (present.exists() and present.read_bytes() == old.read_bytes()):
        return ""
    aside = instance / f"{_SETTINGS}.restored"
    shutil.copyfile(old, aside)
    aside.chmod(0o600)
    return aside.name


def _copy_anchors(source: Path, target: Path) -> int:
    count = 0
    target.mkdir(parents=True, exist_ok=True)
    for path in sorted(source.glob("*.json")):
        shutil.copyfile(path, target / path.name)
        count += 1
    return count


def _read_manifest(folder: Path) -> Mapping[str, Any]:
    try:
        manifest: Any = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        whole = manifest["format"] == FORMAT and isinstance(manifest["sha256"], dict)
        whole = whole and {"database", "database_file", "revision", "files"} <= set(manifest)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder} holds no complete backup ({MANIFEST})") from error
    if not whole:
        raise BackupError(f"{folder} holds a backup of another format")
    told: Mapping[str, Any] = manifest
    return told


def _check(folder: Path, digests: Mapping[str, str]) -> None:
    for path in digests:
        if Path(path).is_absolute() or ".." in Path(path).parts:
            raise BackupError(f"{MANIFEST} names a path outside the backup: {path}")
        if not (folder / path).is_file():
            raise BackupError(f"{path} is missing from the backup")
        if _digest(folder / path) != digests[path]:
            raise BackupError(f"{path} of the backup has changed")


def _listed(folder: Path) -> Iterator[str]:
    """Everything but the store, whose files are checked by their names."""
    for root, folders, names in os.walk(folder):
        if Path(root) == folder and _FILES in folders:
            folders.remove(_FILES)
        for name in names:
            yield str((Path(root) / name).relative_to(folder))


def _digest(path: Path) -> str:
    with path.open("rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
