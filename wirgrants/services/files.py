"""Files of cases: bytes in the object store first, then their row in the unit of work."""

from functools import cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from wirgrants import clock
from wirgrants.extensions import settings
from wirgrants.models import StoredFile
from wirgrants.storage import FileStore, open_store

PDF = "application/pdf"


@cache
def _opened(url: str) -> FileStore:
    return open_store(url)


def store() -> FileStore:
    """The object store of this application, opened once per address and process."""
    return _opened(settings().storage)


def keep_bytes(data: bytes) -> str:
    """Put bytes into the store and answer their SHA-256; called before the unit of work.

    Bytes without a row are harmless: a later row finds them, `doctor` names them (`remarks`).
    """
    return store().put_once(data)


def stored_file(
    session: Session, sha256: str, size: int, *, media_type: str = PDF, pages: int | None = None
) -> StoredFile:
    """The row of a file that lies in the store; the same bytes have one row. Flushes a new one."""
    found = session.scalars(select(StoredFile).where(StoredFile.sha256 == sha256)).one_or_none()
    if found is None:
        found = StoredFile(
            sha256=sha256, size=size, media_type=media_type, pages=pages, stored_at=clock.now()
        )
        session.add(found)
        session.flush()
    return found
