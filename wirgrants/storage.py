"""Keeps files by their content: written once, found by SHA-256, checked whenever they are read.

One port over a local folder (the default) and any S3-compatible store, chosen by the address in the
settings. Nothing here overwrites or deletes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


class StorageError(Exception):
    """The store could not do what was asked."""


class NotStored(StorageError):
    """There is no file with this digest."""


class IntegrityError(StorageError):
    """The bytes in the store are not those that were put there."""


class FileStore:
    """Files under the SHA-256 of their content, in two levels of folders (``ab/cd/abcd…``)."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def put_once(self, data: bytes) -> str:
        """Store ``data`` and answer its digest; storing the same again changes nothing.

        Raises:
            IntegrityError: other bytes lie under this digest.
        """
        import obstore
        from obstore.exceptions import AlreadyExistsError

        digest = hashlib.sha256(data).hexdigest()
        try:
            obstore.put(self._store, _path(digest), data, mode="create")
        except AlreadyExistsError:
            self.get(digest)
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this ``digest``, checked against it.

        Raises:
            NotStored: there are none.
            IntegrityError: the bytes found are others.
            ValueError: ``digest`` is no SHA-256.
        """
        import obstore

        try:
            data = bytes(obstore.get(self._store, _path(digest)).bytes())
        except FileNotFoundError as error:
            raise NotStored(digest) from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise IntegrityError(digest)
        return data

    def exists(self, digest: str) -> bool:
        """Whether a file with this ``digest`` is there; its content is not read.

        Raises:
            ValueError: ``digest`` is no SHA-256.
        """
        import obstore

        try:
            obstore.head(self._store, _path(digest))
        except FileNotFoundError:
            return False
        return True

    def digests(self) -> Iterator[str]:
        """The digest of every file in the store, in no order; other files in it are passed over."""
        import obstore

        for chunk in obstore.list(self._store):
            for entry in chunk:
                digest = str(entry["path"]).rsplit("/", 1)[-1]
                if _DIGEST.fullmatch(digest):
                    yield digest

    def missing_or_changed(self, digests: Iterator[str]) -> Iterator[tuple[str, StorageError]]:
        """Each of ``digests`` whose file is gone or has changed, with what is wrong."""
        for digest in digests:
            try:
                self.get(digest)
            except StorageError as error:
                yield digest, error


def open_store(url: str, **options: Any) -> FileStore:
    """The store at ``url``: ``file:///folder`` (made if absent) or ``s3://bucket/prefix``.

    ``options`` go to the S3 client (``endpoint``, ``access_key_id``, ``client_options`` …); what is
    not given is read from the environment as S3 clients do.

    Raises:
        ValueError: the address names no kind of store that is known.
    """
    parts = urlsplit(url)
    if parts.scheme == "file" and not parts.netloc:
        from obstore.store import LocalStore

        return FileStore(LocalStore(Path(unquote(parts.path)), mkdir=True))
    if parts.scheme == "s3":
        from obstore.store import S3Store

        return FileStore(S3Store.from_url(url, **options))
    message = f"no store is known for addresses like {parts.scheme or url!r}"
    raise ValueError(message)


def _path(digest: str) -> str:
    if not _DIGEST.fullmatch(digest):
        message = "a digest is 64 hexadecimal digits in lower case"
        raise ValueError(message)
    return f"{digest[:2]}/{digest[2:4]}/{digest}"
