"""The schema: up, down and up again on both databases, and no drift from the models."""

from sqlalchemy import create_engine, inspect, text

from wirgrants import migrate
from wirgrants.models import Base


def test_a_migrated_database_has_not_drifted_from_the_models(database_url):
    assert migrate.drift(database_url) == []


def test_a_changed_schema_is_reported_as_drift(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE note ADD COLUMN smuggled INTEGER"))
        connection.execute(text("CREATE TABLE stray (id INTEGER PRIMARY KEY)"))
        connection.execute(text("DROP TRIGGER event_never_deleted" + _on(engine)))
    engine.dispose()

    found = migrate.drift(database_url)

    assert len(found) == 2
    assert "smuggled" in found[0]
    assert found[1] == "trigger event_never_deleted is missing"


def test_migrations_run_up_down_and_up_again(bare_database_url):
    migrate.upgrade(bare_database_url)
    first = _tables(bare_database_url)
    migrate.downgrade(bare_database_url)
    emptied = _tables(bare_database_url)
    migrate.upgrade(bare_database_url)

    assert first == set(Base.metadata.tables)
    assert emptied == set()
    assert _tables(bare_database_url) == first
    assert migrate.drift(bare_database_url) == []


def _on(engine):
    return " ON event" if engine.dialect.name == "postgresql" else ""


def _tables(url):
    engine = create_engine(url)
    found = set(inspect(engine).get_table_names()) & set(Base.metadata.tables)
    engine.dispose()
    return found
