"""How a test database gets its schema: by the same migrations as a real one."""

import importlib

from sqlalchemy import create_engine


def prepare_template(url: str) -> None:
    """Run all migrations on the empty database at this address and leave nobody connected to it."""
    # Asked for late: tests of the law and of the counter run without the shell.
    importlib.import_module("wirgrants.migrate").upgrade(url)
    if url.startswith("sqlite"):
        engine = create_engine(url)
        with engine.connect() as connection:
            # Everything into the one file that is copied.
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        engine.dispose()
